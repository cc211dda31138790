// Rest: when the hand on a range has come to rest. A drag is one change, and so are keys that are
// held or pressed in a row; a finger that turns out to scroll the page has changed nothing.

const PAUSE = 350; // milliseconds after a key, within which another belongs to the same change

/** @param {HTMLInputElement} range @param {() => void} rest */
export function whenResting(range, rest) {
  let held = false;
  let pause = 0;
  const settle = () => {
    clearTimeout(pause);
    pause = 0;
    rest();
  };
  range.addEventListener("keydown", (event) => {
    if (!/^(Arrow|Page|Home|End)/.test(event.key)) return;
    held = true;
    clearTimeout(pause);
  });
  range.addEventListener("keyup", () => {
    if (!held) return;
    held = false;
    clearTimeout(pause);
    pause = setTimeout(settle, PAUSE);
  });
  range.addEventListener("blur", () => {
    if (!held && !pause) return;
    held = false;
    settle();
  });
  // A change that keys made while none is held comes from a press that has been let go already.
  range.addEventListener("change", () => held || pause || settle());

  /** What stood there before a finger came. @type {string | null} */
  let before = null;
  range.addEventListener("pointerdown", ({ pointerType }) => (before = pointerType === "touch" ? range.value : null));
  range.addEventListener("pointercancel", () => {
    if (before === null || before === range.value) return;
    range.value = before;
    range.dispatchEvent(new Event("input", { bubbles: true }));
    range.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
