// Predict: the path is hidden, the reader marks where steps will land, then it is shown and measured.
import { num, place, plain, typed } from "./numbers.js";
import { createGuesses } from "./guesses.js";
import { say } from "./words.js";

/** The steps that are asked for: 1, 5 and 20, or as many as there are. @param {number} steps */
export function asked(steps) {
  return [...new Set([1, Math.min(5, steps), Math.min(20, steps)])].filter((step) => step >= 1 && step <= steps);
}

/** How far each guess was from the true point; null where the run had left the map.
 * @param {import("./guesses.js").Guess[]} guesses @param {any[][]} points @param {any[]} values @param {number[]} bounds */
export function measured(guesses, points, values, bounds) {
  return guesses.map(({ step, point }) => {
    const truth = points[step]?.map(num);
    const height = truth && (truth.length === 1 ? num(values[step]) : truth[1]);
    const inside = truth && truth[0] >= bounds[0] && truth[0] <= bounds[1] && height >= bounds[2] && height <= bounds[3];
    if (!inside) return { step, point, truth: null, distance: null };
    return { step, point, truth, distance: Math.hypot(...truth.map((v, k) => v - point[k])) };
  });
}

/** What the distances say together. @param {ReturnType<typeof measured>} found
 * @param {number[]} start @param {number} width of the map @returns {string} the key of a sentence */
export function judged(found, start, width) {
  const near = found.filter((each) => each.distance !== null);
  if (!near.length) return "predict_gone";
  const shares = near.map((each) => /** @type {number} */ (each.distance) / width);
  if (Math.max(...shares) <= 0.04) return "predict_close";
  if (near.length > 1 && shares[0] <= 0.04) return "predict_first";
  const worst = near[shares.indexOf(Math.max(...shares))];
  const reach = (/** @type {number[]} */ p) => Math.hypot(...p.map((v, k) => v - start[k]));
  const ratio = reach(worst.point) / reach(/** @type {number[]} */ (worst.truth));
  if (ratio < 0.8) return "predict_short";
  return ratio > 1.25 ? "predict_far" : "predict_turned";
}

/** The next rate to try, far enough from the present one to make another picture.
 * @param {number} rate @param {number | null} edge @param {Set<string>} seen rates that were tried */
export function another(rate, edge, seen) {
  const shares = edge ? [0.5, 0.1, 0.9, 0.3, 1.05, 0.75] : [0.5, 2, 0.2, 4, 0.1];
  const rates = shares.map((share) => typed(share * (edge ?? rate)));
  const other = rates.filter((text) => Math.abs(Math.log(Number(text) / rate)) > 0.15);
  return other.find((text) => !seen.has(text)) ?? other[0];
}

/** @param {{scene: any, change: (predict: boolean, rate?: string) => void, leave: () => void, reveal: () => void}} hands
 *   `change` asks the page for another query; `leave` drops the mode from the link; `reveal` lets the
 *   clock draw the path */
export function createPredict({ scene, change, leave, reveal }) {
  const element = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const question = element("question");
  const headline = /** @type {HTMLElement} */ (question.querySelector(".headline"));
  const detail = /** @type {HTMLElement} */ (question.querySelector(".detail"));
  const strip = element("prediction");
  const told = /** @type {HTMLElement} */ (strip.querySelector(".told"));
  const button = (/** @type {string} */ name) => /** @type {HTMLButtonElement} */ (strip.querySelector(`[data-predict=${name}]`));
  /** @type {"away" | "asking" | "shown"} */
  let phase = "away";
  /** @type {any} */
  let view = null;
  /** @type {number[]} */
  let steps = [];
  /** @type {import("./guesses.js").Guess[]} */
  let guesses = [];
  /** @type {Set<string>} */
  const seen = new Set();
  let run = ""; // whose guesses these are
  let again = false;

  const next = () => (phase === "asking" ? (steps.find((step) => !guesses.some((guess) => guess.step === step)) ?? null) : null);
  const marks = createGuesses({
    map: element("map"), svg: /** @type {any} */ (element("overlay")), crosshair: /** @type {any} */ (element("crosshair")),
    scale: () => scene.scale(), dimension: () => view.function.dimension, height: (x) => scene.height(x),
    asking: next,
    set: (point) => {
      guesses.push({ step: /** @type {number} */ (next()), point });
      told.textContent = say("predict_set", { step: guesses[guesses.length - 1].step, point: place(point) });
      render();
      if (next() === null) button("reveal").focus();
    },
  });

  function render() {
    document.body.classList.toggle("guessing", phase === "asking");
    scene.hide(phase === "asking");
    question.hidden = phase !== "asking";
    strip.hidden = phase === "away";
    const step = next();
    const ready = phase === "asking" && step === null;
    headline.textContent = step !== null ? say("predict_question", { step }) : say(steps.length ? "predict_ready" : "predict_none");
    detail.textContent = say(ready ? "predict_then" : "predict_how");
    button("reveal").hidden = phase !== "asking" || !steps.length;
    button("reveal").disabled = !ready;
    button("undo").hidden = phase !== "asking" || !guesses.length;
    button("again").hidden = phase !== "shown";
    button("leave").textContent = say(phase === "asking" ? "predict_leave" : "predict_done");
    marks.show();
    const truths = new Map();
    if (phase === "shown") for (const each of measured(guesses, view.run.points, view.run.values, scene.bounds())) truths.set(each.step, each.truth);
    marks.draw(phase === "away" ? [] : guesses, truths);
  }

  function show() {
    const found = measured(guesses, view.run.points, view.run.values, scene.bounds());
    const bounds = scene.bounds();
    const words = found.map(({ step, distance }) => (distance === null
      ? say("predict_left", { step })
      : say("predict_away", { step, distance: plain(distance, 2) })));
    const start = view.run.points[0].map(num);
    const rate = Number(view.experiment.learning_rate);
    seen.add(typed(rate));
    button("again").dataset.rate = another(rate, view.marks.edge, seen);
    button("again").textContent = say("predict_again", { rate: plain(Number(button("again").dataset.rate), 3) });
    phase = "shown";
    render();
    told.textContent = [...words, say(judged(found, start, bounds[1] - bounds[0]))].join(" ");
    reveal();
    button("again").focus();
  }

  strip.addEventListener("click", (event) => {
    const act = /** @type {HTMLElement} */ (event.target).closest("button")?.dataset.predict;
    if (act === "reveal") show();
    if (act === "undo") {
      guesses.pop();
      told.textContent = "";
      render();
    }
    if (act === "again") {
      again = true;
      change(true, button("again").dataset.rate);
    }
    if (act === "leave") change(false);
  });

  return {
    asking: () => phase === "asking",
    /** A view at rest; `on` tells that the link asks for a prediction, `key` which run it is of.
     * @param {any} shown @param {boolean} on @param {string} key */
    sync(shown, on, key) {
      view = shown;
      const moved = run !== key;
      if (on && moved && phase === "shown" && !again) {
        // Who turns a knob after looking is trying things out, not predicting.
        on = false;
        leave();
      }
      if (!on) {
        phase = "away";
        run = "";
      } else if (moved) {
        again = false;
        run = key;
        phase = "asking";
        guesses = [];
        told.textContent = "";
        steps = asked(Number(view.experiment.steps));
        marks.aim(view.run.points[0].map(num));
      }
      render();
      return phase === "asking";
    },
    /** The map changed its size or its numbers. */
    redraw: () => view && render(),
  };
}
