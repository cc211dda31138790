// Plot: Plotly's map under the path. The figure travels only when its address changes.
import { num } from "./numbers.js";

/** The scripts that have been asked for, by their addresses. @type {Map<string, Promise<any>>} */
const arriving = new Map();
/** The one that has come. @type {any} */
let arrived = null;

/** The page's first picture has been painted: only then may what is heavy be asked for. A page in
 * the background is not painted, and need not wait. @returns {Promise<void>} */
const painted = () => new Promise((done) => {
  if (document.visibilityState === "hidden") return done();
  requestAnimationFrame(() => setTimeout(done));
});

/** Load a script. @param {string} address @returns {Promise<void>} */
function loaded(address) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done();
    script.onerror = () => {
      script.remove();
      failed(new Error("Plotly did not load"));
    };
    document.head.append(script);
  });
}

/** The smallest script that knows all traces of a figure; the whole one where none is given.
 * @param {{data: {type?: string}[]} | null} figure @returns {string} */
function scriptFor(figure) {
  const given = document.getElementById("page-script")?.dataset.plotly ?? "";
  /** Addresses with the kinds that each script knows, the smallest first. @type {[string, string][]} */
  const scripts = given.startsWith("[") ? JSON.parse(given) : [[given, ""]];
  const kinds = figure?.data.map(({ type }) => type ?? "scatter") ?? ["everything"];
  const found = scripts.find(([, known]) => !known || kinds.every((kind) => known.split(" ").includes(kind)));
  return found?.[0] ?? "";
}

/** Load Plotly once, behind the first paint: for a figure the smallest script that can draw it.
 * Without a figure it is whatever is there, else the whole.
 * @param {{data: {type?: string}[]} | null} [figure] @returns {Promise<any>} */
export function plotly(figure = null) {
  // A file that stands alone brings it along.
  const here = /** @type {any} */ (globalThis).Plotly;
  if (here && !arriving.size) return Promise.resolve(here);
  if (!figure && arrived) return Promise.resolve(arrived);
  const address = scriptFor(figure);
  const known = arriving.get(address);
  if (known) return known;
  const coming = painted().then(() => loaded(address)).then(() => (arrived = /** @type {any} */ (window).Plotly));
  coming.catch(() => arriving.delete(address));
  arriving.set(address, coming);
  return coming;
}

/** Whether Plotly is there for a figure, so that it is drawn at once.
 * @param {{data: {type?: string}[]}} figure */
export const plotlyIsHere = (figure) => (arrived !== null && arriving.has(scriptFor(figure))) || (arriving.size === 0 && "Plotly" in globalThis);

export const CONFIG = { displayModeBar: false, responsive: true, showTips: false };

/** The run's own ink, read from the theme. */
export const ink = (/** @type {string} */ name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The run as one trace that holds all points in order. @param {any} view @param {number[]} bounds */
function trace(view, bounds) {
  const { points, values, name } = view.run;
  const flat = view.function.dimension === 1;
  // A run that ends outside is cut at the frame by the overlay; its points stay here, without ink.
  const [x, y] = [points.map((/** @type {any[]} */ p) => num(p[0])), points.map((/** @type {any[]} */ p, /** @type {number} */ k) => num(flat ? values[k] : p[1]))];
  // Plotly cannot place numbers that leave its own arithmetic: such a run is held, not drawn.
  const far = [...x, ...y].some((v) => !(Math.abs(v) < 1e9 * (view.function.domain[1] - view.function.domain[0])));
  const [lastX, lastY] = [x[x.length - 1], y[y.length - 1]];
  const gone = !(lastX >= bounds[0] && lastX <= bounds[1] && lastY >= bounds[2] && lastY <= bounds[3]);
  const colour = gone ? "rgba(0,0,0,0)" : ink("--run-pale");
  return {
    type: "scatter", mode: "lines+markers", name, hoverinfo: "skip", showlegend: false,
    x, y, visible: far ? "legendonly" : true,
    line: { color: colour, width: 1.5 }, marker: { color: colour, size: 3 },
  };
}

/** @param {HTMLElement} root @param {HTMLElement} map */
export function createPlot(root, map) {
  let address = "";
  let drawn = ""; // the run that Plotly holds
  /** @type {any} */
  let figure = null;

  return {
    /** The bounds that the present figure shows, for a function of one variable. */
    bounds() {
      const layout = figure?.layout;
      return layout?.xaxis?.range && layout?.yaxis?.range ? [...layout.xaxis.range, ...layout.yaxis.range].map(num) : null;
    },
    /** The height of a curve over x, between its points; NaN where there is none. @param {number} x */
    height(x) {
      const curve = (/** @type {any} */ (root)._fullData ?? []).find((/** @type {any} */ t) => t.type === "scatter" && t.x?.length > 100 && t.name === "f");
      if (!curve) return NaN;
      const k = curve.x.findIndex((/** @type {number} */ each) => each >= x);
      if (k <= 0) return num(curve.y[Math.max(0, k)]);
      const share = (x - curve.x[k - 1]) / (curve.x[k] - curve.x[k - 1]);
      return curve.y[k - 1] + share * (curve.y[k] - curve.y[k - 1]);
    },
    address: () => address,
    /** Take a figure that has come. @param {string} from @param {any} next */
    take(from, next) {
      address = from;
      figure = next;
    },
    /** Draw the figure and the run at rest. @param {any} view @param {number[]} bounds */
    async rest(view, bounds) {
      if (!figure) return;
      const Plotly = await plotly(figure);
      const run = trace(view, bounds);
      const gd = /** @type {any} */ (root);
      const held = JSON.stringify(run);
      if (gd.figure === figure && gd.data && gd.bounds === bounds.join()) {
        if (held === drawn) return;
        drawn = held;
        await Plotly.restyle(gd, { x: [run.x], y: [run.y], name: run.name, visible: run.visible, "line.color": run.line.color, "marker.color": run.line.color }, [gd.data.length - 1]);
      } else {
        const axis = { visible: false, fixedrange: true, autorange: false, scaleanchor: undefined, constrain: undefined, title: undefined };
        const layout = {
          ...figure.layout, autosize: true, width: undefined, height: undefined, title: undefined, showlegend: false, dragmode: false,
          hovermode: false, margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 }, paper_bgcolor: "rgba(0,0,0,0)",
          xaxis: { ...figure.layout.xaxis, ...axis, range: bounds.slice(0, 2) },
          yaxis: { ...figure.layout.yaxis, ...axis, range: bounds.slice(2) },
        };
        await Plotly.react(gd, [...figure.data, run], layout, { ...CONFIG, staticPlot: true });
        gd.figure = figure;
        gd.bounds = bounds.join();
        drawn = held;
      }
      map.classList.add("drawn");
    },
  };
}
