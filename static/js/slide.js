// Slide: a finger or a mouse on the picture of a slider moves its range. A finger that goes up or
// down first is scrolling, and leaves the value alone.

const TURN = 6; // pixels after which a finger has shown where it goes
const GRIP = 14; // half the thumb: who takes it there does not move it

/** @param {HTMLElement} sheet what is seen of the slider @param {HTMLInputElement} range its value */
export function slide(sheet, range) {
  /** @type {{x: number, y: number, offset: number} | null} */
  let held = null;
  let sliding = false;

  const span = () => Number(range.max) - Number(range.min);
  /** @param {number} x */
  const put = (x) => {
    const box = sheet.getBoundingClientRect();
    const share = Math.max(0, Math.min(1, (x - box.left) / box.width));
    range.value = String(Number(range.min) + share * span());
    range.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const drop = () => {
    held = null;
    sliding = false;
    range.dispatchEvent(new Event("change", { bubbles: true }));
  };

  sheet.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    const box = sheet.getBoundingClientRect();
    const thumb = box.left + ((Number(range.value) - Number(range.min)) / span()) * box.width;
    const offset = thumb - event.clientX;
    held = { x: event.clientX, y: event.clientY, offset: Math.abs(offset) <= GRIP ? offset : 0 };
    range.focus({ preventScroll: true });
    if (event.pointerType === "touch") return;
    event.preventDefault();
    sheet.setPointerCapture(event.pointerId);
    sliding = true;
    if (!held.offset) put(event.clientX);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [across, down] = [Math.abs(event.clientX - held.x), Math.abs(event.clientY - held.y)];
    if (!sliding) {
      if (Math.max(across, down) < TURN) return;
      if (down >= across) {
        held = null;
        return;
      }
      sliding = true;
      sheet.setPointerCapture(event.pointerId);
    }
    put(event.clientX + held.offset);
  });
  sheet.addEventListener("pointerup", (event) => {
    if (!held) return;
    if (!sliding) put(event.clientX); // a tap
    drop();
  });
  sheet.addEventListener("pointercancel", () => {
    if (sliding) drop();
    held = null;
  });
}
