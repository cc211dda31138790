// Keys: those of a keyboard and of a presenter's remote. They act on the page, never inside a field.
import { clockKey, isField } from "./clock_keys.js";
import { createShortcuts } from "./shortcuts.js";

/** @param {ReturnType<import("./player.js").createClock>} clock */
export function createKeys(clock) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("keys"));
  const controls = document.querySelector("[data-controls-button]");
  const root = document.documentElement;
  const bare = (/** @type {boolean} */ away) => {
    root.classList.toggle("bare", away);
    controls?.setAttribute("aria-pressed", String(!away));
    dispatchEvent(new Event("resize"));
  };
  const full = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.());

  controls?.setAttribute("aria-pressed", String(!root.classList.contains("bare")));
  controls?.addEventListener("click", () => bare(!root.classList.contains("bare")));
  document.querySelector("[data-keys-button]")?.addEventListener("click", () => dialog.showModal());

  const shortcuts = createShortcuts();

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const at = /** @type {HTMLElement} */ (event.target);
    // For a moment after a dialog is closed, a key still goes to the field inside it.
    const on = at.closest("dialog") ? document.body : at;
    if (isField(on)) return;
    if (/^[fcs?]$/.test(event.key) && !shortcuts()) return;
    // A box that scrolls keeps the keys that scroll it.
    const scrolls = on.matches("[tabindex='0']") && on.scrollHeight + on.scrollWidth > on.clientHeight + on.clientWidth;
    if (scrolls && /^(Arrow|Page|Home|End)/.test(event.key)) return;
    const ofClock = clockKey(event.key, on, clock);
    const act = ofClock ?? {
      f: full,
      c: () => bare(!root.classList.contains("bare")),
      s: () => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-share]"))].find((each) => each.checkVisibility({ visibilityProperty: true }))?.click(),
      "?": () => dialog.showModal(),
    }[event.key];
    if (!act) return;
    // A page without steps leaves these keys to the browser; and while the path is hidden the clock
    // shows nothing, and would only move out of sight.
    if (ofClock && (clock.now().last === 0 || document.body.classList.contains("guessing"))) return;
    event.preventDefault();
    void act();
  });
}
