// Diverged: a run that left the floats, or that grows without bound. The twin: app/core/outcome.py.
import { FLAT } from "./resting.js";
import { climbing, lengthening, slowing } from "./strides.js";

/** How many widths of the domain an iterate may go before it counts as gone. */
const WIDTHS = 10;

/** @param {import("./judge.js").Evidence} run @returns {import("./judge.js").Outcome | null} */
export function diverged(run) {
  const { last, d, points, values, norms, domain, widths } = run;
  const is = (/** @type {number} */ step, /** @type {string} */ reason) => ({ kind: "diverged", step, reason, period: 0 });
  if (run.broken) {
    const nowhere = last === 0 && !Number.isFinite(values[0]);
    // Far out, inf − inf is NaN too; there the floats end and not the function.
    let size = 0;
    for (let i = last * d; i < last * d + d; i += 1) size = Math.max(size, Math.abs(points[i]));
    const near = size < 1e100;
    const undefined_ = nowhere || (near && (Number.isNaN(values[last]) || Number.isNaN(norms[last])));
    return is(last + 1, undefined_ ? "undefined" : "overflow");
  }
  /** In widths of the domain, from its middle. @param {number} k */
  const distance = (k) => {
    let far = 0;
    for (let i = 0; i < d; i += 1) {
      const middle = (domain[2 * i] + domain[2 * i + 1]) / 2;
      far = Math.max(far, Math.abs(points[k * d + i] - middle) / widths[i]);
    }
    return far;
  };
  const [begin, end] = [distance(0), distance(last)];
  let moving = false;
  for (let i = 0; last > 0 && i < d; i += 1) moving ||= points[last * d + i] !== points[(last - 1) * d + i];
  const far = end > WIDTHS && moving && end > begin && norms[last] > FLAT;
  const longer = lengthening(run);
  const growing = longer && climbing(run);
  // A run down a slope that steepens for ever is on its way out as soon as it has left the map.
  const leaving = longer && end > Math.max(1, begin);
  if (!((far && !slowing(run)) || growing || leaving)) return null;
  const worse = values.findIndex((value) => !(value <= values[0]));
  const reason = growing || (longer && worse >= 0) ? "growth" : "far";
  if (worse >= 0) return is(worse, reason);
  for (const bound of [WIDTHS, 0.5]) {
    for (let k = 0; k <= last; k += 1) if (distance(k) > bound) return is(k, reason);
  }
  return is(last, reason);
}
