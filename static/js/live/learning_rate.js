// Learning rate: the three runs, what they do and what is said of them, in the frame of the hand.
import { answer } from "./answer.js";
import { read } from "./asked.js";
import { digits } from "./digits.js";
import { kernel } from "./kernels.js";
import { phrases } from "./phrases.js";
import { bare, segments } from "./segments.js";
import { bowl } from "./rates/bowl.js";
import { numbers } from "../packed.js";
import { regime } from "./rates/regime.js";
import { RATES, threeOf } from "./rates/three.js";
import * as told from "./rates/told.js";

/** The figures that follow the clock. */
const CLOCKED = ["rate-small", "rate-right", "rate-large", "rate-schedule", "rate-loss"];
const SLIDERS = ["learning_rate", "small", "large"];

/** The noise of a run, undefined where its draws are not here. @param {any} live @param {Record<string, any>} asked
 * @param {number} dimension @returns {Float64Array | null | undefined} */
function shakes({ draws }, { noise, seed, steps }, dimension) {
  if (noise === 0) return null;
  const count = (steps + 1) * dimension;
  const drawn = draws?.seed === seed ? numbers(draws) : [];
  return drawn.length >= count ? Float64Array.from({ length: count }, (_, k) => noise * drawn[k]) : undefined;
}

/** @param {any} view the first view
 * @returns {Promise<(query: import("../state.js").Query, view: any) => {view: any, runs: any} | null>} */
export async function prepare(view) {
  const { f, kernels } = view.live;
  const program = f === null ? null : await kernel(kernels.f);

  return (query, shown) => {
    const { live } = shown;
    const asked = live && read(live.asked, query);
    if (!asked || asked.f !== live.f || asked.f !== f) return null;
    const ground = program ? { ...live, kernel: program } : bowl(asked.lambda1, asked.lambda2);
    const dimension = ground.kernel.variables.length;
    if (asked.start && asked.start.length !== dimension) return null;
    const noise = shakes(live, asked, dimension);
    if (noise === undefined) return null;

    const say = phrases(live.words, "learning-rate");
    const three = threeOf({ ...ground, start: asked.start ?? ground.start }, asked, noise);
    const runs = three.runs();
    const regimes = Object.fromEntries(RATES.map((key) => [key, regime(three, runs[key])]));
    const captions = Object.fromEntries(RATES.map((key) => [key, say(`caption.${regimes[key].kind}`, regimes[key].values)]));
    const found = regimes.learning_rate;
    const head = told.headline(three, found, say);
    const reach = told.reach(three);
    const board = {
      verdict: {
        kind: found.kind.split(".")[0], step: null,
        sentence: bare(head), headline: segments(head), detail: segments(told.detail(three, found, say)),
      },
      fields: told.fields(three),
      absent: told.absent(three),
      marks: { learning_rate: told.marks(three, say) },
      ranges: Object.fromEntries(SLIDERS.map((key) => [key, reach])),
      values: Object.fromEntries(Object.entries(told.values(three)).map(([name, text]) => [name, segments(text)])),
      tables: told.tables(three, captions, say),
      descriptions: told.descriptions(three, captions, say),
      steps: Math.max(...RATES.map((key) => runs[key].made.count)) - 1,
      clocked: CLOCKED,
    };
    const drawn = RATES.map((key) => {
      const { rate, made } = runs[key];
      const text = digits(rate, 4);
      return [key, {
        ...made, rate, rate_text: text, name: say("trace", { rate: text }), caption: bare(captions[key]),
        role: regimes[key].role, lowest: three.lowest(made), dimension,
      }];
    });
    return {
      view: answer(shown, asked, board),
      runs: { ...Object.fromEntries(drawn), three, bend: three.bend(), place: { ...three.place, dimension }, say },
    };
  };
}
