// Sketch symbols: the marks of points, of the shapes and the sizes that Plotly gives them.

/** A path around 0: where it begins, and what follows, in steps. `open`: an outline alone.
 * @typedef {{from: [number, number], rest: string, open: boolean}} Glyph */

const two = (/** @type {number} */ number) => Math.round(number * 100) / 100;
/** Straight steps. @param {number} size @param {number[][]} turns */
const steps = (size, turns) => `${turns.map(([across, down]) => `l${two(across * size)},${two(down * size)}`).join("")}z`;

/** Each by its radius. @type {Record<string, (r: number) => [[number, number], string]>} */
const SYMBOLS = {
  circle: (r) => [[r, 0], `a${r},${r} 0 1,1 ${-r},${-r}a${r},${r} 0 0,1 ${r},${r}z`],
  square: (r) => [[r, r], `h${-2 * r}v${-2 * r}h${2 * r}z`],
  diamond: (r) => [[two(1.3 * r), 0], steps(1.3 * r, [[-1, 1], [-1, -1], [1, -1]])],
  cross: (r) => {
    const [thin, long] = [two(0.4 * r), two(1.2 * r)];
    const arm = two(long - thin);
    return [[long, thin], `h${-arm}v${arm}h${-2 * thin}v${-arm}h${-arm}v${-2 * thin}h${arm}v${-arm}h${2 * thin}v${arm}h${arm}z`];
  },
  x: (r) => {
    const s = two((0.8 * r) / Math.SQRT2);
    return [[0, s], steps(s, [[1, 1], [1, -1], [-1, -1], [1, -1], [-1, -1], [-1, 1], [-1, -1], [-1, 1], [1, 1], [-1, 1], [1, 1]])];
  },
  "triangle-up": (r) => [[-wide(r), two(r / 2)], `h${2 * wide(r)}l${-wide(r)},${two(-1.5 * r)}z`],
  "triangle-down": (r) => [[-wide(r), two(-r / 2)], `h${2 * wide(r)}l${-wide(r)},${two(1.5 * r)}z`],
  "triangle-left": (r) => [[two(r / 2), -wide(r)], `v${2 * wide(r)}l${two(-1.5 * r)},${-wide(r)}z`],
  "triangle-right": (r) => [[two(-r / 2), -wide(r)], `v${2 * wide(r)}l${two(1.5 * r)},${-wide(r)}z`],
  "cross-thin": (r) => [[0, two(1.4 * r)], `v${two(-2.8 * r)}m${two(1.4 * r)},${two(1.4 * r)}h${two(-2.8 * r)}`],
  "x-thin": (r) => [[r, r], `l${-2 * r},${-2 * r}m0,${2 * r}l${2 * r},${-2 * r}`],
};
const wide = (/** @type {number} */ r) => two((2 * r) / Math.sqrt(3));

/** @type {Map<string, Glyph | null>} */
const made = new Map();

/** What a marker looks like; null for a symbol that is not drawn here. @param {string} symbol @param {number} size */
export function glyph(symbol, size) {
  const name = `${symbol} ${size}`;
  let found = made.get(name);
  if (found === undefined) {
    const open = symbol.endsWith("-open");
    const shape = SYMBOLS[open ? symbol.slice(0, -5) : symbol]?.(two(size / 2));
    made.set(name, (found = shape ? { from: shape[0], rest: shape[1], open } : null));
  }
  return found;
}

/** A marker's path at a place. @param {Glyph} of @param {number} x @param {number} y */
export const placed = ({ from, rest }, x, y) => `M${two(x + from[0])},${two(y + from[1])}${rest}`;
