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

  scrollPast(range);
}

const TURN = 6; // pixels after which a finger has shown where it goes

/** A finger on a range may mean to scroll the page: until it has gone sideways or is lifted it
 * changes nothing, and if the browser takes it over the range is as it was.
 * @param {HTMLInputElement} range */
function scrollPast(range) {
  /** @type {{x: number, y: number, value: string} | null} */
  let waiting = null;
  let dropped = false;
  const begin = () => {
    waiting = null;
    range.dispatchEvent(new Event("input", { bubbles: true }));
  };
  range.addEventListener("pointerdown", ({ pointerType, clientX, clientY }) => {
    dropped = false;
    waiting = pointerType === "touch" ? { x: clientX, y: clientY, value: range.value } : null;
  });
  range.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (!waiting) return;
    const across = Math.abs(clientX - waiting.x);
    if (across > TURN && across > Math.abs(clientY - waiting.y)) begin();
  });
  range.addEventListener("pointerup", () => waiting && begin());
  range.addEventListener("pointercancel", () => {
    if (!waiting) return;
    range.value = waiting.value;
    waiting = null;
    dropped = true;
  });
  const hold = (/** @type {Event} */ event) => {
    if (waiting || dropped) event.stopImmediatePropagation();
  };
  range.addEventListener("input", hold, { capture: true });
  range.addEventListener("change", hold, { capture: true });
}
