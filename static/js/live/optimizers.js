// Optimizers: the race is run in the page. Each rule's program is fetched once; every knob but the
// function, the choice of the rules and the search of a fair race is then answered at once.
import { answer } from "./answer.js";
import { read } from "./asked.js";
import { kernel } from "./kernels.js";
import { phrases } from "./phrases.js";
import { results } from "./race/results.js";
import { race } from "./race/runs.js";
import { board } from "./race/view.js";

/** @typedef {import("../state.js").Query} Query */

/** Whether the tuned rates of a fair race were found for these very keys.
 * @param {any} live @param {Record<string, any>} asked */
function fits(live, asked) {
  if (!asked.fair) return true;
  if (!live.tuned) return false;
  return Object.entries(live.tuned.of).every(([key, value]) => JSON.stringify(asked[key]) === JSON.stringify(value));
}

/** Whether a race can be run here: at a start of the right size, on a function that can be scaled.
 * @param {any} live @param {Record<string, any>} asked */
function here(live, asked) {
  const { start, scale } = asked;
  return asked.f === live.f && (!start || start.length === live.start.length) && (scale === 1 || live.scalable) && fits(live, asked);
}

/** @param {any} first the first view
 * @returns {Promise<(query: Query, view: any) => {view: any, runs: any} | null>} */
export async function prepare({ live, tables }) {
  /** @type {Map<string, any>} */
  const modules = new Map();
  // Whole runs at the edge stand in a table of the page alone.
  const wanted = [...Object.values(live.kernels), ...(tables ? Object.values(live.units) : [])];
  await Promise.all(wanted.map(async (address) => modules.set(address, await kernel(address))));
  const kernelAt = (/** @type {string} */ address) => modules.get(address) ?? null;

  return (query, view) => {
    const now = view.live;
    const asked = now && read(now.asked, query);
    if (!asked || !here(now, asked)) return null;
    const made = race(now, asked, kernelAt);
    const units = view.tables ? Object.entries(now.units).map(([name, address]) => [name, kernelAt(address)]) : [];
    if (!made || units.some(([, unit]) => !unit)) return null;
    const say = phrases(now.words, "optimizers");
    const found = board(made, now, asked, say, view.tables ? Object.fromEntries(units) : null);
    return { view: answer(view, asked, found), runs: results(made, now, asked, say, kernelAt) };
  };
}
