// Words: the sentences the scripts speak, in the page's language, sent with the page.

/** @type {Record<string, string>} */
const table = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

/** Give a sentence with its places filled. @param {string} key @param {Record<string, unknown>} [values] */
export function say(key, values = {}) {
  return (table[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
