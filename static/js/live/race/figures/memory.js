// Memory: what the watched contender remembers along its run, each variable as a share of its largest.
import { digits } from "../../digits.js";

/** One variable of one coordinate at every point. @param {any} memory @param {number} index @param {number} axis */
function variable({ states, count, names, dimension }, index, axis) {
  const wide = names.length;
  return Array.from({ length: count }, (_, k) => states[(k * dimension + axis) * wide + index]);
}

/** @param {any} figure @param {any} runs @returns {any} */
export function memory(figure, { race }) {
  const { meta, xaxis, annotations } = figure.layout;
  const axis = { ...xaxis, range: [0, Math.max(1, race.steps)] };
  const layout = { ...figure.layout, xaxis: axis };
  if (meta.live.watched !== race.watched.place) return null;
  if (!figure.data.length) return { ...figure, layout };
  const memory = race.memory();
  if (!memory.states) return null;
  const shares = memory.names.flatMap((/** @type {string} */ _, /** @type {number} */ index) => Array.from({ length: memory.dimension }, (__, coordinate) => {
    const values = variable(memory, index, coordinate);
    const largest = values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
    return { largest, y: values.map((value) => (Number.isFinite(value) ? (largest ? value / largest : value) : null)) };
  }));
  const last = memory.count - 1;
  const x = Array.from({ length: memory.count }, (_, k) => k);
  return {
    ...figure,
    data: shares.flatMap((/** @type {any} */ { y }, /** @type {number} */ i) => [
      { ...figure.data[2 * i], x, y },
      { ...figure.data[2 * i + 1], x: [last], y: [y[last]] },
    ]),
    layout: {
      ...layout,
      annotations: annotations.map((/** @type {any} */ each, /** @type {number} */ i) => ({
        ...each, text: each.text.replace(/÷.*$/, `÷ ${digits(shares[i].largest, 2)}`),
      })),
    },
  };
}
