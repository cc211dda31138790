// The lecture at hand: the one that was edited last, so that a figure met elsewhere can be put behind its
// slides. The browser remembers its link, if it allows it; the server never knows of it.

const STORE = "gradscape.lecture";

/** The slides of the lecture at hand, as a link spells them; empty where there is none. */
function atHand() {
  try {
    return localStorage.getItem(STORE) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} slides */
export function keepAtHand(slides) {
  try {
    if (slides) localStorage.setItem(STORE, slides);
    else localStorage.removeItem(STORE);
  } catch {
    // The link in the address bar is the lecture all the same.
  }
}

/** The address that puts a figure behind the lecture at hand and opens the editor.
 * @param {string} lang @param {string} link of a figure, an embed or a lesson, with its query */
export function addressToAdd(lang, link) {
  const slides = atHand();
  return `/${lang}/lecture?${slides ? `s=${encodeURIComponent(slides)}&` : ""}add=${encodeURIComponent(link)}`;
}
