// Comparison: the pinned run beside the one that is tried: its data, fetched once, and the sentence.
import { channel } from "./request.js";
import { unpacked } from "./unpack.js";

/** @param {{root: HTMLElement, lang: string, watchers: import("./request.js").Watchers,
 *   arrived: () => void}} options `arrived` is called when the pinned run has come */
export function createComparison({ root, lang, watchers, arrived }) {
  const name = /** @type {HTMLElement} */ (root.querySelector(".pinned-name"));
  const sentence = /** @type {HTMLElement} */ (root.querySelector(".told"));
  const ask = channel(watchers);
  /** @type {any} */
  let view = null;
  let have = "";
  /** @type {any} */
  let run = null;

  /** @param {string} query */
  async function fetchRun(query) {
    have = query;
    run = null;
    const answer = unpacked(await ask(`/${lang}/descent.json?${query}`));
    if (!answer || answer.refused || have !== query) {
      if (have === query) have = "";
      return;
    }
    run = answer.run;
    arrived();
  }

  return {
    /** The pinned run where it can be drawn beside this one. */
    run: () => (view?.pinned?.drawn && have === view.pinned.query ? run : null),
    /** @param {any} next @param {boolean} moving */
    show(next, moving) {
      view = next;
      const pinned = view.pinned;
      root.hidden = !pinned;
      sentence.setAttribute("aria-live", moving ? "off" : "polite");
      if (!pinned) return;
      name.textContent = pinned.name;
      // A live region speaks of what changes in it once it is there.
      if (!moving || sentence.textContent !== pinned.sentence) requestAnimationFrame(() => (sentence.textContent = view.pinned?.sentence ?? ""));
      if (pinned.drawn && have !== pinned.query) void fetchRun(pinned.query);
    },
  };
}
