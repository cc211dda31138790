// Sketch arrows: the arrows of a quiver trace as Plotly draws them, as one path.
import { numbers } from "./packed.js";

/** Half the angle of an arrow's head, its length in widths of the line, and its most, in lengths of the arrow. */
const [HALF, HEAD, MOST] = [Math.PI / 12, 5.8, 0.7];

/** @param {number} pixel */
const two = (pixel) => Math.round(pixel * 100) / 100;

/** The path of all arrows of a trace whose vectors are in data units; null where they are not.
 * @param {any} trace @param {any} across Plotly's axes @param {any} up @returns {string | null} */
export function arrows(trace, across, up) {
  if (trace.arrowref !== "data" || trace.lengthmode !== "raw") return null;
  const [x, y, u, v] = [trace.x, trace.y, trace.u, trace.v].map((packed) => numbers(packed) ?? []);
  const share = { tail: 0, center: 0.5, tip: 1 }[/** @type {"tail"} */ (trace.anchor ?? "tail")] ?? 0;
  const head = HEAD * (trace.marker?.arrowsize ?? 1) * (trace.marker?.line?.width ?? 1);
  let path = "";
  for (let k = 0; k < x.length; k += 1) {
    // Plotly gives an arrow whole pixels.
    const [dx, dy] = [Math.round(across._m * u[k]), Math.round(up._m * v[k])];
    const [fromX, fromY] = [across.c2p(x[k]) - share * dx, up.c2p(y[k]) - share * dy];
    const [toX, toY] = [fromX + dx, fromY + dy];
    if (!((toX + toY) * 0 === 0)) continue;
    const size = Math.min(head, MOST * Math.hypot(dx, dy));
    const turn = Math.atan2(dy, dx);
    const barb = (/** @type {number} */ by) => `${two(toX - size * Math.cos(turn + by))},${two(toY - size * Math.sin(turn + by))}`;
    path += `M${two(fromX)},${two(fromY)}L${two(toX)},${two(toY)}L${barb(-HALF)}L${two(toX)},${two(toY)}L${barb(HALF)}`;
  }
  return path;
}
