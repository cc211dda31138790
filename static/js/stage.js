// Stage: a figure on its own in its frame, with its knob and its clock. It asks for every picture
// through `ask` alone, so it works from a server and from a file alike.
import { clockKey, isField } from "./clock_keys.js";
import { createControls } from "./controls.js";
import { createDrawing } from "./drawing.js";
import { createExperiment } from "./experiment.js";
import { createInstant } from "./live/instant.js";
import { createLooping } from "./looping.js";
import { createNotices } from "./notices.js";
import { createPick } from "./pick.js";
import { plotly } from "./plot.js";
import { fill } from "./quoted.js";
import { createRoom } from "./room.js";
import { canDraw } from "./surface.js";
import { createTransport } from "./transport.js";
import { say } from "./words.js";

const PATIENCE = 2500; // milliseconds after which the picture that is there is drawn, in any colours

const patience = () => new Promise((done) => setTimeout(done, PATIENCE));

/** @typedef {{type: "ready", steps: number} | {type: "step", step: number} |
 *   {type: "outcome", kind: string, step: number | null, sentence: string}} Told */
/** @typedef {"clicked" | "always" | "never"} Keys */

/** @param {{root: HTMLElement, first: import("./experiment.js").Answer,
 *   ask: (query: string) => Promise<any>, keys?: Keys, step?: number | null,
 *   autoplay?: boolean, loop?: boolean, stale?: boolean, whole?: boolean}} options `stale`: the
 *   first picture is in other colours than the page, and is asked for anew; `whole`: what can be
 *   computed here needs nobody's word for it */
