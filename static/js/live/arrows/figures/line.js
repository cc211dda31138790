// Line: for one variable, the arrow along the axis and the place on the curve.

/** Beyond this no picture can show anything. */
const MOST = 1e300;

/** @param {any} figure @param {any} runs @returns {any} */
export function line(figure, { arrow, field }) {
  const { sign, equal, ground, width, parts } = figure.layout.meta.live;
  // The arrows along the axis are part of the ground.
  if (sign !== field.sign || equal !== field.equal) return null;
  const data = figure.data.slice(0, ground);
  const [x] = arrow.point;
  const { value, length } = arrow;
  if (Math.abs(value) < MOST) {
    if (Number.isFinite(length) && field.longest > 0 && length > 0) {
      const share = equal ? 1 : length / field.longest;
      const reach = Math.sign(arrow.vector[0]) * 0.16 * width * Math.min(share, 1.5);
      if (Math.abs(reach) > 0.002 * width) data.push({ ...parts.arrow, x: [x], y: [value], u: [reach], v: [0] });
    }
    data.push({ ...parts.place, x: [x], y: [value] });
  }
  return { ...figure, data };
}
