// Descent: wires the page together. Every change is a new query; its answer is shown; at rest it is kept.
import { unpacked } from "./unpack.js";
import { createArithmetic } from "./arithmetic.js";
import { createChooser } from "./chooser.js";
import { createComparison } from "./comparison.js";
import { createFields } from "./fields.js";
import { createFollow } from "./follow.js";
import { createGlide } from "./glide.js";
import { createKeys } from "./keys.js";
import { createLoss } from "./loss.js";
import { put } from "./mathml.js";
import { num, typed } from "./numbers.js";
import { createPace } from "./pace.js";
import { createPanels } from "./panels.js";
import { createClock } from "./player.js";
import { createPredict } from "./predict.js";
import { createRate } from "./rate.js";
import { channel } from "./request.js";
import { createVerdict } from "./say.js";
import { say } from "./words.js";
import { createScene } from "./scene.js";
import { createShare } from "./share.js";
import { Query, link, mend, push } from "./state.js";
import { createTable } from "./table.js";
import { followSystem } from "./theme.js";
import { createTrack } from "./track.js";
import { createTransport } from "./transport.js";
import { createWatch } from "./watch.js";

const element = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const lang = document.documentElement.lang;
const follow = createFollow(() => import("./live/descent.js"));
const watch = createWatch(element("main"), follow.ready);
const watched = watch("run");
const ask = channel({
  ...watched,
  lost(why) {
    watched.lost?.(why);
    // What is on screen was computed here and is whole: nothing of it is being worked at.
    if (why && asked === "") {
      watched.busy?.(false);
      watched.slow?.(false);
    }
  },
});
const askTrack = channel(watch("track"));

let query = new Query(location.search);
let view = unpacked(JSON.parse(element("view").textContent ?? "null"));
/** What was asked for last: the next change builds on it, even while its answer is on the way. */
let wanted = query;
/** The address whose answer is shown; empty where what is shown was computed here. */
let asked = addressOf(query);
/** Questions are counted, so that an answer that is late never takes the place of a newer picture. */
let turns = 0;
let shownTurn = 0;
let sweepAddress = "";

/** The address that computes a query; the clock, the panels and a prediction change nothing in it. @param {Query} q */
function addressOf(q) {
  const rest = q.without("step", "view", "panel", "predict");
  return `/${lang}/descent.json${rest.parts.length ? `?${rest}` : ""}`;
}

// Parts -----------------------------------------------------------------------------------------

