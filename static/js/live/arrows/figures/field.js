// Field: the arrow that is told and the way to the minimum on the map; the other arrows stay as they
// are while the place alone moves.
import { degrees, digits, place } from "../../digits.js";
import { line } from "./line.js";

/** The longest arrow, and every arrow of equal ones, in units of the lattice's pitch. */
const LONGEST = 0.9;
const EQUAL = 0.55;
/** The arrow at the place is so many times as long as others are. */
const TOLD = 2.4;
/** Arrows shorter than this share of the pitch are left out. */
const SHORT = 0.02;

/** Arrows as they are drawn, in the unit of the map. @param {any} field @param {number[]} vector */
function scaled({ equal, pitch, longest }, vector) {
  // Two divisions: the square of a length may leave the floats, the quotient does not.
  if (!equal) return vector.map((part) => LONGEST * pitch * part / longest);
  const size = Math.hypot(vector[0], vector[1]);
  return vector.map((part) => EQUAL * pitch * (part / size));
}

/** @param {any} runs */
function arrows({ field, say }) {
  const kept = field.places.map((/** @type {number[]} */ at, /** @type {number} */ i) => ({ at, drawn: scaled(field, field.slopes[i].map((/** @type {number} */ part) => field.sign * part)) }))
    .filter((/** @type {any} */ { drawn }) => drawn.every(Number.isFinite) && Math.hypot(drawn[0], drawn[1]) > SHORT * field.pitch);
  const column = (/** @type {"at" | "drawn"} */ key, /** @type {number} */ axis) => kept.map((/** @type {any} */ each) => each[key][axis]);
  return {
    name: say(`option.arrows.${field.sign < 0 ? "downhill" : "uphill"}`),
    x: column("at", 0), y: column("at", 1), u: column("drawn", 0), v: column("drawn", 1),
  };
}

/** What each arrow says when a hand is over it. @param {any} runs */
function hover({ field, say }) {
  const { angles, sign } = field;
  const known = angles.some(Number.isFinite);
  return field.slopes.map((/** @type {number[]} */ slope, /** @type {number} */ i) => say(`hover.${known ? "arrow" : "alone"}`, {
    vector: place(slope.map((part) => sign * part)),
    length: digits(field.lengths[i]),
    angle: degrees(sign < 0 ? angles[i] : 180 - angles[i]),
  }));
}

/** The place, its arrow, and the way to the minimum. @param {any} parts @param {any} runs */
function told(parts, { arrow, field }) {
  const [x, y] = arrow.point;
  const drawn = scaled(field, arrow.vector).map((part) => TOLD * part);
  const traces = [];
  if (arrow.goal && Number.isFinite(arrow.angle)) {
    // Where arrow and way are one line, the way begins at the arrow's tip.
    const tip = arrow.angle < 2 && drawn.every(Number.isFinite) ? drawn : [0, 0];
    const ends = { x: [x + tip[0], arrow.goal[0]], y: [y + tip[1], arrow.goal[1]] };
    traces.push(...parts.way.map((/** @type {any} */ each) => ({ ...each, ...ends })));
  }
  if (Number.isFinite(arrow.length) && Math.hypot(drawn[0], drawn[1]) > SHORT * field.pitch) {
    traces.push({ ...parts.halo, x: [x, x + drawn[0]], y: [y, y + drawn[1]] });
    traces.push({ ...parts.arrow, x: [x], y: [y], u: [drawn[0]], v: [drawn[1]] });
  }
  traces.push({ ...parts.place, x: [x], y: [y] });
  return traces;
}

/** @param {any} figure @param {any} runs @returns {any} */
export function field(figure, runs) {
  if (runs.arrow.point.length === 1) return line(figure, runs);
  const { meta } = figure.layout;
  const [contour, others, minima] = figure.data;
  const last = figure.data[figure.data.length - 1];
  const turned = meta.live.sign !== runs.field.sign;
  const same = !turned && meta.live.equal === runs.field.equal;
  const goal = runs.field.found && runs.arrow.goal ? { x: [runs.arrow.goal[0]], y: [runs.arrow.goal[1]] } : {};
  const data = [
    contour,
    same ? others : { ...others, ...arrows(runs) },
    { ...minima, ...(runs.field.known ? {} : { x: [], y: [], ...goal }) },
    ...told(meta.live.parts, runs),
    turned || !runs.field.known ? { ...last, text: hover(runs) } : last,
  ];
  const live = { ...meta.live, sign: runs.field.sign, equal: runs.field.equal };
  return { ...figure, data, layout: { ...figure.layout, meta: { ...meta, live } } };
}
