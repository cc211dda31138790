// Here: the arrow near by: its right angle on the level line, its angle to the minimum.
import { degrees, digits } from "../../digits.js";
import { NO_ARROW } from "../arrow.js";
import { linspace } from "../vectors.js";
import { tangent } from "./tangent.js";

const CELLS = 41;
/** Width over height of the picture within its axes. */
const WIDE = 1.6;
/** Parts of the picture's half side: arrow, way to the minimum, corner of the right angle, arc. */
const [ARROW, WAY, CORNER, ARC] = [0.8, 1.3, 0.14, 0.42];

/** @typedef {import("../arrow.js").Arrow} Arrow */

/** The line of all places near by whose value is that of the place. @param {any[]} parts @param {any} kernel
 * @param {Arrow} arrow @param {number} half */
function level(parts, kernel, { point, value }, half) {
  const reach = linspace(-1.02 * half, 1.02 * half, CELLS);
  const x = reach.map((part) => point[0] + WIDE * part);
  const y = reach.map((part) => point[1] + part);
  let size = 0;
  const rows = y.map((row) => x.map((column) => {
    const apart = kernel.value(column, row) - value;
    if (!Number.isFinite(apart)) return null;
    size = Math.max(size, Math.abs(apart));
    return apart;
  }));
  if (!(size > 0)) return [];
  const z = rows.map((row) => row.map((apart) => (apart === null ? null : apart / size)));
  return parts.map((each) => ({ ...each, x, y, z }));
}

/** A vector turned by so many radians. @param {number[]} v @param {number} by */
const turned = (v, by) => [v[0] * Math.cos(by) - v[1] * Math.sin(by), v[0] * Math.sin(by) + v[1] * Math.cos(by)];

/** @param {any} trace @param {number[][]} points */
const along = (trace, points) => ({ ...trace, x: points.map(([x]) => x), y: points.map(([, y]) => y) });

/** The way to the goal: its distance, direction, and signed angle from the arrow. @param {Arrow} arrow @param {number[]} way */
function toGoal({ goal, point, angle }, way) {
  if (!goal || !Number.isFinite(angle)) return null;
  const gap = goal.map((part, i) => part - point[i]);
  const distance = Math.hypot(gap[0], gap[1]);
  const straight = gap.map((part) => part / distance);
  return { distance, straight, turn: Math.atan2(way[0] * straight[1] - way[1] * straight[0], way[0] * straight[0] + way[1] * straight[1]) };
}

/** The marks of both angles. @param {any} parts @param {Arrow} arrow @param {number[]} way @param {number} half
 * @param {ReturnType<typeof toGoal>} goal */
function angles(parts, arrow, way, half, goal) {
  const [x, y] = arrow.point;
  const at = (/** @type {number[]} */ v, /** @type {number} */ by) => [x + by * half * v[0], y + by * half * v[1]];
  const side = [-way[1], way[0]];
  const traces = [along(parts.corner, [at(side, CORNER), at([side[0] + way[0], side[1] + way[1]], CORNER), at(way, CORNER)])];
  if (!goal) return traces;
  const { distance, straight, turn } = goal;
  const end = Math.min(WAY * half, distance);
  traces.push(along(parts.way, [[x, y], [x + end * straight[0], y + end * straight[1]]]));
  if (arrow.angle > 1) {
    const arc = linspace(0, 1, 33).map((share) => at(turned(way, turn * share), ARC));
    traces.push({ ...along(parts.arc, arc), name: degrees(arrow.angle) });
  }
  if (end === distance && arrow.goal) traces.push({ ...parts.goal, x: [arrow.goal[0]], y: [arrow.goal[1]] });
  return traces;
}

/** @param {any} figure @param {any} runs @returns {any} */
export function here(figure, runs) {
  const { arrow, kernel, say } = runs;
  if (arrow.point.length === 1) return tangent(figure, runs);
  const { window: ends, parts } = figure.layout.meta.live;
  const [x, y] = arrow.point;
  const half = Math.max(0.16 * (ends[3] - ends[2]), 1e-6 * Math.max(Math.abs(x), Math.abs(y)));
  const none = NO_ARROW.includes(arrow.kind);
  const head = none ? say(`drawn.none.${arrow.kind}`) : `→ ${say("drawn.length", { length: digits(arrow.length) })}`;
  const data = [];
  const words = [{ ...parts.heads[0], text: head }];
  if (Number.isFinite(arrow.value)) {
    data.push(...level(parts.level, kernel, arrow, half));
    words.push({ ...parts.heads[1], text: `━ ${say(`${none ? "mark" : "drawn"}.level`)}` });
  }
  if (!none) {
    const way = arrow.vector.map((/** @type {number} */ part) => part / arrow.length);
    const goal = toGoal(arrow, way);
    data.push(...angles(parts, arrow, way, half, goal));
    data.push({ ...parts.arrow, x: [x], y: [y], u: [ARROW * half * way[0]], v: [ARROW * half * way[1]] });
    if (goal) {
      // Between the arrow and the way if there is room, else beyond the arrow's tip.
      const share = arrow.angle > 30 ? 0.66 : 0.98;
      const middle = turned(way, goal.turn / 2);
      words.push({ ...parts.degrees, text: `<b>${degrees(arrow.angle)}</b>`, x: x + share * half * middle[0], y: y + share * half * middle[1] });
    }
  }
  data.push({ ...parts.place, x: [x], y: [y] });
  const { xaxis, yaxis } = figure.layout;
  return {
    ...figure, data,
    layout: {
      ...figure.layout, annotations: words,
      xaxis: { ...xaxis, range: [x - WIDE * half, x + WIDE * half] },
      yaxis: { ...yaxis, range: [y - half, y + half] },
    },
  };
}