const clock = createClock({
  smooth: !matchMedia("(prefers-reduced-motion: reduce)").matches,
  onTick: (now) => parts.forEach((part) => part(now)),
  onRest: ({ step, last }) => {
    alter((q) => (step === last ? q.without("step") : q.with("step", String(step))));
    mend(query);
    if (scene.isDeep()) void scene.deepen();
  },
});
const comparison = createComparison({
  root: element("comparison"), lang, watchers: watch("pinned"),
  arrived: () => {
    scene.compare();
    loss.load(view, comparison.run());
    loss.mark(clock.now());
  },
});
const scene = createScene({
  watch,
  pinned: () => comparison.run(),
  start: () => {
    const asked = wanted.get("start")?.split(",").map(Number);
    return asked?.length === view.function.dimension && asked.every(Number.isFinite) ? asked : null;
  },
  moving: (start) => propose(wanted.with("start", start.join(",")), { keys: ["start"], moving: true }),
  rest: () => settle(),
});
scene.now = clock.now;
const predict = createPredict({
  scene,
  change: (on, value) => {
    const next = on ? wanted.with("predict", "1").without("step") : wanted.without("predict");
    void propose(value ? next.with("learning_rate", value) : next);
  },
  leave: () => {
    alter((q) => q.without("predict"));
    mend(query);
  },
  reveal: () => {
    void turn();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return clock.last();
    clock.first();
    clock.play();
  },
});
scene.redrawn = predict.redraw;
const transport = createTransport(element("player"), clock);
const loss = createLoss(/** @type {any} */ (element("loss")), (step) => clock.seek(step));
const arithmetic = createArithmetic(element("sums"), element("arithmetic-title"), /** @type {any} */ (element("copy")));
const table = createTable(/** @type {any} */ (element("steps-table")), () => clock.now().step);
const verdict = createVerdict(element("verdict"), element("offer"));
const track = createTrack(element("track"), (to, text) => walkTo(to, text));
const rate = createRate(element("rate"), track, {
  moving: (text) => propose(wanted.with("learning_rate", text), { keys: ["learning_rate"], moving: true }),
  rest: () => settle(),
});
const glide = createGlide({
  each: (value) => {
    rate.set(typed(value));
    void propose(wanted.with("learning_rate", typed(value)), { keys: ["learning_rate"], moving: true });
  },
});
const fields = createFields({ change: edit, typed: tryOut, submit: () => undefined });
const chooser = createChooser((name) => edit("f", name));
const panels = createPanels({
  watchers: watch("panel"),
  toggle: (open) => {
    alter((q) => (open ? q.with("panel", open) : q.without("panel")));
    mend(query);
    panels.show(view, open);
  },
  rate: (value) => edit("learning_rate", String(Number(value.toPrecision(6)))),
  start: (point) => edit("start", point.map((v) => Number(v.toPrecision(6))).join(",")),
});
const parts = [transport.show, scene.mark, loss.mark, arithmetic.mark, () => table.mark()];
createKeys(clock);
const share = createShare({
  state: () => ({ query, view }),
  pause: clock.pause,
  // While the path is to be guessed the map alone may leave the page.
  figure: (name) => (name !== "descent" ? name : document.body.classList.contains("guessing") ? "field" : scene.isDeep() ? "surface" : name),
  exact: (name) => (name === "descent" && scene.isDeep() ? element("depth") : null),
});

// Changes ---------------------------------------------------------------------------------------

/** The query that is on its way while a hand moves. @type {Query | null} */
let pending = null;

/** A change that needs no computing: what is shown takes it, and what is on its way.
 * @param {(q: Query) => Query} change */
function alter(change) {
  const same = wanted === query;
  query = change(query);
  wanted = same ? query : change(wanted);
  link(query);
  share.refresh();
}

/** A setting got a new value. @param {string} key @param {string} value */
function edit(key, value) {
  /** @type {string[]} */
  let dropped = [];
  if (key === "f") dropped = ["start", "domain", "learning_rate", "step"];
  if (key === "optimizer") dropped = ["learning_rate", ...view.settings.map((/** @type {any} */ s) => s.name)];
  fields.clear(...dropped);
  pending = null; // a typed or chosen value is newer than where a hand or a glide has been
  const rest = wanted.without(...dropped);
  void propose(value === "" ? rest.without(key) : rest.with(key, value), { keys: [key] });
}

/** A letter was typed: what the text can mean already is shown, and what it cannot changes nothing.
 * @param {string} key @param {string} value */
function tryOut(key, value) {
  const before = wanted;
  wanted = value === "" ? before.without(key) : before.with(key, value);
  if (!here(wanted, { keys: [key], moving: true })) wanted = before;
}

/** A rate was chosen by its mark: walk there, and keep it. @param {number} to @param {string} text */
const walkTo = (to, text) => glide(Number(view.experiment.learning_rate), to, () => edit("learning_rate", text));

/** Compute a query, show it, and at rest keep it in the history.
 * @param {Query} next @param {How} [how] */
function propose(next, how = {}) {
  wanted = next;
  if (!how.moving) {
    pace.rest();
    return compute(next, how);
  }
  pending = next;
  if (!here(next, how)) return pace.moving(() => compute(next, how));
}
const pace = createPace();

/** @typedef {{keys?: string[], moving?: boolean, record?: boolean}} How */

/** Compute in the page and show it, all within this call; whether it could be.
 * @param {Query} next @param {How} how */
function here(next, { keys = [], moving = false, record = true }) {
  const found = addressOf(next) === asked ? null : follow.move(next, view);
  if (!found) return false;
  next = within(next, found);
  fields.clear(...keys);
  take(next, found, "", (turns += 1));
  if (!moving && record) push(query);
  void show({ moving, kept: moving ? keys : [], local: true });
  return true;
}

