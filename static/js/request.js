// Request: the latest wins, the earlier one is aborted; a lost connection is tried again.

const PATIENCE = 300; // milliseconds after which work shows
const WAITS = [600, 1200, 2500, 5000, 8000];

/** @typedef {{busy?: (working: boolean) => void, slow?: (slow: boolean) => void,
 *   lost?: (why: "offline" | "trouble" | null) => void}} Watchers */

/** Wait, but no longer than until the connection is back or the signal aborts.
 * @param {number} time @param {AbortSignal} signal */
function pause(time, signal) {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      done(undefined);
    };
    const timer = setTimeout(end, time);
    addEventListener("online", end);
    signal.addEventListener("abort", end);
  });
}

/** Make a channel: each new question aborts the one before.
 * @param {Watchers} watchers
 * @returns {(address: string) => Promise<any | null>} null when a later question took over */
export function channel({ busy, slow, lost } = {}) {
  /** @type {AbortController | null} */
  let current = null;
  return async (address) => {
    current?.abort();
    const mine = (current = new AbortController());
    busy?.(true);
    const timer = setTimeout(() => current === mine && slow?.(true), PATIENCE);
    try {
      for (let turn = 0; ; turn += 1) {
        /** @type {"offline" | "trouble"} */
        let why = "offline";
        try {
          const answer = await fetch(address, { signal: mine.signal });
          if (answer.ok) {
            const found = await answer.json();
            if (mine.signal.aborted) return null;
            lost?.(null);
            return found;
          }
          if (answer.status < 500) {
            lost?.(null);
            return { refused: answer.status };
          }
          why = "trouble";
        } catch {
          if (mine.signal.aborted) return null;
        }
        lost?.(why);
        await pause(WAITS[Math.min(turn, WAITS.length - 1)], mine.signal);
        if (mine.signal.aborted) return null;
      }
    } finally {
      clearTimeout(timer);
      if (current === mine) {
        current = null;
        slow?.(false);
        busy?.(false);
      }
    }
  };
}
