// Slots: the figures of a lesson. Each is asked for by its address, and only when that changes.
import { createDrawing } from "./drawing.js";
import { redraw } from "./live/traces.js";
import { createPick } from "./pick.js";
import { plotly } from "./plot.js";
import { channel } from "./request.js";
import { themed } from "./theme.js";
import { say } from "./words.js";

/** @param {{watch: (name: string) => import("./request.js").Watchers, clock: () => number,
 *   pick: import("./pick.js").Picked}} hands */
export function createSlots({ watch, clock, pick }) {
  const slots = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-figure]")]).map((root, index) => ({
    root, name: root.dataset.figure ?? "", address: "", near: false,
    /** The address that is on its way, and when it will have been drawn. */
    coming: "", drawn: Promise.resolve(),
    /** The figure that the server drew last; a later one may lie over it, as it was computed here. @type {any} */
    figure: null,
    /** Whether something lies over what Plotly drew. */
    over: false,
    /** The one that waits until Plotly has drawn the one before. @type {any} */
    waiting: null, busy: false,
    drawing: /** @type {any} */ (root.querySelector(".drawing")),
    plot: createDrawing(root.querySelector(".drawing")),
    ask: channel(watch(`figure ${index}`)),
    pick: createPick(/** @type {any} */ (root.querySelector(".drawing")), pick),
  }));
  /** @type {any} */
  let view = null;
  let loaded = false;

  /** @param {typeof slots[number]} slot @param {boolean} [moving] under a hand */
  function draw(slot, moving = false) {
    const address = themed(view.figures[slot.name]);
    slot.drawing.setAttribute("aria-label", view.descriptions[slot.name]);
    // What lies over it under a hand is drawn by Plotly at rest.
    if (slot.coming !== address || (slot.over && !moving)) {
      slot.coming = address;
      slot.drawn = fetched(slot, address, moving);
    }
    return slot.drawn;
  }

  /** @param {typeof slots[number]} slot @param {string} address @param {boolean} moving */
  async function fetched(slot, address, moving) {
    if (slot.address === address) return stand(slot, moving);
    const figure = await slot.ask(address);
    // The reader may have gone back to what is drawn already.
    if (!figure || figure.refused || slot.coming !== address) return;
    try {
      await plotly(figure);
      loaded = true;
    } catch {
      slot.drawing.textContent = say("no_plot");
      slot.coming = "";
      return;
    }
    slot.address = address;
    slot.figure = figure;
    await stand(slot, moving);
    slot.root.classList.add("drawn");
    slot.pick.load(figure.layout.meta?.pick ?? null);
  }

  /** Draw the server's figure: under a hand at once, at rest as Plotly draws it.
   * @param {typeof slots[number]} slot @param {boolean} moving */
  async function stand(slot, moving) {
    slot.waiting = null;
    slot.over = moving && slot.plot.sketch(slot.figure, clock());
    if (slot.over) return;
    const draw = () => slot.plot.draw(slot.figure, clock());
    await (moving ? inTurn(draw) : draw());
  }

  /** What Plotly draws under a hand, one picture after the other. */
  let turn = Promise.resolve();

  /** Where there are several pictures the hand is served in between. @param {() => Promise<void>} draw */
  function inTurn(draw) {
    const task = async () => {
      const began = performance.now();
      await draw();
      if (near().length > 1) await new Promise((done) => setTimeout(done, performance.now() - began));
    };
    return (turn = turn.then(task, task));
  }

  /** Draw what was computed here, in this very frame where lines and words are all that moves.
   * @param {typeof slots[number]} slot @param {any} runs @returns {boolean} whether it is known here */
  function sketch(slot, runs) {
    const address = themed(view.figures[slot.name]);
    const stands = address === slot.address;
    const figure = slot.figure && (stands ? slot.figure : redraw(slot.figure, runs, clock()));
    if (!figure) return false;
    // What was on its way shows another moment.
    slot.coming = stands ? address : "";
    if (stands && !slot.over) return true;
    slot.waiting = null;
    slot.over = true;
    if (slot.plot.sketch(figure, clock())) return true;
    slot.waiting = figure;
    void drawWaiting(slot);
    return true;
  }

  /** Axes move, too: Plotly draws the newest as often as it can. @param {typeof slots[number]} slot */
  async function drawWaiting(slot) {
    if (slot.busy) return;
    slot.busy = true;
    while (slot.waiting) {
      await inTurn(async () => {
        const figure = slot.waiting;
        slot.waiting = null;
        if (figure) await slot.plot.draw(figure, clock());
      });
    }
    slot.busy = false;
  }

  const near = () => slots.filter(({ near, root }) => near || root.closest(".sights"));

  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const slot = slots.find(({ root }) => root === entry.target);
      if (!slot) continue;
      slot.near = entry.isIntersecting;
      if (slot.near && view) void draw(slot);
    }
  }, { rootMargin: "300px" });
  for (const { root } of slots) seen.observe(root);

  return {
    /** Draw what is in sight; while a hand moves nothing else is asked for.
     * @param {any} next @param {boolean} [moving] */
    async show(next, moving = false) {
      view = next;
      const drawn = Promise.all(near().map((slot) => draw(slot, moving)));
      // Until Plotly is here a hand does not wait for pictures: words and fields follow it.
      if (!moving || loaded) await drawn;
    },
    /** Draw what was computed here, at once. @param {any} next @param {any} runs
     * @returns {boolean} whether all that is in sight is known here; else the server is to be asked */
    move(next, runs) {
      view = next;
      return near().map((slot) => sketch(slot, runs)).every(Boolean);
    },
    tick: () => slots.forEach(({ plot }) => plot.follow(clock())),
    /** Draw all anew, in other colours. */
    async redraw() {
      for (const slot of slots) slot.address = slot.coming = "";
      if (view) await Promise.all(slots.filter(({ near }) => near).map((slot) => draw(slot)));
    },
  };
}
