// Loss: the height of every contender against the gradients that it has asked for.
import { decades } from "../../decades.js";

/** Heights outside of these are drawn as gaps. */
const FLOOR = 1e-16;
const CEILING = 1e6;
/** Names at the right edge stand so far apart, as a share of the height. */
const APART = 0.085;

/** A curve without what a log axis cannot hold, or what is past all measure.
 * @param {Float64Array} heights @param {number} offset @param {number} ceiling */
const visible = (heights, offset, ceiling) => Array.from(heights, (height) => {
  const value = height - offset;
  return Number.isFinite(value) && value <= ceiling ? Math.max(value, FLOOR) : null;
});

/** The ends of the value axis as exponents of ten. @param {(number | null)[][]} drawn @param {number} first */
function ends(drawn, first) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of drawn.flat()) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (high < low) [low, high] = [0.1, 1];
  if (first > low) high = Math.min(high, 30 * first);
  const [below, above] = [Math.log10(low), Math.log10(high)];
  // Half decades, so that the axis holds while a knob moves.
  const room = 0.05 * Math.max(above - below, 1);
  return [Math.floor(2 * (below - room)) / 2, Math.ceil(2 * (above + room)) / 2];
}

/** Ascending heights moved as little as may be, so that neighbours stand apart. @param {number[]} heights */
function apart(heights) {
  /** @type {number[]} */
  const placed = [];
  for (const height of heights) placed.push(placed.length ? Math.max(height, placed[placed.length - 1] + APART) : height);
  if (!(placed[placed.length - 1] > 1)) return placed;
  for (let k = placed.length - 1; k >= 0; k -= 1) {
    placed[k] = Math.min(placed[k], k === placed.length - 1 ? 1 : placed[k + 1] - APART);
  }
  return placed;
}

/** How high on the axis each curve's name stands. @param {(number | null)[][]} drawn @param {number[]} axis */
function labels(drawn, [low, high]) {
  const heights = drawn.map((values) => {
    const last = values[values.length - 1] === null ? high : Math.log10(/** @type {number} */ (values[values.length - 1]));
    return (Math.min(Math.max(last, low), high) - low) / (high - low);
  });
  const order = heights.map((_, index) => index).sort((a, b) => heights[a] - heights[b]);
  const spread = apart(order.map((index) => heights[index]));
  const found = new Array(heights.length);
  order.forEach((index, k) => (found[index] = spread[k]));
  return found;
}

/** @param {any} figure @param {any} runs @returns {any} */
export function loss(figure, runs) {
  const { meta, xaxis, yaxis, annotations } = figure.layout;
  const { places, offset, steps } = runs.race;
  if (String(meta.live.places) !== String(places)) return null;
  const begin = runs[places[0]].heights[0] - offset;
  const first = Number.isFinite(begin) ? Math.max(begin, 1e-12) : 1;
  const drawn = places.map((/** @type {string} */ place) => visible(runs[place].heights, offset, CEILING * first));
  const range = ends(drawn, first);
  const data = drawn.flatMap((/** @type {(number | null)[]} */ y, /** @type {number} */ index) => {
    const [line, now] = figure.data.slice(2 * index, 2 * index + 2);
    const last = y.length - 1;
    return [
      { ...line, name: runs[places[index]].name, x: y.map((_, k) => k), y },
      { ...now, x: [last], y: [y[last]] },
    ];
  });
  const heights = labels(drawn, range);
  const { tickvals, ticktext, dtick, exponentformat, ...bare } = yaxis;
  return {
    ...figure,
    data,
    layout: {
      ...figure.layout,
      xaxis: { ...xaxis, range: [0, Math.max(1, steps)] },
      yaxis: { ...bare, title: { ...yaxis.title, text: runs.race.heights }, range, ...decades(range[0], range[1]) },
      annotations: annotations.map((/** @type {any} */ each, /** @type {number} */ index) => ({ ...each, y: heights[index] })),
    },
  };
}
