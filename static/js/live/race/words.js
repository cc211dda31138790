// Words: what stands in for each picture of the race.
import { digits, place } from "../digits.js";
import { values } from "./tables.js";
import { full } from "./told.js";

/** @typedef {import("./told.js").Race} Race */
/** @typedef {import("./told.js").Say} Say */

/** The contender whose memory is drawn; the last one where nobody stands in that place.
 * @param {Race} race @param {any} asked */
export const watched = (race, asked) => race.runs.find((run) => run.place === asked.watch) ?? race.runs[race.runs.length - 1];

/** @param {Race} race @param {any} live @param {any} asked @param {Say} say @returns {Record<string, string>} */
export function descriptions(race, live, asked, say) {
  const d = live.start.length;
  const where = race.runs.map((run) => {
    const end = [...run.points.slice((run.count - 1) * d, run.count * d)];
    return `${full(say, run)} → ${place(end)}, f ${digits(run.last)}`;
  });
  const heights = race.standings.map((run) => `${full(say, run)}: ${digits(run.last)}`);
  const memory = watched(race, asked);
  const names = live.rules[memory.name].memory;
  const { beta, heavy, ahead } = values(live, asked);
  return {
    race: say("alt.race", { f: live.text, start: place(asked.start ?? live.start), who: where.join("; "), steps: asked.steps }),
    "race-loss": say("alt.loss", { steps: asked.steps, who: heights.join("; ") }),
    "race-memory": names.length
      ? say("alt.memory", { who: full(say, memory), names: names.join(", "), steps: asked.steps })
      : say("alt.memory_none", { who: full(say, memory) }),
    "race-edges": say("alt.edge", { beta, curve: digits(live.curvature), heavy, ahead }),
  };
}
