// Columns: the coordinates of a run as they are drawn: the plane's, or the graph's for a function of one
// variable.

/** @param {{points: Float64Array, values: Float64Array, count: number, dimension: number}} run
 * @returns {[Float64Array, Float64Array]} */
export function columns({ points, values, count, dimension }) {
  if (dimension === 1) return [points.subarray(0, count), values.subarray(0, count)];
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  for (let k = 0; k < count; k += 1) {
    x[k] = points[2 * k];
    y[k] = points[2 * k + 1];
  }
  return [x, y];
}
