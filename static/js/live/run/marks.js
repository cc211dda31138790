// Marks: the edge and the fastest rate of a run, and the ends of its slider. The twin: app/lessons/descent/marks.py.
import { rounded } from "../digits.js";
import { eigenvalues, eigenvectors, length } from "../linear.js";
import { bestOf, edgeOf } from "./edges.js";

/** @typedef {{at: number[], curvatures: number[], axes: number[][], edge: number | null,
 *   best: number | null, reached: boolean, minimum: boolean}} Marks */

/** @param {number[][]} minima @param {number[]} point */
export function nearest(minima, point) {
  const away = minima.map((row) => length(row[0] - point[0], point.length > 1 ? row[1] - point[1] : 0));
  return minima[away.indexOf(Math.min(...away))];
}

/** @param {import("./trajectory.js").Trajectory} run @returns {number[]} */
const last = ({ points, count, kernel }) => Array.from(points.subarray((count - 1) * kernel.variables.length, count * kernel.variables.length));

/** @param {any} scene {kernel, rule, domain, minima} @param {import("./experiment.js").Experiment} experiment
 * @param {import("./trajectory.js").Trajectory} run @param {(rate: number) => import("./trajectory.js").Trajectory} tried the same run at another rate
 * @returns {Marks} */
export function marks(scene, experiment, run, tried) {
  const end = last(run);
  const known = scene.minima.length > 0;
  const converged = run.outcome.kind === "converged";
  const row = converged || !known ? null : nearest(scene.minima, end);
  const at = row ? row.slice(0, -1) : end;
  const near = (/** @type {number[]} */ point, /** @type {number} */ share) => point.every(
    (x, i) => Math.abs(x - at[i]) <= share * (scene.domain[2 * i + 1] - scene.domain[2 * i]));
  const found = marksAt(scene, experiment.settings, at, converged || (known && near(end, 0.05)), known || converged);
  if (found.best === null) return found;
  // It is the fastest near the minimum; from far away its first steps may throw the run elsewhere.
  const fastest = tried(found.best);
  const stop = last(fastest);
  const leads = ["converged", "descending"].includes(fastest.outcome.kind) && (known
    ? nearest(scene.minima, stop).slice(0, -1).every((x, i) => x === at[i]) || near(stop, 1e-3)
    : fastest.values[fastest.count - 1] <= fastest.values[0]);
  return leads ? found : { ...found, best: null };
}

/** @param {any} scene @param {any} settings @param {number[]} at @param {boolean} reached @param {boolean} minimum
 * @returns {Marks} */
function marksAt({ kernel, rule }, settings, at, reached, minimum) {
  const hessian = kernel.hessian(...at);
  const curvatures = eigenvalues(hessian);
  const found = { at, curvatures, reached, minimum, edge: null, best: null };
  if (!curvatures.every(Number.isFinite)) return { ...found, axes: [] };
  const [low, high] = [curvatures[0], curvatures[curvatures.length - 1]];
  // A curvature that is 0 but for rounding is a flat direction, not a downhill one.
  const upward = low >= -1e-12 * Math.abs(high);
  return {
    ...found, axes: eigenvectors(hessian),
    edge: upward ? edgeOf(rule, high, settings) : null, best: upward ? bestOf(rule, low, high, settings) : null,
  };
}

/** The ends of the slider. They hang on the function and the rule alone, never on the rate.
 * @param {any} scene @param {any} settings @param {number} telling */
export function slider(scene, settings, telling) {
  const edges = scene.minima.map((/** @type {number[]} */ row) => marksAt(scene, settings, row.slice(0, -1), true, true).edge)
    .filter((/** @type {number | null} */ edge) => edge !== null);
  // A run may reach any of the minima; the slider holds the edge of each.
  if (edges.length) return { min: rounded(Math.min(...edges) / 200, 1), max: rounded(Math.max(...edges) * 2) };
  return { min: rounded(telling / 100, 1), max: rounded(telling * 10) };
}
