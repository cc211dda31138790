// Figures: how each figure that names itself in `layout.meta.live.figure` is drawn anew from what a
// lesson has computed. None changes what it is given; null: it cannot be known here.
import { directions } from "./arrows/figures/directions.js";
import { field } from "./arrows/figures/field.js";
import { here } from "./arrows/figures/here.js";
import { shrinking } from "./arrows/figures/shrinking.js";
import { edges } from "./race/figures/edges.js";
import { loss } from "./race/figures/loss.js";
import { memory } from "./race/figures/memory.js";
import { track } from "./race/figures/track.js";

/** @type {Record<string, (figure: any, runs: any, step: number) => any>} */
export const figures = {
  "race-track": track,
  "race-loss": loss,
  "race-edges": edges,
  "race-memory": memory,
  field,
  "arrow-here": here,
  directions,
  shrinking,
};
