// Resting: what a point without a gradient is. The twin: resting_place in app/core/outcome.py.
import { eigenvalues, solve } from "./linear.js";

/** The gradient's norm below which a place counts as flat. */
export const FLAT = 1e-8;

const CIRCLE = Array.from({ length: 48 }, (_, k) => [Math.cos((2 * Math.PI * k) / 48), Math.sin((2 * Math.PI * k) / 48)]);

/** Curvature decides where it can; where it is 0, or a flat tail is still far away, the values around do.
 * @param {import("./judge.js").Kernel} kernel @param {ArrayLike<number>} point
 * @param {number[][]} [minima] known ones, each with its value last
 * @returns {"minimum" | "saddle" | "maximum" | "plateau"} */
export function restingPlace(kernel, point, minima = []) {
  const at = Array.from(point);
  const value = kernel.value(...at);
  if (minima.some((row) => Math.abs(value - row[row.length - 1]) <= 1e-9 * Math.max(1, Math.abs(row[row.length - 1])))) return "minimum";
  const hessian = kernel.hessian(...at);
  const curvatures = eigenvalues(hessian);
  const size = 1 + Math.max(...at.map(Math.abs));
  if (curvatures.every((c) => c > 0)) {
    const step = solve(hessian, kernel.gradient(...at));
    // Where the quadratic's own minimum is far, this is no more than the flank of something.
    if (Math.max(...step.map(Math.abs)) <= 1e-3 * size) {
      return surroundings(kernel, at, value, size) === "saddle" ? "saddle" : "minimum";
    }
  } else if (curvatures.every((c) => Math.abs(c) > 1e-12 && Number.isFinite(c))) {
    return curvatures.every((c) => c < 0) ? "maximum" : "saddle";
  }
  return surroundings(kernel, at, value, size);
}

/** Judge a flat place by the values on small circles around it.
 * @param {import("./judge.js").Kernel} kernel @param {number[]} at @param {number} value @param {number} size */
function surroundings(kernel, at, value, size) {
  // A slope of 1e-8 alone changes the value by less than this: no hill, no valley.
  const tolerance = 2e-10 * size + 1e-14 * Math.abs(value);
  let [higher, lower] = [false, false];
  for (const [x, y] of at.length === 1 ? [[1], [-1]] : CIRCLE) {
    for (const radius of [size * 1e-3, size * 1e-2]) {
      const around = at.length === 1 ? kernel.value(at[0] + x * radius) : kernel.value(at[0] + x * radius, at[1] + y * radius);
      higher ||= around - value > tolerance;
      lower ||= around - value < -tolerance;
    }
  }
  if (higher) return lower ? "saddle" : "minimum";
  return lower ? "maximum" : "plateau";
}
