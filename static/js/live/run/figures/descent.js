// Descent: the map with the path of the run on it, and the mark where it leaves the map; the twin of
// app/lessons/descent/figures/path.py.
import { filled } from "../../phrases.js";
import { columns } from "./columns.js";

/** Longer paths have no dots. */
const DOTTED = 400;
const NO_INK = "rgba(0,0,0,0)";
/** An infinite value is drawn as if it lay here. */
const END = 1e300;

/** What is no number is passed over by the first of both, as Python's own do. */
const least = (/** @type {number} */ a, /** @type {number} */ b) => (b < a ? b : a);
const most = (/** @type {number} */ a, /** @type {number} */ b) => (b > a ? b : a);

/** The step at which a path leaves the map for good, 0 where it never was on it; null where it ends on it.
 * @param {Float64Array} x @param {Float64Array} y @param {number[]} frame */
function leaving(x, y, [left, right, low, high]) {
  for (let k = x.length - 1; k >= 0; k -= 1) {
    if (x[k] >= left && x[k] <= right && y[k] >= low && y[k] <= high) return k === x.length - 1 ? null : k + 1;
  }
  return 0;
}

/** Where the stretch to a point outside meets the frame. @param {Float64Array} x @param {Float64Array} y
 * @param {number} k the place of that point @param {number[]} frame */
function crossing(x, y, k, frame) {
  let share = 1;
  const sides = [x, y].map((line, axis) => {
    const [low, high] = [frame[2 * axis], frame[2 * axis + 1]];
    const start = line[k - 1];
    const stop = least(most(line[k], -END), END);
    if (!(low <= stop && stop <= high)) share = least(share, ((stop > high ? high : low) - start) / (stop - start));
    return { start, stop, low, high };
  });
  return sides.map(({ start, stop, low, high }) => least(most(start + share * (stop - start), low), high));
}

/** The side of the frame on which a place lies. @param {number[]} at @param {number[]} frame */
function side(at, [left, right, low, high]) {
  const across = (at[0] - left) / (right - left);
  const up = (at[1] - low) / (high - low);
  const far = Object.entries({ left: across, right: 1 - across, down: up, up: 1 - up });
  return far.reduce((best, each) => (each[1] < best[1] ? each : best))[0];
}

/** A path that leaves the map at a step: there its place on the frame, then none.
 * @param {Float64Array} line @param {number} out @param {number} place */
function cut(line, out, place) {
  const drawn = Float64Array.from(line);
  if (out) drawn[out] = place;
  return drawn.fill(NaN, out ? out + 1 : 0);
}

/** @param {any} figure @param {any} runs @returns {any} */
export function descent(figure, { run, pinned }) {
  const { layout } = figure;
  const { first, frame, exit, note, words, of } = layout.meta.live;
  if (of.pinned !== Boolean(pinned) || of.dimension !== run.dimension) return null;
  const [x, y] = columns(run);
  const out = leaving(x, y, frame);
  const place = out ? crossing(x, y, out, frame) : [NaN, NaN];
  const [dx, dy] = out === null ? [x, y] : [cut(x, out, place[0]), cut(y, out, place[1])];
  const mode = (out ?? x.length) <= DOTTED ? "lines+markers" : "lines";
  const [halo, coming] = figure.data.slice(first, first + 2);
  const [start, now] = figure.data.slice(-2);
  const { opacity, ...inked } = { ...coming, x: dx, y: dy, mode };
  const shown = of.legend ? { showlegend: true } : {};
  const path = [{ ...halo, x: dx, y: dy }, { ...inked, opacity }];
  if (out === null) path.push({ ...inked, name: run.name, hoverinfo: "all", hovertemplate: words.hover, ...shown });
  else {
    const { marker, ...line } = inked;
    path.push({ ...line, mode: "lines", name: run.name, x, y, line: { ...inked.line, color: NO_INK } }, { ...inked, name: words.cut, ...shown });
  }
  const done = first + path.length - 1;
  const told = filled(words.exit, { step: out ?? 0 });
  if (out) path.push({ ...exit, name: told, x: [place[0]], y: [place[1]], marker: { ...exit.marker, symbol: `triangle-${side(place, frame)}` } });
  path.push({ ...start, x: [x[0]], y: [y[0]] }, { ...now, x: [dx[dx.length - 1]], y: [dy[dy.length - 1]] });
  const data = [...figure.data.slice(0, first), ...path];
  const moves = [
    { trace: done, along: first + 1, until: true },
    { trace: data.length - 1, along: first + 1 },
    { trace: first, along: first + 1, until: true },
  ];
  const { annotations, ...rest } = layout;
  const meta = { ...layout.meta, moves };
  if (!out) return { ...figure, data, layout: { ...rest, meta } };
  const onLeft = (place[0] - frame[0]) / (frame[1] - frame[0]) < 0.5;
  const upper = place[1] > (frame[2] + frame[3]) / 2;
  const written = {
    ...note, text: told, x: place[0], y: place[1], xanchor: onLeft ? "left" : "right", yanchor: upper ? "top" : "bottom",
    xshift: onLeft ? note.xshift : -note.xshift, yshift: upper ? -note.yshift : note.yshift,
  };
  return { ...figure, data, layout: { ...rest, annotations: [written], meta } };
}
