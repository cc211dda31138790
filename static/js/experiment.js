// Experiment: a query, what was asked for last, and what is shown. A change asks for a new view; the
// latest wins; what is refused leaves the last good one standing. It knows no document and no plot.
import { createPace } from "./pace.js";
import { Query } from "./state.js";

/** @typedef {{view: any, figure: any}} Answer */
/** @typedef {{moving: boolean, keys: string[]}} How */

/** @param {Query} base @param {Record<string, string>} keys */
const changed = (base, keys) => Object.entries(keys).reduce((q, [key, value]) => (value === "" ? q.without(key) : q.with(key, value)), base);

/** @param {{first: Answer, ask: (query: string) => Promise<any>,
 *   show: (answer: Answer, how: How) => Promise<void>,
 *   unread: (problems: {key: string, message: string}[], query: Query) => void}} options `unread` tells what
 *   was refused in a query, the last good picture standing */
export function createExperiment({ first, ask, show, unread }) {
  const pace = createPace();
  let answer = first;
  const opened = new Query(first.view.query).without("step");
  let query = opened;
  /** What was asked for last: the next change builds on it, even while its answer is on the way. */
  let wanted = query;
  /** The query under a moving hand. @type {{query: Query, keys: string[]} | null} */
  let pending = null;

  /** The keys that a change of this one removes. @param {string} key @returns {string[]} */
  const clearedBy = (key) => answer.view.controls.find((/** @type {any} */ each) => each.key === key)?.clears ?? [];

  /** Keys with those that they remove. @param {Record<string, string>} keys @returns {Record<string, string>} */
  const whole = (keys) => ({ ...Object.fromEntries(Object.keys(keys).flatMap(clearedBy).map((key) => [key, ""])), ...keys });

  /** @param {Query} next @param {How} how */
  async function compute(next, how) {
    const same = String(next) === String(query);
    const found = same ? answer : await ask(String(next));
    if (!found) return;
    const problems = found.refused ? [] : found.view.problems.filter((/** @type {any} */ p) => how.keys.includes(p.key));
    if (found.refused || problems.length) {
      // What was refused goes back to what is shown; other changes still on their way are kept.
      if (!how.moving && wanted === next) unread(problems, next);
      if (wanted !== next) return;
      wanted = how.keys.reduce((q, key) => {
        const before = query.get(key);
        return before === null ? q.without(key) : q.with(key, before);
      }, next);
      if (!how.moving && String(wanted) !== String(query)) await compute(wanted, { ...how, keys: [] });
      return;
    }
    if (!how.moving && wanted !== next) return;
    query = next;
    answer = found;
    await show(found, how);
  }

  return {
    query: () => query,
    view: () => answer.view,
    /** What a key was opened with; empty where that is its default. @param {string} key */
    opened: (key) => opened.get(key) ?? "",
    /** What a key stands at under a hand: what is on screen where another key has the last word.
     * @param {string} key @returns {string} */
    standing(key) {
      const overruled = clearedBy(key).some((other) => wanted.get(other) !== null);
      return (overruled ? null : wanted.get(key)) ?? answer.view.experiment[key];
    },
    /** A hand moves. @param {Record<string, string>} given */
    move(given) {
      const keys = whole(given);
      const next = (wanted = changed(wanted, keys));
      pending = { query: next, keys: Object.keys(keys) };
      void pace.moving(() => compute(next, { keys: Object.keys(keys), moving: true }));
    },
    /** The hand has come to rest. */
    async settle() {
      const last = pending;
      pending = null;
      pace.rest();
      if (last) await compute(last.query, { keys: last.keys, moving: false });
    },
    /** Keys get new values; an empty one goes back to its default. @param {Record<string, string>} given */
    async set(given) {
      const keys = whole(given);
      pending = null;
      pace.rest();
      wanted = changed(wanted, keys);
      await compute(wanted, { keys: Object.keys(keys), moving: false });
    },
    /** Ask for the same again, as in other colours. */
    async again() {
      const found = await ask(String(query));
      if (!found || found.refused) return;
      answer = found;
      await show(found, { keys: [], moving: false });
    },
  };
}
