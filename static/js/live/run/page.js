// Page: the view of the descent page for a run. The twin: app/lessons/descent/view.py.
import { digits, plain, rounded, roundedDown } from "../digits.js";
import { outcomeSentence } from "../sentences.js";
import { edgeWords } from "./verdict.js";

/** Beyond so many steps f(x ± h) is not given for each of them. */
const PROBED = 2000;

/** Rows of a flat array. @param {Float64Array} flat @param {number} count @param {number} d @returns {number[][]} */
function rows(flat, count, d) {
  const found = new Array(count);
  for (let k = 0; k < count; k += 1) found[k] = d === 1 ? [flat[k]] : [flat[2 * k], flat[2 * k + 1]];
  return found;
}

/** The run itself, with f(x ± h) of each step where the gradient is a numerical one.
 * @param {import("./trajectory.js").Trajectory} run @param {import("./experiment.js").Experiment} experiment
 * @param {string} name @param {(key: string, values?: Record<string, any>) => string} say */
export function runOf(run, experiment, name, say) {
  const d = run.kernel.variables.length;
  const { kind, step } = run.outcome;
  return {
    name, points: rows(run.points, run.count, d), values: Array.from(run.values), gradients: rows(run.gradients, run.count, d),
    probes: probes(run, experiment), outcome: { kind, step, sentence: outcomeSentence(run, say) },
  };
}

/** @param {import("./trajectory.js").Trajectory} run @param {import("./experiment.js").Experiment} experiment */
function probes({ kernel, points, count }, { gradient, h }) {
  if (gradient !== "numerical" || count > PROBED + 1) return null;
  const { value } = kernel;
  if (kernel.variables.length === 1) return Array.from(points, (x) => [[value(x + h), value(x - h)]]);
  return rows(points, count, 2).map(([x, y]) => [[value(x + h, y), value(x - h, y)], [value(x, y + h), value(x, y - h)]]);
}

/** Whether the loss is drawn on a log axis, and what is subtracted from it first.
 * @param {Float64Array[]} runs the values of the run, and of the pinned one if it is drawn beside it @param {number[][]} minima */
export function lossAxis(runs, minima) {
  const offset = minima.length ? Math.min(...minima.map((row) => row[row.length - 1])) : 0;
  let [least, low, high] = [Infinity, Infinity, -Infinity];
  for (const values of runs) {
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      const above = value - offset;
      if (above < least) least = above;
      if (above > 0 && above < low) low = above;
      if (above > 0 && above > high) high = above;
    }
  }
  const log = high > 0 && least >= -1e-9 && high / 100 > low;
  return log ? { log, offset } : { log, offset: 0 };
}

/** What stands in the fields that this experiment can change.
 * @param {import("./experiment.js").Experiment} experiment @returns {Record<string, string>} */
export function fieldsOf(experiment) {
  const { start, rate, steps, gradient, h, noise, seed, settings } = experiment;
  const own = Object.entries(settings).map(([name, value]) => [name, typeof value === "boolean" ? String(value) : plain(value)]);
  return {
    start: start.map(plain).join(","), learning_rate: plain(rate), steps: String(steps), gradient,
    h: plain(h), noise: plain(noise), seed: String(seed), ...Object.fromEntries(own),
  };
}

/** The marks of the slider, with the words beside them.
 * @param {import("./marks.js").Marks} marks @param {any} rule {defaults, formula} @param {Record<string, any>} settings */
export function marksOf({ edge, best }, rule, settings) {
  // The formula is that of the plain rule; momentum is the one setting that it names.
  const own = Object.entries(settings).every(([name, value]) => name === "momentum" || value === rule.defaults[name]);
  return {
    edge, best, edge_value: edge && edgeWords(edge), edge_formula: own ? rule.formula : null,
    best_value: best && bestWords(best, edge ?? Infinity),
    // What a click on a mark writes: the edge exactly enough to stand on it.
    edge_typed: edge && plain(rounded(edge, 10)), best_typed: best && bestTyped(best, edge ?? Infinity),
  };
}

/** With as many digits as it takes not to read as one past the edge. @param {number} best @param {number} edge */
function bestWords(best, edge) {
  const enough = [3, 4, 5, 6].find((significant) => rounded(best, significant) < edge);
  return digits(best, enough ?? 7);
}

/** As one would type it: four digits, and never past the edge. @param {number} best @param {number} edge */
export function bestTyped(best, edge) {
  const short = rounded(best, 4);
  return plain(short < edge ? short : roundedDown(best, 6));
}

/** The notices: those that stay, and that the start lies outside the map.
 * @param {number[]} start @param {any} live */
export const noticesOf = (start, { notices, shown, words }) => (start.some((x, i) => !(x >= shown[2 * i] && x <= shown[2 * i + 1]))
  ? [...notices, words["notice.outside"]] : notices);
