// Packed: the numbers of a figure, however they travelled: digits, or base64 of typed arrays.

/** What has been unpacked, for the clock asks at every step. @type {WeakMap<object, ArrayLike<any>>} */
const unpacked = new WeakMap();

const KINDS = /** @type {Record<string, any>} */ ({
  f4: Float32Array, f8: Float64Array, i1: Int8Array, u1: Uint8Array, i2: Int16Array, u2: Uint16Array, i4: Int32Array, u4: Uint32Array,
});

/** The numbers of a trace's axis; the same array each time that the same trace is asked.
 * @param {any} packed @returns {any[] | null} */
export function numbers(packed) {
  if (packed?.bdata === undefined) return packed ?? null;
  let found = unpacked.get(packed);
  if (!found) {
    const bytes = Uint8Array.from(atob(packed.bdata), (c) => c.charCodeAt(0));
    found = Array.from(new (KINDS[packed.dtype] ?? Float64Array)(bytes.buffer));
    unpacked.set(packed, found);
  }
  return /** @type {any[]} */ (found);
}
