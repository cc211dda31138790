// Scenes: the slides as they are shown, the figure of each in a frame, its still beneath until it is drawn.
// The slide that is shown and its neighbours are alive, the others are not: a frame costs a whole page.
import { headingOf, isWords, stillOf, wordsOf } from "./lecture_slide.js";

const VERSION = { gradscape: 1 };
const PATIENCE = 3000; // milliseconds that a frame may keep the next one waiting

/** @param {HTMLElement} place
 * @param {HTMLElement[]} slides the list of all slides, from which everything is read
 * @param {(n: number, told: any, scene: Scene) => void} heard what a figure says */
export function createScenes(place, slides, heard) {
  /** @type {Map<number, Scene>} */
  const alive = new Map();
  let now = 0;

  addEventListener("message", ({ source, data }) => {
    for (const [n, scene] of alive) {
      if (!scene.frame || source !== scene.frame.contentWindow) continue;
      if (data?.type === "ready") scene.isReady();
      if (data?.type) heard(n, data, scene);
    }
  });

  /** @param {number} n */
  function need(n) {
    const slide = slides[n - 1];
    if (!slide || alive.has(n)) return;
    const scene = new Scene(slide);
    alive.set(n, scene);
    place.append(scene.root);
  }

  return {
    /** @param {number} n */
    show(n) {
      now = n;
      need(n);
      for (const [other, scene] of alive) {
        if (Math.abs(other - n) > 1) {
          scene.root.remove();
          alive.delete(other);
        } else scene.shown(other === n);
      }
      // The next one is made while this one is looked at; the one before stays from before.
      alive.get(n)?.whenReady(() => now === n && need(n + 1));
    },
    /** The scene that is shown. */
    current: () => alive.get(now),
  };
}

class Scene {
  /** @param {HTMLElement} slide */
  constructor(slide) {
    this.root = document.createElement("div");
    this.root.className = "scene";
    this.autoplay = "autoplay" in slide.dataset;
    /** @type {HTMLIFrameElement | null} */
    this.frame = null;
    /** @type {(() => void)[]} */
    this.waiting = [];
    this.drawn = isWords(slide);
    if (this.drawn) {
      this.root.classList.add("wording");
      this.root.append(...wordsOf(slide));
      return;
    }
    const still = document.createElement("div");
    still.className = "still";
    still.append(stillOf(slide));
    this.frame = document.createElement("iframe");
    this.frame.title = headingOf(slide);
    this.frame.allow = "fullscreen";
    this.frame.src = slide.dataset.embed ?? "";
    this.frame.addEventListener("load", () => {
      this.bare();
      // A frame that says nothing (its server gone, say) leaves the still, and holds nobody up.
      setTimeout(() => this.release(), PATIENCE);
    });
    this.root.append(still, this.frame);
  }

  /** @param {boolean} on */
  shown(on) {
    const before = this.root.classList.contains("now");
    this.root.classList.toggle("now", on);
    this.root.inert = !on;
    if (!on && before) this.send({ type: "pause" });
    if (on && !before && this.autoplay) this.whenDrawn(() => this.root.classList.contains("now") && this.send({ type: "play" }));
  }

  isReady() {
    this.drawn = true;
    this.root.classList.add("ready");
    this.release();
  }

  release() {
    for (const act of this.waiting.splice(0)) act();
  }

  /** @param {() => void} act once the figure is there, or has been waited for */
  whenReady(act) {
    if (this.drawn) act();
    else this.waiting.push(act);
  }

  /** @param {() => void} act once the figure is there */
  whenDrawn(act) {
    this.whenReady(() => this.drawn && act());
  }

  /** @param {Record<string, unknown>} message */
  send(message) {
    this.frame?.contentWindow?.postMessage({ ...VERSION, ...message }, location.origin);
  }

  /** The figure's own title goes: the slide's heading stands above it. */
  bare() {
    try {
      const title = this.frame?.contentDocument?.querySelector("[data-stage] h1");
      if (title instanceof (this.frame?.contentWindow ?? window).HTMLElement) title.hidden = true;
    } catch {
      // A frame that is not ours keeps its title.
    }
  }

  /** The query of what the figure shows now; the frame keeps it in its address. */
  query() {
    try {
      return this.frame?.contentWindow?.location.search ?? "";
    } catch {
      return "";
    }
  }
}
