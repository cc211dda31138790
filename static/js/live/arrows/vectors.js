// Vectors: lengths and angles of vectors of one or two coordinates.

/** @param {ArrayLike<number>} v */
export const length = (v) => (v.length === 1 ? Math.abs(v[0]) : Math.hypot(v[0], v[1]));

/** The angle in degrees, 0 to 180, between two vectors; NaN where one is 0.
 * @param {number[]} u @param {number[]} w */
export function angle(u, w) {
  // Scaled first, so that no product leaves the floats.
  const [a, b] = [u, w].map((v) => {
    const most = v.reduce((size, part) => (Math.abs(part) > size || part !== part ? Math.abs(part) : size), 0);
    return v.map((part) => part / most);
  });
  const dot = a.length === 1 ? a[0] * b[0] : a[0] * b[0] + a[1] * b[1];
  const cross = a.length === 1 ? 0 : a[0] * b[1] - a[1] * b[0];
  return Number.isFinite(dot) ? degreesOf(Math.atan2(Math.abs(cross), dot)) : NaN;
}

/** @param {number} radians */
export const degreesOf = (radians) => radians * (180 / Math.PI);
/** @param {number} degrees */
export const radiansOf = (degrees) => degrees * (Math.PI / 180);

/** Which of the places is nearest. @param {number[][]} places @param {number[]} at */
export function nearest(places, at) {
  const away = places.map((place) => length(place.map((part, i) => part - at[i])));
  return places[away.indexOf(Math.min(...away))];
}

/** Evenly spaced numbers with both ends, as NumPy's linspace gives them.
 * @param {number} low @param {number} high @param {number} count */
export function linspace(low, high, count) {
  const step = (high - low) / (count - 1);
  const found = Array.from({ length: count }, (_, k) => k * step + low);
  found[count - 1] = high;
  return found;
}
