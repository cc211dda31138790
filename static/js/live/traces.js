// Traces: a figure as the server would have drawn it, of runs that were computed here.
import { figures } from "./figures.js";
import { rateFigures } from "./rates/figures.js";
import { runFigures } from "./run/figures.js";

/** Draws a figure anew: `figure` is the one that the server drew last, none of which is changed.
 * @typedef {(figure: any, runs: any, step: number) => any | null} Redraw */

/** @type {Record<string, Redraw>} */
const DRAWN = { ...figures, ...rateFigures, ...runFigures };

/** A figure with other runs; null where that is not known here.
 * @param {any} figure @param {any} runs @param {number} step @returns {any | null} */
export function redraw(figure, runs, step) {
  const name = figure.layout.meta?.live?.figure;
  return (name !== undefined && DRAWN[name]?.(figure, runs, step)) || null;
}
