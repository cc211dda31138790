// View: the page of a race as the server would have made it, from the runs.
import { plain } from "../digits.js";
import { bare, segments } from "../segments.js";
import { PLACES, spelled } from "./contenders.js";
import { costs, edges, marks, standings, values } from "./tables.js";
import { detail, headline } from "./told.js";
import { descriptions } from "./words.js";

/** @typedef {import("./told.js").Race} Race */

/** @param {{head: string[], rows: string[][]}} table */
const content = ({ head, rows }) => ({ head, rows: rows.map((row) => row.map(segments)), headed: true });

/** The fields of places where nobody stands, or that nobody may set. @param {Race} race @param {any} asked */
function absent(race, asked) {
  const found = new Set();
  for (const place of PLACES) {
    const run = race.runs.find((each) => each.place === place);
    if (!run) found.add(`${place}_learning_rate`);
    if (!run || !Object.keys(run.own.settings).length) found.add(`${place}_settings`);
    if (asked.fair) found.add(`${place}_learning_rate`);
  }
  return [...found].sort();
}

/** What stands in the fields that the race itself fills. @param {Race} race @param {any} live @param {any} asked */
function fields(race, live, asked) {
  const own = race.runs.flatMap((run) => [
    [`${run.place}_learning_rate`, plain(run.tuned ? run.tuned.rate : run.own.rate)],
    [`${run.place}_settings`, spelled(run.own.settings)],
  ]);
  return { start: (asked.start ?? live.start).map(plain).join(","), ...Object.fromEntries(own) };
}

/** The parts of the board that hang on the race. @param {Race} race @param {any} live @param {any} asked
 * @param {import("./told.js").Say} say @param {Record<string, any> | null} units */
export function board(race, live, asked, say, units) {
  const [kind, head] = headline(race, asked, say);
  return {
    verdict: { kind, step: null, sentence: bare(head), headline: segments(head), detail: segments(detail(race, kind, asked, live, say)) },
    fields: fields(race, live, asked),
    absent: absent(race, asked),
    marks: { factor: marks(race, live, asked, say) },
    values: Object.fromEntries(Object.entries(values(live, asked)).map(([name, text]) => [name, segments(text)])),
    tables: {
      standings: content(standings(race, say)),
      ...(units && { edges: content(edges(live, asked, say, units)) }),
      costs: content(costs(race, say)),
    },
    descriptions: descriptions(race, live, asked, say),
    steps: Math.max(...race.runs.map(({ count }) => count)) - 1,
    clocked: ["race", "race-loss", "race-memory"],
  };
}
