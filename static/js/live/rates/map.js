// Map: one of the three pictures, with its path, what its rate does, and where it leaves the map; the twin
// of app/lessons/learning_rate/figures/stage.py.
import { coordinates, exit, moves, path } from "../race/figures/paths.js";

/** The traces of the function itself, before those of the path. */
const GROUND = 2;
const PATH = 4;

/** @param {any} figure @param {any} runs */
export function map(figure, runs) {
  const { meta, annotations } = figure.layout;
  const { of, run: key, window: seen, out, inks } = meta.live;
  const run = runs[key];
  // Another function lies on another ground.
  if (of !== runs.place.text) return null;
  const at = coordinates(run, run.dimension);
  const made = path(figure.data.slice(GROUND, GROUND + PATH), at, seen, run.name);
  const ring = figure.data[GROUND + PATH];
  const data = [...figure.data.slice(0, GROUND), ...made.traces, { ...ring, x: [at.x[0]], y: [at.y[0]] }];
  if (made.out) data.push(exit(out, made.out, seen, runs.say("out", { step: made.out.step })));
  const [rate, told] = annotations;
  return {
    ...figure,
    data,
    layout: {
      ...figure.layout,
      annotations: [{ ...rate, text: `<b>η = ${run.rate_text}</b>`, font: { ...rate.font, color: inks[run.role] } }, { ...told, text: run.caption }],
      meta: { ...meta, moves: moves(GROUND) },
    },
  };
}
