// Sketch difference: what another figure moves, in so far as it can be sketched over the present one.
import { numbers } from "./packed.js";
import { writable } from "./sketch_words.js";

/** What is to be drawn over a plot. `first` is the first scatter trace that differs: with all above
 * it it is drawn anew, so that they lie over each other as they should.
 * @typedef {{first: number, bars: number[], notes: number[], shapes: number[]}} Difference */

/** The attributes that may move of a bar, and of a shape. */
const BAR = ["y", "base", "customdata", "text", "hovertemplate", "name", "marker", "opacity"];
const SHAPE = ["x0", "x1", "y0", "y1"];
/** What of a layout may differ. */
const LOOSE = ["annotations", "shapes", "meta"];

/** @param {any} a @param {any} b @returns {boolean} */
export function same(a, b) {
  if (a === b || (a !== a && b !== b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (a.bdata !== undefined || b.bdata !== undefined || ArrayBuffer.isView(a) || ArrayBuffer.isView(b)) return alike(a, b);
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((each, k) => same(each, b[k]));
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => same(a[key], b[key]));
}

const gap = (/** @type {any} */ value) => value === null || value !== value;

/** Whether two arrays hold the same numbers, one of them perhaps in single precision.
 * @param {any} a @param {any} b */
function alike(a, b) {
  if (a.bdata !== undefined && a.bdata === b.bdata) return a.dtype === b.dtype && a.shape === b.shape;
  if (a.shape || b.shape) return false;
  const [p, q] = [numbers(a), numbers(b)];
  if (!p || !q || p.length !== q.length) return false;
  const short = a.dtype === "f4" || b.dtype === "f4";
  for (let k = 0; k < p.length; k += 1) {
    if (p[k] === q[k] || (gap(p[k]) && gap(q[k]))) continue;
    if (!short || Math.fround(p[k]) !== Math.fround(q[k])) return false;
  }
  return true;
}

/** @param {any} a @param {any} b @param {string[]} keys those in which they may differ */
const sameBut = (a, b, keys) => [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => keys.includes(key) || same(a[key], b[key]));

/** What differs between two figures; null where it is more than can be sketched.
 * @param {any} before what Plotly shows @param {any} after @returns {Difference | null} */
export function difference(before, after) {
  if (before === after) return { first: Infinity, bars: [], notes: [], shapes: [] };
  if (!sameBut(before.layout, after.layout, LOOSE)) return null;
  /** @type {Difference} */
  const found = { first: Infinity, bars: [], notes: [], shapes: [] };
  for (let k = 0; k < Math.max(before.data.length, after.data.length); k += 1) {
    const [a, b] = [before.data[k], after.data[k]];
    if (a && b && same(a, b)) continue;
    const kinds = [a?.type, b?.type];
    if (kinds.every((kind) => kind === "bar")) {
      if (!sameBut(a, b, BAR)) return null;
      found.bars.push(k);
    } else if (kinds.every((kind) => kind === undefined || kind === "scatter" || kind === "quiver")) found.first = Math.min(found.first, k);
    else return null;
  }
  const [notes, shapes] = ["annotations", "shapes"].map((key) => [before.layout[key] ?? [], after.layout[key] ?? []]);
  for (let k = 0; k < Math.max(notes[0].length, notes[1].length); k += 1) {
    if (notes[0][k] && notes[1][k] && same(notes[0][k], notes[1][k])) continue;
    if (notes[1][k] && !writable(notes[1][k])) return null;
    found.notes.push(k);
  }
  if (shapes[0].length !== shapes[1].length) return null;
  for (const [k, shape] of shapes[1].entries()) {
    if (same(shapes[0][k], shape)) continue;
    if (!sameBut(shapes[0][k], shape, SHAPE) || shape.type === "path") return null;
    found.shapes.push(k);
  }
  return found;
}
