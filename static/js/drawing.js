// Drawing: a figure as Plotly shows it outside its file, with its marks that follow the clock. Where
// only lines and points move, nothing beneath them is drawn again.
import { numbers } from "./packed.js";
import { CONFIG, plotly } from "./plot.js";
import { createSketch } from "./sketch.js";
import { difference, same } from "./sketch_difference.js";

/** @typedef {{width: number, height: number}} Size */

/** The attributes of a line that may move without the rest being drawn again. */
const MOVABLE = ["x", "y", "name"];
const AXES = ["x", "y", "z"];
/** Milliseconds without a step after which the clock is at rest. */
const QUIET = 150;

/** A figure's layout as a page shows it: its own size, no title, nothing that pans.
 * @param {any} figure @param {Size} [size] without one, that of its box */
function inPage({ layout }, size) {
  const shown = {
    ...layout, autosize: !size, width: size?.width, height: size?.height, title: undefined, dragmode: false,
    paper_bgcolor: "rgba(0,0,0,0)",
  };
  for (const axis of Object.keys(shown).filter((key) => /^[xy]axis\d*$/.test(key))) shown[axis] = { ...shown[axis], fixedrange: true };
  // The camera is the reader's: it stays while knobs move.
  if (layout.scene) shown.scene = { ...layout.scene, uirevision: "kept", dragmode: "turntable" };
  return shown;
}

/** What moves at a step: for each trace that follows the clock, its numbers. It shows one point of
 * the trace it moves along, or all of them until now.
 * @param {any} figure @param {number} step @returns {Map<number, Record<string, any[]>>} */
function moved(figure, step) {
  const found = new Map();
  for (const { trace, along, until } of figure.layout.meta?.moves ?? []) {
    const path = figure.data[along];
    const length = numbers(path?.x)?.length ?? 0;
    if (!length) continue;
    const at = Math.min(step, length - 1);
    const depth = path.type === "scatter3d" ? AXES : AXES.slice(0, 2);
    found.set(trace, Object.fromEntries(depth.map((axis) => [axis, (numbers(path[axis]) ?? []).slice(until ? 0 : at, at + 1)])));
  }
  return found;
}

const without = (/** @type {any} */ trace) => Object.fromEntries(Object.entries(trace).filter(([key]) => !MOVABLE.includes(key)));

/** Which traces another figure moves, null where it is more than a move.
 * @param {any} before @param {any} after @returns {number[] | null} */
function shifted(before, after) {
  if (before.data.length !== after.data.length || !same(before.layout, after.layout)) return null;
  const changed = [];
  for (const [index, trace] of after.data.entries()) {
    if (same(before.data[index], trace)) continue;
    if (trace.type !== "scatter" || !same(without(before.data[index]), without(trace))) return null;
    changed.push(index);
  }
  return changed;
}

/** How many traces at the front lie beneath all others and take long to draw: fields, none of them
 * with a bar of colours, on axes whose ends are given. @param {any} figure */
function deep({ data, layout }) {
  const given = Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key)).every((key) => layout[key].range && !layout[key].automargin);
  if (!given || !layout.xaxis || !layout.yaxis) return 0;
  const above = data.findIndex((/** @type {any} */ { type, showscale }) => !(type === "quiver" || (/^(contour|heatmap)$/.test(type) && showscale === false)));
  return above < 0 ? 0 : above;
}

/** @param {any} root the element that Plotly draws in
 * @param {HTMLElement | null} [below] one for what lies beneath, of the same size: it is drawn again
 *   only if it changes itself, so that a knob or the clock moves lines alone */
