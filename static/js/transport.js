// Transport: the buttons and the scrubber of the clock.
import { say } from "./words.js";

/** @param {HTMLElement} root @param {ReturnType<import("./player.js").createClock>} clock */
export function createTransport(root, clock) {
  const scrub = /** @type {HTMLInputElement} */ (root.querySelector("#scrub"));
  const count = /** @type {HTMLOutputElement} */ (root.querySelector("#count"));
  const play = /** @type {HTMLButtonElement} */ (root.querySelector("[data-go=play]"));
  const narrow = matchMedia("(max-width: 44rem)");

  root.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    switch (button?.dataset.go) {
      case "first": return clock.first();
      case "previous": return clock.previous();
      case "play": return clock.toggle();
      case "next": return clock.next();
      case "last": return clock.last();
    }
  });
  /** What was shown last; a moment that looks the same is not shown again. */
  let shown = "";

  scrub.addEventListener("input", () => clock.seek(Number(scrub.value)));

  return {
    /** @param {import("./player.js").Moment} now */
    show(now) {
      const { last, step, playing } = now;
      const told = [last, step, playing, now.fraction, narrow.matches, scrub.value].join();
      if (told === shown) return;
      shown = told;
      if (root.dataset.step !== String(step)) root.dataset.step = String(step);
      scrub.max = String(last);
      scrub.value = String(step);
      const text = say("step", { step, last });
      scrub.setAttribute("aria-valuetext", text);
      scrub.style.setProperty("--done", `${last ? (100 * (step + now.fraction)) / last : 100}%`);
      count.textContent = narrow.matches ? say("step_short", { step, last }) : text;
      if (root.classList.contains("playing") !== playing) {
        root.classList.toggle("playing", playing);
        play.setAttribute("aria-label", say(playing ? "pause" : "play"));
      }
    },
  };
}
