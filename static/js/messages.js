// Messages: what a page around the frame may say to the figure, and hears from it. Version 1.

/** @typedef {ReturnType<typeof import("./stage.js").createStage>} Stage */

const VERSION = 1;
const LONGEST = 2000; // letters of a value

/** A value of a key as a query spells it; null where it is none.
 * @param {unknown} value @returns {string | null} */
function spelled(value) {
  if (typeof value === "string") return value.length <= LONGEST ? value.trim() : null;
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : null;
  if (typeof value === "boolean") return String(value);
  if (Array.isArray(value) && value.length && value.length <= LONGEST / 4 && value.every(Number.isFinite)) return value.join(",");
  return null;
}

/** The keys of a message that this figure has; null means what the frame was opened with.
 * @param {any} data @param {Stage} stage */
function known(data, stage) {
  /** @type {Record<string, string>} */
  const keys = {};
  for (const { key } of stage.view().controls) {
    if (!Object.hasOwn(data, key)) continue;
    const value = data[key] === null ? stage.opened(key) : spelled(data[key]);
    if (value !== null) keys[key] = value;
  }
  return keys;
}

/** Whether something is a message of this version. @param {unknown} data @returns {data is Record<string, unknown>} */
function isMessage(data) {
  if (typeof data !== "object" || data === null || Array.isArray(data) || !Object.hasOwn(data, "type")) return false;
  return !Object.hasOwn(data, "gradscape") || /** @type {any} */ (data).gradscape === VERSION;
}

/** Follow messages in their order: what comes after a `set` waits for its picture, but for another
 * `set`, which overtakes it. What is no message is passed over in silence.
 * @param {Stage} stage @returns {(data: unknown) => void} */
function createOrders(stage) {
  /** @type {Record<string, unknown>[]} */
  const waiting = [];
  let begun = false;
  let sets = 0;

  /** @param {Record<string, unknown>} data */
  function follow({ type, step, ...rest }) {
    if (type === "seek" && typeof step === "number" && !Number.isNaN(step)) stage.seek(step);
    if (type === "play") stage.play();
    if (type === "pause") stage.pause();
    if (type === "ready") stage.report();
    if (type !== "set") return;
    const keys = known(rest, stage);
    if (!Object.keys(keys).length) return;
    sets += 1;
    void stage.set(keys).finally(() => {
      sets -= 1;
      next();
    });
  }
  function next() {
    while (begun && waiting.length && (!sets || waiting[0].type === "set")) follow(/** @type {any} */ (waiting.shift()));
  }
  void stage.begun.then(() => {
    begun = true;
    next();
  });
  return (data) => {
    if (!isMessage(data)) return;
    waiting.push(data);
    next();
  };
}

/** Speak with the page around. @param {Stage} stage @param {Window} [other] */
export function createMessages(stage, other = window.parent) {
  if (other === window) return;
  const order = createOrders(stage);
  addEventListener("message", ({ source, data }) => source === other && order(data));
  // Whoever frames this may hear it: nothing here is private.
  stage.listen((told) => other.postMessage({ gradscape: VERSION, ...told }, "*"));
}
