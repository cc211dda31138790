// Keys: those of a keyboard and of a presenter's remote. They act on the page, never inside a field.

const STORE = "gradscape.shortcuts";

/** What was chosen of the single-key shortcuts; a browser may forbid remembering. */
function remembered() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null;
  }
}

/** @param {string} choice */
function remember(choice) {
  try {
    localStorage.setItem(STORE, choice);
  } catch {
    // The choice holds for this page alone.
  }
}

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

  const shortcuts = /** @type {HTMLInputElement} */ (document.getElementById("shortcuts"));
  shortcuts.checked = remembered() !== "off";
  shortcuts.addEventListener("change", () => remember(shortcuts.checked ? "on" : "off"));

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const at = /** @type {HTMLElement} */ (event.target);
    // For a moment after a dialog is closed, a key still goes to the field inside it.
    const on = at.closest("dialog") ? document.body : at;
    if (on.isContentEditable || on.matches("select, textarea, input:not([type=range])")) return;
    if (/^[fcs?]$/.test(event.key) && !shortcuts.checked) return;
    const range = on.matches("input[type=range]");
    // A box that scrolls keeps the keys that scroll it.
    const scrolls = on.matches("[tabindex='0']") && on.scrollHeight + on.scrollWidth > on.clientHeight + on.clientWidth;
    if (scrolls && /^(Arrow|Page|Home|End)/.test(event.key)) return;
    const button = on.matches("button, a, summary");
    const act = {
      ArrowLeft: range ? null : clock.previous,
      ArrowRight: range ? null : clock.next,
      PageUp: clock.previous,
      PageDown: clock.next,
      Home: range ? null : clock.first,
      End: range ? null : clock.last,
      " ": button ? null : clock.toggle,
      f: full,
      c: () => bare(!root.classList.contains("bare")),
      s: () => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-share]"))].find((each) => each.checkVisibility({ visibilityProperty: true }))?.click(),
      "?": () => dialog.showModal(),
    }[event.key];
    if (!act) return;
    // A page without steps leaves these keys to the browser; and while the path is hidden the clock
    // shows nothing, and would only move out of sight.
    const ofClock = Object.values(clock).includes(/** @type {any} */ (act));
    if (ofClock && (clock.now().last === 0 || document.body.classList.contains("guessing"))) return;
    event.preventDefault();
    void act();
  });
}
