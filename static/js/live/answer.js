// Answer: a view as the server would have sent it, from the last one and from what was computed here.
// It serves the page of a lesson and a figure on its own alike, which shows a part of the same board.
import { plain } from "./digits.js";
import { addresses } from "./addresses.js";

/** @typedef {{verdict: any, fields: Record<string, string>, absent: string[], marks: Record<string, any[]>,
 *   ranges?: Record<string, any>, values: Record<string, any>, tables: Record<string, any>,
 *   descriptions: Record<string, string>, steps: number}} Board */

/** A figure's own headline holds so many letters. */
const LONGEST = 150;

/** A value as its field shows it. @param {any} value @returns {string} */
function spelled(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return plain(value);
  return Array.isArray(value) ? value.map(spelled).join(",") : String(value);
}

/** The headline; what is seen instead, where the page's big knob is not this figure's.
 * @param {any} verdict @param {string} seen */
function headlineOf(verdict, seen) {
  const text = seen.length <= LONGEST ? seen : `${seen.split(". ", 1)[0]}.`;
  return { ...verdict, kind: "shown", step: null, sentence: text, headline: [{ text }], detail: [] };
}

/** @param {any} view the last one @param {any} live its live block
 * @param {import("../state.js").Query} query @param {Record<string, any>} asked its values
 * @param {Board} board what was computed */
export function answer(view, live, query, asked, board) {
  const found = addresses(view.lang, live.figures, query);
  const controls = view.controls.map((/** @type {any} */ control) => ({
    ...control,
    marks: board.marks[control.key] ?? control.marks,
    slider: board.ranges?.[control.key] ?? control.slider,
  }));
  const shared = {
    ...view,
    query: found.query,
    experiment: { ...Object.fromEntries(Object.keys(live.keys).map((key) => [key, spelled(asked[key])])), ...board.fields },
    problems: [],
    notices: live.notices,
    absent: board.absent,
    controls,
    verdict: board.verdict,
    steps: board.steps,
  };
  if (view.figure === undefined) {
    return {
      ...shared,
      values: { ...view.values, ...board.values },
      tables: Object.fromEntries(Object.entries(view.tables).map(([name, table]) => [name, { .../** @type {any} */ (table), ...board.tables[name] }])),
      figures: { ...view.figures, ...found.figures },
      descriptions: { ...view.descriptions, ...board.descriptions },
    };
  }
  const { clock, headline } = live.figures[view.figure];
  const description = board.descriptions[view.figure] ?? view.description;
  return {
    ...shared,
    description,
    address: found.figures[view.figure],
    verdict: headline ? board.verdict : headlineOf(board.verdict, description),
    steps: clock ? board.steps : 0,
  };
}