export function createStage({ root, first, ask, keys = "clicked", step = null, autoplay = false, loop = false, stale = false, whole = false }) {
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(name));
  const [sight, said, player] = ["[data-sight]", "[data-outcome]", "[data-player]"].map(part);
  const drawing = /** @type {any} */ (part(".drawing"));
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const below = part(".below");
  const plot = createDrawing(drawing, below);
  const room = createRoom(sight, [drawing, below], (size) => void plot.resize(size));
  const notice = createNotices(part("[data-notices]"));
  const flat = !first.figure.layout.scene || canDraw();
  /** @type {Set<(told: Told) => void>} */
  const listeners = new Set();
  /** What was told last, so that nothing is told twice. */
  const told = { ready: -1, step: -1, outcome: "" };
  let ready = false;

  const tell = (/** @type {Told} */ message) => {
    if (ready) listeners.forEach((listener) => listener(message));
  };

  // The clock -----------------------------------------------------------------------------------

  const clock = createLooping(() => loop && !still.matches, (now) => {
    transport?.show(now);
    // The state for scripts and styles, where there is no player to bear it.
    if (root.dataset.step !== String(now.step)) root.dataset.step = String(now.step);
    root.classList.toggle("playing", now.playing);
    plot.follow(now.step);
    if (ready && now.step !== told.step) tell({ type: "step", step: (told.step = now.step) });
  });
  // Without a player the clock is turned by messages alone.
  const transport = player ? createTransport(player, clock) : null;

  for (const names of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-names]"))) {
    root.querySelector(`.control input[name="${names.dataset.names}"]`)?.setAttribute("list", names.id);
  }

  // The experiment ------------------------------------------------------------------------------

  const local = createInstant(first, clock, whole);
  const experiment = createExperiment({ first, ask, show, unread, local });
  const controls = createControls({
    moving: (key, value) => experiment.move({ [key]: value }),
    rest: () => void experiment.settle(),
    edit: (key, value) => void experiment.set({ [key]: value }),
  });
  const pick = createPick(drawing, {
    moving: experiment.move,
    rest: () => void experiment.settle(),
    field: experiment.standing,
  });

  /** What was refused stands in its field, and whoever asked hears of the picture that stays.
   * @param {{key: string, message: string}[]} problems @param {import("./state.js").Query} query */
  function unread(problems, query) {
    notice(controls.problems(problems, (key) => query.get(key)));
    outcome();
  }

  /** What the link says for keys that cannot be read. */
  const texts = Object.fromEntries(first.view.problems.map((/** @type {any} */ { key }) => {
    const field = root.querySelector(`.control input[name="${CSS.escape(key)}"]`);
    return [key, field instanceof HTMLInputElement ? field.value : null];
  }));

  /** @param {import("./experiment.js").Answer} answer @param {import("./experiment.js").How} how */
  async function show({ view, figure }, { moving, keys: changed, confirmed }) {
    controls.clear(...changed);
    controls.show(view);
    said.setAttribute("aria-live", moving ? "off" : "polite");
    said.dataset.outcome = view.verdict.kind;
    fill(said, view.verdict.headline);
    if (!moving) {
      drawing.setAttribute("aria-label", view.description);
      const others = controls.problems(view.problems, (key) => (ready ? null : texts[key] ?? null));
      // What is to be told at the opening stands there already.
      if (ready) notice(others, view.notices);
    }
    if (player) player.hidden = view.steps === 0;
    // Under a hand the picture stands in this very frame, or as soon as Plotly has drawn it.
    if (moving && ready && plot.sketch(figure, clock.after(view.steps))) clock.load(view.steps);
    else {
      // The picture first: the clock's marks are put into what is drawn.
      await paint(view, figure);
      clock.load(view.steps);
    }
    if (!moving && ready) report(false, confirmed);
  }

  /** @param {boolean} [again] whether it is told again where it is the same */
  function outcome(again = true) {
    const { kind, step: at, sentence } = experiment.view().verdict;
    const spelled = JSON.stringify([kind, at, sentence]);
    if (!again && spelled === told.outcome) return;
    told.outcome = spelled;
    tell({ type: "outcome", kind, step: at, sentence });
  }

  /** Tell what stands now. @param {boolean} whole the unchanged too @param {boolean} [confirmed] only what is another outcome */
  function report(whole, confirmed = false) {
    const { steps } = experiment.view();
    const at = clock.now().step;
    if (whole || steps !== told.ready) tell({ type: "ready", steps: (told.ready = steps) });
    if (whole || at !== told.step) tell({ type: "step", step: (told.step = at) });
    outcome(!confirmed);
  }

  // The picture ---------------------------------------------------------------------------------

  /** @param {any} view @param {any} figure */
  async function paint(view, figure) {
    if (figure.layout.scene && !flat) return remark("stage_no_webgl", view);
    try {
      await plotly(figure);
    } catch {
      return remark("stage_no_plot", view);
    }
    await plot.draw(figure, clock.after(view.steps), room.fit());
    pick.load(figure.layout.meta?.pick ?? null);
    root.classList.add("drawn");
  }

  /** The picture that the server draws stands, with a sentence. @param {string} key @param {any} view */
  function remark(key, view) {
    const picture = root.querySelector("[data-still]");
    if (picture instanceof HTMLElement) {
      picture.dataset.address = view.address;
      picture.dispatchEvent(new Event("still"));
    }
    const words = part("[data-remark]");
    words.textContent = say(key);
    words.hidden = false;
  }

  // Keys ----------------------------------------------------------------------------------------

  let mine = keys === "always";
  if (keys === "clicked") {
    // Only a person presses a pointer here or walks in by Tab; a page around may focus the frame too.
    root.ownerDocument.addEventListener("pointerdown", () => (mine = true), { capture: true });
    root.ownerDocument.addEventListener("focusin", ({ target }) => (mine ||= target !== document.body));
    addEventListener("blur", () => (mine = false));
  }
  if (keys !== "never") document.addEventListener("keydown", press);

  /** @param {KeyboardEvent} event */
  function press(event) {
    if (!mine || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || clock.now().last === 0) return;
    const on = /** @type {HTMLElement} */ (event.target);
    if (isField(on)) return;
    const act = clockKey(event.key, on, clock);
    if (!act) return;
    event.preventDefault();
    act();
  }

  // Begin ---------------------------------------------------------------------------------------

  async function begin() {
    const plays = autoplay && !still.matches;
    clock.load(first.view.steps, step ?? (plays ? 0 : Infinity));
    const shown = () => show(first, { moving: false, keys: [] });
    if (stale) await Promise.race([experiment.again(), patience().then(() => root.classList.contains("drawn") || shown())]);
    else await shown();
    ready = true;
    report(true);
    if (plays) clock.play();
  }

  return {
    /** Done once the first picture is drawn. */
    begun: begin(),
    set: experiment.set,
    seek: clock.seek,
    /** Where motion is unwelcome the clock goes to its end at once. */
    play: () => (still.matches ? clock.last() : clock.play()),
    pause: clock.pause,
    view: experiment.view,
    opened: experiment.opened,
    /** Tell again what stands, to whoever asks. */
    report: () => ready && report(true),
    /** What is shown as a query, with the step where it is not the last. */
    query() {
      const { step: at, last } = clock.now();
      return String(at === last ? experiment.query() : experiment.query().with("step", String(at)));
    },
    /** Draw anew, in other colours. */
    redraw: experiment.again,
    /** @param {(told: Told) => void} listener @returns {() => void} ends it */
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Let go of the document. */
    close() {
      clock.pause();
      room.close();
      document.removeEventListener("keydown", press);
    },
  };
}
