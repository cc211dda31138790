// A slide in the list of all slides: what the stage and the desk take from it.

/** @param {HTMLElement} slide */
export const headingOf = (slide) => slide.querySelector(".heading")?.textContent ?? "";

/** Whether a slide holds words alone. @param {HTMLElement} slide */
export const isWords = (slide) => slide.classList.contains("wording");

/** A slide's still, to be loaded at once. @param {HTMLElement} slide */
export function stillOf(slide) {
  const still = /** @type {HTMLElement} */ (slide.querySelector("picture")?.cloneNode(true) ?? document.createElement("span"));
  still.querySelector("img")?.removeAttribute("loading");
  return still;
}

/** A slide of words as it fills the screen; who does not see it hears its heading. @param {HTMLElement} slide */
export function wordsOf(slide) {
  const words = document.createElement("p");
  words.textContent = headingOf(slide);
  words.setAttribute("aria-hidden", "true");
  return [words, ...[...slide.querySelectorAll(".problem")].map((each) => each.cloneNode(true))];
}
