// Edges: the marks at the β of the knob, on the curves of both edges.
import { digits } from "../../digits.js";
import { edge } from "../contenders.js";
import { RULES } from "../tables.js";

/** @param {any} figure @param {any} runs @returns {any} */
export function edges(figure, runs) {
  const { beta, curvature } = runs.race;
  const now = RULES.map((name) => Number(edge(name, curvature, { momentum: beta })));
  const marks = figure.data[figure.data.length - 1];
  const right = beta > 0.5;
  const { annotations, shapes } = figure.layout;
  const names = annotations.slice(0, -RULES.length);
  const numbers = annotations.slice(-RULES.length).map((/** @type {any} */ each, /** @type {number} */ index) => ({
    ...each,
    x: beta,
    y: now[index],
    text: digits(now[index]),
    xanchor: right ? "right" : "left",
    yanchor: RULES[index] === "momentum" && !right ? "top" : "bottom",
    xshift: right ? -10 : 10,
  }));
  return {
    ...figure,
    data: [...figure.data.slice(0, -1), { ...marks, name: `β = ${digits(beta)}`, x: now.map(() => beta), y: now }],
    layout: {
      ...figure.layout,
      annotations: [...names, ...numbers],
      shapes: shapes.map((/** @type {any} */ shape) => ({ ...shape, x0: beta, x1: beta })),
    },
  };
}
