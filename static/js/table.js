// Table: every step of the run as numbers, a hundred rows at a time, filled when it is opened.
import { num, plain } from "./numbers.js";
import { say } from "./words.js";

const ROWS = 100;

/** @param {HTMLDetailsElement} root @param {() => number} clock the clock's step */
export function createTable(root, clock) {
  const table = /** @type {HTMLTableElement} */ (root.querySelector("table"));
  const body = /** @type {HTMLTableSectionElement} */ (table.tBodies[0]);
  const rows = /** @type {HTMLOutputElement} */ (root.querySelector("#page-rows"));
  /** @type {any} */
  let view = null;
  let first = 0;

  /** @param {string} tag @param {string} text @param {string} [scope] */
  const cell = (tag, text, scope) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (scope) made.setAttribute("scope", scope);
    return made;
  };

  function fill() {
    if (!view || !root.open) return;
    const { points, values, gradients } = view.run;
    const last = points.length - 1;
    first = Math.max(0, Math.min(first, Math.floor(last / ROWS) * ROWS));
    const end = Math.min(last, first + ROWS - 1);
    const heads = [...view.function.variables, "f", ...view.function.variables.map((/** @type {string} */ v) => `∂f/∂${v}`)];
    const header = /** @type {HTMLTableRowElement} */ (table.tHead?.rows[0]);
    header.replaceChildren(header.cells[0], ...heads.map((h) => cell("th", h, "col")));
    const made = [];
    for (let k = first; k <= end; k += 1) {
      const row = document.createElement("tr");
      row.append(cell("th", String(k), "row"), ...[...points[k], values[k], ...gradients[k]].map((v) => cell("td", plain(num(v), 7))));
      made.push(row);
    }
    body.replaceChildren(...made);
    rows.textContent = say("rows", { first, last: end, total: last });
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (root.querySelectorAll("[data-page]"))) {
      const to = target(button.dataset.page ?? "");
      button.disabled = to === first && button.dataset.page !== "here";
    }
    mark();
  }

  /** @param {string} go */
  function target(go) {
    const last = Math.floor((view.run.points.length - 1) / ROWS) * ROWS;
    if (go === "first") return 0;
    if (go === "last") return last;
    if (go === "here") return Math.floor(clock() / ROWS) * ROWS;
    return Math.max(0, Math.min(last, first + (go === "next" ? ROWS : -ROWS)));
  }

  function mark() {
    if (!root.open) return;
    body.querySelector(".now")?.classList.remove("now");
    body.rows[clock() - first]?.classList.add("now");
  }

  root.addEventListener("toggle", fill);
  root.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("[data-page]");
    if (!(button instanceof HTMLElement) || !view) return;
    first = target(button.dataset.page ?? "");
    fill();
    if (button.dataset.page === "here") body.querySelector(".now")?.scrollIntoView({ block: "nearest" });
  });
  return {
    /** @param {any} next */
    load(next) {
      view = next;
      fill();
    },
    mark,
  };
}
