// Results: what the figures of a race draw: each run by its place, and what they share.
import { full } from "./told.js";
import { watched } from "./words.js";

/** @param {import("./told.js").Race} race @param {any} live @param {any} asked @param {import("./told.js").Say} say
 * @param {(address: string) => any} kernelAt */
export function results(race, live, asked, say, kernelAt) {
  const seen = watched(race, asked);
  const runs = race.runs.map((run) => [run.place, { ...run, name: full(say, run) }]);
  return {
    ...Object.fromEntries(runs),
    race: {
      places: race.runs.map(({ place }) => place),
      dimension: live.start.length,
      offset: race.offset,
      steps: asked.steps,
      beta: asked.beta,
      curvature: live.curvature,
      heights: say(race.offset ? "axis.above" : "axis.loss"),
      out: (/** @type {number} */ step) => say("out", { step }),
      watched: seen,
      /** The run once more, with what its rule remembers at each point; asked for only where it is drawn. */
      memory() {
        const kernel = kernelAt(live.kernels[seen.name]);
        const settings = { learning_rate: seen.rate, ...seen.own.settings };
        const { states, count } = kernel.walk(asked.start ?? live.start, settings, asked.steps, { scale: asked.scale, remember: true });
        return { states, count, names: live.rules[seen.name].memory, dimension: live.start.length };
      },
    },
  };
}
