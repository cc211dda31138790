// Strides: the lengths of a run's steps, and how they change over its last half.
import { length } from "./linear.js";

/** @typedef {import("./judge.js").Evidence} Evidence */

/** How far apart two points of a run lie. @param {Evidence} run @param {number} j @param {number} k */
export function apart({ points, d }, j, k) {
  if (d === 1) return Math.abs(points[j] - points[k]);
  return length(points[2 * j] - points[2 * k], points[2 * j + 1] - points[2 * k + 1]);
}

/** Where the last half of the run begins; it has four steps where there are four. @param {Evidence} run */
export const lastHalf = ({ last }) => Math.max(0, Math.min(Math.floor(last / 2), last - 4));

/** Whether, over the last half, each step was longer than the one before. @param {Evidence} run */
export function lengthening(run) {
  const half = lastHalf(run);
  if (run.last - half < 2) return false;
  const first = apart(run, half + 1, half);
  let before = first;
  for (let k = half + 1; k < run.last; k += 1) {
    const now = apart(run, k + 1, k);
    if (!(now - before > 0)) return false;
    before = now;
  }
  return before > 1.001 * first;
}

/** Whether the last step is short beside those before: the run is coming to rest somewhere.
 * @param {Evidence} run */
export function slowing(run) {
  const half = lastHalf(run);
  const strides = new Float64Array(run.last - half);
  for (let k = half; k < run.last; k += 1) strides[k - half] = apart(run, k + 1, k);
  const now = strides[strides.length - 1];
  const sorted = strides.toSorted();
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return !strides.some(Number.isNaN) && now < 0.5 * median;
}

/** Whether the value rose with every step of the last half of the run. @param {Evidence} run */
export function climbing(run) {
  for (let k = lastHalf(run); k < run.last; k += 1) if (!(run.values[k + 1] - run.values[k] > 0)) return false;
  return true;
}