/** What is shown from now on. @param {Query} next @param {any} found its view @param {string} address @param {number} turn */
function take(next, found, address, turn) {
  query = next;
  view = found;
  asked = address;
  shownTurn = turn;
}

/** A query whose step the run has. @param {Query} next @param {any} found */
function within(next, found) {
  if (!(Number(next.get("step") ?? 0) > found.run.points.length - 1)) return next;
  const cut = next.without("step");
  if (wanted === next) wanted = cut;
  return cut;
}

/** Ask the server; at rest what the page can say meanwhile stands at once.
 * @param {Query} next @param {How} how */
async function compute(next, how) {
  const { keys = [], moving = false, record = true } = how;
  if (!moving && here(next, how)) next = wanted;
  const turn = (turns += 1);
  const address = addressOf(next);
  const answer = address === asked ? view : unpacked(await ask(address));
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
    if (!moving) fields.problems(unread);
    return refuse();
  }
  if (!moving && !(await scene.prepare(answer))) return;
  // While the map was on its way the reader may have gone elsewhere.
  if (!moving && addressOf(wanted) !== address) return;
  next = within(moving ? next : wanted, answer);
  fields.clear(...keys);
  if (answer !== view) follow.take(answer);
  take(next, answer, address, turn);
  if (!moving && record) push(query);
  await show({ moving, kept: moving ? keys : [] });
}

/** The hand has come to rest: the last question becomes an entry of the history. */
function settle() {
  const next = pending;
  pending = null;
  if (next) void propose(next);
}

// Showing ---------------------------------------------------------------------------------------

/** @param {{moving?: boolean, kept?: string[], step?: number | null, local?: boolean}} [how] `local`: the
 *   server's answer is still to come */
async function show({ moving = false, kept = [], step = null, local = false } = {}) {
  verdict.show(view, moving);
  comparison.show(view, moving);
  fields.show(view, kept.includes("start") ? [] : kept);
  track.view(view);
  rate.show(view, moving && kept.includes("learning_rate"));
  loss.load(view, comparison.run(), !moving);
  arithmetic.load(view);
  const drawn = scene.show(view, !moving);
  clock.load(view.run.points.length - 1, step);
  if (moving) return;
  element("loss-title").textContent = view.loss.title;
  put(element("formula"), view.function.mathml);
  element("program").textContent = view.program;
  element("note").textContent = view.function.note || say("own_function");
  chooser.mark(view.function.name);
  table.load(view);
  const others = fields.problems(view.problems, (key) => (fields.bad.has(key) ? null : query.get(key)));
  element("notices").replaceChildren(...[...others.map((p) => p.message), ...view.notices].map((text) => {
    const line = document.createElement("p");
    line.textContent = text;
    return line;
  }));
  showLink("fit", view.links.fit);
  showLink("own-domain", view.links.own_domain);
  showLink("pin", view.links.pin);
  showLink("unpin", view.links.unpin);
  showLink("swap", view.links.swap);
  predict.sync(view, query.get("predict") === "1", addressOf(query.without("pinned", "domain", "arrows", "lengths")));
  link(query);
  share.refresh();
  if (local) return void (await Promise.all([drawn, turn()]));
  panels.show(view, query.get("panel") ?? "");
  await Promise.all([drawn, showTrack(), turn()]);
}

/** @param {string} id @param {string | null} target */
function showLink(id, target) {
  const node = /** @type {HTMLAnchorElement} */ (element(id));
  node.hidden = target === null;
  if (target !== null) node.href = `?${target}`;
}

async function showTrack() {
  if (sweepAddress === view.track) return;
  const mine = view;
  const answer = await askTrack(mine.track);
  if (!answer || answer.refused) return;
  sweepAddress = mine.track;
  const known = mine.function.minima.map((/** @type {any[]} */ m) => num(m[m.length - 1]));
  const edge = mine.marks.edge;
  track.fill(answer, {
    first: num(mine.run.values[0]), lowest: Math.min(Infinity, ...known), edge,
    turn: edge && mine.experiment.optimizer === "gradient_descent" ? edge / 2 : null,
  });
}

