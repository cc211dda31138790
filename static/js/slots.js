// Slots: the figures of a lesson. Each is asked for by its address, and only when that changes.
import { createDrawing } from "./drawing.js";
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
    drawing: /** @type {any} */ (root.querySelector(".drawing")),
    plot: createDrawing(root.querySelector(".drawing")),
    ask: channel(watch(`figure ${index}`)),
    pick: createPick(/** @type {any} */ (root.querySelector(".drawing")), pick),
  }));
  /** @type {any} */
  let view = null;

  /** @param {typeof slots[number]} slot */
  function draw(slot) {
    const address = themed(view.figures[slot.name]);
    slot.drawing.setAttribute("aria-label", view.descriptions[slot.name]);
    if (slot.coming !== address) {
      slot.coming = address;
      slot.drawn = fetched(slot, address);
    }
    return slot.drawn;
  }

  /** @param {typeof slots[number]} slot @param {string} address */
  async function fetched(slot, address) {
    if (slot.address === address) return;
    const figure = await slot.ask(address);
    // The reader may have gone back to what is drawn already.
    if (!figure || figure.refused || slot.coming !== address) return;
    try {
      await plotly();
    } catch {
      slot.drawing.textContent = say("no_plot");
      slot.coming = "";
      return;
    }
    slot.address = address;
    await slot.plot.draw(figure, clock());
    slot.root.classList.add("drawn");
    slot.pick.load(figure.layout.meta?.pick ?? null);
  }

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
    /** Draw what is in sight; while a hand moves nothing else is asked for. @param {any} next */
    async show(next) {
      view = next;
      await Promise.all(slots.filter(({ near, root }) => near || root.closest(".sights")).map(draw));
    },
    tick: () => slots.forEach(({ plot }) => plot.follow(clock())),
    /** Draw all anew, in other colours. */
    async redraw() {
      for (const slot of slots) slot.address = slot.coming = "";
      if (view) await Promise.all(slots.filter(({ near }) => near).map(draw));
    },
  };
}
