// Guesses: numbered marks that a reader sets on the map, by a click, a tap, or a crosshair and Enter.
import { draw } from "./path.js";
import { place } from "./numbers.js";
import { snap } from "./scale.js";
import { say } from "./words.js";

/** @typedef {{step: number, point: number[]}} Guess */

/** @param {{map: HTMLElement, svg: SVGSVGElement, crosshair: HTMLButtonElement,
 *   scale: () => import("./scale.js").Scale | null, dimension: () => number,
 *   height: (x: number) => number, asking: () => number | null, set: (point: number[]) => void}} options
 *   `asking` gives the step that is asked for, or null; `height` the curve over x, for one variable */
export function createGuesses({ map, svg, crosshair, scale, dimension, height, asking, set }) {
  const group = draw("g", { class: "guesses" }, svg);
  let aim = [0, 0]; // of the crosshair, in the function's numbers

  const point = (/** @type {number} */ px, /** @type {number} */ py) => {
    const s = /** @type {import("./scale.js").Scale} */ (scale());
    const [x0, x1, y0, y1] = s.bounds;
    const x = snap(s.backX(Math.min(s.width, Math.max(0, px))), (x1 - x0) / s.width);
    if (dimension() === 1) return [x];
    return [x, snap(s.backY(Math.min(s.height, Math.max(0, py))), (y1 - y0) / s.height)];
  };
  /** @param {number[]} p */
  const pixel = (p) => {
    const s = /** @type {import("./scale.js").Scale} */ (scale());
    const y = s.y(p.length === 1 ? height(p[0]) : p[1]);
    return [s.x(p[0]), Number.isFinite(y) ? Math.min(s.height - 12, Math.max(12, y)) : s.height / 2];
  };

  // While a guess is asked for, a press on the map is neither a new start nor a drag of the old one.
  map.addEventListener("pointerdown", (event) => asking() !== null && event.stopPropagation(), { capture: true });
  map.addEventListener("click", (event) => {
    if (asking() === null || !scale()) return;
    event.stopPropagation();
    // A key on the crosshair makes a click without a place of its own.
    if (event.target === crosshair && event.detail === 0) return set([...aim].slice(0, dimension()));
    const box = map.getBoundingClientRect();
    set(point(event.clientX - box.left, event.clientY - box.top));
  }, { capture: true });
  crosshair.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const s = scale();
    if (!way || !s) return;
    event.preventDefault();
    const reach = event.shiftKey ? 5 : 1;
    const pace = (s.width / 100) * reach;
    const [px, py] = pixel(aim.slice(0, dimension()));
    aim = point(px + way[0] * pace, py - way[1] * pace);
    show();
  });

  function show() {
    const step = asking();
    crosshair.hidden = step === null || !scale();
    if (crosshair.hidden) return;
    const [x, y] = pixel(aim.slice(0, dimension()));
    crosshair.style.transform = `translate(${x}px, ${y}px)`;
    crosshair.setAttribute("aria-label", say("predict_crosshair", { step, point: place(aim.slice(0, dimension())) }));
  }

  return {
    /** Put the crosshair on a point. @param {number[]} at */
    aim(at) {
      aim = [...at];
      show();
    },
    show,
    /** Draw the guesses, and with `truths` what each stands for. @param {Guess[]} guesses
     * @param {Map<number, number[]>} [truths] the true point of a step; none where it left the map */
    draw(guesses, truths = new Map()) {
      group.replaceChildren();
      if (!scale()) return;
      const big = document.documentElement.dataset.theme === "projector" ? 1.5 : 1;
      for (const { step, point: p } of guesses) {
        const truth = truths.get(step);
        if (!truth) continue;
        const [ax, ay] = pixel(p);
        const [bx, by] = pixel(truth);
        for (const name of ["join-halo", "join"]) draw("line", { class: name, x1: ax, y1: ay, x2: bx, y2: by }, group);
        draw("circle", { class: "truth", cx: bx, cy: by, r: 8 * big }, group);
      }
      for (const { step, point: p } of guesses) {
        const [x, y] = pixel(p);
        const r = 13 * big;
        if (p.length === 1) draw("line", { class: "join", x1: x, x2: x, y1: y, y2: /** @type {any} */ (scale()).height }, group);
        draw("path", { class: "guess", d: `M${x},${y - r}L${x + r},${y}L${x},${y + r}L${x - r},${y}z` }, group);
        draw("text", { x, y: y + 4 * big }, group).textContent = String(step);
      }
    },
  };
}
