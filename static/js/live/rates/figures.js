// Figures: the loss by step, the rate by step, and all rates, drawn anew for the runs of the moment; the
// twins of app/lessons/learning_rate/figures/{schedule,every}.py. Null: only the server knows.
import { above, vertical } from "./above.js";
import { factors } from "./factors.js";
import { map } from "./map.js";
import { numbers } from "../../packed.js";
import { RATES } from "./three.js";

/** Steps from one number to another. @param {number} from @param {number} count */
const counted = (from, count) => Array.from({ length: count }, (_, k) => k + from);

/** @param {any} figure @param {any[]} data @param {Record<string, any>} layout */
const redrawn = (figure, data, layout) => ({
  ...figure,
  data: figure.data.map((/** @type {any} */ trace, /** @type {number} */ index) => ({ ...trace, ...data[index] })),
  layout: { ...figure.layout, ...layout },
});

/** Whether a figure was drawn with the same schedule, which it names. @param {any} figure @param {any} three */
const planned = ({ layout }, { asked }) => layout.meta.live.schedule === asked.schedule;

/** The value above the lowest at each step, with the schedule and without it. @param {any} figure @param {any} runs */
function loss(figure, { three, say }) {
  if (!planned(figure, three)) return null;
  const { made } = three.runs().learning_rate;
  const lowest = three.lowest(made) || 0;
  const curves = [three.unchanging().values, made.values].map((values) => above(values, lowest));
  const [plain, own] = curves;
  const last = own.length - 1;
  return redrawn(figure, [{ x: counted(0, plain.length), y: plain }, { x: counted(0, own.length), y: own }, { x: [last], y: [own[last]] }], {
    xaxis: { ...figure.layout.xaxis, range: [0, Math.max(1, plain.length - 1, last)] },
    yaxis: vertical(figure.layout.yaxis, curves, say(lowest ? "axis.above" : "axis.loss")),
  });
}

/** The rate of each update, the constant one behind it. @param {any} figure @param {any} runs */
function schedule(figure, { three, bend }) {
  if (!planned(figure, three)) return null;
  const rate = three.rates.learning_rate;
  const rates = Array.from(three.plan());
  const steps = counted(1, rates.length);
  const last = rates.length - 1;
  const top = 1.12 * Math.max(rate, ...rates);
  const across = bend.edge !== null && bend.edge <= top ? [{ ...figure.layout.meta.live.edge, y0: bend.edge, y1: bend.edge }] : [];
  return redrawn(figure, [{ x: steps, y: rates.map(() => rate) }, { x: steps, y: rates }, { x: [steps[last]], y: [rates[last]] }], {
    xaxis: { ...figure.layout.xaxis, range: [0, Math.max(1, steps[last])] },
    yaxis: { ...figure.layout.yaxis, range: [0, top] },
    shapes: across,
  });
}

/** How low each rate ends: the curve stays while the place does, and the three rates move on it.
 * @param {any} figure @param {any} runs */
function every(figure, { three, bend, place }) {
  const { of, edge, top } = figure.layout.meta.live;
  const tried = Math.min(three.asked.steps, of.limit);
  if (of.f !== place.text || String(of.start) !== String(place.start) || of.steps !== tried || edge !== bend.edge) return null;
  const [curve, , marks] = figure.data;
  const rates = Array.from(numbers(curve.x), Math.log);
  const x = RATES.map((key) => three.rates[key]);
  const y = x.map((rate) => {
    const away = rates.map((each) => Math.abs(each - Math.log(rate)));
    return curve.y[away.indexOf(Math.min(...away))] ?? top;
  });
  const shapes = figure.layout.shapes.slice();
  const chosen = shapes.length - 1;
  shapes[chosen] = { ...shapes[chosen], x0: three.rates.learning_rate, x1: three.rates.learning_rate };
  return { ...figure, data: [...figure.data.slice(0, 2), { ...marks, x, y }], layout: { ...figure.layout, shapes } };
}

/** By the names that the figures give themselves. @type {Record<string, (figure: any, runs: any, step: number) => any>} */
export const rateFigures = {
  "rate-map": map, "rate-factors": factors, "rate-loss": loss, "rate-schedule": schedule, "rate-sweep": every,
};
