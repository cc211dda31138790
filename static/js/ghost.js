// Ghost: the pinned run over the map, grey and dashed with squares, under the run that is tried.
import { num } from "./numbers.js";
import { draw } from "./path.js";
import { clip } from "./scale.js";

/** @param {number} x @param {number} y @param {number} r half a side */
const square = (x, y, r) => `M${(x - r).toFixed(1)},${(y - r).toFixed(1)}h${2 * r}v${2 * r}h${-2 * r}z`;

/** @param {SVGSVGElement} svg the overlay; call before the run's own path is made, which lies over it */
export function createGhost(svg) {
  const group = draw("g", { class: "ghost" }, svg);
  const halo = draw("path", { class: "ghost-halo" }, group);
  const line = draw("path", { class: "ghost-line" }, group);
  const dots = draw("path", { class: "ghost-dots" }, group);
  const origin = draw("path", { class: "ghost-origin" }, group);
  const now = draw("path", { class: "ghost-now" }, group);
  /** @type {number[][]} */
  let pixels = [];
  let size = [0, 0];
  let big = 1; // in a hall, marks are larger

  const inside = (/** @type {number[]} */ [x, y]) => x >= 0 && y >= 0 && x <= size[0] && y <= size[1];

  return {
    /** @param {{points: any[][], values: any[]} | null} run @param {import("./scale.js").Scale | null} scale */
    load(run, scale) {
      group.setAttribute("visibility", run && scale ? "visible" : "hidden");
      pixels = [];
      if (!run || !scale) return;
      const flat = run.points[0]?.length === 1;
      size = [scale.width, scale.height];
      pixels = run.points.map((p, k) => [scale.x(num(p[0])), scale.y(num(flat ? run.values[k] : p[1]))]);
      const grown = (big = document.documentElement.dataset.theme === "projector" ? 1.7 : 1);
      let path = "";
      let marks = "";
      let [px, py] = [NaN, NaN];
      let [dx, dy] = [-99, -99];
      for (let k = 0; k + 1 < pixels.length; k += 1) {
        const found = clip(pixels[k], pixels[k + 1], scale.width, scale.height);
        if (found) {
          const [[ax, ay], [bx, by]] = found;
          if (!(Math.abs(ax - px) + Math.abs(ay - py) <= 0.5)) path += `M${ax.toFixed(1)},${ay.toFixed(1)}`;
          path += `L${bx.toFixed(1)},${by.toFixed(1)}`;
          [px, py] = [bx, by];
        }
        const [x, y] = pixels[k + 1];
        if (inside([x, y]) && Math.abs(x - dx) + Math.abs(y - dy) > 20 * grown) {
          marks += square(x, y, 3 * grown);
          [dx, dy] = [x, y];
        }
      }
      halo.setAttribute("d", path);
      line.setAttribute("d", path);
      dots.setAttribute("d", marks);
      origin.setAttribute("d", inside(pixels[0]) ? square(pixels[0][0], pixels[0][1], 6 * grown) : "");
    },
    /** The square of the clock's step. @param {number} step */
    mark(step) {
      const p = pixels[Math.min(step, pixels.length - 1)];
      now.setAttribute("d", p && inside(p) ? square(p[0], p[1], 5 * big) : "");
    },
  };
}
