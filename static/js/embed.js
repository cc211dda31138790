// Embed: a figure in a frame of another page. It takes nothing that is not given to it: no focus, no
// keys before a click, no entry of the history.
import { createMessages } from "./messages.js";
import { channel } from "./request.js";
import { createStage } from "./stage.js";
import { Query } from "./state.js";
import { followSystem, themed } from "./theme.js";
import { createTravel } from "./travel.js";
import { createWatch } from "./watch.js";

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const home = /** @type {HTMLAnchorElement} */ (main.querySelector(".home"));
const root = /** @type {HTMLElement} */ (main.querySelector("[data-stage]"));
/** The keys of the address that are the frame's own. */
const ofTheFrame = (main.dataset.keys ?? "").split(",").filter(Boolean);
const given = new Query(location.search);

main.setAttribute("aria-busy", "true");
const first = JSON.parse(document.getElementById("first")?.textContent ?? "null");
const travel = createTravel(channel(createWatch(main)("view")), first);
/** @param {string} query @returns {Promise<any>} */
const ask = (query) => travel(themed(`${location.pathname}.json${query ? `?${query}` : ""}`));
const stage = createStage({
  root, first, ask,
  step: numberOf(given.get("step"), first.view.steps),
  autoplay: "autoplay" in main.dataset,
  loop: "loop" in main.dataset,
  // Without a theme in the address the server draws in light colours.
  stale: document.documentElement.dataset.themeFrom === "system" && document.documentElement.dataset.theme !== "light",
});
const begun = stage.query();
createMessages(stage);
stage.listen(() => {
  const query = stage.query();
  home.href = `${home.pathname}${query ? `?${query}` : ""}`;
});
stage.listen(({ type }) => type === "outcome" && keep());
followSystem(() => void stage.redraw());

/** A step that the clock can show. @param {string | null} text @param {number} last */
function numberOf(text, last) {
  const step = Number(text);
  return text !== null && text.trim() && Number.isInteger(step) && step >= 0 && step <= last ? step : null;
}

/** Keep the address true, so that a reload shows what is on screen. */
function keep() {
  if (stage.query() === begun && location.search === `?${given}`) return;
  const frame = ofTheFrame.reduce((q, key) => q.with(key, given.get(key) ?? ""), new Query(stage.query()));
  try {
    if (location.search.slice(1) !== String(frame)) history.replaceState(null, "", `${location.pathname}${frame.parts.length ? `?${frame}` : ""}`);
  } catch {
    // A sandboxed frame has no history of its own.
  }
}

await stage.begun;
main.setAttribute("aria-busy", "false");
document.documentElement.dataset.ready = "true";
