// Shrinking: the length of the gradient on the straight way from the place to the nearest minimum.
import { length, linspace } from "./vectors.js";

const COUNT = 101;

/** The share of the way, 0 to 1, and the length there; empty where there is no way to go.
 * @param {any} kernel @param {import("./arrow.js").Arrow} told */
export function shrinking(kernel, { point, goal }) {
  if (!goal || point.every((part, i) => part === goal[i])) return { share: [], length: [] };
  const share = linspace(0, 1, COUNT);
  return {
    share,
    // Written so that the last place is the goal to the last bit.
    length: share.map((part) => length(kernel.gradient(...point.map((from, i) => from * (1 - part) + goal[i] * part)))),
  };
}
