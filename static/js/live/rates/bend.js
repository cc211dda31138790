// Bend: the curvature at the place that a run belongs to, and the rates that it allows.
import { length, stability } from "../linear.js";

/** @typedef {import("../judge.js").Kernel & {walk: Function, settings: string[]}} Kernel */
/** @typedef {{kernel: Kernel, text: string, domain: number[], start: number[], minima: number[][],
 *   suiting: Record<string, number>}} Place `start` is where the run starts */
/** @typedef {{at: number[], curvatures: number[], edge: number | null, best: number | null, everywhere: boolean}} Bend
 *   curvatures ascend; `edge` is 2/λmax and `best` 2/(λmin + λmax), null where they mean nothing;
 *   `everywhere` tells that f is quadratic, so that they hold at every step */

/** The minimum [x, (y,) value] nearest to a point. @param {number[][]} minima @param {ArrayLike<number>} point */
export const nearest = (minima, point) => minima.reduce((best, each) => (distance(each, point) < distance(best, point) ? each : best));

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b a point; what follows it in `a` is left out */
export const distance = (a, b) => length(a[0] - b[0], b.length > 1 ? a[1] - b[1] : 0);

/** What the curvature at a place allows. @param {Place} place @param {number[]} at @param {boolean} minimum
 * @returns {Bend} */
export function bend(place, at, minimum) {
  const { eigenvalues, largestStableRate, bestRate } = stability(place.kernel.hessian(...at));
  // A curvature that is 0 but for rounding is a flat direction, not a downhill one.
  const valley = eigenvalues.every(Number.isFinite) && eigenvalues[0] >= -1e-12 * Math.abs(eigenvalues[eigenvalues.length - 1]);
  return {
    at,
    curvatures: eigenvalues,
    edge: valley && minimum ? largestStableRate : null,
    best: valley && minimum ? bestRate : null,
    everywhere: valley && quadratic(place, at),
  };
}

/** Whether the Hessian is the same at the start, at a place, and elsewhere. @param {Place} place @param {number[]} at */
function quadratic({ kernel, start }, at) {
  const first = kernel.hessian(...start);
  const others = [at, start.map((x, i) => 0.7 * x + 0.3 * at[i] + 0.123), start.map((x) => x * 1.7 - 0.71)];
  return first.every(Number.isFinite)
    && others.every((other) => kernel.hessian(...other).every((each, i) => Math.abs(each - first[i]) <= 1e-12 + 1e-9 * Math.abs(first[i])));
}
