// Arrow: the arrow at the place, and where it leads.
import { FLAT, restingPlace } from "../judge.js";
import { angle, length, nearest } from "./vectors.js";

/** @typedef {{point: number[], value: number, gradient: number[], vector: number[], length: number,
 *   goal: number[] | null, angle: number, kind: string}} Arrow */

/** The kinds of places where there is no arrow. */
export const NO_ARROW = ["undefined", "corner", "minimum", "saddle", "inflection", "maximum", "plateau"];
/** An angle in degrees below which an arrow points straight at its goal. */
export const STRAIGHT = 0.005;
/** A gradient so much shorter than the longest, and as short as rounding leaves it, counts as none. */
const NOTHING = 1e-6;

/** Where the way down leads. @param {number} missed @param {number} worst @param {number} dimension */
function leading(missed, worst, dimension) {
  if (!Number.isFinite(missed)) return "unknown";
  // One arrow may be lucky; round level lines make all of them so.
  if (missed < STRAIGHT) return worst < STRAIGHT && dimension === 2 ? "circles" : "straight";
  return missed <= 90 ? "miss" : "away";
}

/** @param {{kernel: any, point: number[], sign: number, minima: number[][], goals: number[][], longest: number, worst: number}} there
 * @returns {Arrow} */
export function arrow({ kernel, point, sign, minima, goals, longest, worst }) {
  const value = kernel.value(...point);
  const slope = /** @type {number[]} */ (kernel.gradient(...point));
  const size = length(slope);
  const vector = slope.map((part) => sign * part + 0);
  const goal = goals.length ? nearest(goals, point) : null;
  const way = goal?.map((part, i) => part - point[i]) ?? null;
  const missed = way ? angle(slope.map((part) => -part), way) : NaN;
  let kind = "corner";
  if (!Number.isFinite(value)) kind = "undefined";
  else if (Number.isFinite(size) && kernel.exact(...point).every(Number.isFinite)) {
    if (size <= Math.min(FLAT, NOTHING * longest)) {
      const rest = restingPlace(kernel, point, minima);
      // On a line there is no way round: what would be a saddle is an inflection.
      kind = rest === "saddle" && point.length === 1 ? "inflection" : rest;
    } else kind = leading(missed, worst, point.length);
  }
  return {
    point, value, vector, length: size, goal, kind,
    gradient: slope.map((part) => part + 0),
    angle: way && !NO_ARROW.includes(kind) ? angle(vector, way) : NaN,
  };
}
