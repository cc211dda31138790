// The show: one slide at a time, turned by keys, buttons and swipes; the desk of the one who speaks, the
// overview, the black picture. What a slide's figure stands in is the matter of whoever makes the scenes.
import { createClocks } from "./lecture_clock.js";
import { createKeys } from "./lecture_keys.js";
import { printAll } from "./lecture_print.js";
import { headingOf, isWords, stillOf } from "./lecture_slide.js";
import { say } from "./words.js";

const find = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @typedef {{show: (n: number) => void}} Scenes */

/** @param {{scenes: (place: HTMLElement, slides: HTMLElement[]) => Scenes,
 *   moved?: (n: number, heading: string) => void, darkened?: () => void,
 *   inside?: (at: HTMLElement) => boolean, more?: Record<string, () => unknown>}} options `moved` and
 *   `darkened` hear what a hand did; `inside` tells that a key belongs to a figure of this page;
 *   `more` are further actions, `false` from one: it is not for us */
export function createShow({ scenes: make, moved = () => {}, darkened = () => {}, inside = () => false, more = {} }) {
  const body = document.body;
  const show = find("show");
  const all = find("all");
  const title = find("title");
  const frames = find("frames");
  const slides = /** @type {HTMLElement[]} */ ([...all.querySelectorAll(".slide")]);
  const clocks = createClocks(find("elapsed"), find("time"));
  const scenes = make(frames, slides);
  let at = 0;

  const tell = (/** @type {string} */ text) => (find("said").textContent = text);
  const isGlance = () => body.classList.contains("glance");
  const press = (/** @type {string} */ action, /** @type {boolean} */ on) =>
    show.querySelector(`[data-do=${action}]`)?.setAttribute("aria-pressed", String(on));

  /** Show a slide. @param {number} n */
  function turn(n) {
    if (n < 1 || n > slides.length || n === at) return false;
    const held = frames.contains(document.activeElement);
    at = n;
    const slide = slides[n - 1];
    for (const each of slides) each.removeAttribute("aria-current");
    slide.setAttribute("aria-current", "true");
    title.textContent = headingOf(slide);
    find("count").textContent = `${n} / ${slides.length}`;
    show.classList.toggle("words-now", isWords(slide));
    show.dataset.at = String(n);
    for (const [name, edge] of /** @type {[string, number][]} */ ([["previous", 1], ["next", slides.length]])) {
      show.querySelector(`[data-do=${name}]`)?.setAttribute("aria-disabled", String(n === edge));
    }
    scenes.show(n);
    if (held) title.focus({ preventScroll: true });
    desk();
    return true;
  }

  /** Turn to a slide by hand: it is told. @param {number} n */
  function go(n) {
    if (!turn(n)) return;
    tell(say("lecture.slide", { n, of: slides.length, title: title.textContent ?? "" }));
    moved(n, title.textContent ?? "");
  }

  /** What the one who speaks sees of this slide and of the next. */
  function desk() {
    const next = slides[at];
    const words = slides[at - 1].querySelector(".note-text")?.textContent ?? "";
    find("note").textContent = words;
    find("note").hidden = !words;
    find("note").scrollTop = 0;
    find("no-note").hidden = Boolean(words);
    find("last").hidden = Boolean(next);
    const coming = find("coming");
    coming.replaceChildren();
    if (!next || find("desk").hidden) return;
    const heading = document.createElement("b");
    heading.textContent = headingOf(next);
    coming.append(heading);
    if (!isWords(next)) coming.append(stillOf(next));
  }

  /** @param {boolean} on */
  function presenting(on) {
    body.classList.toggle("presenting", on);
    find("desk").hidden = !on;
    press("presenter", on);
    if (on) clocks.start();
    else clocks.stop();
    desk();
    dispatchEvent(new Event("resize"));
  }

  /** @param {boolean} on */
  function glance(on) {
    body.classList.toggle("glance", on);
    if (on) slides[at - 1].scrollIntoView({ block: "nearest" });
    else scrollTo(0, 0);
    (on ? slides[at - 1].querySelector("a") : title)?.focus({ preventScroll: !on });
  }

  /** @param {boolean} on */
  function black(on) {
    body.classList.toggle("black", on);
    tell(on ? say("lecture.black") : "");
  }

  /** In the overview these keys are the browser's. @param {() => void} act */
  const turning = (act) => () => (isGlance() ? false : act());

  /** @type {Record<string, () => unknown>} */
  const actions = {
    next: turning(() => go(at + 1)),
    previous: turning(() => go(at - 1)),
    first: turning(() => go(1)),
    last: turning(() => go(slides.length)),
    overview: () => glance(!isGlance()),
    presenter: () => presenting(find("desk").hidden),
    full: () => void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.()),
    keys: () => keys.dialog.showModal(),
    restart: () => clocks.restart(),
    print: () => void printAll(all),
    black() {
      black(!body.classList.contains("black"));
      darkened();
    },
    out() {
      if (isGlance()) return glance(false);
      const on = /** @type {HTMLElement} */ (document.activeElement);
      if (!frames.contains(on) && !inside(on)) return false;
      title.focus({ preventScroll: true });
      return true;
    },
    ...more,
  };
  const keys = createKeys((action) => action in actions && actions[action]() !== false, inside);

  document.addEventListener("click", (event) => {
    const from = /** @type {HTMLElement} */ (event.target);
    const button = /** @type {HTMLElement | null} */ (from.closest("[data-do]"));
    if (button) void actions[button.dataset.do ?? ""]?.();
    const slide = /** @type {HTMLElement | null} */ (from.closest(".slide h2 a, .slide .sight")?.closest(".slide") ?? null);
    if (!slide || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (isGlance()) glance(false);
    go(Number(slide.dataset.n));
  });

  // A swipe over the heading, or over a slide of words, turns it; a figure keeps its own fingers.
  let from = { x: 0, y: 0 };
  show.addEventListener("touchstart", ({ touches: [finger] }) => (from = { x: finger.clientX, y: finger.clientY }), { passive: true });
  show.addEventListener("touchend", ({ changedTouches: [finger], target }) => {
    const [x, y] = [finger.clientX - from.x, finger.clientY - from.y];
    if (/** @type {HTMLElement} */ (target).closest("[data-stage], .desk")) return;
    if (Math.abs(x) > 50 && Math.abs(x) > 2 * Math.abs(y)) go(at + (x < 0 ? 1 : -1));
  }, { passive: true });

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === "p") {
      event.preventDefault();
      void printAll(all);
    }
  });
  document.addEventListener("fullscreenchange", () => {
    const themed = document.documentElement.dataset.theme === "projector";
    document.documentElement.classList.toggle("bare", themed || Boolean(document.fullscreenElement));
  });

  return {
    slides, scenes, keys, turn, go, tell, presenting, black,
    at: () => at,
    isBlack: () => body.classList.contains("black"),
  };
}
