// Player: a clock over the steps of a run. It knows no document and no plot.

/** @typedef {{last: number, step: number, fraction: number, playing: boolean}} Moment */

/** Make a clock that plays a whole run in `seconds`.
 * @param {{onTick: (now: Moment) => void, onRest?: (now: Moment) => void, seconds?: number,
 *   frame?: (call: (time: number) => void) => number, smooth?: boolean}} options */
export function createClock({ onTick, onRest, seconds = 6, smooth = true, frame = requestAnimationFrame }) {
  let last = 0;
  let time = 0; // in steps
  let playing = false;
  let before = 0;

  /** @returns {Moment} */
  const now = () => {
    const step = Math.min(last, Math.floor(time + 1e-9));
    return { last, step, fraction: smooth ? Math.max(0, time - step) : 0, playing };
  };
  const tick = () => onTick(now());

  /** @param {number} at */
  const run = (at) => {
    if (!playing) return;
    const speed = Math.max(last / seconds, 2);
    time = Math.min(last, time + ((before ? at - before : 0) / 1000) * speed);
    before = at;
    if (time >= last) {
      playing = false;
      tick();
      onRest?.(now());
      return;
    }
    tick();
    frame(run);
  };

  const clock = {
    now,
    /** @param {number} step */
    seek(step) {
      const was = playing;
      playing = false;
      time = Math.min(last, Math.max(0, Math.round(step)));
      tick();
      if (was || onRest) onRest?.(now());
    },
    play() {
      if (playing || last === 0) return;
      if (time >= last) time = 0;
      playing = true;
      before = 0;
      tick();
      frame(run);
    },
    pause() {
      if (!playing) return;
      playing = false;
      time = now().step;
      tick();
      onRest?.(now());
    },
    toggle: () => (playing ? clock.pause() : clock.play()),
    next: () => clock.seek(now().step + 1),
    previous: () => clock.seek(now().fraction > 0 ? now().step : now().step - 1),
    first: () => clock.seek(0),
    last: () => clock.seek(last),
    /** The step at which a run of another length will stand, once loaded. @param {number} length */
    after: (length) => (time >= last && !playing ? length : Math.min(length, now().step)),
    /** A new run: a clock that stood at its end stands at the new end, else keeps its step.
     * @param {number} length @param {number | null} [step] */
    load(length, step = null) {
      const ended = time >= last;
      last = length;
      if (step !== null) time = Math.min(last, Math.max(0, step));
      else if (ended && !playing) time = last;
      else time = Math.min(time, last);
      tick();
    },
  };
  return clock;
}
