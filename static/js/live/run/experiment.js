// Experiment: a query of the descent as numbers, as app/lessons/descent/experiment.py reads it.
import { items, read } from "../asked.js";

/** @typedef {{start: number[], given: number | null, rate: number, steps: number, settings: Record<string, any>,
 *   gradient: string, h: number, noise: number, seed: number}} Experiment
 *   `given` is the rate that the query names, null where it leaves it to the lesson */

/** Keys that say how the run is looked at, and change nothing in it. */
export const LOOK = ["view", "panel", "step", "predict"];

/** The experiment of a query; null for what the server must be asked: another function, rule or map.
 * @param {import("../../state.js").Query} query @param {any} live the block of the view
 * @param {import("../../state.js").Query} base the query of the view
 * @returns {Experiment | null} */
export function experimentOf(query, live, base) {
  const others = (/** @type {import("../../state.js").Query} */ q) => JSON.stringify(items(q)
    .filter(([key, text]) => !(key in live.asked) && !LOOK.includes(key) && text.trim() !== "").sort());
  if (others(query) !== others(base)) return null;
  const own = query.parts.filter((part) => decodeURIComponent(part.split("=")[0]) in live.asked);
  const found = read(live.asked, /** @type {any} */ ({ parts: own }));
  if (!found) return null;
  const { start, learning_rate: given, steps, gradient, h, noise, seed } = found;
  if (start && start.length !== live.start.length) return null;
  const settings = { ...live.rule.defaults };
  for (const name of Object.keys(settings)) if (found[name] !== null) settings[name] = found[name];
  return { start: start ?? live.start, given, rate: given ?? live.telling, steps, settings, gradient, h, noise, seed };
}
