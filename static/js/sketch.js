// Sketch: what moves in a figure, drawn at once over Plotly's own axes, in its ink, while a knob or the
// clock moves. Plotly's traces of it are hidden meanwhile; at rest it draws them itself, and this goes.
import { numbers } from "./packed.js";
import { same } from "./sketch_difference.js";
import { arrows } from "./sketch_arrows.js";
import { glyph, placed } from "./sketch_symbols.js";
import { line, track } from "./sketch_strokes.js";
import { outline, words } from "./sketch_words.js";

const SVG = "http://www.w3.org/2000/svg";
/** Dashes by their names, in widths of the line. */
const DASHES = /** @type {Record<string, number[]>} */ ({ dot: [1, 1], dash: [3, 3], longdash: [5, 5], dashdot: [3, 1, 1, 1], longdashdot: [5, 2, 1, 2] });

/** Which points of which arrays a trace shows. @typedef {{x: ArrayLike<any>, y: ArrayLike<any>, from: number, to: number}} Shown */

const element = (/** @type {string} */ name) => /** @type {SVGElement} */ (document.createElementNS(SVG, name));

/** Write attributes where they have changed. @param {any} node @param {Record<string, string | number>} given */
function dress(node, given) {
  const worn = (node.worn ??= {});
  for (const [name, value] of Object.entries(given)) {
    if (worn[name] === value) continue;
    worn[name] = value;
    node.setAttribute(name, String(value));
  }
}

const two = (/** @type {number} */ pixel) => Math.round(pixel * 100) / 100;

/** The nodes of a group, as many as are wanted. @param {Element} root @param {number} count */
function nodes(root, count) {
  while (root.childElementCount > count) root.lastElementChild?.remove();
  while (root.childElementCount < count) root.append(element("path"));
  return root.children;
}

const each = (/** @type {any} */ value, /** @type {number} */ k, /** @type {any} */ otherwise) => (Array.isArray(value) ? value[k] : value) ?? otherwise;

/** What of a trace is seen when the clock stands at a step. @param {any} figure @param {number} step
 * @returns {(index: number) => Shown | null} */
export function seen(figure, step) {
  const moves = new Map((figure.layout.meta?.moves ?? []).map((/** @type {any} */ move) => [move.trace, move]));
  return (index) => {
    const { along, until } = moves.get(index) ?? {};
    const path = along === undefined ? null : figure.data[along];
    const length = numbers(path?.x)?.length ?? 0;
    const of = length ? path : figure.data[index];
    const [x, y] = [numbers(of.x), numbers(of.y)];
    if (!x || !y) return null;
    if (!length) return { x, y, from: 0, to: Math.min(x.length, y.length) };
    const at = Math.min(step, length - 1);
    return { x, y, from: until ? 0 : at, to: at + 1 };
  };
}

