// Runs: every contender's run on one function, what it asked of the function, and the final standings.
import { judge } from "../judge.js";
import { contenders } from "./contenders.js";

/** @typedef {import("./contenders.js").Contender} Contender */
/** @typedef {{place: string, name: string, own: Contender, rate: number, tuned: any, points: Float64Array,
 *   values: Float64Array, gradients: Float64Array, count: number, left: any, outcome: any,
 *   heights: Float64Array, last: number, lost: boolean, costs: {values: number, hessians: number}}} Run */

const TOLERANCE = 1e-3;
const LEAST = 5e-324;
const MOST = 1.7e308;

/** A kernel of a function times a number, as the judgement asks for it. @param {any} kernel @param {number} scale */
function scaled(kernel, scale) {
  if (scale === 1) return kernel;
  const times = (/** @type {number[]} */ all) => all.map((each) => scale * each);
  return {
    ...kernel,
    value: (/** @type {number[]} */ ...at) => scale * kernel.value(...at),
    gradient: (/** @type {number[]} */ ...at) => times(kernel.gradient(...at)),
    hessian: (/** @type {number[]} */ ...at) => times(kernel.hessian(...at)),
  };
}

/** @param {any} live @param {Record<string, any>} asked @param {(address: string) => any} kernelAt
 * @param {Contender} own @returns {Run | null} */
function run(live, asked, kernelAt, own) {
  const kernel = kernelAt(live.kernels[own.name]);
  if (!kernel) return null;
  const { steps, scale } = asked;
  const start = asked.start ?? live.start;
  const tuned = asked.fair ? live.tuned.rates[own.place] : null;
  const rate = Math.min(Math.max((tuned ? tuned.rate : own.rate) * asked.factor, LEAST), MOST);
  const settings = { learning_rate: rate, ...own.settings };
  const walk = kernel.walk(start, settings, steps, { scale });
  const here = scaled(kernel, scale);
  const minima = live.minima.map((/** @type {number[]} */ row) => [...row.slice(0, -1), row[row.length - 1] * scale]);
  const outcome = judge({ kernel: here, domain: live.domain, minima, walk, h: null });
  const heights = walk.values.map((/** @type {number} */ value) => value / scale);
  const last = heights[heights.length - 1];
  return {
    place: own.place, name: own.name, own, rate, tuned, outcome, heights, last,
    points: walk.points, values: walk.values, gradients: walk.gradients, count: walk.count, left: walk.left,
    lost: outcome.kind === "diverged" || !Number.isFinite(last),
    costs: walk.costs,
  };
}

/** From the lowest final value to the highest, the lost ones last, ties in their places' order; NaN,
 * which is not less than anything, keeps to where Python's sort of so few leaves it.
 * @param {Run[]} runs */
function standings(runs) {
  const less = (/** @type {Run} */ a, /** @type {Run} */ b) => (a.lost !== b.lost ? b.lost : a.last < b.last);
  const found = [...runs];
  let sorted = 1;
  if (found.length > 1) {
    const falls = less(found[1], found[0]);
    while (sorted < found.length && less(found[sorted], found[sorted - 1]) === falls) sorted += 1;
    if (falls) found.splice(0, sorted, ...found.slice(0, sorted).reverse());
  }
  for (; sorted < found.length; sorted += 1) {
    const pivot = found[sorted];
    let low = 0;
    let high = sorted;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (less(pivot, found[middle])) high = middle;
      else low = middle + 1;
    }
    found.splice(low, 0, ...found.splice(sorted, 1));
  }
  return found;
}

/** The whole race; null where it cannot be run here. @param {any} live @param {Record<string, any>} asked
 * @param {(address: string) => any} kernelAt */
export function race(live, asked, kernelAt) {
  const who = contenders(live, asked);
  const runs = who?.map((each) => run(live, asked, kernelAt, each));
  if (!runs || runs.includes(null)) return null;
  const made = /** @type {Run[]} */ (runs);
  const values = live.minima.map((/** @type {number[]} */ row) => row[row.length - 1]);
  const lowest = values.length ? Math.min(...values) : null;
  const least = made.filter(({ heights }) => heights.some(Number.isFinite))
    .map(({ heights }) => heights.reduce((low, height) => (height < low ? height : low), Infinity));
  const offset = lowest ?? (least.length ? Math.min(...least) : 0);
  return {
    runs: made,
    standings: standings(made),
    lowest,
    /** What heights are measured from: the lowest known, else the lowest that anyone saw. */
    offset,
    /** After how many gradients a run is first within reach of the lowest known value. @param {Run} each */
    arrival(each) {
      if (lowest === null) return null;
      const first = each.heights.findIndex((height) => height <= lowest + TOLERANCE);
      return first < 0 ? null : first;
    },
    /** @param {Run} each */
    height: (each) => each.last - offset,
  };
}
