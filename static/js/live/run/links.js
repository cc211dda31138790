// Links: the addresses and queries that a view of the descent gives. The twin: app/lessons/descent/addresses.py.
import { spelled } from "../addresses.js";
import { plain } from "../digits.js";
import { fitting } from "./window.js";

/** @typedef {[string, string][]} Items */
const MAP = ["f", "domain", "arrows", "lengths", "theme"];
/** Keys of a run that are no setting of its rule. */
const RUN = ["start", "optimizer", "learning_rate", "steps", "gradient", "h", "noise", "seed"];
const RATED = ["f", "learning_rate"];

/** @param {string} path @param {Items} items */
const url = (path, items) => (items.length ? `${path}?${spelled(items)}` : path);

/** @param {any} view the view that is to change @param {any} live @param {Items} kept
 * @param {import("./experiment.js").Experiment} experiment @param {import("./trajectory.js").Trajectory} run
 * @param {{min: number, max: number}} slider */
export function linksOf(view, live, kept, experiment, run, slider) {
  const ofRun = [...RUN, ...Object.keys(live.rule.defaults)];
  const given = new Map(kept);
  const only = (/** @type {string[]} */ keys) => kept.filter(([key]) => keys.includes(key));
  const without = (/** @type {string[]} */ ...keys) => kept.filter(([key]) => !keys.includes(key));

  /** @type {Items} */
  const track = only(["f", "start", "optimizer", "steps", "domain", ...Object.keys(live.rule.defaults)]);
  if (!given.has("f")) track.unshift(["f", live.f]);
  track.push(["learning_rates", `${plain(slider.min)},${plain(slider.max)},121`]);

  const figure = (/** @type {string} */ name, /** @type {string} */ form, /** @type {Items} */ items) => url(`/${view.lang}/figures/${name}.${form}`, items);
  const all = [...MAP, ...ofRun];

  const pin = spelled([
    ["f", given.get("f") ?? live.f], ["learning_rate", given.get("learning_rate") ?? plain(experiment.rate)],
    ...only([...ofRun, "domain"]).filter(([key]) => !RATED.includes(key)),
  ]);
  const alone = without("pinned");
  const pinned = given.get("pinned");
  const fit = fitting(run, live.domain, live.shown);
  return {
    track: url("/api/sweep", track),
    figures: {
      map: figure("field", "json", only(MAP)), surface: figure("surface", "json", only(["f", "domain", "theme"])),
      sweep: figure("sweep", "json", only([...all, "learning_rates"])), basins: figure("basins", "json", only([...all, "n"])),
      still: figure("descent", "png", [...only([...all, "pinned"]), ["axes", "none"]]),
    },
    links: {
      fit: fit && spelled([...without("domain"), ["domain", fit]]),
      own_domain: given.get("domain") ? spelled(without("domain")) : null,
      pin: spelled([...alone, ["pinned", pin]]),
      unpin: spelled(alone),
      swap: pinned ? spelled([
        ...[...new URLSearchParams(pinned)].filter(([, text]) => text !== ""),
        ...alone.filter(([key]) => !["f", "domain", "step", ...ofRun].includes(key)), ["pinned", pin],
      ]) : null,
    },
  };
}
