// A lecture: its slides one at a time, turned by keys, buttons and swipes; the desk of the one who speaks.
import { createClocks } from "./lecture_clock.js";
import { createKeys } from "./lecture_keys.js";
import { printAll } from "./lecture_print.js";
import { createScenes, still_of } from "./lecture_scenes.js";
import { createTwin } from "./lecture_twin.js";
import { keepAtHand } from "./lecture_at_hand.js";
import { mend, link, Query } from "./state.js";
import "./theme.js";
import { say } from "./words.js";

const find = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const body = document.body;
const show = find("show");
const all = find("all");
const title = find("title");
const slides = /** @type {HTMLElement[]} */ ([...all.querySelectorAll(".slide")]);
const isScreen = body.classList.contains("screen");
let at = Number(show.dataset.at);
/** The frames whose keys are listened to already. */
const heeded = new WeakSet();

const clocks = createClocks(find("elapsed"), find("time"));
const keys = createKeys((action) => (actions[action] ? actions[action]() !== false : false));
const scenes = createScenes(find("frames"), slides, (n, told, scene) => {
  if (scene.frame && !heeded.has(scene.frame)) {
    heeded.add(scene.frame);
    keys.listen(scene.frame);
  }
  // What a hand does to the figure here is done to it in the other window.
  if (n !== at) return;
  if (told.type === "step" && !echo.has(`step ${told.step}`)) twin.tell({ type: "seek", at, step: told.step });
  if (told.type === "outcome" && !echo.has(scene.query())) twin.tell({ type: "set", at, query: scene.query() });
});
const twin = createTwin(isScreen, follow);
/** What the other window asked for, which is not told back to it. @type {Set<string>} */
const echo = new Set();

/** @param {any} message */
function follow(message) {
  if (message?.s !== undefined && message.s !== show.dataset.s) return;
  if (message.type === "hello" && !isScreen) twin.tell({ type: "at", s: show.dataset.s, at, black: body.classList.contains("black") });
  if (message.type === "at") {
    body.classList.toggle("black", Boolean(message.black));
    if (message.at !== at) turn(message.at, false);
  }
  const scene = scenes.current();
  if (message.at !== at || !scene) return;
  if (message.type === "seek") {
    note(`step ${message.step}`);
    scene.send({ type: "seek", step: message.step });
  }
  if (message.type === "set" && message.query !== scene.query()) {
    note(message.query);
    const values = Object.fromEntries(new URLSearchParams(message.query));
    for (const key of ["controls", "theme", "autoplay", "loop"]) delete values[key];
    scene.send({ type: "set", ...values });
  }
}

/** @param {string} what */
function note(what) {
  echo.add(what);
  setTimeout(() => echo.delete(what), 2000);
}

const tellPlace = () => twin.tell({ type: "at", s: show.dataset.s, at, black: body.classList.contains("black") });

/** Show a slide. @param {number} n @param {boolean} [told] whether the other window is told */
function turn(n, told = true) {
  if (n < 1 || n > slides.length) return false;
  const inside = find("frames").contains(document.activeElement);
  at = n;
  const slide = slides[n - 1];
  const heading = slide.querySelector(".heading")?.textContent ?? "";
  for (const each of slides) each.toggleAttribute("aria-current", each === slide);
  slide.setAttribute("aria-current", "true");
  title.textContent = heading;
  find("count").textContent = `${n} / ${slides.length}`;
  document.title = `${heading} · ${document.title.split(" · ").slice(-2).join(" · ")}`;
  show.classList.toggle("words-now", !slide.dataset.embed);
  show.dataset.at = String(n);
  scenes.show(n);
  if (inside) title.focus({ preventScroll: true });
  for (const [name, edge] of /** @type {[string, number][]} */ ([["previous", 1], ["next", slides.length]])) {
    show.querySelector(`[data-do=${name}]`)?.setAttribute("aria-disabled", String(n === edge));
  }
  desk(slide, slides[n]);
  const query = new Query(location.search).with("at", String(n));
  mend(query);
  link(query);
  /** @type {HTMLAnchorElement} */ (find("edit")).href = `${location.pathname}?${query.without("screen").with("edit", "1")}`;
  if (told) tellPlace();
  return true;
}

/** What the one who speaks sees of a slide and of the next.
 * @param {HTMLElement} slide @param {HTMLElement | undefined} next */
