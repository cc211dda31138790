// Descent: the run of a moved knob, computed and put into words where the hand is. The server's view
// is the model: what `move` gives equals it, but for the listing of the program.
import { spelled } from "./addresses.js";
import { items } from "./asked.js";
import { digits, place } from "./digits.js";
import { kernel } from "./kernels.js";
import { filled, phrases } from "./phrases.js";
import { Query } from "../state.js";
import { numbers } from "../unpack.js";
import { comparison } from "./run/comparison.js";
import { experimentOf, LOOK } from "./run/experiment.js";
import { ladderRate } from "./run/ladder.js";
import { linksOf } from "./run/links.js";
import { marks, slider } from "./run/marks.js";
import { bestTyped, fieldsOf, lossAxis, marksOf, noticesOf, runOf } from "./run/page.js";
import { trajectory } from "./run/trajectory.js";
import { verdict } from "./run/verdict.js";
import { outcomeSentence } from "./sentences.js";

/** Load what a view's block names. @param {any} view
 * @returns {Promise<(query: Query, view: any) => {view: any, runs: any} | null>} */
export async function prepare(view) {
  const { live } = view;
  const [main, other] = await Promise.all([kernel(live.kernels.run), live.pinned ? kernel(live.kernels.pinned) : null]);
  const { minima, rule } = live;
  const ground = { domain: live.domain, minima };
  const scene = { kernel: main, rule: rule.name, ...ground };
  const say = phrases(live.words);
  const base = new Query(view.query);
  const normals = live.normals && Float64Array.from(numbers(live.normals).flat());
  const pinned = live.pinned && pinnedSide(other, ground, live.pinned);
  /** Runs at rates that hang on other knobs alone: while the rate moves they stay the same. @type {Map<string, any>} */
  const kept = new Map();
  const once = (/** @type {string} */ key, /** @type {() => any} */ make) => {
    if (!kept.has(key)) {
      if (kept.size > 40) kept.clear();
      kept.set(key, make());
    }
    return kept.get(key);
  };

  return (query, now) => {
    const experiment = experimentOf(query, live, base);
    const draws = experiment?.seed === live.seed ? normals : null;
    const run = experiment && trajectory(main, ground, experiment, experiment.rate, draws);
    if (!run || (pinned && !pinned.run)) return null;
    const knobs = JSON.stringify({ ...experiment, rate: 0, given: 0 });
    const tried = (/** @type {number} */ rate) => once(`${rate} ${knobs}`, () => /** @type {any} */ (trajectory(main, ground, experiment, rate, draws)));
    const found = marks(scene, experiment, run, tried);
    const ends = slider(scene, experiment.settings, live.telling);
    const words = verdict(scene, experiment, run, found, {
      tried,
      ladder: () => once(`ladder ${JSON.stringify([experiment.start, experiment.settings])}`, () => ladderRate(
        main, { domain: live.own_domain, minima }, experiment.start, experiment.settings, live.own_rate)),
    }, say);
    const name = `${rule.title}, ${digits(experiment.rate, 4)}`;
    const loss = lossAxis(pinned ? [run.values, pinned.run.values] : [run.values], minima);
    const title = say(loss.offset ? "figure.loss_above" : "figure.loss");
    const look = Object.fromEntries(LOOK.filter((key) => query.get(key) !== null).map((key) => [key, query.get(key)]));
    const fields = { ...now.experiment, ...fieldsOf(experiment), ...look };
    const list = items(query).filter(([, text]) => text.trim() !== "");
    const side = { experiment, run, title: rule.title };
    const runs = {
      run: { points: run.points, values: run.values, count: run.count, dimension: main.variables.length, left: run.left, name, outcome: run.outcome },
      pinned: pinned ? { ...pinned.run, dimension: main.variables.length, name: now.pinned?.name ?? "" } : null,
      loss: { ...loss, title },
    };
    const shared = { ...now, query: spelled(list), experiment: fields, problems: [], notices: noticesOf(experiment.start, live) };
    const told = () => (pinned ? comparison(side, pinned, live, say) : live.foreign);
    if (!now.run) {
      const description = seen(now.figure, live, experiment, outcomeSentence(run, say), told);
      return { view: staged({ ...shared, description }, run, words, found, ends, say), runs };
    }
    return {
      view: {
        ...shared,
        settings: now.settings.map((/** @type {any} */ setting) => ({ ...setting, value: fields[setting.name] })),
        run: runOf(run, experiment, name, say),
        verdict: words, marks: marksOf(found, rule, experiment.settings), slider: ends, loss: { ...loss, title },
        ...linksOf(now, live, list, experiment, run, ends),
        pinned: pinned ? { ...now.pinned, sentence: told() } : now.pinned,
      },
      runs,
    };
  };
}

/** The pinned run with what is to be told of it. @param {any} kernel @param {any} ground @param {any} pinned */
function pinnedSide(kernel, ground, pinned) {
  const { experiment, title } = pinned;
  const normals = pinned.normals && Float64Array.from(numbers(pinned.normals).flat());
  return { experiment, title, run: /** @type {any} */ (trajectory(kernel, { ...ground, domain: pinned.domain }, experiment, experiment.rate, normals)) };
}

/** What is seen in a figure, for those who do not see it. @param {string} figure @param {any} live
 * @param {import("./run/experiment.js").Experiment} experiment @param {string} outcome @param {() => string} told of the pinned run */
function seen(figure, live, experiment, outcome, told) {
  const compared = ["descent", "convergence"].includes(figure) ? told() : "";
  return filled(live.alt[figure], {
    f: live.text, rule: live.rule.title, start: place(experiment.start), rate: digits(experiment.rate, 4), steps: experiment.steps,
    outcome: ["descent", "surface", "convergence"].includes(figure) ? `${outcome}${compared && ` ${compared}`}` : "",
  });
}

/** A board, or a board cut to one figure. @param {any} shared @param {any} run @param {any} words @param {any} found
 * @param {{min: number, max: number}} ends @param {(key: string, values?: Record<string, any>) => string} say */
function staged(shared, run, words, found, ends, say) {
  const { kind, step } = run.outcome;
  const marked = [
    ...(found.best ? [{ value: Number(bestTyped(found.best, found.edge ?? Infinity)), label: say("page.live.fastest"), role: "best" }] : []),
    ...(found.edge ? [{ value: found.edge, label: say("page.live.edge"), role: "edge" }] : []),
  ];
  return {
    ...shared,
    verdict: { kind, step, sentence: outcomeSentence(run, say), headline: words.headline, detail: words.detail },
    controls: shared.controls.map((/** @type {any} */ control) => (control.key === "learning_rate"
      ? { ...control, marks: marked, slider: { ...control.slider, low: ends.min, high: ends.max } } : control)),
    steps: shared.live?.clock === false ? 0 : run.count - 1,
  };
}
