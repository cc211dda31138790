// Lesson: wires the page of a lesson. Every change is a new query; its answer is shown; at rest it is kept.
import { createControls } from "./controls.js";
import { createKeys } from "./keys.js";
import { createPace } from "./pace.js";
import { createClock } from "./player.js";
import { quote } from "./quoted.js";
import { channel } from "./request.js";
import { createShare } from "./share.js";
import { createSlots } from "./slots.js";
import { Query, link, mend, push } from "./state.js";
import { followSystem } from "./theme.js";
import { createTransport } from "./transport.js";
import { createWatch } from "./watch.js";
import "./copying.js";

const element = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const watch = createWatch(element("main"));
const ask = channel(watch("view"));
const pace = createPace();

let view = JSON.parse(element("view").textContent ?? "null");
let query = new Query(location.search);
/** What was asked for last: the next change builds on it, even while its answer is on the way. */
let wanted = query;
/** The query under a moving hand, not yet an entry of the history. @type {Query | null} */
let pending = null;
let asked = addressOf(query);

/** The address that computes a query; the clock changes nothing in it. @param {Query} q */
function addressOf(q) {
  const rest = q.without("step");
  return `${location.pathname}.json${rest.parts.length ? `?${rest}` : ""}`;
}

// Parts -----------------------------------------------------------------------------------------

const clock = createClock({
  smooth: false,
  onTick: (now) => {
    transport.show(now);
    slots.tick();
  },
  onRest: ({ step, last }) => {
    const change = (/** @type {Query} */ q) => (step === last ? q.without("step") : q.with("step", String(step)));
    const same = wanted === query;
    query = change(query);
    wanted = same ? query : change(wanted);
    mend(query);
    link(query);
    share.refresh();
  },
});
const transport = createTransport(element("player"), clock);
const controls = createControls({
  moving: (key, value) => move({ [key]: value }),
  rest: settle,
  edit: (key, value) => set({ [key]: value }),
});
const slots = createSlots({
  watch,
  clock: () => clock.now().step,
  pick: { moving: move, rest: settle, field: standing },
});
createKeys(clock);
const share = createShare({ state: () => ({ query, view }), pause: clock.pause });

// Changes ---------------------------------------------------------------------------------------

/** @param {Query} base @param {Record<string, string>} keys */
const changed = (base, keys) => Object.entries(keys).reduce((q, [key, value]) => (value === "" ? q.without(key) : q.with(key, value)), base);

/** The keys that a change of this one removes. @param {string} key @returns {string[]} */
const clearedBy = (key) => view.controls.find((/** @type {any} */ each) => each.key === key)?.clears ?? [];

/** Keys with those that they remove. @param {Record<string, string>} keys @returns {Record<string, string>} */
const whole = (keys) => ({ ...Object.fromEntries(Object.keys(keys).flatMap(clearedBy).map((key) => [key, ""])), ...keys });

/** What a key stands at under a hand: what is on screen where another key has the last word.
 * @param {string} key @returns {string} */
function standing(key) {
  const overruled = clearedBy(key).some((other) => wanted.get(other) !== null);
  return (overruled ? null : wanted.get(key)) ?? view.experiment[key];
}

/** A hand moves. @param {Record<string, string>} given */
function move(given) {
  const keys = whole(given);
  const next = (wanted = pending = changed(wanted, keys));
  void pace.moving(() => compute(next, { keys: Object.keys(keys), moving: true }));
}

/** The hand has come to rest: the last question becomes an entry of the history. */
function settle() {
  const next = pending;
  pending = null;
  if (next) void propose(next);
}

/** Keys got new values. @param {Record<string, string>} given */
function set(given) {
  const keys = whole(given);
  pending = null;
  return propose(changed(wanted, keys), { keys: Object.keys(keys) });
}

/** @param {Query} next @param {{keys?: string[], record?: boolean}} [how] */
function propose(next, how = {}) {
  wanted = next;
  pace.rest();
  return compute(next, how);
}

/** @param {Query} next @param {{keys?: string[], moving?: boolean, record?: boolean}} how */
async function compute(next, { keys = [], moving = false, record = true }) {
  const address = addressOf(next);
  const answer = address === asked ? view : await ask(address);
  if (!answer) return;
  // What was refused goes back to what is shown; other changes still on their way are kept.
  const refuse = () => {
    if (wanted !== next) return;
    const shown = (/** @type {Query} */ q, /** @type {string} */ key) => {
      const before = query.get(key);
      return before === null ? q.without(key) : q.with(key, before);
    };
    wanted = keys.reduce(shown, next);
    if (!moving && keys.length && addressOf(wanted) !== asked) void propose(wanted);
  };
  if (answer.refused) return refuse();
  const unread = answer.problems.filter((/** @type {any} */ p) => keys.includes(p.key));
  if (unread.length) {
    if (!moving) controls.problems(unread);
    return refuse();
  }
  if (!moving && wanted !== next) return;
  if (Number(next.get("step") ?? 0) > answer.steps) next = wanted = next.without("step");
  controls.clear(...keys);
  query = next;
  asked = address;
  view = answer;
  if (!moving && record) push(query);
  await show(moving);
}

// Showing ---------------------------------------------------------------------------------------

/** @param {boolean} moving @param {number | null} [step] */
async function show(moving, step = null) {
  quote(view, moving);
  controls.show(view);
  element("player").hidden = view.steps === 0;
  clock.load(view.steps, step);
  const drawn = slots.show(view);
  if (!moving) {
    const others = controls.problems(view.problems, (key) => (controls.bad.has(key) ? null : query.get(key)));
    element("notices").replaceChildren(...[...others.map((p) => p.message), ...view.notices].map((text) => {
      const line = document.createElement("p");
      line.textContent = text;
      return line;
    }));
    link(query);
    share.refresh();
  }
  await drawn;
}

// Hands on the page -----------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const chosen = /** @type {HTMLElement} */ (event.target).closest("[data-set]");
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!(chosen instanceof HTMLElement) || !plain) return;
  event.preventDefault();
  controls.clear(...controls.bad);
  pending = null;
  const theme = wanted.get("theme");
  const next = new Query(chosen.dataset.set ?? "");
  void propose(theme === null ? next : next.with("theme", theme));
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  // The figure beside the words shows the case too; only where it is out of sight is the page moved.
  if (!inSight()) document.querySelector(".verdict")?.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
});
/** Whether one of the live figures is well in view. */
const inSight = () => [...document.querySelectorAll("[data-figure]")].some((slot) => {
  const box = slot.getBoundingClientRect();
  return box.top > -box.height / 4 && box.bottom < innerHeight + box.height / 4;
});
element("reset").addEventListener("click", () => {
  controls.clear(...controls.bad);
  pending = null;
  const theme = wanted.get("theme");
  void propose(theme === null ? new Query("") : new Query("").with("theme", theme));
});
addEventListener("popstate", async () => {
  controls.clear(...controls.bad);
  pending = null;
  const next = new Query(location.search);
  await propose(next, { record: false });
  if (query !== next) return;
  const step = next.get("step");
  clock.load(view.steps, step === null ? Infinity : Number(step));
});
followSystem(() => void slots.redraw());

/** For the scripts of single lessons: set keys as a hand would. */
export const board = { set, view: () => view };

const first = query.get("step");
await show(false, first === null || !(Number(first) <= view.steps) ? Infinity : Number(first));
document.documentElement.dataset.ready = "true";
