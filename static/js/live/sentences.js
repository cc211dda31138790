// Sentences: an outcome in one sentence, as app/lessons/sentences.py says it.
import { digits, place } from "./digits.js";
import { length } from "./linear.js";

/** What a sentence needs of a run: its last point, values and outcome.
 * @typedef {{count: number, points: Float64Array, values: Float64Array,
 *   outcome: import("./judge.js").Outcome, kernel: import("./judge.js").Kernel}} Run */

/** The gap between a number and the next larger float. @param {number} x */
export function spacing(x) {
  if (!Number.isFinite(x)) return NaN;
  let power = Math.floor(Math.log2(x));
  if (2 ** power > x) power -= 1;
  else if (2 ** (power + 1) <= x) power += 1;
  return x === 0 ? Number.MIN_VALUE : 2 ** Math.max(power - 52, -1074);
}

/** @param {Run} run @returns {number[]} */
export const lastPoint = ({ points, count, kernel }) => {
  const d = kernel.variables.length;
  return Array.from(points.subarray((count - 1) * d, count * d));
};

/** The length of the exact gradient at the end. @param {Run} run */
export function lastSlope(run) {
  const slope = run.kernel.gradient(...lastPoint(run));
  return length(slope[0], slope[1] ?? 0);
}

/** Why a run rests at a flat place; on a line, a saddle is an inflection. @param {Run} run */
export const flatReason = ({ kernel, outcome }) => (kernel.variables.length === 1 && outcome.reason === "saddle" ? "inflection" : outcome.reason);

/** The outcome of a run in words.
 * @param {Run} run @param {(key: string, values?: Record<string, any>) => string} say by whole keys: `outcome.KIND.REASON` */
export function outcomeSentence(run, say) {
  const { outcome, values, count } = run;
  const last = lastPoint(run);
  const size = Math.max(...last.map(Math.abs));
  const valued = Number.isFinite(values[0]);
  const end = values[count - 1];
  let key = `${outcome.kind}.${outcome.kind === "flat" ? flatReason(run) : outcome.reason}`;
  if (outcome.reason === "undefined" && outcome.step <= 1 && !valued) key = "diverged.nowhere";
  if (outcome.kind === "descending" && !valued) key = "diverged.nowhere";
  if (outcome.reason === "far" && values[outcome.step] > values[0]) key = "diverged.far_worse";
  if (outcome.reason === "growth" && end <= values[0]) key = "diverged.growing";
  return say(`outcome.${key}`, {
    step: outcome.step, steps: count - 1, period: outcome.period, place: place(last), value: digits(end),
    slope: digits(lastSlope(run)), gap: digits(spacing(size)), size: digits(size, 2),
  });
}
