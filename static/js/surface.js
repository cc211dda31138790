// Surface: the same run in three dimensions. The camera stays while knobs move.
import { createDeep } from "./deep.js";
import { num } from "./numbers.js";
import { CONFIG, ink, plotly } from "./plot.js";

/** Whether this browser can draw in three dimensions. */
export function canDraw() {
  try {
    const canvas = document.createElement("canvas");
    return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
  } catch {
    return false;
  }
}

/** A camera a little nearer, its picture lifted, so that the surface fills the frame. @param {any} camera */
function closer(camera) {
  const eye = camera?.eye ?? { x: 1.25, y: -1.6, z: 0.9 };
  return { ...camera, eye: { x: eye.x * 0.86, y: eye.y * 0.86, z: eye.z * 0.86 }, center: { x: 0, y: 0, z: -0.16 } };
}

/** @param {HTMLElement} root */
export function createSurface(root) {
  let address = "";
  /** @type {any} */
  let figure = null;
  const deep = createDeep(root);
  let turn = 0; // pictures are counted: one that is late takes nothing away
  let moving = false;

  /** A path as far as it lies over the surface. @param {any} of @param {number[]} shown */
  function over(of, [x0, x1, y0, y1]) {
    const points = of.points.map((/** @type {any[]} */ p) => p.map(num));
    const out = points.findIndex((/** @type {number[]} */ [x, y]) => !(x >= x0 && x <= x1 && y >= y0 && y <= y1));
    const end = out < 0 ? points.length : out;
    return { kept: points.slice(0, end), values: of.values.slice(0, end).map(num) };
  }

  /** The pinned run if there is one, the run, and the marker. @param {any} view @param {number} step @param {any} pinned */
  function traces(view, step, pinned) {
    const { kept, values } = over(view.run, view.function.shown);
    const at = Math.min(step, kept.length - 1);
    const grey = ink("--quiet");
    const ghost = pinned ? over(pinned, view.function.shown) : { kept: [], values: [] };
    const ofGhost = (/** @type {number} */ k) => ghost.kept.map((/** @type {number[]} */ p) => p[k]);
    const ofKept = (/** @type {number} */ k) => kept.map((/** @type {number[]} */ p) => p[k]);
    const run = ink("--run");
    return [
      { type: "scatter3d", mode: "lines+markers", name: view.pinned?.name ?? "", x: ofGhost(0), y: ofGhost(1), z: ghost.values,
        line: { color: grey, width: 4, dash: "dash" }, marker: { color: grey, size: 2.5, symbol: "square" }, hoverinfo: "skip", showlegend: false },
      { type: "scatter3d", mode: "lines+markers", name: view.run.name, x: ofKept(0), y: ofKept(1), z: values,
        line: { color: run, width: 5 }, marker: { color: run, size: 2.5 }, hoverinfo: "skip", showlegend: false },
      { type: "scatter3d", mode: "markers", name: "", x: at < 0 ? [] : [kept[at][0]], y: at < 0 ? [] : [kept[at][1]], z: at < 0 ? [] : [values[at]],
        marker: { color: "#fff", size: 7, line: { color: run, width: 3 } }, hoverinfo: "skip", showlegend: false },
    ];
  }

  return {
    address: () => address,
    /** @param {string} from @param {any} next */
    take(from, next) {
      address = from;
      figure = next;
    },
    /** While a knob moves the path alone follows. @param {any} view @param {number} step */
    move(view, step) {
      const { kept, values } = over(view.run, view.function.shown);
      turn += 1;
      moving = true;
      const fresh = !deep.up();
      const points = kept.map((/** @type {number[]} */ [x, y], /** @type {number} */ k) => [x, y, values[k]]);
      if (!deep.show(points, step) || !fresh) return;
      // The path that Plotly holds goes as soon as the frame with the new one is out.
      const gd = /** @type {any} */ (root);
      requestAnimationFrame(() => setTimeout(() => {
        if (moving) void plotly().then((Plotly) => Plotly.restyle(gd, { visible: false }, [gd.data.length - 2, gd.data.length - 1]));
      }));
    },
    /** @param {any} view @param {number} step @param {any} pinned */
    async draw(view, step, pinned) {
      if (!figure) return;
      const Plotly = await plotly(figure);
      const gd = /** @type {any} */ (root);
      const mine = (turn += 1);
      moving = false;
      const [ghost, run, now] = traces(view, step, pinned);
      if (gd.figure === figure && gd.data) {
        const n = gd.data.length;
        await Plotly.restyle(gd, {
          x: [ghost.x, run.x, now.x], y: [ghost.y, run.y, now.y], z: [ghost.z, run.z, now.z], name: [ghost.name, run.name, ""],
          visible: true,
        }, [n - 3, n - 2, n - 1]);
        if (mine === turn) deep.hide();
        return;
      }
      const layout = {
        ...figure.layout, autosize: true, width: undefined, height: undefined, title: undefined, showlegend: false, hovermode: false,
        margin: { l: 0, r: 0, t: 0, b: 0 }, paper_bgcolor: "rgba(0,0,0,0)", uirevision: "camera",
        scene: { ...figure.layout.scene, camera: closer(figure.layout.scene?.camera), uirevision: "camera", dragmode: "turntable" },
      };
      await Plotly.react(gd, [...figure.data.filter((/** @type {any} */ trace) => trace.type === "surface"), ghost, run, now], layout, CONFIG);
      gd.figure = figure;
      if (mine === turn) deep.hide();
    },
  };
}
