// Shortcuts: whether keys of a single letter act; who speaks to a computer, or types by chance, turns them off.

const STORE = "gradscape.shortcuts";

/** What was chosen; a browser may forbid remembering. */
function remembered() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null;
  }
}

/** Follow the switch in the list of keys. @returns {() => boolean} whether they act */
export function createShortcuts() {
  const box = /** @type {HTMLInputElement} */ (document.getElementById("shortcuts"));
  box.checked = remembered() !== "off";
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(STORE, box.checked ? "on" : "off");
    } catch {
      // The choice holds for this page alone.
    }
  });
  return () => box.checked;
}
