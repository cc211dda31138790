// Experiment: a query, what was asked for last, and what is shown. A change is answered at once where
// this page can compute it, and asked for at rest; else it asks for a new view. The latest wins; what is
// refused leaves the last good one standing. It knows no document and no plot.
import { createPace } from "./pace.js";
import { Query } from "./state.js";

/** @typedef {{view: any, figure: any}} Answer */
/** `confirmed`: the same was shown before, as it was computed here. @typedef {{moving: boolean, keys: string[], confirmed?: boolean}} How */
/** Computes an answer at once; null where it cannot. `whole` tells that nobody needs to be asked at rest.
 * @typedef {{answer: (query: Query, from: Answer) => Answer | null, learn: (from: Answer) => void, whole: boolean}} Local */

/** @param {Query} base @param {Record<string, string>} keys */
const changed = (base, keys) => Object.entries(keys).reduce((q, [key, value]) => (value === "" ? q.without(key) : q.with(key, value)), base);

/** @param {{first: Answer, ask: (query: string) => Promise<any>,
 *   show: (answer: Answer, how: How) => Promise<void>,
 *   unread: (problems: {key: string, message: string}[], query: Query) => void, local?: Local | null}} options `unread` tells what
 *   was refused in a query, the last good picture standing */
export function createExperiment({ first, ask, show, unread, local = null }) {
  const pace = createPace();
  let answer = first;
  /** The last answer that was not computed here. */
  let known = first;
  const opened = new Query(first.view.query).without("step");
  let query = opened;
  /** What was asked for last: the next change builds on it, even while its answer is on the way. */
  let wanted = query;
  /** Counts what was answered without asking: an older answer on its way may not undo it. */
  let turn = 0;
  /** The query under a moving hand. @type {{query: Query, keys: string[]} | null} */
  let pending = null;

  /** The keys that a change of this one removes. @param {string} key @returns {string[]} */
  const clearedBy = (key) => answer.view.controls.find((/** @type {any} */ each) => each.key === key)?.clears ?? [];

  /** Keys with those that they remove. @param {Record<string, string>} keys @returns {Record<string, string>} */
  const whole = (keys) => ({ ...Object.fromEntries(Object.keys(keys).flatMap(clearedBy).map((key) => [key, ""])), ...keys });

  /** @param {Query} next @param {Answer} found @param {How} how */
  function adopt(next, found, how) {
    query = next;
    answer = found;
    return show(found, how);
  }

  /** Answer without asking. @param {Query} next @param {How} how @returns {Promise<void> | null} */
  function compute(next, how) {
    const found = local?.answer(next, known);
    if (!found) return null;
    turn += 1;
    return adopt(next, found, how);
  }

  /** A change at rest: what was computed here stands at once, the server has the last word.
   * @param {Query} next @param {string[]} keys */
  async function rest(next, keys) {
    const shown = compute(next, { keys, moving: false });
    if (!shown) return inquire(next, { keys, moving: false });
    await shown;
    // Nobody waits for it: on a lost connection it may take for ever.
    if (!local?.whole && wanted === next) void inquire(next, { keys: [], moving: false, confirmed: true });
  }

  /** @param {Query} next @param {How} how */
  async function inquire(next, how) {
    const same = String(next) === String(query) && !how.confirmed;
    const mine = turn;
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
      if (!how.moving && String(wanted) !== String(query)) await inquire(wanted, { ...how, keys: [] });
      return;
    }
    if (!same) {
      known = found;
      local?.learn(found);
    }
    if (mine !== turn || (!how.moving && wanted !== next)) return;
    await adopt(next, found, how);
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
      const how = { keys: Object.keys(keys), moving: true };
      if (compute(next, how)) pace.rest();
      else void pace.moving(() => inquire(next, how));
    },
    /** The hand has come to rest. */
    async settle() {
      const last = pending;
      pending = null;
      pace.rest();
      if (last) await rest(last.query, last.keys);
    },
    /** Keys get new values; an empty one goes back to its default. @param {Record<string, string>} given */
    async set(given) {
      const keys = whole(given);
      pending = null;
      pace.rest();
      wanted = changed(wanted, keys);
      await rest(wanted, Object.keys(keys));
    },
    /** Ask for the same again, as in other colours. */
    async again() {
      const found = await ask(String(query));
      if (!found || found.refused) return;
      known = found;
      local?.learn(found);
      answer = local?.whole ? local.answer(query, found) ?? found : found;
      await show(answer, { keys: [], moving: false });
    },
  };
}
