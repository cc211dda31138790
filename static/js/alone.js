// Alone: the page of a file without a server. What can be seen and said is in the file already.
import { createFrames } from "./frames.js";
import { createKeys } from "./keys.js";
import { createMessages } from "./messages.js";
import { fill } from "./quoted.js";
import { createStage } from "./stage.js";
import { Query } from "./state.js";
import { canDraw } from "./surface.js";
import { say } from "./words.js";

const root = document.documentElement;
const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.querySelector(name));
const store = part("#frames");
const payload = JSON.parse(store.textContent ?? "null");
const frames = createFrames(payload, () => root.dataset.theme ?? "light");
const first = frames.first();

// Without WebGL the still that is there for want of scripts stands in for a scene.
const spare = part("noscript").textContent;
if (first.figure.layout.scene && !canDraw()) {
  const picture = document.createElement("div");
  picture.className = "still";
  picture.innerHTML = spare ?? "";
  part("[data-sight]").prepend(picture);
}

const stage = createStage({ root: part("[data-stage]"), first, ask: frames.ask, keys: "never", step: payload.step, whole: frames.live });
createMessages(stage);

// Keys: those of every page; the clock is asked what it shows. ------------------------------------

const player = part("[data-player]");
const now = () => ({ step: Number(player.dataset.step), last: stage.view().steps, fraction: 0, playing: player.classList.contains("playing") });
createKeys({
  now,
  seek: stage.seek, play: stage.play, pause: stage.pause,
  toggle: () => (now().playing ? stage.pause() : stage.play()),
  next: () => stage.seek(now().step + 1),
  previous: () => stage.seek(now().step - 1),
  first: () => stage.seek(0),
  last: () => stage.seek(now().last),
  load() {},
});
part("[data-full]").addEventListener("click", () => void (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.()));

// Themes ------------------------------------------------------------------------------------------

const buttons = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-choose]")]);
for (const button of buttons) {
  button.addEventListener("click", () => {
    root.dataset.theme = button.dataset.choose ?? "light";
    for (const each of buttons) each.setAttribute("aria-pressed", String(each === button));
    void stage.redraw();
  });
}

// Links and citation follow what is on screen -------------------------------------------------------

const citation = part("#citation");
let address = /** @type {HTMLAnchorElement} */ (part("a[data-page]")).getAttribute("href") ?? "";
stage.listen(({ type }) => {
  const { query, verdict } = stage.view();
  const { step, last } = now();
  const here = new Query(query).without("step");
  const shown = step < last ? here.with("step", String(step)) : here;
  const next = `${store.dataset.live}${shown.parts.length ? `?${shown}` : ""}`;
  for (const link of document.querySelectorAll("a[data-page]")) link.setAttribute("href", next);
  citation.textContent = (citation.textContent ?? "").replace(address, () => next);
  address = next;
  if (type === "outcome") fill(part("[data-detail]"), verdict.detail);
});

part("#copy").addEventListener("click", async ({ currentTarget }) => {
  const button = /** @type {HTMLElement} */ (currentTarget);
  const text = button.textContent;
  try {
    await navigator.clipboard.writeText(citation.textContent ?? "");
    button.textContent = say("copied");
  } catch {
    // A browser may forbid it to a file: the line is marked, and the keys for copying do the rest.
    getSelection()?.selectAllChildren(citation);
    button.textContent = say("file_marked");
  }
  setTimeout(() => (button.textContent = text), 2500);
});

await stage.begun;
root.dataset.ready = "true";
