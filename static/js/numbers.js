// Numbers: reading those that JSON cannot hold, and writing them for people.

/** @param {number | string} value */
export const num = (value) => (typeof value === "number" ? value : Number(value));

const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** @param {number} exponent */
export const raised = (exponent) => [...String(exponent)].map((c) => RAISED[/** @type {keyof RAISED} */ (c)]).join("");

/** Split a number into sign, digits and power of ten, the power null where plain digits read better.
 * @param {number} value @param {number} digits significant digits */
export function parts(value, digits) {
  if (!Number.isFinite(value)) {
    return { minus: value < 0, digits: Number.isNaN(value) ? "NaN" : "∞", power: null };
  }
  if (value === 0) return { minus: false, digits: "0", power: null };
  const size = Math.abs(value);
  const small = size !== 0 && (size < 1e-4 || size >= 1e7);
  if (small) {
    const [front, power] = size.toExponential(digits - 1).split("e");
    return { minus: value < 0, digits: front.includes(".") ? front.replace(/\.?0+$/, "") : front, power: Number(power) };
  }
  const text = size.toPrecision(digits);
  const plain = text.includes("e") ? String(Number(text)) : text;
  return { minus: value < 0, digits: plain, power: null };
}

/** Write a number: a true minus sign, powers of ten raised. @param {number} value @param {number} [digits] */
export function plain(value, digits = 4) {
  const { minus, digits: text, power } = parts(value, digits);
  const short = power === null && text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return `${minus ? "−" : ""}${short}${power === null ? "" : `×10${raised(power)}`}`;
}

/** Write a learning rate as one would type it: three digits, no power where it can be helped.
 * @param {number} rate */
export function typed(rate) {
  const short = Number(rate.toPrecision(3));
  return String(short);
}

/** Write a point. @param {(number | string)[]} point @param {number} [digits] */
export const place = (point, digits = 4) => `(${point.map((v) => plain(num(v), digits)).join(", ")})`;
