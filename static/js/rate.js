// Rate: the range over the track and the typed field, two hands on one number.
import { plain, typed } from "./numbers.js";
import { whenResting } from "./rest.js";
import { slide } from "./slide.js";
import { say } from "./words.js";

/** @param {HTMLElement} root @param {ReturnType<import("./track.js").createTrack>} track
 * @param {{moving: (text: string) => void, rest: () => void}} hands */
export function createRate(root, track, { moving, rest }) {
  const range = /** @type {HTMLInputElement} */ (root.querySelector("[data-slider=learning_rate]"));
  const field = /** @type {HTMLInputElement} */ (root.querySelector("[name=learning_rate]"));

  /** @param {number} rate */
  const tell = (rate) => {
    track.at(rate);
    const zone = track.zone(rate);
    range.setAttribute("aria-valuetext", zone ? say("slider_value", { rate: plain(rate, 3), zone }) : plain(rate, 3));
  };
  range.addEventListener("input", () => {
    const text = typed(10 ** Number(range.value));
    field.value = text;
    tell(Number(text));
    moving(text);
  });
  whenResting(range, rest);
  slide(/** @type {HTMLElement} */ (/** @type {unknown} */ (root.querySelector(".track .sweep"))), range);

  return {
    /** Put both hands on a rate. @param {string} text */
    set(text) {
      field.value = text;
      range.value = String(Math.log10(Number(text)));
      tell(Number(text));
    },
    /** @param {any} view @param {boolean} moving the reader's hand is on the slider: leave it alone */
    show(view, moving) {
      const rate = Number(view.experiment.learning_rate);
      range.min = String(Math.log10(view.slider.min));
      range.max = String(Math.log10(view.slider.max));
      range.step = String((Math.log10(view.slider.max) - Math.log10(view.slider.min)) / 400);
      if (!moving && rate > 0) {
        range.value = String(Math.log10(rate));
        tell(rate);
      }
    },
  };
}
