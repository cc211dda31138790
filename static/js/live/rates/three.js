// Three: the runs at three rates, each computed when first asked for; the twin of `Three` in
// app/lessons/learning_rate/experiment.py.
import { judge } from "../judge.js";
import { bend, nearest } from "./bend.js";
import { ratesFrom } from "./schedules.js";

/** The rates of the stage, from left to right. */
export const RATES = ["small", "learning_rate", "large"];
/** Within this of the lowest value known, a run counts as having arrived. */
const TOLERANCE = 1e-3;

/** @typedef {{count: number, points: Float64Array, values: Float64Array, outcome: import("../judge.js").Outcome,
 *   left: ArrayLike<number> | null}} Trajectory */
/** @typedef {{key: string, rate: number, made: Trajectory, calm: Trajectory}} Run `calm` is without noise */
/** @typedef {ReturnType<typeof threeOf>} Three */

/** @template T @param {() => T} make @returns {() => T} */
function once(make) {
  /** @type {{found: T} | null} */
  let kept = null;
  return () => (kept ??= { found: make() }).found;
}

/** @param {import("./bend.js").Place} place @param {Record<string, any>} asked the keys of the query
 * @param {Float64Array | null} shakes noise for each coordinate of each step */
export function threeOf(place, asked, shakes) {
  const { kernel, domain, minima, start } = place;
  const d = kernel.variables.length;
  const planned = asked.schedule !== "constant";
  const rates = Object.fromEntries(RATES.map((key) => [key, asked[key] || place.suiting[key]]));

  /** @param {number} rate @param {{steps?: number, schedule?: boolean, noise?: boolean}} how @returns {Trajectory} */
  function run(rate, { steps = asked.steps, schedule = planned, noise = true } = {}) {
    let plan = schedule ? ratesFrom(asked, rate) : null;
    // A plan that never changes is the plain rule.
    if (plan?.every((each) => each === /** @type {Float64Array} */ (plan)[0])) [rate, plan] = [plan[0], null];
    const walk = kernel.walk(start, { learning_rate: rate }, steps, { h: null, shakes: noise ? shakes : null, rates: plan });
    return { ...walk, outcome: judge({ kernel, domain, minima, walk, h: null }) };
  }

  /** @param {Trajectory} made @param {number} k @returns {number[]} */
  const point = (made, k) => Array.from(made.points.subarray(k * d, (k + 1) * d));

  /** @param {string} key @returns {Run} */
  const one = (key) => {
    const made = run(rates[key]);
    return { key, rate: rates[key], made, calm: shakes ? run(rates[key], { noise: false }) : made };
  };
  /** The lowest value known: the function's minimum, else where the run itself converges.
   * @param {Trajectory} made @returns {number | null} */
  const lowest = (made) => {
    if (minima.length) return Math.min(...minima.map((row) => row[row.length - 1]));
    return made.outcome.kind === "converged" ? made.values[made.count - 1] : null;
  };
  /** The curvature at the minimum that a run reaches, or would. @param {Trajectory} made */
  const bendOf = (made) => {
    const converged = made.outcome.kind === "converged";
    let end = point(made, made.outcome.kind === "diverged" ? 0 : made.count - 1);
    if (!converged && minima.length) end = nearest(minima, end).slice(0, -1);
    return bend(place, end, converged || minima.length > 0);
  };
  const runs = once(() => Object.fromEntries(RATES.map((key) => [key, one(key)])));

  return {
    place, asked, rates, runs, lowest, bendOf, point,
    planned,
    noisy: shakes !== null,
    bend: once(() => bendOf(runs().learning_rate.made)),
    /** The middle run without its schedule. */
    unchanging: once(() => (planned ? run(rates.learning_rate, { schedule: false }) : runs().learning_rate.made)),
    /** The first steps at a constant rate without noise. @param {number} rate @param {number} steps */
    undisturbed: (rate, steps) => run(rate, { steps, schedule: false, noise: false }),
    /** The first step within 1e-3 of the lowest value known. @param {Trajectory} made @returns {number | null} */
    arrival(made) {
      const low = lowest(made);
      const first = low === null ? -1 : made.values.findIndex((value) => value <= low + TOLERANCE);
      return first < 0 ? null : first;
    },
    /** The rate of each update of the middle run. */
    plan: () => ratesFrom(asked, rates.learning_rate),
  };
}
