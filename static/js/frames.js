// Frames: what a file without a server knows: a picture and its words for each stop of its one knob.
import { Query } from "./state.js";
import { nearest } from "./stops.js";
import { say } from "./words.js";

/** What a file holds: see `payload` in app/forms/standalone/frames.py.
 * @typedef {{key: string | null, first: number, step: number | null, frames: any[], pool: any[], live?: boolean}} Payload
 * `live`: the file computes what it shows, from its one frame */

/** @param {Payload} payload @param {() => string} theme light, dark or projector */
export function createFrames({ key, first, frames, pool, live = false }, theme) {
  /** Put a value together: `{"$": n}` stands for an entry of the pool. @param {any} value @returns {any} */
  const whole = (value) => {
    if (Array.isArray(value)) return value.map(whole);
    if (value === null || typeof value !== "object") return value;
    if ("$" in value) return whole(pool[value.$]);
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, whole(part)]));
  };
  /** @type {string[]} */
  const values = frames.map(({ value }) => whole(value));
  const numbers = values.map(Number);
  const ordered = key !== null && numbers.every((value, k) => Number.isFinite(value) && !(value <= numbers[k - 1]));

  /** Which frame stands for a text of the knob: that of the nearest stop; −1 where there is none.
   * @param {string} text */
  function place(text) {
    const exact = values.indexOf(text);
    if (exact >= 0 || !ordered) return exact;
    return Number.isFinite(Number(text)) ? nearest(numbers, Number(text)) : -1;
  }

  /** @param {number} index */
  const at = (index) => ({ view: whole(frames[index].view), figure: whole(frames[index][theme()]) });

  /** What cannot be computed here: the keys in which a query differs from that of the frame.
   * @param {string} query */
  function refused(query) {
    const [asked, own] = [new Query(query), new Query(whole(frames[first].view).query)];
    const keys = [...asked.parts, ...own.parts].map((part) => decodeURIComponent(part.split("=")[0]));
    return [...new Set(keys)].filter((each) => asked.get(each) !== own.get(each))
      .map((each) => ({ key: each, message: say("file_cannot", { value: asked.get(each) ?? "–" }) }));
  }

  return {
    key,
    values,
    live,
    first: () => at(first),
    /** What is seen and said for a query; where the file has no such stop, the nearest one, and a
     * sentence that says so. @param {string} query @returns {Promise<{view: any, figure: any}>} */
    async ask(query) {
      if (live) return { ...at(first), view: { ...at(first).view, problems: refused(query) } };
      const text = (key === null ? null : new Query(query).get(key))?.trim();
      if (!text) return at(first);
      const index = place(text);
      if (index < 0) {
        const [low, high] = [values[0], values[values.length - 1]];
        const message = say("file_range", { low, high });
        return { ...at(first), view: { ...at(first).view, problems: [{ key, message }] } };
      }
      const found = at(index);
      if (ordered && Number(text) !== numbers[index]) {
        found.view.notices = [say("file_nearest", { value: text, nearest: values[index] })];
      }
      return found;
    },
  };
}
