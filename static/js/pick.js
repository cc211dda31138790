// Pick: a click or a drag in a figure sets keys to the place under the hand.
import { snap } from "./scale.js";

const TURN = 8; // pixels after which a finger has shown where it goes

/** @typedef {{moving: (keys: Record<string, string>) => void, rest: () => void,
 *   field: (key: string) => string}} Picked */

/** A number as precise as a pixel can tell, or the nearest of those that are allowed.
 * @param {any} axis @param {number} pixel @param {number[]} [stops] */
function coordinate(axis, pixel, stops) {
  const away = (/** @type {number} */ stop) => Math.abs(axis.d2p(stop) - pixel);
  if (stops) return stops.reduce((best, stop) => (away(stop) < away(best) ? stop : best));
  const value = axis.p2d(Math.min(axis._length, Math.max(0, pixel)));
  if (axis.type === "log") return Number(Number(value).toPrecision(3));
  return snap(Number(value), Math.abs(axis.p2d(1) - axis.p2d(0)));
}

/** @param {any} drawing @param {Picked} hands */
export function createPick(drawing, { moving, rest, field }) {
  /** @type {any} */
  let picks = null;
  let held = false;
  let bar = 0;
  /** Where a finger came down that may yet mean to scroll. @type {{x: number, y: number} | null} */
  let waiting = null;

  /** @param {PointerEvent} event */
  function place(event) {
    const { xaxis, yaxis } = drawing._fullLayout;
    const box = drawing.getBoundingClientRect();
    // A picture may stand enlarged in its frame: its own pixels are larger than those of the screen.
    const own = (/** @type {number} */ length) => (length * drawing.offsetWidth) / box.width;
    return { xaxis, yaxis, px: own(event.clientX - box.left) - xaxis._offset, py: own(event.clientY - box.top) - yaxis._offset };
  }

  /** @param {PointerEvent} event */
  function set(event) {
    // What Plotly tells of the place where the hand came down would stand in its way.
    drawing.classList.add("picking");
    const { xaxis, yaxis, px, py } = place(event);
    if (picks.bars) {
      const entries = field(picks.bars).split(",");
      const low = picks.least ?? -Infinity;
      const high = picks.most ?? Infinity;
      entries[bar] = String(Math.min(high, Math.max(low, coordinate(yaxis, py))));
      return moving({ [picks.bars]: entries.join(",") });
    }
    if (picks.xy) return moving({ [picks.xy]: `${coordinate(xaxis, px)},${coordinate(yaxis, py)}` });
    /** @type {Record<string, string>} */
    const keys = {};
    if (picks.x) keys[picks.x] = String(coordinate(xaxis, px, picks.stops));
    if (picks.y) keys[picks.y] = String(coordinate(yaxis, py));
    return moving(keys);
  }

  drawing.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
    if (!picks || event.button !== 0) return;
    const { xaxis, yaxis, px, py } = place(event);
    if (px < 0 || py < 0 || px > xaxis._length || py > yaxis._length) return;
    if (picks.bars) {
      const places = drawing.calcdata[0].map((/** @type {any} */ point) => Math.abs(xaxis.c2p(point.p ?? point.x) - px));
      bar = places.indexOf(Math.min(...places));
    }
    held = true;
    // A finger sets nothing until it has gone sideways or is lifted: it may mean to scroll.
    waiting = event.pointerType === "touch" ? { x: event.clientX, y: event.clientY } : null;
    if (waiting) return;
    drawing.setPointerCapture(event.pointerId);
    set(event);
  }, { capture: true });
  drawing.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
    if (!held) return drawing.classList.remove("picking");
    if (waiting) {
      const across = Math.abs(event.clientX - waiting.x);
      if (across <= TURN || across <= Math.abs(event.clientY - waiting.y)) return;
      waiting = null;
      drawing.setPointerCapture(event.pointerId);
    }
    set(event);
  }, { capture: true });
  drawing.addEventListener("pointerup", (/** @type {PointerEvent} */ event) => {
    if (!held) return;
    held = false;
    waiting = null;
    set(event);
    rest();
  }, { capture: true });
  drawing.addEventListener("pointercancel", () => {
    if (held && !waiting) rest();
    held = false;
    waiting = null;
  });

  return {
    /** @param {any} next what the figure lets a hand set, or null */
    load(next) {
      picks = next;
      drawing.classList.toggle("pickable", Boolean(next));
    },
  };
}
