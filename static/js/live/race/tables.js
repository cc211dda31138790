// Tables: the final standings, what each rule asked of the function, both edges, and the knob's marks.
import { digits } from "../digits.js";
import { PLACES, edge } from "./contenders.js";
import { grouped, title } from "./told.js";

/** @typedef {import("./told.js").Race} Race */
/** @typedef {import("./told.js").Say} Say */
/** @typedef {import("./runs.js").Run} Run */

/** The signs of the inks' markers, for text. */
const SIGNS = ["●", "■", "◆", "▲"];
/** The rules whose edge hangs on β. */
export const RULES = ["momentum", "nesterov"];
/** Marks outside of these are out of the knob's reach. */
const REACH = [0.01, 100];
const STEPS = 1000;

/** @param {Say} say @param {Run} run */
const signed = (say, run) => `${SIGNS[PLACES.indexOf(run.place)]} ${title(say, run)}`;

/** @param {Say} say @param {string[]} names */
const heads = (say, names) => names.map((name) => say(`head.${name}`));

/** @param {Race} race @param {Say} say */
export function standings(race, say) {
  const rows = race.standings.map((run) => {
    const arrival = race.arrival(run);
    const height = run.lost ? `[edge]${say("lost")}[/edge]` : digits(race.height(run));
    const reached = arrival === null || run.lost ? "–" : `[best]${arrival}[/best]`;
    return [signed(say, run), digits(run.rate), height, reached];
  });
  return { head: heads(say, ["who", "rate", race.lowest !== null ? "final" : "final_own", "within"]), rows };
}

/** @param {Race} race @param {Say} say */
export function costs(race, say) {
  const rows = race.runs.map((run) => {
    const numbers = [run.count - 1, run.costs.values, run.costs.hessians, run.tuned ? run.tuned.gradients : 0];
    return [signed(say, run), ...numbers.map(grouped)];
  });
  return { head: heads(say, ["who", "gradients", "values", "hessians", "tuning"]), rows };
}

/** How far from the minimum x²/2 leaves a run from 1 at this share of the edge: the largest |x| of its
 * last hundred updates. @param {any} unit the rule's program on x²/2 @param {any} settings
 * @param {string} name @param {number} beta @param {number} share */
function sizeAfter(unit, settings, name, beta, share) {
  const rate = share * Number(edge(name, 1, { momentum: beta }));
  const { count, points } = unit.walk([1], { ...settings, learning_rate: rate, momentum: beta }, STEPS);
  if (count <= STEPS) return Infinity;
  return points.subarray(count - 100, count).reduce((/** @type {number} */ most, /** @type {number} */ x) => Math.max(most, Math.abs(x)), 0);
}

/** @param {any} live @param {any} asked @param {Say} say @param {Record<string, any>} units */
export function edges(live, asked, say, units) {
  const rows = RULES.map((name) => {
    const [inside, outside] = [0.99, 1.01].map((share) => sizeAfter(units[name], live.unit_settings[name], name, asked.beta, share));
    const limit = digits(Number(edge(name, live.curvature, { momentum: asked.beta })), 4);
    return [live.titles[name], `[edge]${limit}[/edge]`, `[best]${digits(inside, 2)}[/best]`, digits(outside, 2)];
  });
  return { head: heads(say, ["who", "edge", "inside", "outside"]), rows };
}

/** The numbers that the prose quotes. @param {any} live @param {any} asked */
export function values(live, asked) {
  const [heavy, ahead] = RULES.map((name) => digits(Number(edge(name, live.curvature, { momentum: asked.beta })), 4));
  return { beta: digits(asked.beta, 4), curvature: digits(live.curvature, 4), heavy, ahead, steps: String(asked.steps) };
}

/** Where the knob takes a contender to its edge. @param {Race} race @param {any} live @param {any} asked @param {Say} say */
export function marks(race, live, asked, say) {
  const found = [{ value: 1, label: say("mark.one"), role: "quiet" }];
  if (!live.minima.length) return found;
  for (const run of race.runs) {
    const limit = edge(run.name, live.curvature * asked.scale, run.own.settings);
    const share = limit === null ? null : limit / (run.tuned ? run.tuned.rate : run.own.rate);
    if (share !== null && share >= REACH[0] && share <= REACH[1]) {
      found.push({ value: share, label: say("mark.edge", { who: say(`short.${run.name}`) }), role: "edge" });
    }
  }
  return found;
}
