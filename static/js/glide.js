// Glide: a rate that is chosen by a mark is walked to, so that the eye sees the picture fold.

const TIME = 200; // milliseconds

/** @param {{each: (rate: number) => void}} hands @returns a function that walks from one rate to another */
export function createGlide({ each }) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let turn = 0;
  const stop = () => (turn += 1);
  addEventListener("pointerdown", stop, { capture: true });
  addEventListener("keydown", stop, { capture: true });

  /** @param {number} from @param {number} to @param {() => void} arrive */
  return (from, to, arrive) => {
    const mine = (turn += 1);
    if (still.matches || !(from > 0 && to > 0) || document.hidden) return arrive();
    const begin = performance.now();
    const walk = (/** @type {number} */ now) => {
      const share = Math.min(1, Math.max(0, now - begin) / TIME);
      if (share >= 1 || mine !== turn) return arrive();
      const eased = share * share * (3 - 2 * share);
      each(from * (to / from) ** eased);
      requestAnimationFrame(walk);
    };
    requestAnimationFrame(walk);
  };
}
