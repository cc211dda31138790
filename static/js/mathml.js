// MathML: small builders for formulas that hold the run's own digits.
import { parts } from "./numbers.js";

const NS = "http://www.w3.org/1998/Math/MathML";

/** @typedef {{node: Element, latex: string}} Term */

/** @param {string} tag @param {(Element | string)[]} inside @param {string} [kind] */
function node(tag, inside, kind) {
  const made = document.createElementNS(NS, tag);
  made.append(...inside);
  if (kind) made.setAttribute("class", kind);
  return made;
}

/** @param {string} name @returns {Term} */
export const variable = (name) => ({ node: node("mi", [name]), latex: name });
/** Words within a formula. @param {string} text @returns {Term} */
export const words = (text) => ({ node: node("mtext", [text]), latex: `\\text{${text}}` });
/** @param {string} sign @param {string} [latex] @returns {Term} */
export const operator = (sign, latex = sign) => ({ node: node("mo", [sign]), latex });

/** A number; in brackets where it is negative and follows a sign.
 * @param {number} value @param {number} digits @param {{bracket?: boolean, kind?: string, short?: boolean}} [how] @returns {Term} */
export function number(value, digits, { bracket = false, kind, short = false } = {}) {
  const { minus, digits: full, power } = parts(value, digits);
  const text = short && full.includes(".") ? full.replace(/\.?0+$/, "") : full;
  const inside = [];
  if (minus) inside.push(node("mo", ["−"]));
  inside.push(node("mn", [text]));
  if (power !== null) inside.push(node("mo", ["×"]), node("msup", [node("mn", ["10"]), node("mrow", [...(power < 0 ? [node("mo", ["−"])] : []), node("mn", [String(Math.abs(power))])])]));
  const latex = `${minus ? "-" : ""}${text === "∞" ? "\\infty" : text}${power === null ? "" : ` \\times 10^{${power}}`}`;
  const wrap = bracket && (minus || power !== null);
  if (minus) /** @type {Element} */ (inside[0]).setAttribute("form", "prefix");
  return {
    node: node("mrow", wrap ? [node("mo", ["("]), ...inside, node("mo", [")"])] : inside, kind),
    latex: wrap ? `(${latex})` : latex,
  };
}

function slash() {
  const made = node("mo", ["/"]);
  made.setAttribute("lspace", "0");
  made.setAttribute("rspace", "0");
  return made;
}

/** ∂f/∂x on a line, or f′(x) for one variable. @param {string} name @param {boolean} alone @returns {Term} */
export function partial(name, alone) {
  if (alone) return { node: node("mrow", [node("msup", [node("mi", ["f"]), node("mo", ["′"])]), node("mo", ["("]), node("mi", [name]), node("mo", [")"])]), latex: `f'(${name})` };
  const d = () => node("mi", ["∂"]);
  return {
    node: node("mrow", [d(), node("mi", ["f"]), slash(), d(), node("mi", [name])]),
    latex: `\\frac{\\partial f}{\\partial ${name}}`,
  };
}

/** f(x + h, y) @param {string[]} names @param {number} which @param {string} sign @returns {Term} */
export function probe(names, which, sign) {
  /** @type {(Element | string)[]} */
  const inside = [node("mi", ["f"]), node("mo", ["("])];
  names.forEach((name, k) => {
    if (k) inside.push(node("mo", [","]));
    inside.push(node("mi", [name]));
    if (k === which) inside.push(node("mo", [sign]), node("mi", ["h"]));
  });
  inside.push(node("mo", [")"]));
  return { node: node("mrow", inside), latex: `f(${names.map((n, k) => (k === which ? `${n} ${sign === "−" ? "-" : "+"} h` : n)).join(", ")})` };
}

/** The difference quotient. @param {string[]} names @param {number} which @returns {Term} */
export function quotient(names, which) {
  const [a, b] = [probe(names, which, "+"), probe(names, which, "−")];
  return {
    node: node("mfrac", [node("mrow", [a.node, node("mo", ["−"]), b.node]), node("mrow", [node("mn", ["2"]), node("mi", ["h"])])]),
    latex: `\\frac{${a.latex} - ${b.latex}}{2h}`,
  };
}

/** Join terms into one formula. @param {...Term} terms */
export function formula(...terms) {
  return { node: node("math", [node("mrow", terms.map((t) => t.node))]), latex: terms.map((t) => t.latex).join(" ") };
}

/** Put markup that the server typeset into an element. @param {Element} root @param {string} markup */
export function put(root, markup) {
  const found = new DOMParser().parseFromString(markup, "text/html").querySelector("math");
  root.replaceChildren(...(found ? [document.adoptNode(found)] : []));
}

/** Markup of the server as a term. @param {string} markup @returns {Element | null} */
export function typeset(markup) {
  const found = new DOMParser().parseFromString(markup, "text/html").querySelector("math");
  return found && /** @type {Element} */ (document.adoptNode(found));
}
