// Decades: the ticks of a logarithmic axis: few, round, and never on top of each other.
import { digits, rounded } from "./digits.js";

/** Over fewer decades than this, powers of ten alone are too few. */
const NARROW = 2.4;
const STEPS = [1, 2, 5];

/** The part of a log axis that sets its ticks; its ends are exponents of ten.
 * @param {number} low @param {number} high */
export function decades(low, high) {
  if (high - low >= NARROW) return { dtick: Math.max(1, Math.ceil((high - low) / 6)), exponentformat: "power" };
  /** @type {number[]} */
  let ticks = [];
  for (let power = Math.floor(low); power <= Math.ceil(high); power += 1) {
    ticks.push(...STEPS.map((step) => Number(`${step}e${power}`)).filter((tick) => low <= Math.log10(tick) && Math.log10(tick) <= high));
  }
  if (ticks.length < 2) {
    const round = [0.1, 0.5, 0.9].map((share) => rounded(10 ** (low + share * (high - low))));
    ticks = [...new Set(round)].sort((a, b) => a - b);
  }
  return { tickvals: ticks, ticktext: ticks.map((tick) => digits(tick)) };
}
