// Watch: what the page says about its own work: busy, slow, or cut off from the server.
import { say } from "./words.js";

/** @param {HTMLElement} main @param {() => boolean} [here] whether the page itself computes what is shown */
export function createWatch(main, here = () => false) {
  const progress = /** @type {HTMLElement} */ (document.getElementById("progress"));
  const banner = /** @type {HTMLElement} */ (document.getElementById("lost"));
  const working = new Set();
  const slow = new Set();
  /** @type {Map<string, string>} */
  const lost = new Map();

  /** The watchers of one channel. @param {string} name @returns {import("./request.js").Watchers} */
  return (name) => ({
    busy(on) {
      working[on ? "add" : "delete"](name);
      main.setAttribute("aria-busy", String(working.size > 0));
    },
    slow(on) {
      slow[on ? "add" : "delete"](name);
      progress.hidden = slow.size === 0;
    },
    lost(why) {
      if (why) lost.set(name, why);
      else lost.delete(name);
      const [first] = lost.values();
      banner.hidden = lost.size === 0;
      const text = first && say(first === "offline" && here() ? "offline_here" : first);
      if (text && banner.textContent !== text) banner.textContent = text;
    },
  });
}
