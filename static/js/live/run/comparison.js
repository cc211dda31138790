// Comparison: one sentence that tells two runs apart. The twin: app/lessons/descent/comparison.py.
import { digits, general, place, tidy } from "../digits.js";
import { apart } from "../strides.js";
import { firstWithin, lowestOf } from "./trajectory.js";

/** Two paths part where they are further from each other than this share of the map's width. */
const PART = 1e-3;
/** Gaps to the lowest value that are no more than rounding. */
const ROUNDING = 1e-12;
const ROOT = "page.descent.comparison";

/** A run with the experiment that it is of, and the title of its rule.
 * @typedef {{experiment: import("./experiment.js").Experiment, run: import("./trajectory.js").Trajectory, title: string}} Side
 * @typedef {(key: string, values?: Record<string, any>) => string} Voice
 * @typedef {{key: string, values: Record<string, any>}} Clause */

const failed = (/** @type {Side} */ { run }) => run.outcome.kind === "diverged" || run.outcome.kind === "frozen";
const endOf = (/** @type {Side} */ { run }) => run.values[run.count - 1];

/** What differs between the settings of two runs, and between what they do.
 * @param {Side} now @param {Side} pinned @param {any} live @param {Voice} say */
export function comparison(now, pinned, live, say) {
  const changed = differences(now, pinned, live.pinned.labels, say);
  if (!changed.length) return say(`${ROOT}.same`);
  const clauses = [...parting(now, pinned, live.shown), ...ends(now, pinned, live.minima, say), ...arrivals(now, pinned, live.minima, say)];
  const told = clauses.map(({ key, values }, k) => say(`${ROOT}.${key}.${k === clauses.length - 1 ? "end" : "mid"}`, values));
  if (told.length > 1) told.push(say(`${ROOT}.last`, { clause: told.pop() }));
  return say(`${ROOT}.sentence`, { settings: changed.join(", "), told: told.join(", ") });
}

/** Every setting that differs, the pinned run's first. @param {Side} now @param {Side} pinned @param {Record<string, string>} labels @param {Voice} say */
function differences(now, pinned, labels, say) {
  const [a, b] = [pinned.experiment, now.experiment];
  /** @type {[string, string, string][]} */
  const rows = [];
  const row = (/** @type {string} */ key, /** @type {string} */ before, /** @type {string} */ after) => rows.push([labels[key], before, after]);
  row("start", place(a.start), place(b.start));
  row("optimizer", pinned.title, now.title);
  row("learning_rate", value(a.rate), value(b.rate));
  for (const [name, ours] of Object.entries(b.settings)) {
    if (name in a.settings) row(name, value(a.settings[name]), value(ours));
  }
  row("steps", tidy(a.steps), tidy(b.steps));
  row("gradient", say(`page.descent.${a.gradient}`), say(`page.descent.${b.gradient}`));
  if (a.gradient === "numerical" && b.gradient === "numerical") row("h", value(a.h), value(b.h));
  row("noise", value(a.noise), value(b.noise));
  if (a.noise && b.noise) row("seed", String(a.seed), String(b.seed));
  // Within a sentence a label has no capital; one all in capitals keeps them.
  const small = (/** @type {string} */ label) => (/^.\p{Ll}/u.test(label) ? label[0].toLowerCase() + label.slice(1) : label);
  return rows.filter(([, before, after]) => before !== after)
    .map(([label, before, after], k) => `${k ? small(label) : label} ${before} → ${after}`);
}

/** @param {number | boolean} given */
function value(given) {
  if (typeof given === "boolean") return String(given);
  // Two rates that differ must not read alike.
  return Number(general(given, 4)) === given ? digits(given, 4) : digits(given, 12);
}

/** The first step at which the paths are apart; both begin at step 0.
 * @param {Side} now @param {Side} pinned @param {number[]} shown @returns {Clause[]} */
