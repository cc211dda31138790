// Trajectory: a run by the kernel of its function and rule, and how it ended.
import { judge } from "../judge.js";

/** @typedef {import("./experiment.js").Experiment} Experiment
 * @typedef {import("../judge.js").Walk & {outcome: import("../judge.js").Outcome, kernel: any}} Trajectory
 * Where a run takes place: the domain and the known minima, each with its value last.
 * @typedef {{domain: number[], minima: number[][]}} Place */

/** @param {any} kernel @param {Place} place @param {Experiment} experiment @param {number} rate
 * @param {Float64Array | null} normals draws of the noise's seed; null where too few are known
 * @returns {Trajectory | null} */
export function trajectory(kernel, place, experiment, rate, normals) {
  const { start, settings, steps, noise } = experiment;
  const h = experiment.gradient === "numerical" ? experiment.h : null;
  let shakes = null;
  if (noise > 0) {
    const needed = (steps + 1) * start.length;
    if (!normals || normals.length < needed) return null;
    shakes = normals.subarray(0, needed).map((draw) => noise * draw);
  }
  const walk = kernel.walk(start, { learning_rate: rate, ...settings }, steps, { h, shakes });
  return { ...walk, kernel, outcome: judge({ kernel, ...place, walk, h }) };
}

/** The first step whose value is within 1e-3 of a target; null where none is.
 * @param {Float64Array} values @param {number} target */
export function firstWithin(values, target) {
  const step = values.findIndex((value) => value <= target + 1e-3);
  return step < 0 ? null : step;
}

/** The lowest known value. @param {number[][]} minima */
export const lowestOf = (minima) => Math.min(...minima.map((row) => row[row.length - 1]));
