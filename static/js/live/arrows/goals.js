// Goals: the minima that angles are measured to; where none is known, the one that a descent reaches.
import { FLAT, judge, restingPlace } from "../judge.js";
import { eigenvalues } from "../linear.js";

/** @typedef {{places: number[][], found: boolean}} Goals */

/** A walk cut at the first place where it has arrived, and its last point.
 * @param {any} kernel @param {any} walk @param {number} steps @param {number[]} domain */
function arrived(kernel, walk, steps, domain) {
  const d = kernel.variables.length;
  let { count } = walk;
  let { left } = walk;
  for (let k = 0; k < Math.min(steps, walk.count); k += 1) {
    const g = walk.gradients.subarray(k * d, k * d + d);
    const square = d === 1 ? g[0] * g[0] : g[0] * g[0] + g[1] * g[1];
    if (!(square <= FLAT * FLAT)) continue;
    if (restingPlace(kernel, [...walk.points.subarray(k * d, k * d + d)]) !== "minimum") continue;
    count = k + 1;
    left = null;
    break;
  }
  const [points, gradients] = [walk.points, walk.gradients].map((all) => all.subarray(0, count * d));
  const cut = { count, points, gradients, clean: gradients, values: walk.values.subarray(0, count), left };
  const { kind } = judge({ kernel, domain, minima: [], walk: cut, h: null });
  return { kind, last: [...points.subarray((count - 1) * d)] };
}

/** Whether a minimum has a place of its own: a kink, or curved every way. @param {any} kernel @param {number[]} point */
function sharp(kernel, point) {
  if (!kernel.exact(...point).every(Number.isFinite)) return true;
  const bend = kernel.hessian(...point);
  const slope = kernel.gradient(...point);
  if (!bend.every(Number.isFinite) || !slope.every((/** @type {number} */ part) => Math.abs(part) <= FLAT)) return false;
  const ends = eigenvalues(bend);
  if (!(ends[0] > 1e-12 * ends[ends.length - 1])) return false;
  const left = solved(bend, slope);
  const reach = 1 + Math.max(...point.map(Math.abs));
  return left.every((part) => Math.abs(part) <= 1e-6 * reach);
}

/** @param {number[]} bend @param {number[]} slope */
function solved(bend, slope) {
  if (slope.length === 1) return [slope[0] / bend[0]];
  const [a, b, c] = bend;
  const all = a * c - b * b;
  return [(c * slope[0] - b * slope[1]) / all, (a * slope[1] - b * slope[0]) / all];
}

/** The minimum that a descent from a place comes to rest in, or null: line search goes downhill, and
 * Newton's method then takes the last bits.
 * @param {Record<string, any>} kernels @param {number[]} point @param {number[]} domain the function's own */
export function reached(kernels, point, domain) {
  const { here: kernel } = kernels;
  if (![kernel.value(...point), ...kernel.gradient(...point)].every(Number.isFinite)) return null;
  let here = point;
  for (const [name, steps] of /** @type {[string, number][]} */ ([["line_search", 150], ["newton", 25]])) {
    const rule = kernels[name];
    const run = arrived(kernel, rule.walk(here, kernels.settings[name], steps), steps, domain);
    here = run.last;
    if (run.kind === "diverged" || (name === "newton" && run.kind === "flat")) return null;
  }
  if (restingPlace(kernel, here) !== "minimum" || !sharp(kernel, here)) return null;
  const { points, count } = kernels.newton.walk(here, kernels.settings.newton, 3);
  const polished = [...points.subarray((count - 1) * here.length, count * here.length)];
  return polished.map((part) => Number(part.toFixed(9)) + 0);
}

/** @param {any} live @param {Record<string, any>} kernels @param {number[]} point @returns {Goals} */
export function goals(live, kernels, point) {
  if (live.minima.length) return { places: live.minima.map((/** @type {number[]} */ row) => row.slice(0, -1)), found: false };
  const found = reached(kernels, point, live.own_domain);
  return { places: found ? [found] : [], found: found !== null };
}
