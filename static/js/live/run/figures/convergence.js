// Convergence: the loss at each step, on the axis that suits it; the twin of
// app/lessons/descent/figures/convergence.py.

/** What lies further out is drawn as if it lay there. */
const FAR = 1e300;

/** The ends of the loss's axis (exponents of ten on a log one), with a little room.
 * @param {Float64Array[]} curves @param {boolean} log */
function ends(curves, log) {
  let [low, high] = [Infinity, -Infinity];
  for (const values of curves) {
    for (const value of values) {
      if (!Number.isFinite(value) || (log && !(value > 0))) continue;
      const at = log ? Math.log10(value) : Math.min(Math.max(value, -FAR), FAR);
      if (at < low) low = at;
      if (at > high) high = at;
    }
  }
  if (low > high) return [0, 1];
  const room = 0.06 * (high - low) || 0.05 * Math.abs(high) || 1;
  return [low - room, high + room];
}

/** @param {any} figure @param {any} runs @returns {any} */
export function convergence(figure, { run, pinned, loss }) {
  const { layout } = figure;
  const { of } = layout.meta.live;
  if (of.pinned !== Boolean(pinned)) return null;
  const { log, offset, title } = loss;
  const above = (/** @type {Float64Array} */ values) => values.map((value) => (log && !(value - offset > 0) ? NaN : value - offset));
  const shown = above(run.values.subarray(0, run.count));
  const drawn = shown.map((value) => (Number.isFinite(value) ? value : NaN));
  const steps = Float64Array.from(shown, (_, k) => k);
  const last = Math.max(run.count, pinned?.count ?? 0) - 1;
  const data = figure.data.slice();
  const first = pinned ? 1 : 0;
  const others = pinned ? pinned.values.subarray(0, pinned.count).map((/** @type {number} */ value) => value - offset) : new Float64Array();
  if (pinned) data[0] = { ...data[0], y: log ? above(pinned.values.subarray(0, pinned.count)) : others };
  data[first] = { ...data[first], x: steps, y: drawn };
  data[first + 1] = { ...data[first + 1], name: run.name, x: steps, y: drawn };
  data[first + 2] = { ...data[first + 2], x: [steps[steps.length - 1]], y: [drawn[drawn.length - 1]] };
  return {
    ...figure,
    data,
    layout: {
      ...layout,
      xaxis: { ...layout.xaxis, range: [0, Math.max(1, last)] },
      yaxis: { ...layout.yaxis, title: { ...layout.yaxis.title, text: title }, range: ends([shown, others], log), type: log ? "log" : "linear" },
    },
  };
}
