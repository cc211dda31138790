// Pace: while a hand moves, one question travels at a time and only the newest waits its turn, so
// that the picture follows on a slow line too, where aborting each for the next would starve it.

/** @returns {{moving: (task: () => Promise<void>) => Promise<void>, rest: () => void}} */
export function createPace() {
  let travelling = false;
  /** @type {(() => Promise<void>) | null} */
  let waiting = null;
  const pace = {
    /** @param {() => Promise<void>} task */
    async moving(task) {
      if (travelling) {
        waiting = task;
        return;
      }
      travelling = true;
      try {
        await task();
      } finally {
        travelling = false;
        const next = waiting;
        waiting = null;
        if (next) void pace.moving(next);
      }
    },
    rest: () => void (waiting = null),
  };
  return pace;
}
