// Packed: arrays as they travel, base64 of little-endian float64, each unpacked once.

/** @type {WeakMap<object, Float64Array>} */
const unpacked = new WeakMap();

/** @param {any} packed a packed array, or a plain one @returns {ArrayLike<number>} */
export function numbers(packed) {
  if (packed?.bdata === undefined) return packed;
  let found = unpacked.get(packed);
  if (!found) {
    found = new Float64Array(Uint8Array.from(atob(packed.bdata), (c) => c.charCodeAt(0)).buffer);
    unpacked.set(packed, found);
  }
  return found;
}
