// Arithmetic: the chosen step in the book's notation with this run's digits, and the same as LaTeX.
import { formula, number, operator, partial, probe, quotient, typeset, variable, words } from "./mathml.js";
import { morph } from "./morph.js";
import { num } from "./numbers.js";
import { say } from "./words.js";

/** The update rules, typeset by the server. @type {Record<string, string>} */
const rules = JSON.parse(document.getElementById("rules")?.textContent ?? "{}");

/** Formulas that were typeset before. @type {Map<string, Element | null>} */
const readBefore = new Map();

/** A formula of the server's, read once. @param {string} markup */
function formulaOf(markup) {
  if (!readBefore.has(markup)) readBefore.set(markup, typeset(markup));
  return /** @type {Element | null} */ (readBefore.get(markup)?.cloneNode(true) ?? null);
}

/** @typedef {{left: Element, latex: string, right: {node: Element, latex: string} | null, kind?: string}} Row */

/** The rows of the step that leads from `from` to the next point.
 * @param {any} view @param {number} from @returns {Row[]} */
export function rowsOf(view, from) {
  const { run, function: f, experiment } = view;
  const names = f.variables;
  const point = run.points[from].map(num);
  const next = run.points[from + 1]?.map(num);
  const gradient = run.gradients[from].map(num);
  const probes = run.probes?.[from];
  const rate = Number(experiment.learning_rate);
  const alone = names.length === 1;
  /** @type {Row[]} */
  const rows = [];
  const value = (/** @type {number} */ v, /** @type {number} */ digits = 7) => formula(number(v, digits));

  const noisy = Number(experiment.noise) > 0;
  /** With noise the number beside a gradient is not the gradient alone. @param {Element} math */
  const shaken = (math) => {
    if (noisy) /** @type {Element} */ (math.firstElementChild).append(operator("+").node, words(say("noise_term")).node);
    return noisy ? ` + ${words(say("noise_term")).latex}` : "";
  };

  names.forEach((/** @type {string} */ name, /** @type {number} */ k) => {
    if (probes) {
      for (const [sign, v] of [["+", num(probes[k][0])], ["−", num(probes[k][1])]]) {
        const made = formula(probe(names, k, /** @type {string} */ (sign)));
        rows.push({ left: made.node, latex: made.latex, right: value(/** @type {number} */ (v), 12) });
      }
      const made = formula(quotient(names, k));
      const more = shaken(made.node);
      rows.push({ left: made.node, latex: made.latex + more, right: value(gradient[k]) });
      return;
    }
    const made = formula(partial(name, alone));
    const known = f.partials?.[k] ? formulaOf(f.partials[k]) : null;
    if (known) {
      const row = /** @type {Element} */ (made.node.firstElementChild);
      row.append(operator("=").node, ...known.childNodes);
    }
    const more = shaken(made.node);
    rows.push({ left: made.node, latex: made.latex + more, right: value(gradient[k]) });
  });
  if (!next) return rows;
  names.forEach((/** @type {string} */ name, /** @type {number} */ k) => {
    const plainDescent = experiment.optimizer === "gradient_descent";
    const made = plainDescent
      ? formula(variable(name), operator("←", "\\leftarrow"), number(point[k], 5), operator("−", "-"),
        number(rate, 4, { kind: "rate", short: true }), operator("×", "\\times"), number(gradient[k], 5, { bracket: true }))
      : formula(variable(name), operator("←", "\\leftarrow"), number(point[k], 5),
        operator(next[k] < point[k] ? "−" : "+", next[k] < point[k] ? "-" : "+"), number(Math.abs(next[k] - point[k]), 5));
    rows.push({ left: made.node, latex: made.latex, right: value(next[k]) });
  });
  return rows;
}

/** @param {HTMLElement} root @param {HTMLElement} title @param {HTMLButtonElement} copy */
export function createArithmetic(root, title, copy) {
  /** @type {any} */
  let view = null;
  let shown = -1;
  let latex = "";

  copy.addEventListener("click", async () => {
    const name = copy.textContent;
    try {
      await navigator.clipboard.writeText(latex);
      copy.textContent = say("copied");
    } catch {
      copy.textContent = say("copy_failed");
    }
    setTimeout(() => (copy.textContent = name), 1800);
  }, { passive: true });

  /** @param {number} step */
  function render(step) {
    const last = view.run.points.length - 1;
    const from = Math.min(step, Math.max(0, last - 1));
    if (from === shown) return;
    shown = from;
    const name = last > 0 ? say("arithmetic", { from, to: from + 1 }) : say("arithmetic_start");
    if (title.textContent !== name) title.textContent = name;
    const rows = rowsOf(view, from);
    if (view.experiment.optimizer !== "gradient_descent" && rules[view.experiment.optimizer]) {
      const rule = formulaOf(rules[view.experiment.optimizer]);
      if (rule) rows.unshift({ left: rule, latex: "", right: null, kind: "rule" });
    }
    morph(root, rows.map(({ left, right, kind }) => {
      const row = document.createElement("div");
      row.className = kind ? `row ${kind}` : "row";
      row.append(left);
      if (right) row.append(right.node);
      return row;
    }));
    const lines = rows.filter((r) => r.latex).map((r) => `${r.latex} &= ${r.right?.latex ?? ""}`);
    latex = `\\begin{aligned}\n${lines.join(" \\\\\n")}\n\\end{aligned}`;
  }

  return {
    /** @param {any} next */
    load(next) {
      view = next;
      shown = -1;
    },
    /** @param {import("./player.js").Moment} now */
    mark: (now) => view && render(now.step),
    text: () => latex,
  };
}
