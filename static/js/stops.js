// Stops: the values that a slider can stand on, so that each press of a key is a step worth taking.

/** @typedef {{low: number, high: number, scale: "linear" | "log", step: number | null, values?: number[]}} Slider */

const FINE = 400;
const COARSE = 17; // stops a decade

/** Give the values of a slider from low to high. @param {Slider} slider @returns {number[]} */
export function stops({ low, high, scale, step, values }) {
  if (values) return values; // a file holds the answers to these and to no others
  const found = [];
  if (scale === "linear") {
    const width = step ?? 10 ** Math.floor(Math.log10((high - low) / 100));
    const count = Math.round((high - low) / width);
    const decimals = Math.max(0, -Math.floor(Math.log10(width) + 1e-9));
    for (let k = 0; k <= count; k += 1) found.push(Number((low + k * width).toFixed(Math.min(20, decimals + 1))));
    return found;
  }
  // Whole numbers stand a little apart, or the small ones would crowd at the track's left end.
  const count = step ? Math.ceil(COARSE * Math.log10(high / low)) : FINE;
  for (let k = 0; k <= count; k += 1) {
    const value = low * (high / low) ** (k / count);
    const tidy = step ? Math.round(value / step) * step : Number(value.toPrecision(3));
    if (tidy > 0 && tidy !== found[found.length - 1]) found.push(tidy);
  }
  return found;
}

/** Give the place of the stop that is nearest to a value. @param {number[]} all @param {number} value */
export function nearest(all, value) {
  if (!(value > all[0])) return 0;
  let low = 0;
  let high = all.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (all[middle] <= value) low = middle;
    else high = middle;
  }
  return value - all[low] <= all[high] - value ? low : high;
}