function desk(slide, next) {
  const words = slide.querySelector(".note-text")?.textContent ?? "";
  find("note").textContent = words;
  find("note").hidden = !words;
  find("no-note").hidden = Boolean(words);
  find("last").hidden = Boolean(next);
  const coming = find("coming");
  coming.replaceChildren();
  if (!next || find("desk").hidden) return;
  const heading = document.createElement("b");
  heading.textContent = next.querySelector(".heading")?.textContent ?? "";
  coming.append(heading);
  if (next.dataset.embed) coming.append(still_of(next));
}

/** @param {string} text */
const tell = (text) => (find("said").textContent = text);

/** @param {string} action @param {boolean} on */
const press = (action, on) => show.querySelector(`[data-do=${action}]`)?.setAttribute("aria-pressed", String(on));

/** @param {boolean} on */
function presenting(on) {
  body.classList.toggle("presenting", on);
  find("desk").hidden = !on;
  press("presenter", on);
  if (on) clocks.start();
  else clocks.stop();
  desk(slides[at - 1], slides[at]);
  dispatchEvent(new Event("resize"));
}

/** @param {boolean} on */
function glance(on) {
  body.classList.toggle("glance", on);
  if (on) slides[at - 1].scrollIntoView({ block: "nearest" });
  else scrollTo(0, 0);
  (on ? slides[at - 1].querySelector("a") : title)?.focus({ preventScroll: !on });
}

/** @type {Record<string, () => unknown>} */
const actions = {
  next: () => (body.classList.contains("glance") ? false : (step(1), true)),
  previous: () => (body.classList.contains("glance") ? false : (step(-1), true)),
  first: () => (body.classList.contains("glance") ? false : (go(1), true)),
  last: () => (body.classList.contains("glance") ? false : (go(slides.length), true)),
  overview: () => glance(!body.classList.contains("glance")),
  presenter: () => (isScreen ? false : presenting(find("desk").hidden)),
  window() {
    if (isScreen) return false;
    const query = new Query(location.search).with("screen", "1");
    if (!twin.open(`${location.pathname}?${query}`)) return tell(say("lecture.no_window"));
    if (find("desk").hidden) presenting(true);
    return true;
  },
  full: () => void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.()),
  keys: () => keys.dialog.showModal(),
  restart: () => clocks.restart(),
  print: () => void printAll(all),
  black() {
    const on = body.classList.toggle("black");
    tell(on ? say("lecture.black") : "");
    tellPlace();
  },
  out() {
    if (body.classList.contains("glance")) return glance(false);
    if (!find("frames").contains(document.activeElement)) return false;
    title.focus({ preventScroll: true });
    return true;
  },
  async copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      tell(say("lecture.copied"));
    } catch {
      tell(say("lecture.copy_failed"));
    }
  },
};

/** @param {number} n */
function go(n) {
  if (turn(n)) tell(say("lecture.slide", { n, of: slides.length, title: title.textContent ?? "" }));
}

/** @param {number} by */
const step = (by) => go(at + by);

document.addEventListener("click", (event) => {
  const from = /** @type {HTMLElement} */ (event.target);
  const button = /** @type {HTMLElement | null} */ (from.closest("[data-do]"));
  if (button) void actions[button.dataset.do ?? ""]?.();
  const slide = /** @type {HTMLElement | null} */ (from.closest(".slide h2 a, .slide .sight")?.closest(".slide") ?? null);
  if (!slide || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (body.classList.contains("glance")) glance(false);
  go(Number(slide.dataset.n));
});

// A swipe over the heading, or over a slide of words, turns it; a figure keeps its own fingers.
let from = { x: 0, y: 0 };
show.addEventListener("touchstart", ({ touches: [finger] }) => (from = { x: finger.clientX, y: finger.clientY }), { passive: true });
show.addEventListener("touchend", ({ changedTouches: [finger] }) => {
  const [x, y] = [finger.clientX - from.x, finger.clientY - from.y];
  if (Math.abs(x) > 50 && Math.abs(x) > 2 * Math.abs(y)) step(x < 0 ? 1 : -1);
}, { passive: true });

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === "p") {
    event.preventDefault();
    void printAll(all);
  }
});
document.addEventListener("fullscreenchange", () => document.documentElement.classList.toggle("bare", Boolean(document.fullscreenElement)));
addEventListener("popstate", () => turn(Number(new Query(location.search).get("at") ?? 1), true));

if (!isScreen) keepAtHand(show.dataset.s ?? "");
turn(at, false);
twin.tell({ type: "hello", s: show.dataset.s });
document.documentElement.dataset.ready = "true";
