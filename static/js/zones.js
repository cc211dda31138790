// Zones: what happens at each learning rate of the sweep. Pure functions of the answer.
import { num } from "./numbers.js";

/** @typedef {"small" | "right" | "leaps" | "elsewhere" | "diverges"} Zone */

/** Name what each rate of the sweep does.
 * @param {any} sweep the answer of /api/sweep
 * @param {{first: number, lowest: number, turn: number | null, edge: number | null}} run value at the start, the
 *   lowest known (for the curve), the rate past which plain descent overshoots the minimum (half the edge), the edge itself
 * @returns {Zone[]} */
export function zonesOf(sweep, { first, turn, edge }) {
  const finals = sweep.final_values.map(num);
  const best = Math.min(...finals.filter(Number.isFinite)); // "right" is as low as any rate gets from here
  let arrived = false;
  return sweep.learning_rates.map((/** @type {number} */ rate, /** @type {number} */ k) => {
    const kind = sweep.outcomes[k];
    if (kind === "diverged" || kind === "frozen" || !Number.isFinite(finals[k])) return "diverges";
    const gap = (finals[k] - best) / (first - best || 1);
    const near = gap <= 0.1 || sweep.steps_to_tolerance[k] !== null;
    if (turn !== null && edge !== null && rate > turn && rate <= edge * 1.02) return kind === "converged" && !near ? "elsewhere" : "leaps";
    if (kind === "cycling") return "leaps";
    if (near) {
      arrived = true;
      return "right";
    }
    if (kind === "converged" || kind === "flat" || arrived || (turn !== null && rate > turn)) return "elsewhere";
    return "small";
  });
}

/** Join equal neighbours, and give slivers to their neighbour.
 * @param {Zone[]} zones @returns {{zone: Zone, from: number, to: number}[]} indices, ends included */
export function stretches(zones) {
  /** @type {{zone: Zone, from: number, to: number}[]} */
  const found = [];
  zones.forEach((zone, k) => {
    const last = found[found.length - 1];
    if (last?.zone === zone) last.to = k;
    else found.push({ zone, from: k, to: k });
  });
  return found;
}

/** The curve of the track: 0 at the lowest loss, 1 at the worst that is still drawn, one height a rate.
 * @param {any} sweep @param {number} first @param {number} lowest @returns {number[]} */
export function heights(sweep, first, lowest) {
  const finals = sweep.final_values.map(num);
  const finite = finals.filter(Number.isFinite);
  const best = Math.min(...finite);
  const span = Math.max(first - best, 1e-300);
  const floor = 1e-6;
  // Where no rate reaches the lowest value known, the best of them stands a little above the floor.
  const base = best - lowest < 1e-3 * span ? Math.min(best, lowest) : best - 0.01 * span;
  const levels = finals.map((/** @type {number} */ value) => {
    const ratio = Number.isFinite(value) ? Math.max((value - base) / span, floor) : Infinity;
    const level = 1 - Math.log10(Math.max(ratio, floor)) / Math.log10(floor); // 0 at the floor, 1 at the start
    return Math.min(1.18, Math.max(0, level));
  });
  const low = Math.min(...levels, 0.9);
  return levels.map((/** @type {number} */ level) => (level - low) / (1 - low));
}
