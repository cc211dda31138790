// Lesson: wires the page of a lesson. Every change is a new query; its answer is shown; at rest it is kept.
import { createControls } from "./controls.js";
import { createKeys } from "./keys.js";
import { createLocal } from "./live/local.js";
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
const watch = createWatch(element("main"), () => local.ready());
const ask = channel(watch("view"));
const pace = createPace();

let view = JSON.parse(element("view").textContent ?? "null");
const local = createLocal(view.name);
let query = new Query(location.search);
/** What was asked for last: the next change builds on it, even while its answer is on the way. */
let wanted = query;
/** The query under a moving hand, not yet an entry of the history. @type {Query | null} */
let pending = null;
/** The address whose answer is shown; empty where what is shown was computed here. */
let asked = addressOf(query);
/** Whether the pictures are about to be drawn anew, so that none needs to follow the clock before. */
let redrawing = false;
/** Questions are counted, so that an answer that is late never takes the place of a newer one. */
let turns = 0;
let shownTurn = 0;

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
    if (!redrawing) slots.tick();
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

/** A hand moves: what the page can compute itself stands in the very frame. @param {Record<string, string>} given */
function move(given) {
  const keys = whole(given);
  const next = (wanted = pending = changed(wanted, keys));
  const how = { keys: Object.keys(keys), moving: true };
  if (!here(next, how)) void pace.moving(() => compute(next, how));
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

/** Compute in the page and show it at once; whether it could be. @param {Query} next
 * @param {{keys?: string[], moving?: boolean, record?: boolean}} how */
function here(next, { keys = [], moving = false, record = true }) {
  const found = addressOf(next) === asked ? null : local.move(next, view);
  if (!found) return false;
  take(next, found.view, "", (turns += 1), keys);
  if (!moving && record) push(query);
  redrawing = true;
  tell(moving);
  redrawing = false;
  const whole = slots.move(view, found.runs);
  slots.tick();
  if (!moving) resting();
  // A picture whose ground moves, too, is the server's, at the pace at which it answers.
  else if (!whole) void pace.moving(() => slots.show(view, true));
  return true;
}

/** @param {Query} next @param {{keys?: string[], moving?: boolean, record?: boolean}} how */
async function compute(next, how) {
  const { keys = [], moving = false, record = true } = how;
  const computed = here(next, how);
  if (computed && moving) return;
  const turn = (turns += 1);
  const address = addressOf(next);
  const answer = address === asked ? view : await ask(address);
  if (!answer || (moving && turn < shownTurn)) return;
  // The clock may have been turned meanwhile; that asks for nothing else.
  const newest = addressOf(wanted) === address;
  if (newest) next = wanted;
  // What was refused goes back to what is shown; other changes still on their way are kept.
  const refuse = () => {
    if (!newest) return;
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
  if (!moving && !newest) return;
  local.take(answer);
  take(next, answer, address, turn, keys);
  if (!moving && record && !computed) push(query);
  await show(moving);
}

/** What is shown from now on. @param {Query} next @param {any} answer @param {string} address
 * @param {number} turn @param {string[]} keys those that were changed */
function take(next, answer, address, turn, keys) {
  // A clock beyond the last step stands at the last.
  if (Number(next.get("step") ?? 0) > answer.steps) {
    const kept = next.without("step");
    if (wanted === next) wanted = kept;
    if (pending === next) pending = kept;
    next = kept;
  }
  controls.clear(...keys);
  query = next;
  asked = address;
  view = answer;
  shownTurn = turn;
}

// Showing ---------------------------------------------------------------------------------------

/** Words, fields and clock, in the frame. @param {boolean} moving @param {number | null} [step] */
function tell(moving, step = null) {
  quote(view, moving);
  controls.show(view);
  const player = element("player");
  if (player.hidden !== (view.steps === 0)) player.hidden = view.steps === 0;
  clock.load(view.steps, step);
}

/** All of a view that has come from the server. @param {boolean} moving @param {number | null} [step] */
async function show(moving, step = null) {
  tell(moving, step);
  const drawn = slots.show(view, moving);
  if (!moving) resting();
  await drawn;
}

/** What is told and kept when a hand rests. */
function resting() {
  const others = controls.problems(view.problems, (key) => (controls.bad.has(key) ? null : query.get(key)));
  element("notices").replaceChildren(...[...others.map((p) => p.message), ...view.notices].map((text) => {
    const line = document.createElement("p");
    line.textContent = text;
    return line;
  }));
  link(query);
  share.refresh();
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
  const step = next.get("step");
  let placed = false;
  const place = () => {
    if (placed || addressOf(query) !== addressOf(next)) return;
    placed = true;
    clock.load(view.steps, step === null ? Infinity : Number(step));
  };
  const arrived = propose(next, { record: false });
  place();
  await arrived;
  place();
});
followSystem(() => void slots.redraw());

/** For the scripts of single lessons: set keys as a hand would. */
export const board = { set, view: () => view };

local.take(view);
const first = query.get("step");
await show(false, first === null || !(Number(first) <= view.steps) ? Infinity : Number(first));
document.documentElement.dataset.ready = "true";
