// Linear: eigenvalues of a symmetric matrix of one or two rows, and what they say of the rate.
// A Hessian is [a] or [a, b, c] for the rows (a, b), (b, c). The Python twin: app/core/stability.py.

/** √(x² + y²) without overflow. @param {number} x @param {number} [y] */
export function length(x, y = 0) {
  const squares = x * x + y * y;
  return squares > 1e-280 && squares < 1e280 ? Math.sqrt(squares) : Math.hypot(x, y);
}

/** Eigenvalues, ascending; NaN where the matrix is not finite. @param {ArrayLike<number>} hessian @returns {number[]} */
export function eigenvalues(hessian) {
  if (hessian.length === 1) return [hessian[0]];
  const [a, b, c] = [hessian[0], hessian[1], hessian[2]];
  if (![a, b, c].every(Number.isFinite)) return [NaN, NaN];
  const middle = a / 2 + c / 2;
  const radius = Math.hypot(a / 2 - c / 2, b);
  // The root that cancels is taken from the determinant, so that a small one keeps its digits.
  const far = middle >= 0 ? middle + radius : middle - radius;
  let near = far !== 0 ? a * (c / far) - b * (b / far) : 0;
  if (!Number.isFinite(near)) near = middle - Math.sign(middle) * radius;
  return far < near ? [far, near] : [near, far];
}

/** Unit eigenvectors as rows, in the order of the eigenvalues. @param {ArrayLike<number>} hessian @returns {number[][]} */
export function eigenvectors(hessian) {
  if (hessian.length === 1) return [[1]];
  const [a, b, c] = [hessian[0], hessian[1], hessian[2]];
  if (b === 0) return a <= c ? [[1, 0], [0, 1]] : [[0, 1], [1, 0]];
  const angle = 0.5 * Math.atan2(2 * b, a - c); // of the largest
  const [x, y] = [Math.cos(angle), Math.sin(angle)];
  return [[-y, x], [x, y]];
}

/** The solution s of H s = g; NaN or infinite where there is none. @param {ArrayLike<number>} hessian @param {ArrayLike<number>} g @returns {number[]} */
export function solve(hessian, g) {
  if (hessian.length === 1) return [g[0] / hessian[0]];
  const [a, b, c] = [hessian[0], hessian[1], hessian[2]];
  // Elimination with the larger pivot first, as LAPACK does it.
  if (Math.abs(a) >= Math.abs(b)) {
    const ratio = b / a;
    const y = (g[1] - ratio * g[0]) / (c - ratio * b);
    return [(g[0] - b * y) / a, y];
  }
  const ratio = a / b;
  const y = (g[0] - ratio * g[1]) / (b - ratio * c);
  return [(g[1] - c * y) / b, y];
}

/** A rate, or null where it means nothing. @param {number} value */
export const rate = (value) => (Number.isFinite(value) && value > 0 ? value : null);

/** Curvatures and the rates that they allow; null where a quantity has no meaning.
 * @param {ArrayLike<number>} hessian */
export function stability(hessian) {
  const values = eigenvalues(hessian);
  const [least, greatest] = [values[0], values[values.length - 1]];
  const definite = least > 0 && Number.isFinite(greatest);
  return {
    eigenvalues: values,
    conditionNumber: definite ? greatest / least : null,
    largestStableRate: greatest > 0 ? rate(2 / greatest) : null,
    bestRate: definite ? rate(2 / (least + greatest)) : null,
  };
}
