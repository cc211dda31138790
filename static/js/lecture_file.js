// A lecture as one file: the show of the page, without a server, an address or a second window.
import { createShow } from "./lecture_show.js";
import { createStages } from "./lecture_stages.js";

const root = document.documentElement;
const THEMES = ["light", "dark", "projector"];
/** Where a hand pressed last: a picture takes no keyboard by itself. */
let pressed = false;
document.addEventListener("pointerdown", ({ target }) => (pressed = Boolean(/** @type {HTMLElement} */ (target).closest("[data-stage]"))), true);

/** @type {ReturnType<typeof createStages>} */
let stages;
const show = createShow({
  scenes: (place, slides) => (stages = createStages(place, slides)),
  moved: (n) => stand(n),
  inside: (at) => Boolean(at.closest?.("[data-stage]")) || (pressed && at === document.body),
  more: {
    theme() {
      const next = THEMES[(THEMES.indexOf(root.dataset.theme ?? "light") + 1) % THEMES.length];
      root.dataset.theme = next;
      stages.redraw();
    },
    out() {
      const was = pressed || Boolean(document.activeElement?.closest("[data-stage]"));
      pressed = false;
      if (document.body.classList.contains("glance")) return document.querySelector("[data-do=overview]")?.dispatchEvent(new Event("click", { bubbles: true }));
      if (was) document.getElementById("title")?.focus({ preventScroll: true });
      return was;
    },
  },
});

/** The slide stands behind the file's name, where the browser allows it. @param {number} n */
function stand(n) {
  pressed = false;
  try {
    history.replaceState(null, "", `#${n}`);
  } catch {
    // The slide is shown all the same.
  }
}

const asked = Number(location.hash.slice(1));
show.turn(asked >= 1 && asked <= show.slides.length ? asked : 1);
addEventListener("hashchange", () => show.turn(Number(location.hash.slice(1))));
root.dataset.ready = "true";
