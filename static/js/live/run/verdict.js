// Verdict: the headline, the line below it, and a rate that works. The twin: app/lessons/descent/verdict.py.
import { digits, factor, fixed, place, plain, roundedDown } from "../digits.js";
import { segments } from "../segments.js";
import { flatReason, lastPoint, lastSlope, outcomeSentence } from "../sentences.js";
import { motion, quadratic, slowest } from "./motion.js";
import { firstWithin, lowestOf } from "./trajectory.js";

/** A factor this close to 0, as a step that lands exactly leaves it. */
const NOTHING = 1e-9;
/** A line of the headline holds so many Latin letters. */
const LINE = 76;

/** @param {{text: string}[]} pieces */
const width = (pieces) => pieces.reduce((sum, { text }) => Array.from(text).reduce((n, c) => n + (c >= "가" && c <= "힣" ? 1.6 : 1), sum), 0);

/** @param {number} a @param {number} b */
const close = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** The edge as the headline shows it: two decimals where they say it all. @param {number} edge */
export function edgeWords(edge) {
  const short = fixed(edge, 2);
  return close(Number(short), edge) ? short : digits(edge, 4);
}

/** The first step within 1e-3 of the lowest known value, or of where an own function ends.
 * @param {import("./trajectory.js").Trajectory} run @param {number[][]} minima */
function arrivalOf(run, minima) {
  if (minima.length) return firstWithin(run.values, lowestOf(minima));
  return run.outcome.kind === "converged" ? firstWithin(run.values, run.values[run.count - 1]) : null;
}

/** @param {any} scene {kernel, rule, domain, minima} @param {import("./experiment.js").Experiment} experiment
 * @param {import("./trajectory.js").Trajectory} run @param {import("./marks.js").Marks} marks
 * @param {{tried: (rate: number) => import("./trajectory.js").Trajectory, ladder: () => number}} hands
 * @param {(key: string, values?: Record<string, any>) => string} voice */
