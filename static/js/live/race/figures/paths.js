// Paths: a path on a small map, cut where it leaves the map for good, as app/lessons/paths.py draws it.

/** @typedef {[number, number, number, number]} Window */
/** @typedef {number[] | Float64Array} Numbers */

/** So many widths off the map a coordinate is as far as it can be drawn. */
const FAR = 1e4;
/** A mark on the frame stands inside it by this share of the width. */
const INSIDE = 0.02;
/** More points than this are a line alone. */
const LONG = 150;

/** Coordinates no further off than a picture can hold; what has no place goes high.
 * @param {Numbers} values @param {number} low @param {number} high */
function drawable(values, low, high) {
  const reach = FAR * (high - low);
  return Float64Array.from(values, (value) => (value === value ? Math.min(Math.max(value, low - reach), high + reach) : high + reach));
}

/** Where a path that ends off the map leaves it for good: the step, and the place on its frame.
 * @param {Numbers} x @param {Numbers} y @param {Window} seen */
export function wayOut(x, y, seen) {
  const inside = (/** @type {number} */ k) => x[k] >= seen[0] && x[k] <= seen[1] && y[k] >= seen[2] && y[k] <= seen[3];
  let last = x.length - 1;
  if (inside(last)) return null;
  while (last >= 0 && !inside(last)) last -= 1;
  if (last < 0) return null;
  let share = 1;
  const ends = [];
  for (const [line, low, high] of /** @type {[Numbers, number, number][]} */ ([[x, seen[0], seen[1]], [y, seen[2], seen[3]]])) {
    const here = line[last];
    const there = drawable([line[last + 1]], low, high)[0];
    if (!(low <= there && there <= high)) share = Math.min(share, ((there > high ? high : low) - here) / (there - here));
    ends.push({ here, there, low, high });
  }
  const [atX, atY] = ends.map(({ here, there, low, high }) => Math.min(Math.max(here + share * (there - here), low), high));
  return { step: last + 1, x: atX, y: atY };
}

/** The coordinates of a run on its map, the graph's on a line. @param {any} run @param {number} dimension */
export function coordinates({ points, values, count }, dimension) {
  if (dimension === 1) return { x: points, y: values };
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  for (let k = 0; k < count; k += 1) {
    x[k] = points[2 * k];
    y[k] = points[2 * k + 1];
  }
  return { x, y };
}

/** The four traces of a path from those that stand, and where it leaves the map.
 * @param {any[]} traces @param {{x: Numbers, y: Numbers}} at @param {Window} seen @param {string} name */
export function path(traces, at, seen, name) {
  const out = wayOut(at.x, at.y, seen);
  const x = drawable(at.x, seen[0], seen[1]);
  const y = drawable(at.y, seen[2], seen[3]);
  if (out) {
    // Once it has left the map for good it rests where it left, and the clock runs on.
    x.fill(out.x, out.step);
    y.fill(out.y, out.step);
  }
  const mode = x.length <= LONG ? "lines+markers" : "lines";
  const [halo, whole, until, now] = traces;
  const last = x.length - 1;
  return {
    out,
    traces: [
      { ...halo, x, y },
      { ...whole, x, y, mode, name },
      { ...until, x, y, mode },
      { ...now, x: [x[last]], y: [y[last]] },
    ],
  };
}

/** What follows the clock in a path whose first trace is this one. @param {number} first */
export const moves = (first) => [
  { trace: first + 2, along: first + 1, until: true },
  { trace: first + 3, along: first + 1 },
];

/** The mark on the frame where a path leaves the map, just inside so that it is whole.
 * @param {any} mark the trace of such a mark @param {{x: number, y: number}} at @param {Window} seen @param {string} name */
export function exit(mark, { x, y }, seen, name) {
  const wide = INSIDE * (seen[1] - seen[0]);
  const high = 1.6 * INSIDE * (seen[3] - seen[2]);
  return {
    ...mark, name,
    x: [Math.min(Math.max(x, seen[0] + wide), seen[1] - wide)],
    y: [Math.min(Math.max(y, seen[2] + high), seen[3] - high)],
  };
}
