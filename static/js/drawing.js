// Drawing: a figure as Plotly shows it outside its file, and its marks that follow the clock.
import { CONFIG, plotly } from "./plot.js";

/** A figure's layout as a page shows it: its own size, no title, nothing that pans.
 * @param {any} figure @param {{width: number, height: number}} [size] without one, that of its box */
export function inPage({ layout }, size) {
  const shown = {
    ...layout, autosize: !size, width: size?.width, height: size?.height, title: undefined, dragmode: false,
    paper_bgcolor: "rgba(0,0,0,0)",
  };
  for (const axis of Object.keys(shown).filter((key) => /^[xy]axis\d*$/.test(key))) shown[axis] = { ...shown[axis], fixedrange: true };
  if (layout.scene) {
    // The camera is the reader's: it stays while knobs move.
    shown.uirevision = "kept";
    shown.scene = { ...layout.scene, uirevision: "kept", dragmode: "turntable" };
  }
  return shown;
}

/** @param {any} drawing @param {any} figure @param {{width: number, height: number}} [size] */
export async function draw(drawing, figure, size) {
  const Plotly = await plotly();
  await Plotly.react(drawing, figure.data, inPage(figure, size), size ? { ...CONFIG, responsive: false } : CONFIG);
}

/** Put the marks that follow the clock where they belong: each shows one point of the trace it
 * moves along, or all of them until now. @param {any} drawing @param {number} step */
export async function follow(drawing, step) {
  if (!drawing.layout?.meta?.moves?.length) return;
  const Plotly = await plotly();
  /** @type {Record<string, any[]>} */
  const parts = { x: [], y: [], z: [] };
  const traces = [];
  for (const { trace, along, until } of drawing.layout.meta.moves) {
    const path = drawing._fullData?.[along];
    if (!path?.x?.length) continue;
    const at = Math.min(step, path.x.length - 1);
    for (const axis of Object.keys(parts)) {
      const values = axis === "z" && path.type !== "scatter3d" ? null : path[axis];
      parts[axis].push(values ? Array.from(values).slice(until ? 0 : at, at + 1) : undefined);
    }
    traces.push(trace);
  }
  if (!traces.length) return;
  if (!parts.z.some(Boolean)) delete parts.z;
  await Plotly.restyle(drawing, parts, traces);
}
