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
 * @param {any} plot @param {string} address of the still @param {number} width of the picture in pixels */
export async function copyPicture(plot, address, width) {
  try {
    // The promise goes in unfulfilled: a browser that asks for a click's blessing asks for it now.
    const picture = drawn(plot, address, width);
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
    return true;
  } catch {
    return false;
  }
}

/** @param {any} plot @param {string} address @param {number} width @returns {Promise<Blob>} */
async function drawn(plot, address, width) {
  if (plot?.data) {
    const Plotly = await plotly();
    // What is see-through on the page stands on the page's own ground in the picture.
    const ground = getComputedStyle(document.documentElement).getPropertyValue("--ground").trim();
    const turned = { data: plot.data, layout: { ...plot.layout, paper_bgcolor: ground, autosize: false } };
    const scale = width / plot.clientWidth;
    const text = await Plotly.toImage(turned, { format: "png", width: plot.clientWidth, height: plot.clientHeight, scale });
    const bytes = Uint8Array.from(atob(text.slice(text.indexOf(",") + 1)), (letter) => letter.charCodeAt(0));
    return new Blob([bytes], { type: "image/png" });
  }
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  return answer.blob();
}
