// Gradient field: the arrow under the finger is computed in the page; the field itself, which hangs on
// the function alone, is computed once.
import { answer } from "./answer.js";
import { arrow } from "./arrows/arrow.js";
import { goals as goalsOf } from "./arrows/goals.js";
import { coarse, lattice, missed, summary } from "./arrows/lattice.js";
import { shrinking } from "./arrows/shrinking.js";
import { arrowTable, descriptions, fieldTable, sentences, values } from "./arrows/told.js";
import { read } from "./asked.js";
import { plain } from "./digits.js";
import { kernel } from "./kernels.js";
import { phrases } from "./phrases.js";
import { bare, segments } from "./segments.js";

/** A place farther out than this has squares that leave the floats. */
const FAR = 1e150;

/** @param {{head: string[], rows: string[][]}} table */
const content = ({ head, rows }) => ({ head, rows: rows.map((row) => row.map(segments)), headed: true });

/** What hangs on the function and the map alone. @param {any} live @returns {Promise<any>} */
async function ground(live) {
  const names = Object.keys(live.kernels);
  const modules = await Promise.all(names.map((name) => kernel(live.kernels[name])));
  const kernels = { settings: live.settings, here: modules[0], ...Object.fromEntries(names.map((name, i) => [name, modules[i]])) };
  return { live, kernels, around: lattice(kernels.here, live.window), twin: coarse(kernels.here, live.window) };
}

/** @param {any} view the first view
 * @returns {Promise<(query: import("../state.js").Query, view: any) => {view: any, runs: any} | null>} */
export async function prepare(view) {
  const { live, kernels, around, twin } = await ground(view.live);
  const { here } = kernels;
  const fixed = JSON.stringify([live.f, live.domain]);
  // Known minima are the same wherever the place is.
  const known = live.minima.length ? goalsOf(live, kernels, live.start) : null;
  const knownAngles = known && missed(around, known.places);

  return (query, shown) => {
    const asked = read(live.asked, query);
    if (!asked || JSON.stringify([asked.f, asked.domain]) !== fixed) return null;
    if (!shown.live || JSON.stringify([shown.live.f, shown.live.domain]) !== fixed) return null;
    const point = asked.point ?? live.start;
    if (point.length !== live.start.length || (asked.point && point.some((/** @type {number} */ part) => Math.abs(part) > FAR))) return null;

    const sign = asked.arrows === "downhill" ? -1 : 1;
    const goals = known ?? goalsOf(live, kernels, point);
    const angles = knownAngles ?? missed(around, goals.places);
    const { mean, worst } = summary(angles);
    const told = arrow({ kernel: here, point, sign, minima: live.minima, goals: goals.places, longest: around.longest, worst });
    const scene = { told, sign, goals, mean, worst, coarse: twin };
    const say = phrases(live.words, "gradient-field");
    const [head, detail] = sentences(scene, say);
    const way = shrinking(here, told);
    const board = {
      verdict: {
        kind: sign < 0 ? told.kind : `uphill-${told.kind}`, step: null,
        sentence: bare(head), headline: segments(head), detail: segments(detail),
      },
      fields: { point: point.map(plain).join(",") },
      absent: [],
      marks: {},
      values: Object.fromEntries(Object.entries(values(scene)).map(([name, text]) => [name, segments(text)])),
      tables: { arrow: content(arrowTable(scene, say)), field: content(fieldTable(scene, say)) },
      descriptions: descriptions(scene, live, say, way),
      steps: 0,
      clocked: [],
    };
    return {
      view: answer(shown, asked, board),
      runs: { arrow: told, field: { ...around, angles, sign, known: known !== null, found: goals.found, equal: asked.lengths === "equal" }, shrinking: way, kernel: here, say },
    };
  };
}
