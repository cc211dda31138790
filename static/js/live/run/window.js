// Window: whether a path leaves the map, and a domain that would hold it. The twin: app/lessons/descent/shown.py.
import { digitsCut, plain } from "../digits.js";

/** The first step whose point lies outside the map, or null.
 * @param {import("./trajectory.js").Trajectory} run @param {number[]} shown the map's ranges */
export function leaves(run, shown) {
  const d = run.kernel.variables.length;
  for (let k = 0; k < run.count; k += 1) {
    for (let i = 0; i < d; i += 1) {
      const x = run.points[k * d + i];
      if (x < shown[2 * i] || x > shown[2 * i + 1]) return k;
    }
  }
  return null;
}

/** A domain that holds the whole path and the own domain, or null if the map does already.
 * @param {import("./trajectory.js").Trajectory} run @param {number[]} domain @param {number[]} shown */
export function fitting(run, domain, shown) {
  if (leaves(run, shown) === null) return null;
  const d = run.kernel.variables.length;
  /** @type {number[]} */
  const edges = [];
  for (let i = 0; i < d; i += 1) {
    let [low, high] = [domain[2 * i], domain[2 * i + 1]];
    for (let k = 0; k < run.count; k += 1) {
      const x = run.points[k * d + i];
      if (x < low) low = x;
      if (x > high) high = x;
    }
    const margin = 0.06 * (high - low);
    const places = 2 - Math.floor(Math.log10(high - low));
    edges.push(digitsCut(low - margin, places), digitsCut(high + margin, places));
  }
  return edges.every((edge) => Math.abs(edge) < 1e150) ? edges.map(plain).join(",") : null;
}
