// Told: what the page says of three rates: sentences, numbers, tables and marks; the twin of
// app/lessons/learning_rate/show.py and of the words of its figures.
import { cell, digits, plain, rounded, tidy } from "../digits.js";
import { bare, segments } from "../segments.js";
import { factorOf } from "./schedules.js";
import { RATES } from "./three.js";

/** @typedef {import("./three.js").Three} Three */
/** @typedef {import("./regime.js").Regime} Regime */
/** @typedef {(key: string, values?: Record<string, any>) => string} Say */

/** So many rates are tried for the picture of all rates, each for so many steps at the most. */
const [TRIED, TRIED_STEPS] = [101, 400];
/** Steps in the table of the two-cycle. */
const CYCLE = 6;

/** What the middle rate does. @param {Three} three @param {Regime} found @param {Say} say */
export function headline(three, { kind, values }, say) {
  const { edge } = three.bend();
  let told = kind;
  if (three.planned && ["arrives", "creeps", "short"].includes(kind)) told = `${kind}_planned`;
  else if (kind === "creeps" && edge && three.rates.learning_rate > edge / 2) told = "creeps_anyway";
  else if (kind === "arrives") told = arriving(three, values.arrival);
  return say(`headline.${told}`, values);
}

/** How a run arrives, which the factors tell of a quadratic alone. @param {Three} three @param {number} arrival */
function arriving(three, arrival) {
  if (arrival === 1) return "once";
  const known = three.bend();
  if (!known.everywhere) return "arrives";
  const factors = known.curvatures.map((curve) => 1 - three.rates.learning_rate * curve);
  return Math.min(...factors) < -1e-9 ? "leaps" : "walks";
}

/** Where the edge lies, and the best constant rate. @param {Three} three @param {Regime} found @param {Say} say */
export function detail(three, { kind }, say) {
  const { edge, best, curvatures, everywhere } = three.bend();
  if (edge === null || kind === "nowhere" || kind === "undefined") return say("detail.none");
  const alike = new Set(curvatures).size === 1;
  const key = best ? (alike ? "round" : "both") : "edge";
  return say(`detail.${key}${everywhere ? "" : "_near"}`, { edge: digits(edge, 4), best: best ? digits(best, 3) : "" });
}

/** The ends of the sliders; they hang on the function alone. @param {Three} three */
export function reach({ place }) {
  const edge = place.suiting.large / 1.05;
  return { low: rounded(edge / 200, 1), high: rounded(edge * 2), scale: "log", step: null };
}

/** @param {Three} three @param {Say} say */
export function marks(three, say) {
  const { low, high } = reach(three);
  const { best, edge } = three.bend();
  return [["best", best && rounded(best, 4)], ["edge", edge]]
    .filter(([, value]) => value !== null && value >= low && value <= high)
    .map(([role, value]) => ({ value, label: say(`mark.${role}`, { value: digits(Number(value)) }), role }));
}

/** The numbers that the prose quotes. @param {Three} three @returns {Record<string, string>} */
export function values(three) {
  const { curvatures, edge, best } = three.bend();
  const told = (/** @type {number | null} */ value) => (value === null ? "–" : digits(value, 4));
  const rate = three.rates.learning_rate;
  const factors = curvatures.map((curve) => Math.abs(1 - rate * curve));
  const plan = three.plan();
  return {
    ...Object.fromEntries(RATES.map((key) => [key, told(three.rates[key])])),
    edge: told(edge),
    best: told(best),
    steepest: told(curvatures[curvatures.length - 1]),
    flattest: told(curvatures[0]),
    radius: told(factors.every(Number.isFinite) ? Math.max(...factors) : null),
    tried: String(TRIED),
    spent: tidy(TRIED * Math.min(three.asked.steps, TRIED_STEPS)),
    last_rate: digits(plan[plan.length - 1], 3),
  };
}

/** @param {Three} three @param {Record<string, string>} captions @param {Say} say */
export function tables(three, captions, say) {
  const told = RATES.map((key) => {
    const { rate, made } = three.runs()[key];
    const eta = key === "learning_rate" ? `[run]${digits(rate, 4)}[/run]` : digits(rate, 4);
    return [say(`name.${key}`), eta, digits(made.values[made.count - 1]), captions[key]];
  });
  const { edge } = three.bend();
  const around = edge === null ? null : three.undisturbed(edge, CYCLE);
  const steps = Array.from({ length: around?.count ?? 0 }, (_, k) => [String(k), ...three.point(/** @type {any} */ (around), k).map(cell)]);
  return {
    runs: { head: ["rate_name", "rate", "value", "what"].map((name) => say(`head.${name}`)), rows: told.map((row) => row.map(segments)), headed: true },
    cycle: { head: ["k", ...three.place.kernel.variables], rows: steps.map((row) => row.map(segments)), headed: true },
  };
}

/** What stands in the fields whose default is computed. @param {Three} three */
export const fields = ({ rates, place, asked }) => ({
  ...Object.fromEntries(RATES.map((key) => [key, plain(rates[key])])),
  start: place.start.map(plain).join(","),
  gamma: plain(factorOf(asked)),
});

/** The controls that mean nothing now. @param {Three} three */
export function absent({ asked }) {
  const { schedule } = asked;
  return [
    ["eta_min", schedule !== "cosine"], ["gamma", schedule !== "step" && schedule !== "exponential"],
    ["lambda1", asked.f !== null], ["lambda2", asked.f !== null], ["seed", asked.noise === 0], ["step_size", schedule !== "step"],
  ].flatMap(([key, gone]) => (gone ? [String(key)] : []));
}

/** The words that stand in for each figure, but for that of all rates, which hangs on the place alone.
 * @param {Three} three @param {Record<string, string>} captions @param {Say} say */
export function descriptions(three, captions, say) {
  const { rates, place, asked } = three;
  const { curvatures, edge } = three.bend();
  const rate = rates.learning_rate;
  const schedule = say(`option.schedule.${asked.schedule}`);
  const plan = three.plan();
  const last = (/** @type {import("./three.js").Trajectory} */ made) => digits(made.values[made.count - 1]);
  return {
    ...Object.fromEntries(RATES.map((key, i) => [["rate-small", "rate-right", "rate-large"][i],
      say("alt.stage", { f: place.text, rate: digits(rates[key], 4), what: bare(captions[key]) })])),
    "rate-factors": say("alt.factors", {
      rate: digits(rate, 4), factors: curvatures.map((curve) => digits(1 - rate * curve, 4)).join(", "), edge: edge === null ? "–" : digits(edge, 4),
    }),
    "rate-schedule": say("alt.schedule", { schedule, first: digits(plan[0]), last: digits(plan[plan.length - 1]), steps: asked.steps }),
    "rate-loss": say("alt.loss", { schedule, value: last(three.runs().learning_rate.made), plain: last(three.unchanging()), steps: asked.steps }),
  };
}
