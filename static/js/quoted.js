// Quoted: what the page says in words and rows: headline, numbers within the prose, tables, program.

/** @typedef {{text: string, role?: string}[]} Pieces */

/** How what stands in a place is made: other words in it, or the same again, cost little. @type {WeakMap<HTMLElement, string>} */
const standing = new WeakMap();

/** @param {HTMLElement} root @param {Pieces} pieces @param {boolean} [again] also where
 * they stand there already, so that they are spoken */
export function fill(root, pieces, again = true) {
  if (!again && standing.has(root)) return void mend(root, pieces);
  standing.set(root, spelled(pieces));
  root.replaceChildren(...pieces.map(({ text, role }) => {
    if (!role) return document.createTextNode(text);
    const span = document.createElement("span");
    span.className = `role-${role}`;
    span.textContent = text;
    return span;
  }));
}

/** How the pieces are made, whatever they say. @param {Pieces} pieces */
const spelled = (pieces) => pieces.map(({ role }) => role ?? "").join();

/** New words in the pieces that stand. @param {HTMLElement} root @param {Pieces} pieces */
function mend(root, pieces) {
  if (standing.get(root) !== spelled(pieces) || root.childNodes.length !== pieces.length) return fill(root, pieces);
  pieces.forEach(({ text, role }, index) => {
    const node = /** @type {any} */ (role ? root.childNodes[index].firstChild : root.childNodes[index]);
    // An empty span holds no node to write in.
    if (!node) root.childNodes[index].textContent = text;
    else if (node.data !== text) node.data = text;
  });
}

/** @param {HTMLTableElement} table @param {{head: string[], rows: Pieces[][], headed: boolean}} content */
function rewrite(table, { head, rows, headed }) {
  const shape = JSON.stringify([head, rows.map((row) => row.length), headed]);
  const body = table.tBodies[0];
  if (standing.get(table) === shape && body.rows.length === rows.length) {
    rows.forEach((row, at) => row.forEach((pieces, index) => fill(body.rows[at].cells[index], pieces, false)));
    return;
  }
  standing.set(table, shape);
  const cells = (/** @type {HTMLElement[]} */ made) => {
    const row = document.createElement("tr");
    row.append(...made);
    return row;
  };
  table.tHead?.replaceChildren(cells(head.map((text) => {
    const cell = document.createElement(text ? "th" : "td");
    if (text) cell.setAttribute("scope", "col");
    cell.textContent = text;
    return cell;
  })));
  body.replaceChildren(...rows.map((row) => cells(row.map((pieces, index) => {
    const cell = document.createElement(headed && index === 0 ? "th" : "td");
    if (headed && index === 0) cell.setAttribute("scope", "row");
    fill(cell, pieces);
    return cell;
  }))));
}

/** The headline that was spoken last. */
let spoken = "";

/** Say in words what the view holds. @param {any} view @param {boolean} moving the headline is not spoken yet */
export function quote(view, moving) {
  // At rest it is written anew, for that is what a screen reader hears; but the same is told only once.
  const told = JSON.stringify([view.verdict.headline, view.verdict.detail]);
  const speak = !moving && told !== spoken;
  if (!moving) spoken = told;
  const verdict = /** @type {HTMLElement} */ (document.getElementById("verdict"));
  verdict.setAttribute("aria-live", moving ? "off" : "polite");
  if (verdict.dataset.outcome !== view.verdict.kind) verdict.dataset.outcome = view.verdict.kind;
  for (const part of ["headline", "detail"]) {
    fill(/** @type {HTMLElement} */ (verdict.querySelector(`.${part}`)), view.verdict[part], speak);
  }
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-value]:is(output)"))) {
    const pieces = view.values[node.dataset.value ?? ""];
    if (pieces) fill(node, pieces, false);
  }
  for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("[data-table]"))) {
    const content = view.tables[table.dataset.table ?? ""];
    if (content) rewrite(table, content);
  }
  const program = document.getElementById("program");
  if (program && program.textContent !== view.program) program.textContent = view.program;
}
