// Asked: reads a query as the server does, from what the server says of its keys. It is stricter: a
// text that it does not know for certain is left to the server, which then says what is wrong with it.

/** @typedef {{kind: "number" | "integer" | "boolean" | "choice" | "numbers" | "text", default: string,
 *   blank: boolean, low?: number, high?: number, above?: number, below?: number, options?: string[]}} Key */
/** @typedef {import("../state.js").Query} Query */

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const WHOLE = /^[+-]?\d+(\.0*)?$/;

/** The items of a query in their order, as a server reads them. @param {Query} query @returns {[string, string][]} */
export function items(query) {
  return query.parts.flatMap((part) => [...new URLSearchParams(part)]);
}

/** @param {number} value @param {Key} key */
function inside(value, { low, high, above, below }) {
  return !(low !== undefined && value < low) && !(high !== undefined && value > high)
    && !(above !== undefined && value <= above) && !(below !== undefined && value >= below);
}

/** @param {string} text */
function number(text) {
  const value = NUMBER.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : null;
}

/** One value; null where it cannot be read. @param {string} text @param {Key} key */
function value(text, key) {
  const bare = text.trim();
  switch (key.kind) {
    case "number":
    case "integer": {
      const found = key.kind === "number" || WHOLE.test(bare) ? number(bare) : null;
      return found !== null && inside(found, key) ? found : null;
    }
    case "boolean":
      return text === "true" ? true : text === "false" ? false : null;
    case "choice":
      return key.options?.includes(text) ? text : null;
    case "numbers": {
      const parts = text.split(",").map((part) => number(part.trim()));
      // Minus zero is zero, as on the server.
      return parts.every((part) => part !== null) ? parts.map((part) => Number(part) + 0) : null;
    }
    default:
      return text;
  }
}

/** The value of every key, null for one that is left out and has no default; null altogether where
 * something cannot be read. @param {Record<string, Key>} keys @param {Query} query
 * @returns {Record<string, any> | null} */
export function read(keys, query) {
  /** @type {Record<string, any>} */
  const found = {};
  for (const [name, text] of items(query)) {
    if (name === "step") continue; // the clock's
    const key = keys[name];
    if (!key || name in found) return null;
    if (text.trim() === "" && key.blank) {
      found[name] = null;
      continue;
    }
    const known = value(text, key);
    if (known === null) return null;
    found[name] = known;
  }
  for (const [name, key] of Object.entries(keys)) {
    if (!(name in found)) found[name] = key.blank ? null : value(key.default, key);
  }
  return found;
}
