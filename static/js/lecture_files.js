// Files: the whole lecture as one, with how far it has come and a way to stop it. Where the server tells
// no progress the link is an ordinary one.
import { make } from "./share_making.js";
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
    const strip = document.createElement("li");
    strip.className = "making";
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
    bar.setAttribute("aria-label", say("lecture.making"));
    const cancel = Object.assign(document.createElement("button"), { type: "button", textContent: say("lecture.cancel") });
    cancel.addEventListener("click", () => stop.abort());
    strip.append(bar, cancel);
    link.parentElement?.after(strip);
    tell(say("lecture.making"));
    try {
      const path = link.pathname.replace(/\/lecture\.(\w+)$/, "/lecture/making.$1");
      const made = await make(path + link.search, stop.signal, (share) => (bar.value = share));
      if (made === null) save(link.href, "");
      else if ("detail" in made) tell(made.detail);
      else {
        const place = URL.createObjectURL(made.blob);
        save(place, made.name);
        setTimeout(() => URL.revokeObjectURL(place), 60_000);
        tell(say("lecture.made", { name: made.name }));
      }
    } catch {
      tell(stop.signal.aborted ? say("lecture.stopped") : say("lecture.lost"));
    }
    strip.remove();
  }
}

/** @param {string} address @param {string} name */
function save(address, name) {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}
