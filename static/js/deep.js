// Deep: a run over the surface while a knob moves. Plotly draws three dimensions slowly, so the path
// goes over its picture as SVG, through its camera's own matrices; at rest Plotly has it again.
import { draw, set } from "./path.js";

/** @param {number[]} m a matrix by columns @param {number[]} v @returns {number[]} */
const times = (m, [x, y, z, w]) => [0, 1, 2, 3].map((i) => m[i] * x + m[i + 4] * y + m[i + 8] * z + m[i + 12] * w);

/** Where Plotly's camera shows a point, in shares of its picture; null where there is no picture.
 * @param {any} gd @returns {((point: number[]) => number[]) | null} */
function projection(gd) {
  const scene = gd._fullLayout?.scene?._scene;
  const camera = scene?.glplot?.cameraParams;
  const scale = scene?.dataScale;
  if (!camera?.projection || !scale) return null;
  return ([x, y, z]) => {
    const seen = times(camera.projection, times(camera.view, times(camera.model, [x * scale[0], y * scale[1], z * scale[2], 1])));
    return [0.5 + (0.5 * seen[0]) / seen[3], 0.5 - (0.5 * seen[1]) / seen[3]];
  };
}

/** @param {HTMLElement} root Plotly's element */
export function createDeep(root) {
  const svg = /** @type {SVGSVGElement} */ (draw("svg", { class: "overlay deep-path", "aria-hidden": "true", style: "display: block; pointer-events: none" }));
  const path = draw("path", { class: "past" }, svg);
  const now = draw("circle", { r: 6, style: "fill: #fff; stroke: var(--run); stroke-width: 2.5" }, svg);
  let size = [0, 0];

  return {
    up: () => svg.isConnected,
    /** Draw a run over the picture; whether that could be done.
     * @param {number[][]} points x, y, z @param {number} step the clock's */
    show(points, step) {
      const place = projection(root);
      if (!place || !points.length) return false;
      if (!svg.isConnected) {
        size = [root.clientWidth, root.clientHeight];
        set(svg, { viewBox: `0 0 ${size[0]} ${size[1]}` });
        root.after(svg);
      }
      const pixels = points.map((point) => place(point).map((share, k) => share * size[k]));
      let d = "";
      let [px, py] = [NaN, NaN];
      for (const [x, y] of pixels) {
        if (!(Math.abs(x - px) + Math.abs(y - py) > 0.5) && d) continue;
        d += `${d ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}`;
        [px, py] = [x, y];
      }
      set(path, { d });
      const at = pixels[Math.min(step, pixels.length - 1)];
      set(now, { cx: at[0], cy: at[1] });
      return true;
    },
    hide: () => svg.remove(),
  };
}
