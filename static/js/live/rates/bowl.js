// Bowl: λ₁x²/2 + λ₂y²/2 as a program, the curvatures its numbers, so that they can be turned by hand.
// It does what /api/kernel.js does for that function and plain descent, operation by operation.
import { plain, rounded } from "../digits.js";

const WALK = { h: null, shakes: null, rates: null };

/** The formula as the server writes it. @param {number} first @param {number} second */
const written = (first, second) => [["x", first], ["y", second]]
  .map(([name, curve]) => (curve === 2 ? `${name}**2` : `${plain(Number(curve) / 2)}*${name}**2`)).join(" + ");

/** @param {number} first the curvature along x @param {number} second along y */
function program(first, second) {
  const [a, b] = [first / 2, second / 2];
  const value = (/** @type {number} */ x, /** @type {number} */ y) => a * (x * x) + b * (y * y);
  return {
    variables: ["x", "y"],
    settings: ["learning_rate"],
    value,
    gradient: (/** @type {number} */ x, /** @type {number} */ y) => [first * x, second * y],
    hessian: () => [first, 0, second],
    /** @param {number[]} start @param {{learning_rate: number}} settings @param {number} steps
     * @param {{h?: number | null, shakes?: Float64Array | null, rates?: Float64Array | null}} [how] the slopes are exact */
    walk(start, { learning_rate: rate }, steps, { shakes, rates } = WALK) {
      const points = new Float64Array(2 * (steps + 1));
      const clean = new Float64Array(2 * (steps + 1));
      const given = shakes ? new Float64Array(2 * (steps + 1)) : clean;
      const values = new Float64Array(steps + 1);
      let [x, y] = start;
      let left = null;
      let count = 0;
      for (let k = 0; k <= steps; k += 1, count += 1) {
        points[2 * k] = x;
        points[2 * k + 1] = y;
        values[k] = value(x, y);
        let g = (clean[2 * k] = first * x);
        let h = (clean[2 * k + 1] = second * y);
        if (shakes) {
          g = given[2 * k] = g + shakes[2 * k];
          h = given[2 * k + 1] = h + shakes[2 * k + 1];
        }
        if (k === steps) continue;
        const eta = rates ? rates[k] : rate;
        x -= eta * g;
        y -= eta * h;
        if (x * 0 + y * 0 !== 0) {
          left = [x, y];
          count += 1;
          break;
        }
      }
      return {
        count, left, values: values.subarray(0, count),
        points: points.subarray(0, 2 * count), clean: clean.subarray(0, 2 * count), gradients: given.subarray(0, 2 * count),
      };
    },
  };
}

/** The rates that show too small, right and too large. @param {number} first @param {number} second */
function suiting(first, second) {
  const steepest = Math.max(first, second);
  const right = rounded(1.8 / steepest, 3);
  const above = rounded(1.05 * (2 / steepest), 3);
  return { small: rounded(right / 18, 1), learning_rate: right, large: above > right ? above : rounded(10 * right, 3) };
}

/** The place of a descent in the bowl. @param {number} first @param {number} second */
export const bowl = (first, second) => ({
  kernel: program(first, second),
  text: written(first, second),
  domain: [-10, 10, -5, 5],
  start: [-7, 2],
  minima: [[0, 0, 0]],
  suiting: suiting(first, second),
});
