// Motion: what one step of plain gradient descent does along each direction at the marks' place.
// The twin: app/lessons/descent/verdict.py.
import { digits, fixed } from "../digits.js";
import { solve } from "../linear.js";

/** An eigenvector this close to an axis bears the axis's name. */
const ALIGNED = 0.999;

/** @typedef {{factors: number[], names: string[], felt: boolean[], everywhere: boolean}} Motion */

/** The direction of the largest factor, of those that the start feels where any is.
 * @param {Motion} motion @param {number[]} among */
export function slowest({ factors, felt }, among) {
  const kept = among.filter((k) => felt[k]);
  return (kept.length ? kept : among).reduce((best, k) => (Math.abs(factors[k]) > Math.abs(factors[best]) ? k : best));
}

/** Whether the Hessian is the same at the start, at the place of the marks and in between.
 * @param {any} kernel @param {number[]} start @param {number[]} at */
export function quadratic(kernel, start, at) {
  const places = [at, start.map((x, i) => 0.7 * x + 0.3 * at[i] + 0.123), start.map((x) => x * 1.7 - 0.71)];
  const bend = kernel.hessian(...start);
  const close = (/** @type {number} */ a, /** @type {number} */ b) => a === b || Math.abs(a - b) <= 1e-12 + 1e-9 * Math.abs(b);
  return bend.every((/** @type {number} */ b) => b === b)
    && places.every((place) => kernel.hessian(...place).every((/** @type {number} */ a, /** @type {number} */ i) => close(a, bend[i])));
}

/** The factors of a plain descent; null for other rules or where no minimum is in reach.
 * @param {any} scene @param {import("./experiment.js").Experiment} experiment @param {import("./marks.js").Marks} marks
 * @param {(key: string) => string} say @returns {Motion | null} */
export function motion(scene, experiment, marks, say) {
  const { kernel, rule, domain } = scene;
  const { axes, curvatures, at } = marks;
  if (rule !== "gradient_descent" || !axes.length || !marks.edge) return null;
  const middle = centre(kernel, marks);
  const widths = at.map((_, i) => domain[2 * i + 1] - domain[2 * i]);
  let names = axes.map((axis, index) => {
    const i = axis.findIndex((part) => Math.abs(part) > ALIGNED);
    if (i < 0) return say(`verdict.direction.${index === axes.length - 1 ? "steep" : "gentle"}`);
    const name = kernel.variables[i];
    // What a step multiplies is the distance from the minimum: x − 3 or x + 5.
    return Math.abs(middle[i]) <= 1e-6 * widths[i] ? name : `${name} ${middle[i] > 0 ? "−" : "+"} ${digits(Math.abs(middle[i]))}`;
  });
  const alike = (/** @type {number} */ value) => (Math.abs(value) > 1e6 ? value : Number(fixed(value, 12)));
  if (axes.length > 1 && alike(curvatures[0]) === alike(curvatures[1])) names = names.map(() => say("verdict.direction.all"));
  const offset = experiment.start.map((x, i) => x - middle[i]);
  return {
    factors: curvatures.map((value) => 1 - experiment.rate * value), names,
    felt: axes.map((axis) => Math.abs(axis.reduce((sum, part, i) => sum + part * offset[i], 0)) > 1e-12 * Math.max(...widths)),
    everywhere: quadratic(kernel, experiment.start, at),
  };
}

/** The minimum of the quadratic at the marks' place: one Newton step from there.
 * @param {any} kernel @param {import("./marks.js").Marks} marks @returns {number[]} */
function centre(kernel, { at, curvatures }) {
  if (curvatures[0] <= 1e-12 * curvatures[curvatures.length - 1]) return at;
  const step = solve(kernel.hessian(...at), kernel.gradient(...at));
  const found = at.map((x, i) => x - step[i]);
  return found.every(Number.isFinite) ? found : at;
}
