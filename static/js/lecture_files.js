// Files: the whole lecture as one, with how far it has come and a way to stop it. Where the server tells
// no progress the link is an ordinary one.
import { saveWithStrip } from "./share_strip.js";
import { say } from "./words.js";

/** @param {HTMLElement} list of links @param {(text: string) => void} tell */
export function createFiles(list, tell) {
  /** @type {AbortController | null} */
  let working = null;

  list.addEventListener("click", (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest("a[download]");
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void work(link);
  });

  /** @param {HTMLAnchorElement} link */
  async function work(link) {
    working?.abort();
    const stop = (working = new AbortController());
    const labels = { making: say("lecture.making"), cancel: say("lecture.cancel") };
    const strip = document.createElement("li");
    link.parentElement?.after(strip);
    tell(labels.making);
    try {
      const path = link.pathname.replace(/\/lecture\.(\w+)$/, "/lecture/making.$1");
      const made = await saveWithStrip(link, path + link.search, strip, labels, stop);
      if (made) tell("detail" in made ? made.detail : say("lecture.made", { name: made.name }));
    } catch {
      tell(stop.signal.aborted ? say("lecture.stopped") : say("lecture.lost"));
    }
  }
}
