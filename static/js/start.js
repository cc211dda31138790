// Start: a click on the map, a drag of the handle, or the arrow keys on it, choose the start.
import { snap } from "./scale.js";

/** @param {{map: HTMLElement, handle: HTMLElement, scale: () => import("./scale.js").Scale | null,
 *   dimension: () => number, start: () => number[],
 *   moving: (start: number[]) => void, rest: () => void}} options */
export function createStart({ map, handle, scale, dimension, start, moving, rest }) {
  /** @param {PointerEvent | MouseEvent} event */
  const at = (event) => {
    const s = /** @type {import("./scale.js").Scale} */ (scale());
    const box = map.getBoundingClientRect();
    const [x0, x1, y0, y1] = s.bounds;
    const x = snap(s.backX(Math.min(s.width, Math.max(0, event.clientX - box.left))), (x1 - x0) / s.width);
    if (dimension() === 1) return [x];
    return [x, snap(s.backY(Math.min(s.height, Math.max(0, event.clientY - box.top))), (y1 - y0) / s.height)];
  };
  let dragging = false;

  /** @param {PointerEvent} event */
  const begin = (event) => {
    if (event.button !== 0 || !scale()) return;
    dragging = true;
    /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
  };
  /** @param {PointerEvent} event */
  const move = (event) => dragging && moving(at(event));
  const end = () => {
    if (!dragging) return;
    dragging = false;
    rest();
  };
  const sheet = /** @type {HTMLElement} */ (map.querySelector(".overlay"));
  sheet.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") return; // a finger on the map scrolls; its tap is a click
    begin(event);
    if (dragging) moving(at(event));
  });
  sheet.addEventListener("click", (event) => {
    if (/** @type {PointerEvent} */ (event).pointerType !== "touch" || !scale()) return;
    moving(at(event));
    rest();
  });
  handle.addEventListener("pointerdown", begin);
  for (const node of [sheet, handle]) {
    node.addEventListener("pointermove", move);
    node.addEventListener("pointerup", end);
    node.addEventListener("pointercancel", end);
  }
  handle.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const s = scale();
    if (!way || !s) return;
    event.preventDefault();
    event.stopPropagation();
    const reach = event.shiftKey ? 10 : 1;
    const size = [(s.bounds[1] - s.bounds[0]) / 200, (s.bounds[3] - s.bounds[2]) / 200];
    moving(start().map((v, k) => snap(v + way[k] * size[k] * reach, size[k] / 2)));
  });
  handle.addEventListener("keyup", (event) => {
    if (event.key.startsWith("Arrow")) rest();
  });
}
