// Told: who is ahead when the gradients are spent, and by how much; who is within reach, and who is lost.
import { digits } from "../digits.js";

/** @typedef {ReturnType<typeof import("./runs.js").race> & {}} Race */
/** @typedef {import("./runs.js").Run} Run */
/** @typedef {(key: string, values?: Record<string, any>) => string} Say */

/** Heights above the lowest that are as good as none. */
const NOTHING = 1e-12;

/** @param {Say} say @param {Run} run */
export const title = (say, { name }) => say(`option.a.${name}`);
/** The name as it stands within a sentence. @param {Say} say @param {Run} run */
export const named = (say, { name }) => say(`name.${name}`);
/** The name and the rate at which it runs. @param {Say} say @param {Run} run */
export const full = (say, run) => `${title(say, run)}, ${digits(run.rate)}`;

/** A count with a comma before every third digit. @param {number} count */
export const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/** The outcome for scripts, and the headline. @param {Race} race @param {any} asked @param {Say} say
 * @returns {[string, string]} */
export function headline(race, asked, say) {
  const [first, second] = race.standings;
  /** @type {Record<string, any>} */
  const told = { who: title(say, first), steps: asked.steps, gap: digits(race.height(first), 2), value: digits(first.last) };
  if (!Number.isFinite(first.heights[0])) return ["nowhere", say("headline.nowhere")];
  if (asked.steps === 0) return ["still", say("headline.still")];
  if (first.lost) return ["lost", say("headline.lost", told)];
  const known = race.lowest !== null ? "known" : "own";
  if (!second) return ["alone", say(`headline.alone_${known}`, told)];
  told.second = named(say, second);
  if (second.lost) return ["survivor", say(`headline.survivor_${known}`, told)];
  if (race.lowest !== null) return ahead(race, asked, say, told);
  const apart = second.last - first.last;
  if (apart <= NOTHING * Math.max(1, Math.abs(first.last))) return ["tie", say("headline.tie", told)];
  return ["ahead", say("headline.ahead_own", { ...told, apart: digits(apart, 2) })];
}

/** @param {Race} race @param {any} asked @param {Say} say @param {Record<string, any>} told @returns {[string, string]} */
function ahead(race, asked, say, told) {
  const [low, high] = race.standings.map((run) => Math.max(race.height(run), 0));
  if (high <= NOTHING) return ["arrived", say("headline.arrived", told)];
  if (low === high) return ["tie", say("headline.tie", told)];
  const fair = asked.fair ? "fair_" : "";
  // From here on the name does not begin the sentence.
  told.who = named(say, race.standings[0]);
  if (low <= NOTHING) return ["ahead", say(`headline.${fair}exact`, told)];
  const ratio = high / low;
  if (ratio >= 1e4) return ["ahead", say(`headline.${fair}far`, told)];
  if (ratio < 2) return ["ahead", say(`headline.${fair}percent`, { ...told, percent: digits(100 * (1 - low / high), 2) })];
  return ["ahead", say(`headline.${fair}ratio`, { ...told, ratio: digits(ratio, 2) })];
}

/** @param {Race} race @param {string} kind @param {any} asked @param {any} live @param {Say} say */
export function detail(race, kind, asked, live, say) {
  if (kind === "nowhere" || kind === "still") return say("detail.start", { f: live.text });
  const sentences = [];
  const arrived = race.runs.filter(({ lost }) => !lost)
    .map((run) => ({ count: race.arrival(run), who: named(say, run) }))
    .filter(({ count }) => count !== null)
    .sort((a, b) => Number(a.count) - Number(b.count) || (a.who < b.who ? -1 : Number(a.who > b.who)));
  if (arrived.length) sentences.push(say("detail.arrived", arrived[0]));
  else if (race.lowest !== null) sentences.push(say("detail.nobody"));
  const lost = race.runs.filter((run) => run.lost).map((run) => named(say, run));
  if (lost.length && kind !== "lost") sentences.push(say("detail.lost", { who: lost.join(", "), count: lost.length }));
  if (asked.fair) sentences.push(say("detail.fair", { count: live.tried, spent: grouped(live.tried * asked.steps) }));
  return sentences.join(" ");
}
