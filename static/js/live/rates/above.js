// Above: losses as what is left of them above the lowest value, and the log axis on which they stand.
// The twin of app/lessons/learning_rate/figures/above.py.
import { decades } from "../decades.js";

/** The room below and above the values, of what they span; they span half a decade at the least. */
const [ROOM, SPAN] = [0.06, 0.5];

/** The values less the lowest, null where a log axis has no place for them.
 * @param {Float64Array} values @param {number} lowest @returns {(number | null)[]} */
export const above = (values, lowest) => Array.from(values, (value) => {
  const left = value - lowest;
  return Number.isFinite(left) && left > 0 ? Math.min(Math.max(left, 1e-30), 1e30) : null;
});

/** The log axis of what `above` gives. @param {any} axis as it was @param {(number | null)[][]} curves @param {string} title */
export function vertical(axis, curves, title) {
  let [low, high] = [Infinity, -Infinity];
  for (const curve of curves) {
    for (const value of curve) {
      if (value === null) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const [from, to] = high < low ? [-1, 0] : [Math.log10(low), Math.log10(high)];
  const room = ROOM * Math.max(to - from, SPAN);
  const range = [from - room, to + room];
  const { tickvals, ticktext, dtick, exponentformat, ...bare } = axis;
  return { ...bare, title: { ...axis.title, text: title }, range, ...decades(range[0], range[1]) };
}
