// Say: the verdict. It follows the hand in silence, and is spoken when the knob rests.
import { morph } from "./morph.js";

/** @param {HTMLElement} root @param {{text: string, role?: string | null}[]} parts */
function fill(root, parts) {
  morph(root, parts.map(({ text, role }) => {
    if (!role) return document.createTextNode(text);
    const span = document.createElement("span");
    span.className = `role-${role}`;
    span.textContent = text;
    return span;
  }));
}

/** @param {HTMLElement} root the live region @param {HTMLElement} offer */
export function createVerdict(root, offer) {
  const headline = /** @type {HTMLElement} */ (root.querySelector(".headline"));
  const detail = /** @type {HTMLElement} */ (root.querySelector(".detail"));
  let told = ""; // what the region has spoken
  let written = ""; // what stands in it
  const link = /** @type {HTMLAnchorElement} */ (offer.querySelector("a"));
  return {
    /** @param {any} view @param {boolean} moving */
    show(view, moving) {
      root.dataset.outcome = view.run.outcome.kind;
      const words = JSON.stringify([view.verdict.headline, view.verdict.detail]);
      // What stands there already is not spoken twice, and what stood there while a hand moved is.
      if (words !== (moving ? written : told)) {
        root.setAttribute("aria-live", moving ? "off" : "polite");
        // At rest the whole is new, so that it is spoken.
        if (!moving) root.querySelectorAll("p").forEach((p) => p.replaceChildren());
        fill(headline, view.verdict.headline);
        headline.classList.toggle("long", view.verdict.long);
        fill(detail, view.verdict.detail);
      }
      told = moving ? "" : words;
      written = words;
      const chance = view.verdict.offer;
      offer.hidden = !chance;
      if (chance) {
        link.textContent = chance.text;
        link.dataset.rate = chance.learning_rate;
      }
    },
  };
}
