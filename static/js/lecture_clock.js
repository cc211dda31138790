// The clocks of the one who speaks: the time since the lecture began, and the time of day.

const STORE = "gradscape.lecture.begun";

/** @param {number} seconds */
function spell(seconds) {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h ? `${h}:${String(m).padStart(2, "0")}:${String(s).padStart(2, "0")}` : `${m}:${String(s).padStart(2, "0")}`;
}

/** @param {HTMLElement} elapsed @param {HTMLElement} time */
export function createClocks(elapsed, time) {
  let begun = remembered() || Date.now();
  let ticking = 0;

  function show() {
    elapsed.textContent = spell(Math.max(0, Math.floor((Date.now() - begun) / 1000)));
    time.textContent = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  }

  /** A reload in the middle of a lecture must not lose the time. */
  function remembered() {
    try {
      return Number(sessionStorage.getItem(STORE)) || 0;
    } catch {
      return 0;
    }
  }

  return {
    start() {
      show();
      ticking ||= setInterval(show, 500);
      try {
        sessionStorage.setItem(STORE, String(begun));
      } catch {
        // It counts for as long as the page stays.
      }
    },
    stop() {
      clearInterval(ticking);
      ticking = 0;
    },
    restart() {
      begun = Date.now();
      this.start();
    },
  };
}
