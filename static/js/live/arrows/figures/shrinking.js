// Shrinking: the arrow's length against the share of the way to the minimum.
import { digits } from "../../digits.js";

const MOST = 1e300;

/** @param {any} figure @param {any} runs @returns {any} */
export function shrinking(figure, { shrinking: { share, length } }) {
  const { parts } = figure.layout.meta.live;
  const seen = length.filter((/** @type {number} */ each) => each < MOST);
  const top = 1.12 * Math.max(0, ...seen) || 1;
  const data = [];
  const words = [];
  if (seen.length) {
    data.push({ ...parts.curve, x: share.map((/** @type {number} */ part) => 100 * part), y: length.map((/** @type {number} */ each) => (Number.isFinite(each) ? each : null)) });
    // The word at the start stands on the side that the curve leaves free.
    const rising = length[1] > length[0];
    for (const [index, end] of /** @type {[number, string][]} */ ([[0, "first"], [length.length - 1, "last"]])) {
      const y = length[index];
      if (!Number.isFinite(y)) continue;
      const x = 100 * share[index];
      const text = digits(y);
      data.push({ ...parts[end].trace, name: text, x: [x], y: [y] });
      words.push({ ...parts[end].word, text, x, y, ...(index === 0 && rising ? { yanchor: "top", yshift: -4 } : {}) });
    }
  } else words.push(parts.none);
  const { yaxis } = figure.layout;
  return { ...figure, data, layout: { ...figure.layout, annotations: words, yaxis: { ...yaxis, range: [0, top] } } };
}
