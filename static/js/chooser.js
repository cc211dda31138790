// Chooser: the list of the catalogue's functions under the field where one may also type.

/** @param {(name: string) => void} choose */
export function createChooser(choose) {
  const button = /** @type {HTMLButtonElement} */ (document.getElementById("choose"));
  const list = /** @type {HTMLElement} */ (document.getElementById("catalogue"));
  const items = /** @type {HTMLButtonElement[]} */ ([...list.querySelectorAll("[data-choose]")]);

  /** @param {boolean} open */
  const show = (open) => {
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) (items.find((item) => item.hasAttribute("aria-current")) ?? items[0])?.focus();
  };
  button.addEventListener("click", () => show(list.hidden));
  list.addEventListener("click", (event) => {
    const item = /** @type {HTMLElement} */ (event.target).closest("[data-choose]");
    if (!(item instanceof HTMLElement)) return;
    show(false);
    button.focus();
    choose(item.dataset.choose ?? "");
  });
  list.addEventListener("keydown", (event) => {
    const at = items.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const next = { ArrowDown: at + 2, ArrowUp: at - 2, ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: items.length - 1 }[event.key];
    event.stopPropagation();
    if (event.key === "Escape") {
      show(false);
      button.focus();
    } else if (next !== undefined) {
      event.preventDefault();
      items[Math.max(0, Math.min(items.length - 1, next))]?.focus();
    }
  });
  document.addEventListener("pointerdown", (event) => {
    const target = /** @type {Node} */ (event.target);
    if (!list.hidden && !list.contains(target) && !button.contains(target)) show(false);
  });
  // Tab leads out of the list, and what is left behind closes.
  for (const node of [list, button]) {
    node.addEventListener("focusout", (event) => {
      const to = /** @type {Node | null} */ (event.relatedTarget);
      if (!list.hidden && to && !list.contains(to) && to !== button) show(false);
    });
  }
  return {
    /** @param {string | null} name */
    mark(name) {
      for (const item of items) {
        if (item.dataset.choose === name) item.setAttribute("aria-current", "true");
        else item.removeAttribute("aria-current");
      }
    },
  };
}
