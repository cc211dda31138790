// Directions: how steeply the value changes in every direction, counted from the arrow's.
import { digits } from "../../digits.js";
import { NO_ARROW } from "../arrow.js";
import { linspace, radiansOf } from "../vectors.js";

/** Beyond this an axis would leave the floats. */
const MOST = 1e300;

/** On which side of its mark a word stands: the curve rises through a level line's mark or falls, and
 * the word keeps to the free side. @param {string} key @param {number} angle @param {number} atArrow @param {number} way */
function placed(key, angle, atArrow, way) {
  const rises = angle > 0 === atArrow < 0;
  const free = key === "way" ? "left" : key !== "level" ? "center" : rises ? "right" : "left";
  const below = key === "arrow" && atArrow < 0;
  const near = key === "way" && way < 20;
  return {
    xanchor: free,
    yanchor: below ? "top" : "bottom",
    xshift: free === "left" ? 10 : free === "right" ? -10 : 0,
    yshift: below ? -8 : near ? 22 : key === "way" ? -8 : 9,
  };
}

/** @param {any} figure @param {any} runs @returns {any} */
export function directions(figure, { arrow, field }) {
  const { parts } = figure.layout.meta.live;
  const length = arrow.length < MOST ? arrow.length : 0;
  const atArrow = field.sign * length;
  const height = (/** @type {number} */ angle) => atArrow * Math.cos(radiansOf(angle));
  const top = 1.25 * length || 1;
  const known = length > 0 && !NO_ARROW.includes(arrow.kind);
  const data = [];
  const words = [];
  if (known && arrow.point.length === 2) {
    const turned = linspace(-180, 180, 145);
    data.push({ ...parts.curve, x: turned, y: turned.map(height) });
    const marks = /** @type {[number, string][]} */ ([[0, "arrow"], [90, "level"], [-90, "level"]]);
    if (Number.isFinite(arrow.angle)) marks.push([arrow.angle, "way"]);
    for (const [angle, key] of marks) {
      const y = height(angle);
      const hovertemplate = `${digits(angle, 4)}°<br>${digits(y, 4)}<extra></extra>`;
      data.push({ ...parts.marks[key].trace, x: [angle], y: [y], hovertemplate });
      words.push({ ...parts.marks[key].word, x: angle, y, ...placed(key, angle, atArrow, arrow.angle) });
    }
  } else words.push(parts.none[known ? "two_ways" : "no_slope"]);
  const { yaxis } = figure.layout;
  return { ...figure, data, layout: { ...figure.layout, annotations: words, yaxis: { ...yaxis, range: [-top, top] } } };
}
