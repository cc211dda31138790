// Tangent: for one variable, the curve near the place, its tangent, and the way along the axis.
import { digits } from "../../digits.js";
import { linspace } from "../vectors.js";

/** The arrow, in parts of the picture's half side. */
const ARROW = 0.8;
/** Beyond this no picture can show anything. */
const MOST = 1e300;

/** A quantile of ascending numbers, between neighbours on a straight line. @param {number[]} sorted @param {number} share */
function quantile(sorted, share) {
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const [a, b] = [sorted[low], sorted[Math.min(low + 1, sorted.length - 1)]];
  const part = at - low;
  return part >= 0.5 ? b - (b - a) * (1 - part) : a + (b - a) * part;
}

/** Ends of a value axis that show the curve with room below it, poles cut off. @param {number[]} values */
function ends(values) {
  const sorted = values.filter((value) => Math.abs(value) < MOST).sort((a, b) => a - b);
  if (!sorted.length) return [-1, 1];
  let [low, quarter, most, high] = [0, 0.25, 0.9, 1].map((share) => quantile(sorted, share));
  if (most > quarter) {
    high = Math.min(high, most + 4 * (most - quarter));
    low = Math.max(low, quarter - 20 * (most - quarter));
  }
  const room = high - low || Math.max(Math.abs(high), 1);
  return [low - 0.16 * room, high + 0.06 * room];
}

/** @param {any} figure @param {any} runs @returns {any} */
export function tangent(figure, { arrow, kernel, say }) {
  const { window: map, parts } = figure.layout.meta.live;
  const [at] = arrow.point;
  const { value, length } = arrow;
  const half = Math.max(0.15 * (map[1] - map[0]), 1e-6 * Math.abs(at));
  const x = linspace(at - half, at + half, 121);
  const values = x.map((each) => kernel.value(each));
  /** @type {any[]} */
  const data = [{ ...parts.curve, x, y: values.map((each) => (Math.abs(each) < MOST ? each : null)) }];
  const words = [];
  if (Number.isFinite(value) && Number.isFinite(length)) {
    const sides = [at - half, at + half];
    const heights = sides.map((side) => value + arrow.gradient[0] * (side - at));
    if (heights.every((height) => Math.abs(height) < MOST)) data.push({ ...parts.tangent, x: sides, y: heights });
    if (length > 0 && Math.abs(value) < MOST) data.push({ ...parts.arrow, x: [at], y: [value], u: [Math.sign(arrow.vector[0]) * ARROW * half], v: [0] });
    if (Math.abs(value) < MOST) data.push({ ...parts.place, x: [at], y: [value] });
    words.push({ ...parts.heads[0], text: `→ ${say("drawn.length", { length: digits(length) })}` }, parts.heads[1]);
  }
  const { xaxis, yaxis } = figure.layout;
  return {
    ...figure, data,
    layout: {
      ...figure.layout, annotations: words,
      xaxis: { ...xaxis, range: [at - half, at + half] },
      yaxis: { ...yaxis, range: ends(values) },
    },
  };
}
