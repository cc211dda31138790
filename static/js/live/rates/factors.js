// Factors: what one step multiplies the distance by, against the rate; the twin of
// app/lessons/learning_rate/figures/factors.py.
import { digits } from "../digits.js";
import { reach } from "./told.js";

const POINTS = 221;
const TOP = 1.65;
/** Beyond this no line is drawn. */
const CEILING = 10;

/** @param {any} figure @param {any} runs */
export function factors(figure, { three, bend, say }) {
  const { meta, xaxis, shapes: [level], annotations } = figure.layout;
  const { marks, uprights, curves } = meta.live;
  const finite = bend.curvatures.filter(Number.isFinite);
  if (finite.length !== curves) return null;
  const end = bend.edge ? 1.35 * bend.edge : reach(three).high;
  const step = end / (POINTS - 1);
  const x = Float64Array.from({ length: POINTS }, (_, k) => (k === POINTS - 1 ? end : k * step));
  const lines = finite.map((/** @type {number} */ curve) => x.map((rate) => Math.abs(1 - rate * curve)));
  const largest = lines.length ? x.map((_, k) => Math.max(...lines.map((/** @type {Float64Array} */ line) => line[k]))) : x.map(() => NaN);
  const drawn = (/** @type {Float64Array} */ y) => (y.every(Number.isFinite) ? y.map((each) => Math.min(each, CEILING)) : Array.from(y, () => null));
  const rate = three.rates.learning_rate;
  const now = Math.max(...finite.map((/** @type {number} */ curve) => Math.abs(1 - rate * curve)));
  const inside = finite.length > 0 && rate <= end && now <= TOP;
  const many = new Set(bend.curvatures).size > 1;
  const names = finite.length === 1 ? ["λ"] : ["λ<sub>min</sub>", "λ<sub>max</sub>"];
  const rows = annotations.slice(annotations.length - curves);
  return {
    ...figure,
    data: figure.data.map((/** @type {any} */ trace, /** @type {number} */ index) => {
      if (index === curves + 1) return { ...trace, name: say("trace", { rate: digits(rate, 4) }), x: inside ? [rate] : [], y: inside ? [now] : [] };
      if (index === 0) return { ...trace, x, y: drawn(largest) };
      return { ...trace, x, y: drawn(lines[index - 1]), name: `|1 − ηλ|, λ = ${digits(finite[index - 1])}` };
    }),
    layout: {
      ...figure.layout,
      xaxis: { ...xaxis, range: [0, end] },
      shapes: [{ ...level, x1: end }, ...["best", "edge"].flatMap((role) => {
        const at = bend[role];
        return at !== null && at <= end ? [{ ...uprights[role], x0: at, x1: at }] : [];
      })],
      annotations: [
        ...(bend.edge ? [{ ...marks.edge, x: bend.edge }] : []),
        ...(bend.best && many ? [{ ...marks.best, x: bend.best }] : []),
        // They stand from below upwards.
        ...rows.map((/** @type {any} */ note, /** @type {number} */ row) => {
          const at = curves - 1 - row;
          return { ...note, text: `${note.text.split(" ", 1)[0]} |1 − η${names[at]}|, ${names[at]} = ${digits(finite[at])}` };
        }),
      ],
    },
  };
}
