// Copying: a text or a picture goes to the clipboard, as far as the browser allows it.
import { plotly } from "./plot.js";

/** Whether a text could be copied. Over plain http a browser has only the old way.
 * @param {string} text @param {HTMLElement} home where a field may stand for a moment
 * @param {HTMLInputElement | HTMLTextAreaElement} [field] the field that holds the text already */
export async function copyText(text, home, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const holder = field ?? home.appendChild(Object.assign(document.createElement("textarea"), { value: text, readOnly: true }));
    const before = document.activeElement;
    holder.select();
    const done = document.execCommand("copy");
    if (!field) {
      holder.remove();
      if (before instanceof HTMLElement) before.focus();
    }
    return done;
  }
}

/** Whether a picture could be copied: the plot exactly as it is turned, or the server's still.
 * @param {any} plot @param {string} address @param {number} width @param {number} height */
export async function copyPicture(plot, address, width, height) {
  try {
    // The promise goes in unfulfilled: a browser that asks for a click's blessing asks for it now.
    const picture = drawn(plot, address, width, height);
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
    return true;
  } catch {
    return false;
  }
}

/** @param {any} plot @param {string} address @param {number} width @param {number} height @returns {Promise<Blob>} */
async function drawn(plot, address, width, height) {
  if (plot?.data) {
    const Plotly = await plotly();
    const text = await Plotly.toImage(plot, { format: "png", width: width / 2, height: height / 2, scale: 2 });
    const bytes = Uint8Array.from(atob(text.slice(text.indexOf(",") + 1)), (letter) => letter.charCodeAt(0));
    return new Blob([bytes], { type: "image/png" });
  }
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  return answer.blob();
}
