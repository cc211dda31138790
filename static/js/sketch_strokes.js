// Sketch strokes: numbers of a trace as the path of an SVG, in the pixels of its axes.
import { clip } from "./scale.js";

/** The pixels of an axis. @typedef {{at: (value: any) => number, length: number, told: string}} Track */

/** What lies so many plots away is cut off: its pixels are more than a renderer can hold. */
const AWAY = 4;

/** @param {any} axis one of Plotly's, as it stands @returns {Track | null} null for what is no number line */
export function track(axis) {
  const { _m: slope, _b: shift, _length: length, type } = axis;
  const told = `${type} ${slope} ${shift} ${length}`;
  if (type === "linear") return { length, told, at: (v) => (v === null || v === undefined ? NaN : slope * v + shift) };
  if (type === "log") return { length, told, at: (v) => (v > 0 ? slope * Math.log10(v) + shift : NaN) };
  return null;
}

const tidy = (/** @type {number} */ pixel) => Math.round(pixel * 100) / 100;

/** What was drawn of an array of numbers last. @type {WeakMap<object, {y: any, told: string, path: string}[]>} */
const known = new WeakMap();

/** The line through some points of two arrays, broken where there is none.
 * @param {{x: ArrayLike<any>, y: ArrayLike<any>, from: number, to: number}} shown
 * @param {Track} across @param {Track} up @param {number} width that of the line; 0: every point counts
 * @returns {string} */
export function line({ x, y, from, to }, across, up, width) {
  const tolerance = width ? Math.max(width, 3) / 4 : 0;
  const told = `${from} ${to} ${tolerance} ${across.told} ${up.told}`;
  const before = known.get(x) ?? [];
  const found = before.find((each) => each.y === y && each.told === told);
  if (found) return found.path;
  const pixels = new Float64Array(2 * (to - from));
  let path = "";
  let count = 0;
  const end = () => {
    if (count) path += stroke(pixels, thinned(pixels, count, across, up, tolerance), across, up);
    count = 0;
  };
  for (let k = from; k < to; k += 1) {
    const px = across.at(x[k]);
    const py = up.at(y[k]);
    if (px * 0 === 0 && py * 0 === 0) {
      pixels[2 * count] = px;
      pixels[2 * count + 1] = py;
      count += 1;
    } else end();
  }
  end();
  // The halo, the whole and the part until the clock's step share their points.
  known.set(x, [{ y, told, path }, ...before.slice(0, 3)]);
  return path;
}

/** How much further apart points may be taken together, for each plot's width that they lie outside. */
const GROWTH = 10;
/** Points that lie nearer than this share of the tolerance are one. */
const ONE = 0.2;

/** Leave out points whose absence cannot be seen, as Plotly does, so that dashes fall where its fall: from
 * each kept point on, those that keep to a straight line within the tolerance are told by the ends of
 * that line. @param {Float64Array} pixels in pairs @param {number} count @param {Track} across
 * @param {Track} up @param {number} tolerance @returns {number[]} the places of those that are kept */
function thinned(pixels, count, across, up, tolerance) {
  const kept = [0];
  if (!tolerance) {
    for (let k = 1; k < count; k += 1) kept.push(k);
    return kept;
  }
  const off = (/** @type {number} */ k) => {
    const [px, py] = [pixels[2 * k] / across.length, pixels[2 * k + 1] / up.length];
    return Math.max(0, -px, px - 1, -py, py - 1);
  };
  const allowed = (/** @type {number} */ k) => {
    const here = off(k);
    // A line that comes into sight must do so in the right place.
    return here && (k + 1 >= count || off(k + 1)) ? (1 + GROWTH * here) * tolerance : tolerance;
  };
  let start = 0;
  for (let k = 1; k < count; k += 1) {
    const [sx, sy] = [pixels[2 * start], pixels[2 * start + 1]];
    let high = k;
    let reach = Math.hypot(pixels[2 * k] - sx, pixels[2 * k + 1] - sy);
    if (reach < allowed(k) * ONE) {
      if (k === count - 1) kept.push(k);
      continue;
    }
    const [ux, uy] = [(pixels[2 * k] - sx) / reach, (pixels[2 * k + 1] - sy) / reach];
    let [low, least, left, right, last] = [start, 0, 0, 0, k];
    for (k += 1; k < count; k += 1) {
      const [dx, dy] = [pixels[2 * k] - sx, pixels[2 * k + 1] - sy];
      const aside = dx * uy - dy * ux;
      left = Math.min(left, aside);
      right = Math.max(right, aside);
      if (right - left > allowed(k)) break;
      last = k;
      const along = dx * ux + dy * uy;
      if (along > reach) {
        reach = along;
        high = k;
      } else if (along < least) {
        least = along;
        low = k;
      }
    }
    for (const place of high < low ? [high, low] : [low, high]) if (place > kept[kept.length - 1] && place < last) kept.push(place);
    kept.push(last);
    if (k >= count) break;
    kept.push(k);
    start = k;
  }
  return kept;
}

/** A line through kept points, cut where it leaves all measure.
 * @param {Float64Array} pixels @param {number[]} kept @param {Track} across @param {Track} up */
function stroke(pixels, kept, across, up) {
  const [left, top] = [AWAY * across.length, AWAY * up.length];
  const [wide, high] = [2 * left + across.length, 2 * top + up.length];
  let path = "";
  let [lastX, lastY, inside] = [NaN, NaN, false];
  for (const k of kept) {
    const [px, py] = [pixels[2 * k], pixels[2 * k + 1]];
    const here = px >= -left && px <= wide - left && py >= -top && py <= high - top;
    if (here && (inside || lastX !== lastX)) path += `${inside ? "L" : "M"}${tidy(px)},${tidy(py)}`;
    else if (lastX === lastX) {
      const piece = clip([lastX + left, lastY + top], [px + left, py + top], wide, high);
      if (piece) {
        const [[ax, ay], [bx, by]] = piece;
        path += `${inside ? "" : `M${tidy(ax - left)},${tidy(ay - top)}`}L${tidy(bx - left)},${tidy(by - top)}`;
      }
    }
    [lastX, lastY, inside] = [px, py, here];
  }
  return path;
}