function parting(now, pinned, shown) {
  const within = PART * (shown[1] - shown[0]);
  const d = now.run.kernel.variables.length;
  const both = Math.min(now.run.count, pinned.run.count);
  const points = new Float64Array(2 * d);
  const away = (/** @type {number} */ k) => {
    points.set(now.run.points.subarray(k * d, k * d + d));
    points.set(pinned.run.points.subarray(k * d, k * d + d), d);
    return apart(/** @type {any} */ ({ points, d }), 0, 1);
  };
  let step = 0;
  while (step < both && !(away(step) > within)) step += 1;
  if (step === 0) return [{ key: "apart", values: { distance: digits(away(0)) } }];
  const values = { within: digits(within, 2), steps: both - 1 };
  if (step < both) return [{ key: "part", values: { ...values, step } }];
  return both > 1 ? [{ key: "together", values }] : [];
}

/** Who is lower at the end, by what factor or difference; or who came to no end.
 * @param {Side} now @param {Side} pinned @param {number[][]} minima @param {Voice} say @returns {Clause[]} */
function ends(now, pinned, minima, say) {
  const fails = (/** @type {"pinned" | "now"} */ who) => {
    const { kind, step } = (who === "now" ? now : pinned).run.outcome;
    return { key: `fails_${who}`, values: { verb_mid: say(`${ROOT}.verb.${kind}_mid`, { step }), verb_end: say(`${ROOT}.verb.${kind}_end`, { step }) } };
  };
  if (failed(pinned) && failed(now)) return [fails("pinned"), fails("now")];
  if (failed(pinned)) return [fails("pinned"), { key: "ends_now", values: { value: digits(endOf(now)) } }];
  if (failed(now)) return [fails("now"), { key: "ends_pinned", values: { value: digits(endOf(pinned)) } }];
  const [a, b] = [endOf(pinned), endOf(now)];
  if (!Number.isFinite(a) || !Number.isFinite(b)) return [];
  const lower = b < a ? "now" : "pinned";
  if (!minima.length) {
    if (Math.abs(a - b) <= Math.max(1e-9 * Math.max(Math.abs(a), Math.abs(b)), ROUNDING)) return [{ key: "both_value", values: { value: digits(b) } }];
    return [{ key: `lower_${lower}`, values: { difference: digits(Math.abs(a - b)), low: digits(Math.min(a, b)), high: digits(Math.max(a, b)) } }];
  }
  const lowest = lowestOf(minima);
  const gaps = [a, b].map((end) => (end - lowest > ROUNDING * Math.max(1, Math.abs(lowest)) ? end - lowest : 0));
  const [low, high] = [Math.min(...gaps), Math.max(...gaps)];
  const values = { low: digits(low), high: digits(high) };
  if (high === 0) return [{ key: "both_lowest", values: {} }];
  if (high < 1.005 * low) return [{ key: "both_gap", values }];
  if (low === 0) return [{ key: `on_lowest_${lower}`, values }];
  return [{ key: `closer_${lower}`, values: { ...values, ratio: digits(high / low) } }];
}

/** Who is within 1e-3 of the lowest value first: of the known one, or of the two runs' own.
 * @param {Side} now @param {Side} pinned @param {number[][]} minima @param {Voice} say @returns {Clause[]} */
function arrivals(now, pinned, minima, say) {
  const settled = [pinned, now].filter(({ run }) => run.outcome.kind === "converged");
  if (!minima.length && !settled.length) return [];
  const target = minima.length ? lowestOf(minima) : Math.min(...settled.map(endOf));
  const lowest = say(`${ROOT}.${minima.length ? "lowest" : "lower"}`);
  const [a, b] = [pinned, now].map(({ run }) => firstWithin(run.values, target));
  if (a === null && b === null) return failed(pinned) && failed(now) ? [] : [{ key: "neither", values: { lowest } }];
  if (a === b) return [{ key: "both_arrive", values: { lowest, steps: a } }];
  if (a === null || b === null) return [{ key: b === null ? "only_pinned" : "only_now", values: { lowest, steps: a ?? b } }];
  return [{ key: b < a ? "first_now" : "first_pinned", values: { lowest, steps: Math.min(a, b), later: Math.max(a, b) } }];
}
