// Share: the buttons beside the figures. The panel that they open comes with the first click.
import { say } from "./words.js";

/** What a page tells the panel. `state` is what is on screen; `figure` the figure that stands behind a
 * button now; `exact` the live plot where the server's still would be another view of it.
 * @typedef {{state: () => {query: import("./state.js").Query, view: any}, pause: () => void,
 *   figure?: (name: string) => string, exact?: (name: string) => HTMLElement | null}} Page */

/** @param {Page} page */
export function createShare(page) {
  /** @type {Awaited<ReturnType<typeof load>> | null} */
  let panel = null;
  const load = async () => (await import("./share_panel.js")).createPanel(page);

  document.addEventListener("click", async (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("[data-share]");
    if (!(button instanceof HTMLElement)) return;
    page.pause();
    try {
      panel ??= await load();
    } catch {
      const words = /** @type {HTMLElement} */ (button.querySelector("span"));
      const before = words.textContent;
      words.textContent = say("share_offline");
      setTimeout(() => (words.textContent = before), 2500);
      return;
    }
    panel.open(button.dataset.share ?? "");
  });

  return {
    /** What is on screen has changed. */
    refresh: () => panel?.refresh(),
  };
}
