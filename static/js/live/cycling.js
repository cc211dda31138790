// Cycling: whether a run returns, again and again, to where it was. The twin: app/core/outcome.py.
import { apart } from "./strides.js";

/** @param {import("./judge.js").Evidence} run @returns {import("./judge.js").Outcome | null} */
export function cycling(run) {
  const { last } = run;
  if (last < 6) return null;
  const stride = (/** @type {number} */ k) => apart(run, k + 1, k);
  if (!(stride(last - 1) > 1e-9 * Math.max(...run.widths))) return null;
  // Only a period that brings the last point back needs a closer look.
  const longest = Math.min(64, Math.floor(last / 3));
  let reach = 0;
  for (let k = last - longest; k < last; k += 1) reach = Math.max(reach, apart(run, k, last));
  /** @type {number[]} */
  const drifting = [];
  for (let period = 2; period <= longest; period += 1) {
    if (!(apart(run, last - period, last) <= 0.05 * reach)) continue;
    // Twice round a cycle that drifts is the same cycle, drifting.
    if (drifting.some((shorter) => period % shorter === 0)) continue;
    let [span, back] = [0, 0];
    for (let k = last - period + 1; k <= last; k += 1) {
      span = Math.max(span, apart(run, k, last));
      back = Math.max(back, apart(run, k, k - period));
    }
    // A pair of places may drift slowly along the valley while it leaps across; a longer
    // cycle must return exactly, or any wandering would count.
    if (back > (period === 2 ? 0.05 : 1e-3) * span) continue;
    const half = Math.floor(last / 2);
    const middle = half - (half % period);
    let [now, then] = [0, 0];
    for (let k = 0; k < period; k += 1) {
      now += stride(last - period + k) / period;
      then += stride(middle + k) / period;
    }
    if (Math.abs(now - then) <= 5e-3 * now || (period > 2 && back <= 1e-6 * span)) {
      const near = 2 * back + 1e-9 * span;
      let step = last - period + 1;
      while (step > 0 && apart(run, step - 1 + period, step - 1) <= near) step -= 1;
      return { kind: "cycling", step, reason: "cycle", period };
    }
    drifting.push(period);
  }
  return null;
}
