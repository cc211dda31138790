// Regime: what one rate does, as a kind with the numbers of its sentences; the twin of
// app/lessons/learning_rate/regime.py.
import { digits, factor } from "../digits.js";
import { flatReason } from "../sentences.js";
import { distance, nearest } from "./bend.js";

/** @typedef {import("./three.js").Three} Three */
/** @typedef {import("./three.js").Run} Run */
/** @typedef {import("./three.js").Trajectory} Trajectory */
/** @typedef {{kind: string, role: string, values: Record<string, any>}} Regime `kind` names the sentences
 *   caption.KIND and headline.KIND, `role` the colour */

/** What a run does, in the first of the kinds that fits it. @param {Three} three @param {Run} run @returns {Regime} */
export function regime(three, run) {
  const { made } = run;
  const { outcome, count, values: seen } = made;
  const steps = count - 1;
  const values = {
    rate: digits(run.rate, 4), steps, step: outcome.step, period: outcome.period, value: digits(seen[steps]),
  };
  if (!Number.isFinite(seen[0])) return { kind: "nowhere", role: "edge", values };
  if (outcome.kind === "diverged") return diverged(three, run, values);
  if (steps === 0) return { kind: "still", role: "quiet", values };
  if (three.noisy) return shaken(three, run, values);
  if (outcome.kind === "cycling") return { kind: outcome.period === 2 ? "swings" : "cycles", role: "edge", values };
  if (outcome.kind === "flat") return { kind: `flat.${flatReason({ ...made, kernel: three.place.kernel })}`, role: "quiet", values };
  const arrival = three.arrival(made);
  if (arrival !== null) return { kind: arrival ? "arrives" : "already", role: "best", values: { ...values, arrival } };
  if (outcome.kind === "converged") return { kind: three.place.minima.length ? "elsewhere" : "rests", role: "quiet", values };
  return onTheWay(three, made, values);
}

/** @param {Three} three @param {Run} run @param {Record<string, any>} values @returns {Regime} */
function diverged(three, { rate, made }, values) {
  const { outcome, values: seen, count } = made;
  if (outcome.reason === "undefined") return { kind: "undefined", role: "edge", values };
  const known = three.bendOf(made);
  const curve = known.curvatures[known.curvatures.length - 1];
  if (!three.planned && !three.noisy && known.everywhere && rate * curve > 2) {
    return { kind: "past", role: "edge", values: { ...values, factor: factor(1 - rate * curve) } };
  }
  const downhill = ["far", "overflow"].includes(outcome.reason) && seen[count - 1] < seen[0];
  return { kind: downhill ? "endless" : "flies", role: "edge", values };
}

/** A run with noise: either it hovers, or without noise, too, it would still be on its way.
 * @param {Three} three @param {Run} run @param {Record<string, any>} values @returns {Regime} */
function shaken(three, { made, calm }, values) {
  const level = hovering(three, made);
  const lowest = three.lowest(calm);
  if (lowest !== null && calm.values[calm.count - 1] - lowest > 0.5 * level) return onTheWay(three, made, values);
  return { kind: "hovers", role: "run", values: { ...values, level: digits(level) } };
}

/** @param {Three} three @param {Trajectory} made @param {Record<string, any>} values @returns {Regime} */
function onTheWay(three, made, values) {
  const [first, last] = [made.values[0], made.values[made.count - 1]];
  if (!(last < first)) return { kind: "wanders", role: "quiet", values };
  const lowest = three.lowest(made);
  if (lowest === null) return { kind: "falls", role: "run", values };
  const gap = digits(last - lowest, 2);
  const share = covered(three, made);
  if (share > 0 && share < 0.9) return { kind: "creeps", role: "run", values: { ...values, gap, share: digits(100 * share, 2) } };
  return { kind: "short", role: "run", values: { ...values, gap } };
}

/** The share of the distance to the deepest minimum that a run has covered; 0 if unknown.
 * @param {Three} three @param {Trajectory} made */
function covered(three, made) {
  const { minima } = three.place;
  if (!minima.length) return 0;
  const lowest = three.lowest(made);
  const end = three.point(made, made.count - 1);
  const target = nearest(minima.filter((row) => row[row.length - 1] === lowest), end);
  const first = distance(target, three.point(made, 0));
  return first ? 1 - distance(target, end) / first : 0;
}

/** The mean value above the lowest known, over the last quarter of a run. @param {Three} three @param {Trajectory} made */
function hovering(three, made) {
  const tail = made.values.subarray(made.count - Math.max(1, Math.floor(made.count / 4)));
  return tail.reduce((sum, value) => sum + value, 0) / tail.length - (three.lowest(made) ?? 0);
}
