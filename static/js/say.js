// Say: the verdict. It follows the hand in silence, and is spoken when the knob rests.

/** @param {HTMLElement} root @param {{text: string, role?: string | null}[]} parts */
function fill(root, parts) {
  root.replaceChildren(...parts.map(({ text, role }) => {
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
  const link = /** @type {HTMLAnchorElement} */ (offer.querySelector("a"));
  return {
    /** @param {any} view @param {boolean} moving */
    show(view, moving) {
      root.setAttribute("aria-live", moving ? "off" : "polite");
      root.dataset.outcome = view.run.outcome.kind;
      fill(headline, view.verdict.headline);
      headline.classList.toggle("long", view.verdict.long);
      fill(detail, view.verdict.detail);
      const chance = view.verdict.offer;
      offer.hidden = !chance;
      if (chance) {
        link.textContent = chance.text;
        link.dataset.rate = chance.learning_rate;
      }
    },
  };
}
