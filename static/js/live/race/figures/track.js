// Track: the map of the race with every path in its ink.
import { coordinates, exit, moves, path } from "./paths.js";

/** @param {any} figure @param {any} runs @returns {any} */
export function track(figure, runs) {
  const { meta } = figure.layout;
  const { places, firsts, window: seen, out } = meta.live;
  if (String(places) !== String(runs.race.places)) return null;
  const data = figure.data.slice(0, 2);
  const following = [];
  const starts = [];
  const beginnings = [];
  for (const [index, place] of places.entries()) {
    const run = runs[place];
    const at = coordinates(run, runs.race.dimension);
    const made = path(figure.data.slice(firsts[index], firsts[index] + 4), at, seen, run.name);
    beginnings.push(data.length);
    following.push(...moves(data.length));
    data.push(...made.traces);
    if (made.out) data.push(exit(out, made.out, seen, runs.race.out(made.out.step)));
    starts.push(at);
  }
  const ring = figure.data[figure.data.length - 1];
  data.push({ ...ring, x: [starts[0].x[0]], y: [starts[0].y[0]] });
  const live = { ...meta.live, firsts: beginnings };
  return { ...figure, data, layout: { ...figure.layout, meta: { ...meta, moves: following, live } } };
}
