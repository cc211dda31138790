// Edges: the rates at which a rule is on the edge, and fastest, on a quadratic; as the rules in
// app/core/optimizers say it. A rule that is not here knows neither.
import { rate } from "../linear.js";

/** The share of a new gradient that moves the point. @param {{momentum: number, dampening: number}} settings */
const heard = ({ momentum, dampening }) => (momentum > 0 ? 1 - dampening : 1);

/** @type {Record<string, {edge: (high: number, settings: any) => number | null, best?: (low: number, high: number, settings: any) => number | null}>} */
const RULES = {
  gradient_descent: { edge: (high) => 2 / high, best: (low, high) => 2 / (low + high) },
  momentum: {
    edge: (high, s) => (heard(s) > 0 ? (2 * (1 + s.momentum)) / (heard(s) * (high + s.weight_decay)) : null),
    best: (least, most, s) => {
      const [low, high] = [least + s.weight_decay, most + s.weight_decay];
      const root = Math.sqrt(s.momentum);
      if (heard(s) <= 0 || high * (1 - root) ** 2 < low * (1 + root) ** 2) return null;
      return (2 * (1 + s.momentum)) / (heard(s) * (low + high));
    },
  },
  nesterov: { edge: (high, s) => (2 + 2 * s.momentum) / ((1 + 2 * s.momentum) * high) },
};

/** @param {string} rule @param {number} high the largest curvature @param {any} settings */
export function edgeOf(rule, high, settings) {
  const found = high > 0 ? RULES[rule]?.edge(high, settings) : null;
  return found === null || found === undefined ? null : rate(found);
}

/** @param {string} rule @param {number} low @param {number} high curvatures @param {any} settings */
export function bestOf(rule, low, high, settings) {
  const found = low > 0 && low <= high ? RULES[rule]?.best?.(low, high, settings) : null;
  return found === null || found === undefined ? null : rate(found);
}
