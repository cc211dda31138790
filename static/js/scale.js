// Scale: from the numbers of a domain to the pixels of a box, and ticks that people read easily.

/** @typedef {{x: (v: number) => number, y: (v: number) => number, backX: (p: number) => number,
 *   backY: (p: number) => number, bounds: number[], width: number, height: number}} Scale */

/** @param {number[]} bounds xmin, xmax, ymin, ymax @param {number} width @param {number} height
 * @returns {Scale} */
export function makeScale(bounds, width, height) {
  const [x0, x1, y0, y1] = bounds;
  return {
    bounds, width, height,
    x: (v) => ((v - x0) / (x1 - x0)) * width,
    y: (v) => height - ((v - y0) / (y1 - y0)) * height,
    backX: (p) => x0 + (p / width) * (x1 - x0),
    backY: (p) => y0 + ((height - p) / height) * (y1 - y0),
  };
}

/** Round numbers between two ends, about `count` of them. @param {number} lo @param {number} hi @param {number} count */
export function ticks(lo, hi, count) {
  const rough = (hi - lo) / count;
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? 10 * power;
  const found = [];
  for (let k = Math.ceil(lo / step); k * step <= hi; k += 1) found.push(Number((k * step).toPrecision(12)));
  return found;
}

/** Round a coordinate to what a pixel can tell. @param {number} value @param {number} perPixel */
export function snap(value, perPixel) {
  const decimals = Math.max(0, Math.ceil(-Math.log10(Math.abs(perPixel))));
  return Number(value.toFixed(Math.min(decimals, 12)));
}

/** Where the segment a→b lies inside the box, or null (Liang and Barsky 1984).
 * @param {number[]} a @param {number[]} b @param {number} width @param {number} height
 * @returns {[number[], number[], boolean] | null} the two ends, and whether b was cut off */
export function clip(a, b, width, height) {
  let from = 0;
  let to = 1;
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  for (const [p, q] of [[-dx, a[0]], [dx, width - a[0]], [-dy, a[1]], [dy, height - a[1]]]) {
    if (p === 0) {
      if (q < 0) return null;
    } else {
      const r = q / p;
      if (p < 0) from = Math.max(from, r);
      else to = Math.min(to, r);
      if (from > to) return null;
    }
  }
  return [[a[0] + from * dx, a[1] + from * dy], [a[0] + to * dx, a[1] + to * dy], to < 1];
}
