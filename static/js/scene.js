// Scene: the map with its path, its start and its third dimension, kept in step with the view.
import { num, place } from "./numbers.js";
import { createGhost } from "./ghost.js";
import { createPath } from "./path.js";
import { createPlot, plotly } from "./plot.js";
import { channel } from "./request.js";
import { makeScale } from "./scale.js";
import { createStart } from "./start.js";
import { canDraw, createSurface } from "./surface.js";
import { themed } from "./theme.js";
import { say } from "./words.js";

const PAPER = 660; // CSS pixels between the margins of an upright A4 or Letter page

/** @param {{watch: (name: string) => import("./request.js").Watchers,
 *   moving: (start: number[]) => void, rest: () => void, pinned: () => any, start: () => number[] | null}} options
 *   `pinned` gives the run to draw in grey, or null; `start` the start that was asked for last, or null */
export function createScene({ watch, moving, rest, pinned, start }) {
  const element = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const map = element("map");
  const stage = /** @type {HTMLElement} */ (map.closest(".stage"));
  const overlay = element("overlay");
  const handle = element("handle");
  const depth = element("depth");
  const remark = element("remark");
  const plot = createPlot(element("plot"), map);
  const ghost = createGhost(/** @type {SVGSVGElement} */ (/** @type {unknown} */ (overlay)));
  const path = createPath(/** @type {SVGSVGElement} */ (/** @type {unknown} */ (overlay)));
  const surface = createSurface(depth);
  const askMap = channel(watch("map"));
  const askSurface = channel(watch("surface"));
  /** @type {any} */
  let view = null;
  /** @type {import("./scale.js").Scale | null} */
  let scale = null;
  let deep = false;
  let secret = false; // the path is hidden until its reader has guessed it
  let box = [0, 0]; // the map's size, read when it may have changed: reading it forces a layout
  const measure = () => (box = [map.clientWidth, map.clientHeight]);

  const bounds = () => (view.function.dimension === 2 ? view.function.shown : plot.bounds());

  function rescale() {
    const b = view && bounds();
    scale = b && box[0] ? makeScale(b, box[0], box[1]) : null;
    return scale;
  }

  /** @param {boolean} [still] at rest: what only a screen reader reads waits until then */
  function drawPath(still = true) {
    if (!rescale() || !scale) return;
    const { run, function: f } = view;
    path.load(run.points, run.values, scale, f.variables);
    drawGhost();
    const origin = path.origin();
    if (origin) handle.style.transform = `translate(${origin[0]}px, ${origin[1]}px)`;
    if (!still) return;
    handle.setAttribute("aria-label", say("start_handle", { point: place(run.points[0]) }));
    overlay.setAttribute("aria-label", secret ? say("predict_map") : say("map_label", {
      title: f.title, start: place(run.points[0]), end: place(run.points[run.points.length - 1]), steps: run.points.length - 1 }));
  }

  function drawGhost() {
    ghost.load(pinned(), scale);
    ghost.mark(scene.now().step);
  }

  createStart({
    map, handle, moving, rest,
    scale: () => scale,
    dimension: () => view.function.dimension,
    start: () => start() ?? view.run.points[0].map(num),
  });

  /** @param {string | null} text */
  const tell = (text) => {
    remark.hidden = text === null;
    remark.textContent = text ?? "";
  };

  const scene = {
    /** Fetch the map's figure if its address is new; false when a later question took over. @param {any} next */
    async prepare(next) {
      const address = themed(next.figures.map);
      if (plot.address() === address) return true;
      const figure = await askMap(address);
      if (!figure) return false;
      if (!figure.refused) {
        // The first picture of the page is of another map now.
        if (plot.address()) map.classList.add("outdated");
        plot.take(address, figure);
      }
      return true;
    },
    /** Show a view; the clock marks it. @param {any} next @param {boolean} still at rest */
    async show(next, still) {
      view = next;
      const shown = view.function.shown;
      const aspect = view.function.dimension === 2 ? (shown[1] - shown[0]) / (shown[3] - shown[2]) : 1.9;
      if (still) {
        stage.style.setProperty("--aspect", String(aspect));
        measure();
      }
      map.classList.toggle("moving", !still);
      if (!still) map.classList.add("touched");
      drawPath(still);
      if (!still) return;
      const b = bounds();
      if (!b) return;
      try {
        await plot.rest(view, b);
        if (view !== next) return;
        measure();
        drawPath();
        path.mark(scene.now());
        scene.redrawn();
      } catch {
        tell(say("no_plot"));
      }
    },
    /** The clock's moment, set by the page. @type {() => import("./player.js").Moment} */
    now: () => ({ last: 0, step: 0, fraction: 0, playing: false }),
    /** @param {import("./player.js").Moment} now */
    mark(now) {
      path.mark(now);
      ghost.mark(now.step);
      if (deep && map.classList.contains("moving")) surface.move(view, now.step);
    },
    /** The pinned run has come or gone. */
    compare() {
      drawGhost();
      if (deep) void scene.deepen();
    },
    /** Turn to the third dimension or back. @param {boolean} on @returns {Promise<void>} */
    async turn(on) {
      deep = on && view.function.dimension === 2 && canDraw();
      tell(on && !deep ? say(view.function.dimension === 2 ? "no_webgl" : "surface_1d") : null);
      map.classList.toggle("deep", deep);
      depth.hidden = !deep;
      if (deep) await scene.deepen();
    },
    /** Draw the surface anew for the present view. */
    async deepen() {
      if (!deep) return;
      const mine = view;
      const address = themed(mine.figures.surface);
      if (surface.address() !== address) {
        const figure = await askSurface(address);
        if (!figure || figure.refused || mine.figures.surface !== view.figures.surface) return;
        surface.take(address, figure);
      }
      try {
        await surface.draw(view, scene.now().step, pinned());
      } catch {
        tell(say("no_webgl"));
      }
    },
    resize() {
      measure();
      if (!view) return;
      drawPath();
      path.mark(scene.now());
      scene.redrawn();
      const gd = /** @type {any} */ (element("plot"));
      if (gd.data) void plotly().then((Plotly) => Plotly.Plots.resize(gd));
    },
    isDeep: () => deep,
    scale: () => scale,
    bounds: () => (view && bounds()) ?? [0, 1, 0, 1],
    height: (/** @type {number} */ x) => plot.height(x),
    /** Hide the path from every sense, or show it. @param {boolean} on */
    hide(on) {
      if (secret === on) return;
      secret = on;
      handle.hidden = on;
      drawPath();
      path.mark(scene.now());
    },
    /** Called when the picture was drawn anew. @type {() => void} */
    redrawn: () => {},
  };
  new ResizeObserver(() => scene.resize()).observe(map);
  // Paper is narrower, and the layers cannot be drawn anew for it: the map goes there whole, made smaller.
  addEventListener("beforeprint", () => {
    const { width } = map.getBoundingClientRect();
    Object.assign(map.style, { width: `${width}px`, zoom: String(Math.min(1, PAPER / width)) });
  });
  addEventListener("afterprint", () => Object.assign(map.style, { width: "", zoom: "" }));
  return scene;
}
