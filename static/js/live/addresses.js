// Addresses: the query of a view and the addresses of its figures, spelled as the server spells them.
import { items } from "./asked.js";

/** Letters that a form would not send as they are, and those that stay readable. @param {string} text */
const encoded = (text) => encodeURIComponent(text)
  .replace(/[!']/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  .replace(/%20/g, "+").replace(/%2C/g, ",").replace(/%2F/g, "/");

/** @param {[string, string][]} pairs */
export const spelled = (pairs) => pairs.map(([key, text]) => `${encoded(key)}=${encoded(text)}`).join("&");

/** The query as a view holds it, and the address of each figure with only the keys that it hangs on.
 * @param {string} lang @param {Record<string, {keys: string[]}>} figures @param {import("../state.js").Query} query */
export function addresses(lang, figures, query) {
  // The clock's step is no part of them.
  const kept = items(query).filter(([key, text]) => key !== "step" && text.trim()).map(([key, text]) => ({ key, text: spelled([[key, text]]) }));
  return {
    query: kept.map(({ text }) => text).join("&"),
    figures: Object.fromEntries(Object.entries(figures).map(([name, { keys }]) => {
      const own = kept.filter(({ key }) => keys.includes(key)).map(({ text }) => text);
      const path = `/${lang}/figures/${name}.json`;
      return [name, own.length ? `${path}?${own.join("&")}` : path];
    })),
  };
}

/** What a view that was computed here says of itself: its query and its addresses, of a page or of a
 * figure on its own. @param {any} view @param {import("../state.js").Query} query */
export function addressed(view, query) {
  const known = Object.fromEntries(Object.entries(view.live.keys).map(([name, keys]) => [name, { keys }]));
  const found = addresses(view.lang, known, query);
  return view.figure === undefined ? found : { query: found.query, address: found.figures[view.figure] };
}
