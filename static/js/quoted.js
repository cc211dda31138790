// Quoted: what the page says in words and rows: headline, numbers within the prose, tables, program.

/** @typedef {{text: string, role?: string}[]} Pieces */

/** What stands in a place already, spelled out: the same again costs no layout. @type {WeakMap<HTMLElement, string>} */
const standing = new WeakMap();

/** @param {HTMLElement} root @param {Pieces} pieces @param {boolean} [again] also where
 * they stand there already, so that they are spoken */
export function fill(root, pieces, again = true) {
  const spelled = JSON.stringify(pieces);
  if (!again && standing.get(root) === spelled) return;
  standing.set(root, spelled);
  root.replaceChildren(...pieces.map(({ text, role }) => {
    if (!role) return document.createTextNode(text);
    const span = document.createElement("span");
    span.className = `role-${role}`;
    span.textContent = text;
    return span;
  }));
}

/** @param {HTMLTableElement} table @param {{head: string[], rows: Pieces[][], headed: boolean}} content */
function rewrite(table, { head, rows, headed }) {
  const spelled = JSON.stringify([head, rows, headed]);
  if (standing.get(table) === spelled) return;
  standing.set(table, spelled);
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
  table.tBodies[0].replaceChildren(...rows.map((row) => cells(row.map((pieces, index) => {
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
  verdict.dataset.outcome = view.verdict.kind;
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
