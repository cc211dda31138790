// Typing: the fields in which the reader is writing. An answer that comes meanwhile leaves them alone.

/** @param {HTMLFormElement} form @returns {{has: (key: string) => boolean}} */
export function watchTyping(form) {
  /** @type {Set<string>} */
  const keys = new Set();
  const named = (/** @type {Event} */ { target }) => (target instanceof HTMLInputElement && target.name && target.form === form ? target.name : "");
  document.addEventListener("input", (event) => void (named(event) && keys.add(named(event))));
  // Before the page hears of the change, so that its answer may write what it made of the text.
  document.addEventListener("change", (event) => keys.delete(named(event)), { capture: true });
  document.addEventListener("focusout", (event) => keys.delete(named(event)));
  return keys;
}
