// Clock keys: what a key of a keyboard or of a presenter's remote does with a clock.

/** @typedef {Record<"previous" | "next" | "first" | "last" | "toggle", () => void>} Clock */

/** Whether a key belongs to whoever writes or chooses there. @param {HTMLElement} on */
export const isField = (on) => on.isContentEditable || on.matches("select, textarea, input:not([type=range])");

/** What a key that is pressed on a part of the page does; null where it is not for the clock.
 * @param {string} key @param {HTMLElement} on @param {Clock} clock @returns {(() => void) | null} */
export function clockKey(key, on, clock) {
  const range = on.matches("input[type=range]");
  const act = {
    ArrowLeft: range ? null : clock.previous,
    ArrowRight: range ? null : clock.next,
    PageUp: clock.previous,
    PageDown: clock.next,
    Home: range ? null : clock.first,
    End: range ? null : clock.last,
    " ": on.matches("button, a, summary") ? null : clock.toggle,
  }[key];
  return act ?? null;
}
