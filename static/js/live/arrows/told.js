// Told: what the page says of the arrow at the place: its verdict, its numbers, the field as rows.
import { degrees, digits, place } from "../digits.js";
import { NO_ARROW, STRAIGHT } from "./arrow.js";
import { angle, degreesOf, length, nearest } from "./vectors.js";

/** @typedef {import("./arrow.js").Arrow} Arrow */
/** @typedef {(key: string, values?: Record<string, any>) => string} Say */
/** @typedef {{told: Arrow, sign: number, goals: import("./goals.js").Goals, mean: number, worst: number,
 *   coarse: {at: number[], slope: number[]}[]}} Scene */

/** @param {Scene} scene */
function headline({ told, sign }) {
  const { kind } = told;
  if (NO_ARROW.includes(kind)) return kind;
  if (told.point.length === 1) {
    if (kind === "unknown") return "line_unknown";
    return told.angle > 90 ? "line_away" : "line_toward";
  }
  if (sign < 0) return kind;
  if (kind === "unknown") return "uphill_unknown";
  return 180 - told.angle < STRAIGHT ? "uphill_straight" : "uphill";
}

/** @param {Scene} scene */
function detail({ told, goals, mean }) {
  const { kind } = told;
  if (kind === "undefined" || kind === "corner") return kind;
  if (NO_ARROW.includes(kind)) return "still";
  if (!told.goal) return "no_goal";
  if (told.point.length === 1) return "line";
  if (goals.found) return "found";
  if (!Number.isFinite(mean)) return "alone";
  return kind === "circles" ? "circles" : "around";
}

/** The headline and the detail with their marks. @param {Scene} scene @param {Say} say */
export function sentences(scene, say) {
  const { told, mean, worst } = scene;
  const words = {
    point: place(told.point), vector: place(told.vector), angle: degrees(told.angle), length: digits(told.length),
    goal: told.goal ? place(told.goal) : "", mean: degrees(mean), worst: degrees(worst),
    side: say(`side.${told.vector[0] > 0 ? "right" : "left"}`),
  };
  return [say(`headline.${headline(scene)}`, words), say(`detail.${detail(scene)}`, words)];
}

/** The numbers that the prose quotes. @param {Scene} scene */
export const values = ({ told, mean }) => ({
  point: place(told.point), length: `[run]${digits(told.length)}[/run]`, angle: `[run]${degrees(told.angle)}[/run]`, mean: degrees(mean),
});

/** @param {Scene} scene @param {Say} say */
export function arrowTable({ told, sign, goals }, say) {
  const [u, v = 0] = told.vector;
  const turned = told.length && Number.isFinite(told.length) ? degreesOf(Math.atan2(v, u)) : NaN;
  const goal = told.goal ? place(told.goal) : say("row.unknown");
  const row = (/** @type {string} */ key, /** @type {string} */ value) => [say(`row.${key}`), value];
  return {
    head: [say("head.quantity"), say("head.value")],
    rows: [
      row("point", place(told.point)),
      row("value", digits(told.value, 5)),
      row("gradient", place(told.gradient)),
      row(sign < 0 ? "downhill" : "uphill", `[run]${place(told.vector)}[/run]`),
      row("length", `[run]${digits(told.length, 4)}[/run]`),
      row("direction", degrees(turned)),
      row(goals.found ? "found" : "goal", `[best]${goal}[/best]`),
      row("angle", `[run]${degrees(told.angle)}[/run]`),
    ],
  };
}

/** The text twin of the map. @param {Scene} scene @param {Say} say */
export function fieldTable({ coarse, sign, goals }, say) {
  const rows = coarse.map(({ at, slope }) => {
    const vector = slope.map((part) => sign * part + 0);
    const way = goals.places.length ? nearest(goals.places, at).map((part, i) => part - at[i]) : null;
    return [place(at), place(vector), digits(length(slope)), degrees(way ? angle(vector, way) : NaN)];
  });
  return { head: ["point", sign < 0 ? "downhill" : "uphill", "length", "angle"].map((key) => say(`row.${key}`)), rows };
}

/** What stands in for each picture. @param {Scene} scene @param {any} live @param {Say} say
 * @param {{length: number[]}} shrinking @returns {Record<string, string>} */
export function descriptions({ told, sign }, live, say, shrinking) {
  const [point, vector] = [place(told.point), place(told.vector)];
  const known = Number.isFinite(told.angle) ? "here" : "here_alone";
  const lengths = shrinking.length;
  return {
    "gradient-field": say("alt.field", { f: live.text, way: say(`option.arrows.${sign < 0 ? "downhill" : "uphill"}`), point, vector, length: digits(told.length) }),
    "arrow-here": say(`alt.${known}`, { point, vector, angle: degrees(told.angle) }),
    directions: say("alt.directions", { point, length: digits(told.length) }),
    "shrinking-arrow": lengths.length && told.goal
      ? say("alt.shrinking", { point, goal: place(told.goal), first: digits(lengths[0]), last: digits(lengths[lengths.length - 1]) })
      : say("alt.no_shrinking"),
  };
}
