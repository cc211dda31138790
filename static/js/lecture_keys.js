// Keys of a lecture: those of a keyboard and of a presenter's remote, in the page and in its figures.
import { createShortcuts } from "./shortcuts.js";

/** Those that turn slides even while a figure has the keyboard: what a remote sends. */
const EVERYWHERE = { PageDown: "next", PageUp: "previous", Escape: "out" };
const HERE = { ...EVERYWHERE, ArrowRight: "next", ArrowLeft: "previous", " ": "next", Home: "first", End: "last" };
const SINGLE = { n: "presenter", w: "window", o: "overview", b: "black", ".": "black", f: "full", "?": "keys" };

/** @param {(action: string) => boolean} act does what a key asks for; false: it is not for us
 * @param {(at: HTMLElement) => boolean} inside tells that the key belongs to a figure of this page */
export function createKeys(act, inside) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("keys"));
  const shortcuts = createShortcuts();

  /** @param {KeyboardEvent} event @param {Record<string, string>} table */
  function pressed(event, table) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    const at = /** @type {HTMLElement} */ (event.target);
    // Escape leaves a figure from any of its fields.
    if (event.key !== "Escape" && (at.isContentEditable || at.matches?.("select, textarea, input:not([type=range], [type=checkbox])"))) return;
    if (event.key === " " && at.matches("button, a, summary, input")) return;
    const scrolls = at.matches?.("[tabindex='0']") && at.scrollHeight > at.clientHeight;
    if (scrolls && /^(Arrow|Home|End| )/.test(event.key)) return;
    const action = event.key === " " && event.shiftKey && table[" "] ? "previous" : table[event.key];
    if (!action || !act(action)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  document.addEventListener("keydown", (event) => {
    const table = inside(/** @type {HTMLElement} */ (event.target)) ? EVERYWHERE : HERE;
    pressed(event, shortcuts() ? { ...table, ...SINGLE } : table);
  });
  return {
    dialog,
    /** Listen in a figure's frame too, which is a page of its own. @param {HTMLIFrameElement} frame */
    listen(frame) {
      try {
        frame.contentWindow?.addEventListener("keydown", (event) => pressed(event, EVERYWHERE), true);
      } catch {
        // A frame that is not ours keeps its keys.
      }
    },
  };
}