export function createDrawing(root, below = null) {
  /** What is drawn: the figure as it came, and the size that was asked for. @type {{figure: any, size: Size | undefined} | null} */
  let drawn = null;
  /** What is drawn beneath, spelled out. */
  let beneath = "";
  /** The step at which its marks stand. */
  let placed = NaN;
  /** One after the other: Plotly's own calls must not meet. */
  let line = Promise.resolve();
  const inLine = (/** @type {() => Promise<void>} */ task) => (line = line.then(task, task));
  /** The step that waits for its turn. @type {number | null} */
  let waiting = null;
  const sketch = createSketch(root);
  /** What is seen, which Plotly does not know yet, and how often Plotly had been asked before.
   * @type {{figure: any, step: number, after: number} | null} */
  let sketched = null;
  let turn = 0;
  let quiet = 0;

  /** Draw what another figure or step moves, at once and over Plotly's own.
   * @param {any} figure @param {number} step @returns {boolean} false where only Plotly can */
  function over(figure, step) {
    if (!drawn || !root._fullLayout?._plots) return false;
    const moves = difference(drawn.figure, figure);
    if (!moves) return false;
    if (step !== placed) for (const { trace } of figure.layout.meta?.moves ?? []) if (figure.data[trace].type !== "scatter") return false;
    if (step !== placed) moves.first = Math.min(moves.first, ...(figure.layout.meta?.moves ?? []).map((/** @type {any} */ move) => move.trace));
    if (!sketch.draw(figure, moves, step)) return false;
    sketched = { figure, step, after: turn };
    return true;
  }

  /** Plotly has drawn: a sketch that came before it was asked to goes, a later one stays over it.
   * @param {number} mine which time it was asked */
  function handedOver(mine) {
    if (sketched && sketched.after >= mine && over(sketched.figure, sketched.step)) return;
    sketched = null;
    sketch.clear();
  }

  /** @param {Map<number, Record<string, any>>} changes */
  async function move(changes) {
    if (!changes.size) return;
    const Plotly = await plotly(drawn?.figure ?? null);
    const shown = root._fullData.filter((/** @type {any} */ trace) => trace.visible === true);
    // Without a redraw Plotly loses what is no line, and lines that are left out fall behind.
    if (shown.every((/** @type {any} */ trace) => trace.type === "scatter")) {
      const all = shown.map((/** @type {any} */ trace) => trace.index);
      const frame = { mode: "immediate", transition: { duration: 0 }, frame: { duration: 0, redraw: false } };
      await Plotly.animate(root, { data: all.map((/** @type {number} */ index) => changes.get(index) ?? {}), traces: all }, frame);
      return;
    }
    const traces = [...changes.keys()];
    const data = [...changes.values()];
    const keys = [...new Set(data.flatMap(Object.keys))];
    await Plotly.restyle(root, Object.fromEntries(keys.map((key) => [key, data.map((each) => each[key])])), traces);
  }

  /** @param {number} mine @param {any} figure @param {number} step @param {Size} [size] */
  async function draw(mine, figure, step, size) {
    const Plotly = await plotly(figure);
    const moves = moved(figure, step);
    const changed = drawn && same(drawn.size, size) ? shifted(drawn.figure, figure) : null;
    if (changed) {
      const parts = new Map(changed.map((index) => [index, {
        name: figure.data[index].name, x: numbers(figure.data[index].x), y: numbers(figure.data[index].y),
      }]));
      for (const [index, part] of moves) parts.set(index, { name: figure.data[index].name, ...part });
      await move(parts);
    } else {
      const count = below ? deep(figure) : 0;
      const data = figure.data.map((/** @type {any} */ trace, /** @type {number} */ index) => (index < count ? { type: "scatter", visible: false } : { ...trace, ...moves.get(index) }));
      const layout = inPage(figure, size);
      if (count) layout.plot_bgcolor = "rgba(0,0,0,0)";
      // A wheel over a figure in a frame scrolls the page around it.
      await Plotly.react(root, data, layout, size ? { ...CONFIG, responsive: false, scrollZoom: false } : CONFIG);
      await drawBelow(figure, count);
    }
    drawn = { figure, size };
    placed = step;
    handedOver(mine);
  }

  /** Draw what lies beneath, in the very room that the axes above have found. @param {any} figure @param {number} count */
  async function drawBelow(figure, count) {
    if (!below) return;
    below.hidden = count === 0;
    if (!count) return;
    const { _size: room, width, height } = root._fullLayout;
    const data = figure.data.slice(0, count).map((/** @type {any} */ trace) => ({ ...trace, hoverinfo: "skip", hovertemplate: undefined }));
    const layout = {
      width, height, margin: { l: room.l, r: room.r, t: room.t, b: room.b, pad: 0, autoexpand: false }, showlegend: false, hovermode: false,
      plot_bgcolor: figure.layout.plot_bgcolor, paper_bgcolor: "rgba(0,0,0,0)",
      ...Object.fromEntries(Object.keys(figure.layout).filter((key) => /^[xy]axis\d*$/.test(key)).map((key) => [key, { ...figure.layout[key], visible: false }])),
    };
    const spelled = JSON.stringify([data, layout]);
    if (spelled === beneath) return;
    await (await plotly(figure)).react(below, data, layout, { ...CONFIG, responsive: false, staticPlot: true });
    beneath = spelled;
  }

  /** The marks have come to rest: Plotly draws them where they stand. */
  async function settle() {
    // A figure under a hand is handed over by whoever moves it.
    if (!drawn || sketched?.figure !== drawn.figure) return;
    const { figure, step } = sketched;
    const mine = (turn += 1);
    if (step !== placed) await move(moved(figure, step));
    placed = step;
    handedOver(mine);
  }

  return {
    /** Draw a figure, its marks where the clock stands. @param {any} figure @param {number} step @param {Size} [size] */
    draw(figure, step, size) {
      const mine = (turn += 1);
      return inLine(() => draw(mine, figure, step, size));
    },
    /** Draw a figure under a moving hand, in this very frame. @param {any} figure @param {number} step
     * @returns {boolean} false where it is more than lines, points, bars and words: then `draw` it */
    sketch: (figure, step) => over(figure, step),
    /** Put the marks where the clock stands; of steps that come too fast the last is shown. @param {number} step */
    follow(step) {
      const { figure, step: at } = sketched ?? { figure: drawn?.figure, step: placed };
      if (!figure || step === at) return;
      if (waiting === null && over(figure, step)) {
        clearTimeout(quiet);
        quiet = setTimeout(() => void inLine(settle), QUIET);
        return;
      }
      if (waiting !== null) return void (waiting = step);
      waiting = step;
      void inLine(async () => {
        const last = waiting ?? step;
        waiting = null;
        if (!drawn || last === placed) return;
        await move(moved(drawn.figure, last));
        placed = last;
      });
    },
    /** @param {Size} size */
    resize: (size) => inLine(async () => {
      if (!drawn || same(drawn.size, size)) return;
      const { figure, step } = sketched ?? { figure: drawn.figure, step: placed };
      sketch.clear();
      sketched = drawn = null;
      await draw((turn += 1), figure, step, size);
    }),
  };
}
