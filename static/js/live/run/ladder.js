// Ladder: the rate that gets lowest in sixty steps, of 1, 2 and 5 of each power of ten.
// The twin: ladder_rate in app/lessons/descent/experiment.py.
import { judge } from "../judge.js";

const RATES = [...[-5, -4, -3, -2, -1, 0].flatMap((power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`))), 10];
const STEPS = 60;

/** @param {any} kernel @param {import("./trajectory.js").Place} place of the function's own domain
 * @param {number[]} start @param {any} settings @param {number} own the rule's own rate, if none of the ladder's is sound */
export function ladderRate(kernel, place, start, settings, own) {
  const sound = [];
  for (const rate of RATES) {
    const walk = kernel.walk(start, { learning_rate: rate, ...settings }, STEPS);
    const { kind } = judge({ kernel, ...place, walk, h: null });
    const value = walk.left ? kernel.value(...walk.left) : walk.values[walk.count - 1];
    if (kind !== "diverged" && kind !== "stalled" && Number.isFinite(value)) sound.push({ rate, value });
  }
  const lowest = Math.min(...sound.map(({ value }) => value));
  // Of rates that all arrive, the smallest shows the way best.
  return sound.find(({ value }) => value <= lowest + 1e-6)?.rate ?? own;
}
