// Judge: how a run ended, by the order of app/core/outcome.py, which says what each kind means.
import { cycling } from "./cycling.js";
import { diverged } from "./diverged.js";
import { frozen } from "./frozen.js";
import { length } from "./linear.js";
import { FLAT, restingPlace } from "./resting.js";

export { FLAT, restingPlace };

/** A kernel of a function, as /api/kernel.js gives it.
 * @typedef {{variables: string[], value: (...at: number[]) => number, gradient: (...at: number[]) => number[],
 *   hessian: (...at: number[]) => number[]}} Kernel
 * A run as a kernel's `walk` gives it: rows of `count` finite points, and the first that is not finite.
 * @typedef {{count: number, points: Float64Array, values: Float64Array, clean: Float64Array,
 *   gradients: Float64Array, left: ArrayLike<number> | null}} Walk
 * @typedef {{kind: string, step: number, reason: string, period: number}} Outcome
 * What a judgement needs: a Walk, its dimension, the domain, and the exact gradients with their norms.
 * @typedef {{kernel: Kernel, domain: number[], minima: number[][], h: number | null, d: number, last: number,
 *   points: Float64Array, values: Float64Array, clean: Float64Array, exact: Float64Array,
 *   norms: Float64Array, widths: number[], broken: boolean}} Evidence */

/** The outcome of a run, judged at its last point.
 * @param {{kernel: Kernel, domain: number[], minima: number[][], walk: Walk, h: number | null}} asked
 * @returns {Outcome} */
export function judge({ kernel, domain, minima, walk, h }) {
  const d = kernel.variables.length;
  const { points, values, clean, count } = walk;
  const exact = h === null ? clean : gradients(kernel, points, count);
  const run = {
    kernel, domain, minima, h, d, last: count - 1, points, values, clean, exact,
    norms: lengths(exact, d, count), broken: walk.left !== null,
    widths: Array.from({ length: d }, (_, i) => domain[2 * i + 1] - domain[2 * i]),
  };
  return frozen(run) ?? diverged(run) ?? atRest(run) ?? cycling(run) ?? stalled(run)
    ?? { kind: "descending", step: run.last, reason: "under_way", period: 0 };
}

/** The exact gradient at each point. @param {Kernel} kernel @param {Float64Array} points @param {number} count */
function gradients(kernel, points, count) {
  const d = kernel.variables.length;
  const found = new Float64Array(count * d);
  for (let k = 0; k < count; k += 1) {
    found.set(d === 1 ? kernel.gradient(points[k]) : kernel.gradient(points[2 * k], points[2 * k + 1]), k * d);
  }
  return found;
}

/** @param {Float64Array} rows @param {number} d @param {number} count */
function lengths(rows, d, count) {
  const found = new Float64Array(count);
  for (let k = 0; k < count; k += 1) found[k] = d === 1 ? Math.abs(rows[k]) : length(rows[2 * k], rows[2 * k + 1]);
  return found;
}

/** @param {Evidence} run @returns {Outcome | null} */
function atRest(run) {
  if (!(run.norms[run.last] <= FLAT)) return null;
  let step = run.last;
  while (step > 0 && run.norms[step - 1] <= FLAT) step -= 1;
  const place = run.points.subarray(run.last * run.d, run.last * run.d + run.d);
  const reason = restingPlace(run.kernel, place, run.minima);
  return { kind: reason === "minimum" ? "converged" : "flat", step, reason, period: 0 };
}

/** Whether a hundred more steps like the last ones would not be seen on the map.
 * @param {Evidence} run @returns {Outcome | null} */
function stalled(run) {
  const { last, norms } = run;
  if (last < 1) return null;
  const half = Math.floor(last / 2);
  let way = 0;
  for (let k = half; k < last; k += 1) way += stride(run, k);
  const pace = way / (last - half);
  let steepest = NaN;
  for (const norm of norms) if (!(norm <= steepest) && norm === norm) steepest = norm;
  const steep = norms[last] > 1e-3 * steepest;
  const across = length(run.widths[0], run.widths[1] ?? 0);
  return 100 * pace < 1e-3 * across && steep ? { kind: "stalled", step: last, reason: "slow", period: 0 } : null;
}

/** The length of the step from point k to the next. @param {Evidence} run @param {number} k */
function stride({ points, d }, k) {
  if (d === 1) return Math.abs(points[k + 1] - points[k]);
  return length(points[2 * k + 2] - points[2 * k], points[2 * k + 3] - points[2 * k + 1]);
}
