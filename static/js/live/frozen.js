// Frozen: rounding has made the numerical gradient 0, or noise of its own size. The twin: app/core/outcome.py.
import { length } from "./linear.js";
import { FLAT } from "./resting.js";
import { lengthening } from "./strides.js";

/** @param {import("./judge.js").Evidence} run @returns {import("./judge.js").Outcome | null} */
export function frozen(run) {
  const { h, d, last, points, values, clean, exact, norms } = run;
  if (h === null || run.broken || !(norms[last] > FLAT)) return null;
  /** What rounding does to the difference at a point. @param {number} k */
  const at = (k) => {
    let [nothing, same, apart] = [true, true, false];
    for (let i = k * d; i < k * d + d; i += 1) {
      nothing &&= clean[i] === 0;
      same &&= points[i] + h === points[i];
      // Where floats lie about h apart, x ± h is not h away.
      apart ||= Math.abs((points[i] + h - (points[i] - h)) / (2 * h) - 1) > 0.05;
    }
    const wrong = d === 1 ? Math.abs(clean[k] - exact[k]) : length(clean[2 * k] - exact[2 * k], clean[2 * k + 1] - exact[2 * k + 1]);
    // One rounding of f, spread over 2h, is the least error that the difference can have.
    const noise = (Number.EPSILON * Math.abs(values[k])) / (2 * h);
    const norm = norms[k];
    const coarse = apart && wrong > norm / 20;
    return {
      same, coarse,
      zero: nothing && norm > FLAT && (same || 4 * noise > norm),
      lost: ((noise > norm && wrong > norm / 2) || coarse) && norm > FLAT,
    };
  };
  /** The first step from which it holds to the end. @param {"zero" | "lost"} what */
  const since = (what) => {
    let step = last;
    while (step > 0 && at(step - 1)[what]) step -= 1;
    return step;
  };
  const end = at(last);
  const is = (/** @type {number} */ step, /** @type {string} */ reason) => ({ kind: "frozen", step, reason, period: 0 });
  if (end.zero) return is(since("zero"), end.same ? "gap" : "noise");
  return end.lost && !lengthening(run) ? is(since("lost"), end.coarse ? "coarse" : "noise") : null;
}
