// The strip below a link to a heavy file: how far it has come, and a way to stop it; then the file is saved.
import { make } from "./share_making.js";

/** @typedef {{making: string, cancel: string, button?: string}} Labels what is said of it, and the button's class */

/** Ask for the file of a link by a stream that tells of its making.
 * @param {HTMLAnchorElement} link @param {string} stream the stream's address @param {HTMLElement} strip still empty
 * @param {Labels} labels @param {AbortController} stop @param {(share: number) => void} [told]
 * @returns {Promise<import("./share_making.js").Made>} it rejects where the work was stopped or the stream broke off */
export async function saveWithStrip(link, stream, strip, labels, stop, told) {
  const bar = Object.assign(document.createElement("progress"), { max: 1 });
  bar.setAttribute("aria-label", labels.making);
  const cancel = Object.assign(document.createElement("button"), { type: "button", className: labels.button ?? "", textContent: labels.cancel });
  cancel.addEventListener("click", () => stop.abort());
  strip.className = "making";
  strip.append(bar, cancel);
  try {
    const made = await make(stream, stop.signal, (share) => {
      bar.value = share;
      told?.(share);
    });
    if (made === null) save(link, link.href, ""); // no stream: the link is an ordinary one
    else if ("blob" in made) {
      const place = URL.createObjectURL(made.blob);
      save(link, place, made.name);
      setTimeout(() => URL.revokeObjectURL(place), 60_000);
    }
    return made;
  } finally {
    const focused = strip.contains(document.activeElement);
    strip.remove();
    if (focused) link.focus();
  }
}

/** Give a file to the browser, from beside the link: a dialog makes all else inert.
 * @param {HTMLElement} link @param {string} href @param {string} download its name */
function save(link, href, download) {
  const way = Object.assign(document.createElement("a"), { href, download, hidden: true });
  // Nobody who listens for presses of links takes this one for a reader's.
  way.addEventListener("click", (event) => event.stopPropagation());
  link.after(way);
  way.click();
  way.remove();
}
