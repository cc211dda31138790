// The hall: the QR code of the link, large enough for the last row.
import { say } from "./words.js";

/** @param {HTMLElement} dialog */
export function createHall(dialog) {
  const part = (/** @type {string} */ name) => /** @type {any} */ (dialog.querySelector(`[data-part="${name}"]`));
  const hall = /** @type {HTMLDialogElement} */ (document.getElementById("hall"));
  const large = /** @type {HTMLImageElement} */ (hall.querySelector("img"));
  const words = /** @type {HTMLParagraphElement} */ (hall.querySelector("p"));
  const section = /** @type {HTMLDetailsElement} */ (part("qr"));
  let link = "";
  let filled = false; // the whole screen was taken for the code

  const address = () => `/qr.svg?url=${encodeURIComponent(link)}`;
  const picture = /** @type {HTMLImageElement} */ (part("qr-picture"));

  function draw() {
    if (!section.open || picture.getAttribute("src") === address()) return;
    picture.src = address();
    part("save-qr").href = address();
  }
  /** @param {boolean} fits */
  const fits = (fits) => {
    picture.hidden = !fits;
    for (const each of [part("hall"), part("save-qr")]) each.hidden = !fits;
    part("qr-problem").hidden = fits;
    part("qr-problem").textContent = fits ? "" : say("share_qr_long");
  };
  picture.addEventListener("load", () => fits(true));
  picture.addEventListener("error", () => fits(false));
  section.addEventListener("toggle", draw);

  part("hall").addEventListener("click", async () => {
    large.src = address();
    words.textContent = link;
    words.classList.toggle("long", link.length > 70);
    try {
      if (!document.fullscreenElement) {
        await document.documentElement.requestFullscreen();
        filled = true;
      }
    } catch {
      // The window is the largest that this browser gives.
    }
    hall.showModal();
  });
  hall.querySelector("button")?.addEventListener("click", () => hall.close());
  hall.addEventListener("close", () => {
    if (filled && document.fullscreenElement) void document.exitFullscreen();
    filled = false;
  });
  document.addEventListener("fullscreenchange", () => {
    if (filled && !document.fullscreenElement) hall.close();
  });

  return {
    /** @param {import("./share_panel.js").Shared} now */
    show(now) {
      link = now.code;
      draw();
    },
  };
}