function turn() {
  const deep = query.get("view") === "surface" && !predict.asking();
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-view]"))) {
    button.setAttribute("aria-pressed", String((button.dataset.view === "surface") === deep));
  }
  /** @type {HTMLElement} */ (document.querySelector(".views")).hidden = view.function.dimension === 1;
  return scene.turn(deep);
}

// Hands on the page -----------------------------------------------------------------------------

document.querySelector(".views")?.addEventListener("click", (event) => {
  const button = /** @type {HTMLElement} */ (event.target).closest("[data-view]");
  if (!(button instanceof HTMLElement)) return;
  alter((q) => (button.dataset.view === "surface" ? q.with("view", "surface") : q.without("view")));
  push(query);
  void turn();
});
element("offer").addEventListener("click", (event) => {
  const chosen = /** @type {HTMLElement} */ (event.target).closest("a")?.dataset.rate ?? view.verdict.offer?.learning_rate;
  if (!chosen) return;
  event.preventDefault();
  walkTo(Number(chosen), chosen);
});
element("reset").addEventListener("click", () => {
  const kept = ["f", "start", "theme", "view", "panel", "pinned"];
  const keys = wanted.parts.map((part) => part.split("=")[0]).filter((key) => !kept.includes(key));
  fields.clear(...fields.bad);
  void propose(wanted.without(...keys));
});
/** Pin the run on screen, or take the pin away; the picture itself does not change. */
function pin() {
  void propose(wanted.with("pinned", new Query(view.links.pin).get("pinned") ?? ""));
}
for (const [id, act] of /** @type {[string, () => void][]} */ ([
  ["pin", pin],
  ["unpin", () => void propose(wanted.without("pinned"))],
  ["swap", swap],
])) {
  element(id).addEventListener("click", (event) => {
    event.preventDefault();
    act();
  });
}
for (const node of [element("predict"), element("player").querySelector("[data-deed=predict]")]) {
  node?.addEventListener("click", () => {
    void propose(wanted.with("predict", "1").without("step"));
    scrollTo({ top: 0 });
  });
}
element("player").querySelector("[data-deed=pin]")?.addEventListener("click", pin);

/** The pinned run takes the page, and the one on screen is pinned. */
function swap() {
  if (!view.links.swap) return;
  // The link was made when the run was; how it is looked at may have changed since.
  const look = ["view", "panel"].reduce((/** @type {Query} */ q, key) => {
    const value = query.get(key);
    return value === null ? q.without(key) : q.with(key, value);
  }, new Query(view.links.swap));
  fields.clear(...fields.bad);
  pending = null;
  void propose(look);
}

element("fit").addEventListener("click", (event) => {
  event.preventDefault();
  edit("domain", new Query(view.links.fit ?? "").get("domain") ?? "");
});
element("own-domain").addEventListener("click", (event) => {
  event.preventDefault();
  edit("domain", "");
});
addEventListener("popstate", async () => {
  fields.clear(...fields.bad);
  pending = null;
  const next = new Query(location.search);
  await propose(next, { record: false });
  if (query !== next) return;
  const step = next.get("step");
  clock.load(view.run.points.length - 1, step === null ? Infinity : Number(step));
});
followSystem(async () => {
  await scene.prepare(view);
  await show();
});
let width = 0;
new ResizeObserver(() => {
  if (width === innerWidth && element("track").clientWidth === 0) return;
  width = innerWidth;
  track.resize();
  loss.measure();
  loss.load(view, comparison.run());
  loss.mark(clock.now());
}).observe(element("rate"));
void document.fonts?.ready.then(() => track.resize());

follow.take(view);
const first = view.experiment.step;
const shown = show({ step: first === "" || first === null || first === undefined ? Infinity : Number(first) });
await scene.prepare(view);
await Promise.all([shown, scene.show(view, true)]);
document.documentElement.dataset.ready = "true";
