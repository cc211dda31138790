// Unpack: typed arrays of the page's JSON, base64 of little-endian float64, back into numbers.

/** @param {{bdata: string, shape?: string}} packed @returns {any[]} */
export function numbers({ bdata, shape }) {
  const bytes = Uint8Array.from(atob(bdata), (c) => c.charCodeAt(0));
  const flat = new Float64Array(bytes.buffer);
  const sizes = (shape ?? String(flat.length)).split(",").map(Number);
  return nested(flat, sizes, 0, flat.length);
}

/** Rows of rows, as deep as there are sizes.
 * @param {Float64Array} flat @param {number[]} sizes @param {number} from @param {number} to
 * @returns {any[]} */
function nested(flat, sizes, from, to) {
  if (sizes.length < 2) return Array.from(flat.subarray(from, to));
  const [count, ...rest] = sizes;
  const length = count ? (to - from) / count : 0;
  return Array.from({ length: count }, (_, row) => nested(flat, rest, from + row * length, from + (row + 1) * length));
}

/** A view as it travelled, its run's arrays made plain again. @param {any} view @returns {any} */
export function unpacked(view) {
  if (!view?.run) return view;
  const run = Object.fromEntries(
    Object.entries(view.run).map(([key, value]) => [key, value?.bdata === undefined ? value : numbers(value)]),
  );
  return { ...view, run };
}
