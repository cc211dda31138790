// Digits: numbers as a person reads them, letter for letter what app/lessons/numbers.py writes.

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** @param {number} power */
const raised = (power) => (power < 0 ? "⁻" : "") + String(Math.abs(power)).replace(/\d/g, (d) => RAISED[Number(d)]);

/** The text of a number with a real minus sign. @param {string} text */
export const minus = (text) => text.replaceAll("-", "−");

/** JavaScript rounds an exact half away from zero, Python to the even digit: of the text of a
 * number, and one with a digit more, the text that Python writes.
 * @param {string} text @param {string} longer @param {string} exact the number with all its digits */
function even(text, longer, exact) {
  const digits = longer.split("e")[0];
  if (!digits.endsWith("5")) return text;
  // A half only if nothing follows that digit.
  const rest = exact.split("e")[0];
  if (!rest.startsWith(digits) || /[1-9]/.test(rest.slice(digits.length))) return text;
  const cut = digits.slice(0, -1);
  return "02468".includes(cut.replace(".", "").slice(-1)) ? cut.replace(/\.$/, "") + (longer.includes("e") ? `e${longer.split("e")[1]}` : "") : text;
}

/** Python's `{value:.{places}e}`, but the exponent without a sign for plus and without padding.
 * @param {number} value @param {number} places */
function exponential(value, places) {
  const text = value.toExponential(places);
  const longer = value.toExponential(places + 1);
  return longer.includes("5e") ? even(text, longer, value.toExponential(60)) : text;
}

/** Python's `{value:.{places}f}`, for numbers below 1e21. @param {number} value @param {number} places */
export function fixed(value, places) {
  if (Number.isNaN(value)) return "nan";
  const text = (Object.is(value, -0) ? "-" : "") + value.toFixed(places);
  const longer = value.toFixed(places + 1);
  return longer.endsWith("5") ? even(text, longer, value.toFixed(60)) : text;
}

/** Without the zeros that say nothing. @param {string} text */
const trimmed = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** A decimal number from its digits and the power of the first. @param {string} text as of `exponential` @param {number} power */
function plainly(text, power) {
  const sign = text.startsWith("-") ? "-" : "";
  const digits = text.split("e")[0].replace(/[-.]/g, "");
  if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${digits}`;
  if (power + 1 >= digits.length) return sign + digits.padEnd(power + 1, "0");
  return `${sign}${digits.slice(0, power + 1)}.${digits.slice(power + 1)}`;
}

/** Python's `{value:.{significant}g}`. @param {number} value @param {number} significant */
export function general(value, significant) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [front, tail] = exponential(value, significant - 1).split("e");
  const power = Number(tail);
  if (power >= -4 && power < significant) return trimmed(plainly(front, power));
  return trimmed(front) + padded(power);
}

/** An exponent as Python writes it. @param {number} power */
const padded = (power) => `e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;

/** A number to so many significant digits: `0.952`, `−7`, `1.2 × 10⁻⁵`.
 * @param {number} value @param {number} [significant] */
export function digits(value, significant = 3) {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  const [front, tail] = exponential(value, significant - 1).split("e");
  const power = Number(tail);
  if (exponent >= -4 && exponent < Math.max(significant, 5)) {
    return minus(trimmed(plainly(front, power)));
  }
  return minus(`${trimmed(front)} × 10${raised(power)}`);
}

/** An angle: two decimals, none where it is whole, a dash where there is none. @param {number} value */
export function degrees(value) {
  if (!Number.isFinite(value)) return "–";
  return `${minus(trimmed(fixed(Number(fixed(value, 2)) + 0, 2)))}°`;
}

/** A factor of contraction with two decimals, more where it is close to 0, 1 or −1. @param {number} value */
export function factor(value) {
  const size = Math.abs(value);
  if (size >= 1e4) return digits(value);
  for (const decimals of [2, 3, 4, 6]) {
    const shown = Number(fixed(size, decimals));
    if (size === 0 || size === 1 || (shown !== 0 && shown !== 1)) return minus(fixed(value, decimals));
  }
  return digits(value, 4);
}

/** A point in brackets: `(3, −2.05)`; one coordinate stands alone. @param {ArrayLike<number>} point */
export function place(point) {
  const words = Array.from(point, (x) => digits(x, 4));
  return words.length === 1 ? words[0] : `(${words.join(", ")})`;
}

/** Python's `repr` of a float: the shortest text that reads back alike. @param {number} value */
export function repr(value) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [front, tail] = value.toExponential().split("e");
  const power = Number(tail);
  if (power < -4 || power >= 16) return front + padded(power);
  const text = plainly(front, power);
  return text.includes(".") ? text : `${text}.0`;
}

/** A number as a form field and a link carry it. @param {number} value */
export const plain = (value) => (Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value + 0) : repr(value));

/** A number cut to so many significant digits, as a person would choose it.
 * @param {number} value @param {number} [significant] */
export const rounded = (value, significant = 2) => (Number.isFinite(value) && value !== 0 ? Number(exponential(value, significant - 1)) : value);

/** A number cut to so many significant digits that never exceeds it.
 * @param {number} value @param {number} [significant] */
export function roundedDown(value, significant = 2) {
  const cut = rounded(value, significant);
  if (cut <= value) return cut;
  const unit = 10 ** (Math.floor(Math.log10(value)) + 1 - significant);
  return rounded(cut - unit, significant);
}

/** A number of a table: seven digits, a true minus sign, no padding. @param {number} value */
export const cell = (value) => minus(general(value, 7));

/** Python's `{value:,}` of a whole number. @param {number} value */
export const tidy = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

/** Python's `round(value, places)`, with `places` below 0 for tens and hundreds.
 * @param {number} value @param {number} places */
export function digitsCut(value, places) {
  if (!Number.isFinite(value) || value === 0) return value;
  if (places >= 0) return places > 99 || Math.abs(value) >= 1e21 ? value : Number(fixed(value, places));
  const kept = Number(value.toExponential().split("e")[1]) + places; // digits after the first
  if (kept >= 0) return kept > 99 ? value : Number(exponential(value, kept));
  // Not even the first digit is kept: it may still round up to one.
  return kept === -1 && Math.abs(value) > 5 * 10 ** (-places - 1) ? Math.sign(value) * 10 ** -places : 0;
}
