// Path: the run drawn over the map, past solid and future pale, through the axes' own scale.
import { num, plain } from "./numbers.js";
import { createPen } from "./pen.js";
import { clip, ticks } from "./scale.js";
import { say } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} name @param {Record<string, string | number>} [attributes] @param {Element} [parent] */
export function draw(name, attributes = {}, parent) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  parent?.append(node);
  return node;
}

/** Set attributes that are not so already. @param {Element} node @param {Record<string, string | number>} attributes */
export function set(node, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    const text = String(value);
    if (node.getAttribute(key) !== text) node.setAttribute(key, text);
  }
}

/** @param {number} x @param {number} y @param {number} r */
const dot = (x, y, r) => `M${(x - r).toFixed(1)},${y.toFixed(1)}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`;

/** @param {SVGSVGElement} svg */
export function createPath(svg) {
  const node = Object.fromEntries(
    [["ticks", "g"], ["halo thin", "path"], ["coming", "path"], ["dots-coming", "path"], ["halo", "path"], ["past", "path"],
     ["dots-past", "path"], ["exit", "g"], ["origin", "circle"], ["ring", "circle"], ["now", "circle"]]
      .map(([name, tag]) => [name, draw(tag, { class: name }, svg)]),
  );
  const arrow = draw("path", { d: "M-13,-7L0,0L-13,7z" });
  const told = draw("text");
  /** How wide the words at the exit are. @type {Map<string, number>} */
  const widths = new Map();
  /** @type {number[][]} */
  let pixels = [];
  /** @type {import("./scale.js").Scale | null} */
  let scale = null;
  let cut = Infinity; // the first step not drawn
  /** @type {(number[] | null)[]} */
  let segments = [];

  const big = () => (document.documentElement.dataset.theme === "projector" ? 1.7 : 1);

  /** Draw one stretch of the path. @param {number} from @param {number} to may end between two steps */
  function stretch(from, to) {
    const pen = createPen();
    let dots = "";
    let [dx, dy] = [-99, -99];
    const grown = big();
    const r = 2.6 * grown;
    for (let k = Math.floor(from); k < to && k < segments.length; k += 1) {
      const s = segments[k];
      if (s) {
        let [ax, ay, bx, by] = s;
        const begin = Math.max(0, from - k);
        const end = Math.min(1, to - k);
        if (begin > 0 || end < 1) {
          [ax, ay, bx, by] = [ax + begin * (bx - ax), ay + begin * (by - ay), ax + end * (bx - ax), ay + end * (by - ay)];
        }
        const [px, py] = pen.at();
        if (!(Math.abs(ax - px) + Math.abs(ay - py) <= 0.5)) pen.move(ax, ay);
        pen.line(bx, by);
      }
      const p = pixels[k + 1];
      if (p && k + 1 <= to && k + 1 < cut && Math.abs(p[0] - dx) + Math.abs(p[1] - dy) > 4.5 * grown && scale
        && p[0] >= 0 && p[1] >= 0 && p[0] <= scale.width && p[1] <= scale.height) {
        dots += dot(p[0], p[1], r);
        [dx, dy] = p;
      }
    }
    return [pen.text(), dots];
  }

  /** @param {import("./scale.js").Scale} s @param {string[]} names */
  function drawTicks(s, names) {
    const g = node.ticks;
    g.replaceChildren();
    const [x0, x1, y0, y1] = s.bounds;
    for (const v of ticks(x0, x1, s.width / 110)) {
      const x = s.x(v);
      if (x < 34 || x > s.width - 34) continue;
      draw("line", { x1: x, x2: x, y1: s.height, y2: s.height - 5 }, g);
      draw("text", { x, y: s.height - 9, "text-anchor": "middle" }, g).textContent = plain(v);
    }
    for (const v of ticks(y0, y1, s.height / 80)) {
      const y = s.y(v);
      if (y < 40 || y > s.height - 26) continue;
      draw("line", { x1: 0, x2: 5, y1: y, y2: y }, g);
      draw("text", { x: 9, y: y + 4 }, g).textContent = plain(v);
    }
    draw("text", { class: "name", x: s.width - 12, y: s.height - 10, "text-anchor": "end" }, g).textContent = names[0];
    draw("text", { class: "name", x: 10, y: 22 }, g).textContent = names[1] ?? `f(${names[0]})`;
  }

  /** @param {number} k the step that lands outside */
  function drawExit(k) {
    const s = scale && k > 0 && k < pixels.length ? segments[k - 1] : null;
    if (!s || !scale) return node.exit.replaceChildren();
    if (!told.isConnected) node.exit.append(arrow, told);
    const [ax, ay, x, y] = s;
    const angle = (Math.atan2(y - ay, x - ax) * 180) / Math.PI;
    const size = big();
    set(arrow, { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${angle.toFixed(1)}) scale(${size})` });
    const words = say("exit", { step: k });
    if (told.textContent !== words) told.textContent = words;
    // Measuring forces a layout: words of one length and size are about as wide.
    const measure = `${words.length} ${size}`;
    const width = widths.get(measure) ?? /** @type {SVGTextElement} */ (told).getComputedTextLength();
    if (width > 0) widths.set(measure, width);
    const left = x + 16 + width < scale.width - 8;
    const top = x < 60 ? 46 : 22;
    set(told, {
      "text-anchor": left ? "start" : "end", x: left ? Math.max(8, x + 16) : Math.min(scale.width - 8, x - 16),
      y: Math.min(scale.height - 30, Math.max(top * size, y + (y < 30 ? 26 : 4))),
    });
  }

  const picture = {
    /** Take a new run. @param {(number | string)[][]} points @param {(number | string)[]} values
     * @param {import("./scale.js").Scale} next @param {string[]} names */
    load(points, values, next, names) {
      const fresh = !scale || scale.bounds.join() !== next.bounds.join() || scale.width !== next.width || scale.height !== next.height;
      scale = next;
      set(svg, { viewBox: `0 0 ${next.width} ${next.height}` });
      const flat = points[0]?.length === 1;
      pixels = points.map((p, k) => [next.x(num(p[0])), next.y(num(flat ? values[k] : p[1]))]);
      const inside = pixels.map(([x, y]) => x >= -1 && x <= next.width + 1 && y >= -1 && y <= next.height + 1);
      // A run that ends outside is cut where it left for good; one that comes back is drawn whole.
      const gone = !inside[inside.length - 1];
      const out = gone ? inside.lastIndexOf(true) + 1 : inside.indexOf(false);
      cut = gone ? out : Infinity;
      segments = [];
      for (let k = 0; k + 1 < pixels.length && k < cut; k += 1) {
        const found = clip(pixels[k], pixels[k + 1], next.width, next.height);
        segments.push(found && [...found[0], ...found[1]]);
      }
      if (fresh) drawTicks(next, names);
      drawExit(out);
    },
    /** Move the clock's marker. @param {import("./player.js").Moment} now */
    mark(now) {
      if (!scale || !pixels.length) return;
      const at = now.step + now.fraction;
      const end = pixels.length - 1;
      const [past, dotsPast] = stretch(0, Math.min(at, end));
      const [coming, dotsComing] = at < end ? stretch(at, end) : ["", ""];
      for (const name of ["halo", "past"]) set(node[name], { d: past });
      for (const name of ["halo thin", "coming"]) set(node[name], { d: coming });
      set(node["dots-past"], { d: dotsPast });
      set(node["dots-coming"], { d: dotsComing });
      const a = pixels[now.step];
      const b = pixels[Math.min(now.step + 1, end)];
      const x = a[0] + now.fraction * (b[0] - a[0]);
      const y = a[1] + now.fraction * (b[1] - a[1]);
      const inside = x >= 0 && y >= 0 && x <= scale.width && y <= scale.height && now.step < cut;
      const size = big();
      for (const [name, r] of /** @type {[string, number][]} */ ([["now", 6.5], ["ring", 12]])) {
        const c = node[name];
        set(c, { visibility: inside && (name === "now" || now.step < end) ? "visible" : "hidden" });
        if (inside) set(c, { cx: x.toFixed(1), cy: y.toFixed(1), r: r * size });
      }
      const [ox, oy] = pixels[0];
      set(node.origin, { cx: ox, cy: oy, r: 7.5 * size });
    },
    /** Where the start stands, in pixels. */
    origin: () => pixels[0] ?? null,
  };
  return picture;
}
