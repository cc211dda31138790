// Stages: the figures of a lecture that is one file. The one that is shown is alive, the others are not
// even in the page, so that no two of them meet and no more than one asks for the graphics card.
import { createFrames } from "./frames.js";
import { isWords, stillOf, wordsOf } from "./lecture_slide.js";
import { plotly } from "./plot.js";
import { createStage } from "./stage.js";

/** @param {HTMLElement} place @param {HTMLElement[]} slides the list of all slides */
export function createStages(place, slides) {
  /** @type {ReturnType<typeof createStage> | null} */
  let stage = null;

  /** Let go of the figure that was shown. */
  function clear() {
    stage?.close();
    stage = null;
    const drawing = place.querySelector(".drawing");
    if (drawing) void plotly().then((Plotly) => Plotly.purge(drawing), () => {});
    place.replaceChildren();
  }

  /** @param {HTMLElement} slide */
  function scene(slide) {
    const made = document.createElement("div");
    made.className = "scene now";
    if (isWords(slide)) {
      made.classList.add("wording");
      made.append(...wordsOf(slide));
      return made;
    }
    const template = /** @type {HTMLTemplateElement} */ (slide.querySelector("template"));
    const still = document.createElement("div");
    still.className = "still";
    still.append(stillOf(slide));
    made.append(still, template.content.cloneNode(true));
    return made;
  }

  return {
    /** @param {number} n */
    show(n) {
      clear();
      const slide = slides[n - 1];
      const made = scene(slide);
      place.append(made);
      const root = /** @type {HTMLElement | null} */ (made.querySelector("[data-stage]"));
      if (!root) return;
      const title = root.querySelector("h1");
      if (title) title.hidden = true; // the slide's heading stands above it
      const payload = JSON.parse(slide.querySelector("script")?.textContent ?? "null");
      const frames = createFrames(payload, () => document.documentElement.dataset.theme ?? "light");
      const mine = (stage = createStage({
        root, first: frames.first(), ask: frames.ask, step: payload.step, autoplay: "autoplay" in slide.dataset, whole: frames.live,
      }));
      void mine.begun.then(() => mine === stage && made.classList.add("ready"));
    },
    redraw: () => void stage?.redraw(),
  };
}
