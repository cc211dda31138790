// Looping: a clock under a hand that may begin anew at its end; whoever stops it or moves it ends the loop.
import { createClock } from "./player.js";

const AGAIN = 1200; // milliseconds that a loop rests at its end

/** @param {() => boolean} loops whether playing goes on for ever
 * @param {(now: import("./player.js").Moment) => void} onTick */
export function createLooping(loops, onTick) {
  let again = false;
  let resting = 0;
  const inner = createClock({
    smooth: false,
    onTick,
    onRest({ step, last }) {
      if (!again || step !== last) return;
      resting = setTimeout(() => {
        resting = 0;
        inner.play();
      }, AGAIN);
    },
  });
  /** @param {() => void} act @param {boolean} [looping] */
  const hand = (act, looping = false) => {
    clearTimeout(resting);
    resting = 0;
    again = looping;
    act();
  };
  const clock = {
    ...inner,
    seek: (/** @type {number} */ at) => hand(() => inner.seek(at)),
    play: () => hand(inner.play, loops()),
    pause: () => hand(inner.pause),
    toggle: () => (inner.now().playing || resting ? clock.pause() : clock.play()),
    next: () => hand(inner.next),
    previous: () => hand(inner.previous),
    first: () => hand(inner.first),
    last: () => hand(inner.last),
  };
  return clock;
}
