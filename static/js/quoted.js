// Quoted: what the page says in words and rows: headline, numbers within the prose, tables, program.

/** @typedef {{text: string, role?: string}[]} Pieces */

/** @param {HTMLElement} root @param {Pieces} pieces */
export function fill(root, pieces) {
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

/** Say in words what the view holds. @param {any} view @param {boolean} moving the headline is not spoken yet */
export function quote(view, moving) {
  const verdict = /** @type {HTMLElement} */ (document.getElementById("verdict"));
  verdict.setAttribute("aria-live", moving ? "off" : "polite");
  verdict.dataset.outcome = view.verdict.kind;
  for (const part of ["headline", "detail"]) {
    fill(/** @type {HTMLElement} */ (verdict.querySelector(`.${part}`)), view.verdict[part]);
  }
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-value]:is(output)"))) {
    const pieces = view.values[node.dataset.value ?? ""];
    if (pieces) fill(node, pieces);
  }
  for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("[data-table]"))) {
    const content = view.tables[table.dataset.table ?? ""];
    if (content) rewrite(table, content);
  }
  const program = document.getElementById("program");
  if (program) program.textContent = view.program;
}
