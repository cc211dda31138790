// Slots: the figures of a lesson. Each is asked for by its address, and only when that changes.
import { createPick } from "./pick.js";
import { CONFIG, plotly } from "./plot.js";
import { channel } from "./request.js";
import { themed } from "./theme.js";
import { say } from "./words.js";

/** A figure's layout as a page shows it: its own size, no title, nothing that pans. @param {any} figure */
function inPage({ layout }) {
  const shown = { ...layout, autosize: true, width: undefined, height: undefined, title: undefined, dragmode: false, paper_bgcolor: "rgba(0,0,0,0)" };
  for (const axis of Object.keys(shown).filter((key) => /^[xy]axis\d*$/.test(key))) shown[axis] = { ...shown[axis], fixedrange: true };
  return shown;
}

/** @param {{watch: (name: string) => import("./request.js").Watchers, clock: () => number,
 *   pick: import("./pick.js").Picked}} hands */
export function createSlots({ watch, clock, pick }) {
  const slots = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-figure]")]).map((root, index) => ({
    root, name: root.dataset.figure ?? "", address: "", near: false,
    /** The address that is on its way, and when it will have been drawn. */
    coming: "", drawn: Promise.resolve(),
    drawing: /** @type {any} */ (root.querySelector(".drawing")),
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
    let Plotly;
    try {
      Plotly = await plotly();
    } catch {
      slot.drawing.textContent = say("no_plot");
      slot.coming = "";
      return;
    }
    slot.address = address;
    await Plotly.react(slot.drawing, figure.data, inPage(figure), CONFIG);
    slot.root.classList.add("drawn");
    slot.pick.load(figure.layout.meta?.pick ?? null);
    await tick(slot);
  }

  /** Put the marks that follow the clock where they belong. @param {typeof slots[number]} slot */
  async function tick(slot) {
    const gd = slot.drawing;
    const moves = gd.layout?.meta?.moves ?? [];
    if (!moves.length) return;
    const Plotly = await plotly();
    for (const { trace, along, until } of moves) {
      const path = gd._fullData?.[along];
      if (!path?.x?.length) continue;
      const at = Math.min(clock(), path.x.length - 1);
      const part = (/** @type {ArrayLike<any>} */ values) => [Array.from(values).slice(until ? 0 : at, at + 1)];
      Plotly.restyle(gd, { x: part(path.x), y: part(path.y) }, [trace]);
    }
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
    tick: () => slots.forEach((slot) => void tick(slot)),
    /** Draw all anew, in other colours. */
    async redraw() {
      for (const slot of slots) slot.address = slot.coming = "";
      if (view) await Promise.all(slots.filter(({ near }) => near).map(draw));
    },
  };
}