/** @param {any} gd the element that Plotly draws in */
export function createSketch(gd) {
  /** What Plotly drew that is hidden. @type {Set<any>} */
  const hidden = new Set();
  /** The words that stand here. @type {Map<string, any>} */
  const written = new Map();
  /** What was drawn here. @type {Map<string, SVGElement>} */
  const drawn = new Map();
  /** Shapes of Plotly's that were moved, with where they were. @type {Map<Element, string>} */
  const moved = new Map();

  /** Hide these of Plotly's nodes and no others. @param {Set<any>} wanted */
  function hide(wanted) {
    for (const node of hidden) {
      if (wanted.has(node)) continue;
      node.style.display = "";
      hidden.delete(node);
    }
    for (const node of wanted) {
      if (hidden.has(node)) continue;
      node.style.display = "none";
      hidden.add(node);
    }
  }
  const plot = (/** @type {any} */ trace) => gd._fullLayout._plots?.[`${trace.xaxis ?? "x"}${trace.yaxis ?? "y"}`];

  /** A group of ours, made once. @param {string} name @param {() => SVGElement | null} make */
  function group(name, make) {
    let found = drawn.get(name);
    if (!found) {
      const made = make();
      if (!made) return null;
      drawn.set(name, (found = made));
    }
    return found;
  }

  /** The group of all traces of a plot: right over its own ones, or beneath its lines, for bars.
   * @param {any} of @param {"bars" | "lines"} kind */
  const layer = (of, kind) => group(`${kind} ${of.id}`, () => {
    const own = of.plot?.node();
    if (!own) return null;
    const made = element("g");
    made.setAttribute("class", "sketch");
    if (kind === "bars") own.querySelector(":scope > .barlayer")?.after(made);
    else {
      made.setAttribute("transform", own.getAttribute("transform"));
      own.after(made);
    }
    return made;
  });

  /** The node of a layer that was drawn last. @type {Map<Element, Element>} */
  const last = new Map();

  /** In the order of their traces, whenever they came; what sits there already is not moved.
   * @param {Element} over @param {Element} root */
  function seat(over, root) {
    const before = last.get(over) ?? null;
    if (root.parentNode !== over || root.previousElementSibling !== before) {
      if (before) before.after(root);
      else over.prepend(root);
    }
    last.set(over, root);
  }

  /** @param {any} trace @param {number} index @param {Shown} shown @returns {boolean} */
  function scatter(trace, index, shown) {
    const of = plot(trace);
    const [across, up] = [of && track(of.xaxis), of && track(of.yaxis)];
    const over = of && layer(of, "lines");
    if (!across || !up || !over) return false;
    const root = group(`trace ${index}`, () => {
      const made = element("g");
      made.style.strokeMiterlimit = "2";
      made.append(element("path"), element("path"), element("g"));
      return made;
    });
    if (!root) return false;
    seat(over, root);
    const mode = trace.mode ?? "lines";
    dress(root, { opacity: trace.opacity ?? 1, "clip-path": trace.cliponaxis === false ? "none" : `url(#${of.clipId})` });
    const [area, stroke, points] = /** @type {any} */ (root.children);
    const path = mode.includes("lines") || trace.fill ? line(shown, across, up, (trace.line?.simplify ?? true) ? trace.line?.width ?? 2 : 0) : "";
    dress(area, { d: trace.fill === "toself" && path ? `${path}Z` : "", fill: trace.fillcolor ?? "none", stroke: "none" });
    const width = trace.line?.width ?? 2;
    const dash = (DASHES[trace.line?.dash] ?? []).map((share) => share * Math.max(width, 3)).join(",");
    const inked = mode.includes("lines") && width > 0;
    dress(stroke, { d: inked ? path : "", fill: "none", stroke: trace.line?.color ?? "none", "stroke-width": width, "stroke-dasharray": dash || "none" });
    return mode.includes("markers") ? mark(trace, shown, points, across, up) : (points.replaceChildren(), true);
  }

  /** @param {any} trace @param {number} index @returns {boolean} */
  function quiver(trace, index) {
    const of = plot(trace);
    const over = of && layer(of, "lines");
    const d = of && arrows(trace, of.xaxis, of.yaxis);
    if (!over || d === null) return false;
    const root = group(`arrows ${index}`, () => {
      const made = element("g");
      made.style.strokeMiterlimit = "2";
      made.append(element("path"));
      return made;
    });
    if (!root) return false;
    seat(over, root);
    dress(root, { opacity: trace.opacity ?? 1, "clip-path": `url(#${of.clipId})` });
    dress(root.firstElementChild, { d, fill: "none", stroke: trace.marker?.color ?? "none", "stroke-width": trace.marker?.line?.width ?? 1 });
    return true;
  }

  /** @param {any} trace @param {Shown} shown @param {SVGElement} root
   * @param {import("./sketch_strokes.js").Track} across @param {import("./sketch_strokes.js").Track} up */
  function mark(trace, { x, y, from, to }, root, across, up) {
    const marker = trace.marker ?? {};
    const edge = marker.line ?? {};
    const alone = ["size", "color", "symbol", "opacity"].every((key) => !Array.isArray(marker[key])) && !Array.isArray(edge.width) && !Array.isArray(edge.color);
    const places = [];
    for (let k = from; k < to; k += 1) {
      const [px, py] = [across.at(x[k]), up.at(y[k])];
      if (!(px * 0 === 0 && py * 0 === 0)) continue;
      // Plotly leaves out what is beyond the axes where it does not clip.
      const room = trace.cliponaxis === false ? 0 : 40;
      if (px >= -room && px <= across.length + room && py >= -room && py <= up.length + room) places.push({ k, px, py });
    }
    const looks = (/** @type {number} */ k) => {
      const look = glyph(each(marker.symbol, k, "circle"), each(marker.size, k, 6));
      if (!look) return null;
      const colour = each(marker.color, k, "none");
      const width = each(edge.width, k, look.open ? 1 : 0);
      return {
        look,
        ink: {
          fill: look.open ? "none" : colour, stroke: look.open ? colour : width > 0 ? each(edge.color, k, colour) : "none",
          "stroke-width": width, opacity: each(marker.opacity, k, 1),
        },
      };
    };
    // Many dots of one look and without an edge are one path.
    const one = alone && places.length > 1 ? looks(places[0].k) : null;
    if (one && one.ink.stroke === "none" && one.ink.opacity === 1) {
      const d = places.map(({ px, py }) => placed(one.look, px, py)).join("");
      const [node] = nodes(root, 1);
      dress(node, { d, transform: "translate(0,0)", ...one.ink });
      return true;
    }
    const made = nodes(root, places.length);
    for (const [index, { k, px, py }] of places.entries()) {
      const found = looks(k);
      if (!found) return false;
      dress(made[index], { d: placed(found.look, 0, 0), transform: `translate(${two(px)},${two(py)})`, ...found.ink });
    }
    return true;
  }

  /** The bars of a trace where their bases and places are those that Plotly has found.
   * @param {any} trace @param {number} index @returns {boolean} */
  function bars(trace, index) {
    const of = plot(trace);
    const up = of && track(of.yaxis);
    const under = of && layer(of, "bars");
    const known = gd.calcdata?.[gd._fullData.findIndex((/** @type {any} */ full) => full.index === index)];
    const y = numbers(trace.y);
    if (!up || !under || !y || !known || known.length !== y.length || trace.orientation === "h" || trace.text) return false;
    const root = group(`trace ${index}`, () => element("g"));
    if (!root) return false;
    under.append(root);
    dress(root, { opacity: trace.opacity ?? 1 });
    const made = nodes(root, y.length);
    const bases = numbers(trace.base) ?? [];
    const marker = trace.marker ?? {};
    for (let k = 0; k < y.length; k += 1) {
      const base = Array.isArray(bases) ? bases[k] ?? 0 : bases;
      const [low, high] = [up.at(base), up.at(base + y[k])];
      const { p0, p1 } = known[k];
      const [left, right] = [of.xaxis.c2p(p0), of.xaxis.c2p(p1)];
      const drawable = [low, high, left, right].every(Number.isFinite);
      dress(made[k], {
        d: drawable ? `M${two(left)},${two(low)}V${two(high)}H${two(right)}V${two(low)}Z` : "",
        fill: each(marker.color, k, "none"), opacity: each(marker.opacity, k, 1),
        stroke: each(marker.line?.width, k, 0) > 0 ? each(marker.line?.color, k, "none") : "none", "stroke-width": each(marker.line?.width, k, 0),
      });
    }
    return true;
  }

  /** @param {any} note @param {number} index */
  function write(note, index) {
    const name = `note ${index}`;
    if (drawn.has(name) && written.get(name) && same(written.get(name), note)) return;
    written.set(name, note);
    drawn.get(`note ${index}`)?.remove();
    drawn.delete(`note ${index}`);
    const root = gd.querySelector(".infolayer");
    const made = note && root ? words(note, gd._fullLayout, root) : null;
    if (made) drawn.set(`note ${index}`, /** @type {any} */ (made));
  }

  /** @param {any} shape @param {number} index @returns {boolean} */
  function shift(shape, index) {
    const own = gd.querySelector(`.shapelayer path[data-index="${index}"]`);
    const path = outline(shape, gd._fullLayout);
    if (!own || path === null) return false;
    if (!moved.has(own)) moved.set(own, own.getAttribute("d") ?? "");
    own.setAttribute("d", path);
    return true;
  }

  /** Give everything back to Plotly. */
  function clear() {
    for (const node of drawn.values()) node.remove();
    for (const node of hidden) node.style.display = "";
    for (const [node, path] of moved) node.setAttribute("d", path);
    drawn.clear();
    written.clear();
    hidden.clear();
    moved.clear();
  }

  return {
    clear,
    /** Draw what differs. @param {any} figure the one to be seen
     * @param {import("./sketch_difference.js").Difference} difference from what Plotly shows
     * @param {number} step where the clock stands @returns {boolean} false where Plotly must, nothing of it being left */
    draw(figure, { first, bars: towers, notes, shapes }, step) {
      const at = seen(figure, step);
      last.clear();
      const wanted = new Set();
      for (const full of gd._fullData) {
        if (full.visible !== true || (full.index < first && !towers.includes(full.index))) continue;
        if (full.type === "scatter") wanted.add(gd.querySelector(`[class^="scatterlayer"] > .trace${full.uid}`));
        if (full.type === "quiver") wanted.add(gd.querySelector(`[class^="quiverlayer"] > .trace${full.uid}`));
        if (full.type === "bar") wanted.add(barsOf(full));
      }
      for (const index of notes) wanted.add(gd.querySelector(`.infolayer > .annotation[data-index="${index}"]`));
      wanted.delete(null);
      wanted.delete(undefined);
      let done = true;
      const kept = new Set(towers.map((index) => `trace ${index}`));
      for (const [index, trace] of figure.data.entries()) {
        if (!done) break;
        if (trace.type === "bar" && towers.includes(index)) done = bars(trace, index);
        if (trace.type === "quiver" && index >= first) {
          kept.add(`arrows ${index}`);
          done = quiver(trace, index);
        }
        if (trace.type !== "scatter" || index < first || (trace.visible ?? true) !== true) continue;
        const shown = at(index);
        if (!shown) continue;
        kept.add(`trace ${index}`);
        done = scatter(trace, index, shown);
      }
      for (const index of notes) {
        kept.add(`note ${index}`);
        write(figure.layout.annotations?.[index], index);
      }
      for (const [name, node] of drawn) {
        if (!/^(trace|arrows|note) /.test(name) || kept.has(name)) continue;
        node.remove();
        drawn.delete(name);
      }
      for (const [node, path] of moved) node.setAttribute("d", path);
      for (const index of shapes) done &&= shift(figure.layout.shapes[index], index);
      if (done) hide(wanted);
      else clear();
      return done;
    },
  };

  /** The node of a bar trace, which bears no name: they lie in the order of their traces. @param {any} full */
  function barsOf(full) {
    const all = gd._fullData.filter((/** @type {any} */ other) => other.type === "bar" && other.visible === true && other.xaxis === full.xaxis && other.yaxis === full.yaxis);
    return plot(full)?.plot.node()?.querySelectorAll(":scope > .barlayer > .trace")[all.indexOf(full)];
  }
}
