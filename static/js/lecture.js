// The page of a lecture: the slide that is shown stands in the address, and in a second window for the
// projector, where whatever a hand does here is done too.
import { keepAtHand } from "./lecture_at_hand.js";
import { createFiles } from "./lecture_files.js";
import { createScenes } from "./lecture_scenes.js";
import { createShow } from "./lecture_show.js";
import { createTwin } from "./lecture_twin.js";
import { link, mend, Query } from "./state.js";
import "./theme.js";
import { say } from "./words.js";

const root = /** @type {HTMLElement} */ (document.getElementById("show"));
const edit = /** @type {HTMLAnchorElement} */ (document.getElementById("edit"));
const isScreen = document.body.classList.contains("screen");
const s = root.dataset.s ?? "";
const [, lecture, site] = document.title.split(" · ").slice(-3);
/** The frames whose keys are listened to already. @type {WeakSet<HTMLIFrameElement>} */
const heeded = new WeakSet();
/** What the other window asked for, which is not told back to it. @type {Set<string>} */
const echo = new Set();
const twin = createTwin(isScreen, follow);

/** @type {ReturnType<typeof createScenes>} */
let scenes;
const show = createShow({
  scenes: (place, slides) => (scenes = createScenes(place, slides, heard)),
  moved: placed,
  darkened: tellPlace,
  more: {
    ...(isScreen ? { presenter: () => false } : {}),
    window() {
      if (isScreen) return false;
      const query = new Query(location.search).with("screen", "1");
      if (!twin.open(`${location.pathname}?${query}`)) return show.tell(say("lecture.no_window"));
      show.presenting(true);
      return true;
    },
    async copy() {
      try {
        await navigator.clipboard.writeText(location.href);
        show.tell(say("lecture.copied"));
      } catch {
        show.tell(say("lecture.copy_failed"));
      }
    },
  },
});

/** The address, the title and the links follow the slide. @param {number} n @param {string} heading */
function stand(n, heading) {
  document.title = [heading, lecture, site].join(" · ");
  const query = new Query(location.search).with("at", String(n));
  mend(query);
  link(query);
  edit.href = `${location.pathname}?${query.without("screen").with("edit", "1")}`;
}

/** A hand turned a slide here. @param {number} n @param {string} heading */
function placed(n, heading) {
  stand(n, heading);
  tellPlace();
}

function tellPlace() {
  twin.tell({ type: "at", s, at: show.at(), black: show.isBlack() });
}

/** What a figure says is done to it in the other window. @param {number} n @param {any} told @param {any} scene */
function heard(n, told, scene) {
  if (scene.frame && !heeded.has(scene.frame)) {
    heeded.add(scene.frame);
    show.keys.listen(scene.frame);
  }
  const at = show.at();
  if (n !== at) return;
  if (told.type === "step" && !echo.has(`step ${told.step}`)) twin.tell({ type: "seek", s, at, step: told.step });
  if (told.type === "outcome" && !echo.has(scene.query())) twin.tell({ type: "set", s, at, query: scene.query() });
}

/** What the other window says. @param {any} message */
function follow(message) {
  if (message?.s !== s) return;
  if (message.type === "hello" && !isScreen) tellPlace();
  if (message.type === "at") {
    show.black(Boolean(message.black));
    if (show.turn(message.at)) stand(message.at, root.querySelector("h1")?.textContent ?? "");
  }
  const scene = scenes.current();
  if (message.at !== show.at() || !scene) return;
  if (message.type === "seek") {
    remember(`step ${message.step}`);
    scene.send({ type: "seek", step: message.step });
  }
  if (message.type === "set" && message.query !== scene.query()) {
    remember(message.query);
    const values = Object.fromEntries(new URLSearchParams(message.query));
    for (const key of ["controls", "theme", "autoplay", "loop"]) delete values[key];
    scene.send({ type: "set", ...values });
  }
}

/** @param {string} what */
function remember(what) {
  echo.add(what);
  setTimeout(() => echo.delete(what), 2000);
}

createFiles(/** @type {HTMLElement} */ (root.querySelector(".downloads ul")), show.tell);
if (!isScreen) keepAtHand(s);
show.turn(Number(root.dataset.at));
stand(show.at(), root.querySelector("h1")?.textContent ?? "");
twin.tell({ type: "hello", s });
document.documentElement.dataset.ready = "true";
