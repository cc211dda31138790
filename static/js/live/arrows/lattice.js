// Lattice: the arrows on an even lattice over the map, and by how much each misses the minimum.
import { angle, length, nearest } from "./vectors.js";

const ACROSS = 17;

/** @typedef {{places: number[][], slopes: number[][], lengths: number[], pitch: number, longest: number}} Lattice */

/** Round half to even, as Python rounds. @param {number} value */
function rounded(value) {
  const low = Math.floor(value);
  if (value - low !== 0.5) return Math.round(value);
  return low % 2 === 0 ? low : low + 1;
}

/** The middles of cells: places along x change fastest. @param {number[]} ends @param {number} across @param {number | null} down */
function middles(ends, across, down) {
  const x = Array.from({ length: across }, (_, i) => ends[0] + (ends[1] - ends[0]) / across * (i + 0.5));
  if (down === null) return x.map((each) => [each]);
  const y = Array.from({ length: down }, (_, i) => ends[2] + (ends[3] - ends[2]) * (i + 0.5) / down);
  return y.flatMap((row) => x.map((each) => [each, row]));
}

/** The lattice of a map; only places with a gradient are in it. @param {any} kernel @param {number[]} ends @returns {Lattice} */
export function lattice(kernel, ends) {
  const pitch = (ends[1] - ends[0]) / ACROSS;
  const down = ends.length === 2 ? null : Math.max(3, rounded((ends[3] - ends[2]) / pitch));
  const known = middles(ends, ACROSS, down).map((at) => ({ at, slope: kernel.gradient(...at), value: kernel.value(...at) }))
    .filter(({ slope, value }) => Number.isFinite(value) && slope.every(Number.isFinite));
  const lengths = known.map(({ slope }) => length(slope));
  const longest = lengths.reduce((most, each) => (Number.isFinite(each) && each > most ? each : most), 0);
  return { places: known.map(({ at }) => at), slopes: known.map(({ slope }) => slope), lengths, pitch, longest };
}

/** The angle of the way down at each place to its nearest goal. @param {Lattice} around @param {number[][]} goals */
export function missed({ places, slopes }, goals) {
  if (!goals.length) return places.map(() => NaN);
  return places.map((at, i) => {
    const goal = nearest(goals, at);
    return angle(slopes[i].map((part) => -part), goal.map((part, k) => part - at[k]));
  });
}

/** The mean and the largest of those angles that there are. @param {number[]} angles */
export function summary(angles) {
  const told = angles.filter(Number.isFinite);
  if (!told.length) return { mean: NaN, worst: NaN };
  return { mean: told.reduce((a, b) => a + b, 0) / told.length, worst: Math.max(...told) };
}

/** The text twin of the map: a coarse lattice. @param {any} kernel @param {number[]} ends */
export function coarse(kernel, ends) {
  const across = 5;
  const x = Array.from({ length: across }, (_, i) => ends[0] + (ends[1] - ends[0]) * (i + 0.5) / across);
  const rows = ends.length === 2 ? [null] : Array.from({ length: 3 }, (_, i) => ends[2] + (ends[3] - ends[2]) * (i + 0.5) / 3);
  const places = rows.flatMap((y) => x.map((each) => (y === null ? [each] : [each, y])));
  return places.map((at) => ({ at, slope: kernel.gradient(...at) }));
}
