// Answer: a view as the server would have sent it, from the last one and from what was computed here.
// It serves the page of a lesson and a figure on its own alike, which shows a part of the same board.
import { plain } from "./digits.js";

/** @typedef {{verdict: any, fields: Record<string, string>, absent: string[], marks: Record<string, any[]>,
 *   ranges?: Record<string, any>, values: Record<string, any>, tables: Record<string, any>,
 *   descriptions: Record<string, string>, steps: number,
 *   clocked: string[]}} Board `clocked` names the figures that follow the clock */

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

/** A whole view; its query and the addresses of its figures are filled in by whoever asked.
 * @param {any} view the last one @param {Record<string, any>} asked the value of each key
 * @param {Board} board what was computed */
export function answer(view, asked, board) {
  const { live } = view;
  const controls = view.controls.map((/** @type {any} */ control) => ({
    ...control,
    marks: board.marks[control.key] ?? control.marks,
    slider: board.ranges?.[control.key] ?? control.slider,
  }));
  const shared = {
    ...view,
    experiment: { ...Object.fromEntries(Object.keys(live.asked).map((key) => [key, spelled(asked[key])])), ...board.fields },
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
      descriptions: { ...view.descriptions, ...board.descriptions },
    };
  }
  const description = board.descriptions[view.figure] ?? view.description;
  return {
    ...shared,
    description,
    verdict: view.verdict.kind !== "shown" ? board.verdict : headlineOf(board.verdict, description),
    steps: board.clocked.includes(view.figure) ? board.steps : 0,
  };
}