export function verdict(scene, experiment, run, marks, hands, voice) {
  const { kernel, minima } = scene;
  const { outcome, values } = run;
  const { kind } = outcome;
  const steps = run.count - 1;
  const end = values[steps];
  const known = minima.length > 0;
  const lowest = lowestOf(minima);
  const arrival = arrivalOf(run, minima);
  const moving = experiment.noise > 0 ? null : motion(scene, experiment, marks, voice);
  const everywhere = marks.axes.length > 0 && quadratic(kernel, experiment.start, marks.at);
  let counted = false; // the headline says already after how many steps the run arrives
  const say = (/** @type {string} */ key, /** @type {Record<string, any>} */ more = {}) => voice(`verdict.${key}`, more);
  const told = () => outcomeSentence(run, voice);

  function headline() {
    const of = {
      step: outcome.step, steps, period: outcome.period, value: digits(end),
      place: place(lastPoint(run)), start: place(experiment.start),
    };
    if (!Number.isFinite(values[0])) return say("nowhere", of);
    if (steps === 0 && kind !== "diverged") return say("no_step", of);
    if (kind === "diverged") return flying(of);
    if (kind === "frozen") return say("frozen", of);
    if (kind === "cycling") return say(outcome.period === 2 ? "swings" : "cycling", of);
    if (kind === "flat") return say(`flat.${flatReason(run)}`, of);
    if (kind === "stalled") return stalled(of);
    return arriving(of);
  }

  /** @param {Record<string, any>} of */
  function flying(of) {
    if (outcome.reason === "undefined") return say("undefined", of);
    if (moving && marks.edge && experiment.rate > marks.edge) {
      const index = slowest(moving, moving.factors.map((_, k) => k));
      return say(moving.everywhere ? "past_edge" : "past_edge_near", { ...of, ...multiplied(index) });
    }
    return say(["far", "overflow"].includes(outcome.reason) && end < values[0] ? "endless" : "flies_apart", of);
  }

  const multiplied = (/** @type {number} */ index) => ({
    factor: factor(/** @type {any} */ (moving).factors[index]), axis: /** @type {any} */ (moving).names[index],
  });

  /** @param {Record<string, any>} of */
  function stalled(of) {
    if (!known) return say("stalled", of);
    const whole = values[0] - lowest;
    return say("stalled_share", { ...of, share: digits(whole > 0 ? 100 * ((values[0] - end) / whole) : 0, 2) });
  }

  /** @param {Record<string, any>} of */
  function arriving(of) {
    if (arrival === 0 && known) {
      counted = true;
      return say("already", of);
    }
    if (moving && (moving.everywhere || marks.reached)) return stepping(moving, of);
    if (arrival !== null && known) {
      counted = true;
      return say("arrives", { ...of, arrival });
    }
    if (kind === "converged") return say(known ? "other_minimum" : "rests", of);
    return say(end < values[0] ? "under_way" : "wanders", of);
  }

  /** A plain descent near its minimum, by its factors. @param {import("./motion.js").Motion} of @param {Record<string, any>} words */
  function stepping({ factors, felt }, words) {
    const all = factors.map((_, k) => k);
    const kept = all.some((k) => felt[k]) ? all.filter((k) => felt[k]) : all;
    const { everywhere: always } = /** @type {import("./motion.js").Motion} */ (moving);
    if (always && kept.every((k) => Math.abs(factors[k]) <= NOTHING)) return say("one_step", words);
    const leaping = kept.filter((k) => factors[k] < -NOTHING);
    const index = slowest(/** @type {any} */ (moving), leaping.length ? leaping : kept);
    const more = { ...words, ...multiplied(index) };
    if (Math.abs(factors[index]) < 0.005 && !always) return say("lands_near", more);
    // A few steps past the edge have not gone far yet, but they only grow.
    if (always && factors[index] < -1) return say("past_edge", more);
    const walks = arrival !== null || Math.abs(factors[index]) < 0.97;
    const key = leaping.length ? "leaps" : walks ? "walks" : "creeps";
    return say(always ? key : `${key}_near`, more);
  }

  /** How much higher than the lowest known is the minimum that the run has settled in. */
  function higher() {
    if (!known || !marks.reached || !marks.curvatures.length) return null;
    const here = kernel.value(...marks.at);
    const settled = Math.abs(end - here) <= 1e-3 && marks.curvatures[0] > 0;
    return settled && here - lowest > 1e-3 ? here - lowest : null;
  }

  function detail() {
    const sentences = [];
    if ((kind === "converged" || kind === "descending") && steps) {
      const gap = higher();
      if (arrival !== null) {
        if (!counted) sentences.push(say(known ? "arrival" : "arrival_own", { arrival }));
      } else if (gap !== null) sentences.push(say("settled", { gap: digits(gap) }));
      else if (known && kind === "descending") sentences.push(say("gap", { steps, gap: digits(end - lowest, 2) }));
      // The headline has the value already.
      else if (kind === "descending") sentences.push(say("slope", { slope: digits(lastSlope(run)) }));
      else sentences.push(told());
    } else if (steps || kind === "diverged") sentences.push(told());
    if (marks.edge !== null && kind !== "frozen" && kind !== "flat") sentences.push(edge(marks.edge));
    return sentences.join(" ");
  }

  /** @param {number} at */
  function edge(at) {
    const words = { edge: edgeWords(at) };
    if (!everywhere && !marks.minimum) return say("edge.here", words);
    if (close(experiment.rate, at)) return say("edge.at", words);
    return say(`edge.${experiment.rate > at ? "below" : "past"}${everywhere ? "" : "_near"}`, words);
  }

  /** A rate that works, tried before it is offered; null where the run is well as it is. */
  function offer() {
    if (!["diverged", "stalled", "cycling", "frozen"].includes(kind)) return null;
    const ways = [() => marks.best && roundedDown(marks.best), () => marks.edge && roundedDown(marks.edge * 0.5), hands.ladder];
    for (const way of ways) {
      const rate = way();
      if (!rate || rate === experiment.given || (marks.edge !== null && rate > marks.edge)) continue;
      if (["converged", "descending"].includes(hands.tried(rate).outcome.kind)) {
        return { learning_rate: plain(rate), text: say("offer", { rate: digits(rate, 4) }) };
      }
    }
    return null;
  }

  const pieces = segments(headline());
  return { headline: pieces, long: width(pieces) > LINE, detail: segments(detail()), offer: offer() };
}
