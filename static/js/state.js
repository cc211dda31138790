// State: the query of the address bar, key by key as it was spelled, and the walk through history.

/** @param {string} text */
const encode = (text) => encodeURIComponent(text).replace(/%2C/g, ",").replace(/%2F/g, "/");

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text;
  }
}

/** An unchanging query: `with` and `without` give a new one, other keys stay as spelled. */
export class Query {
  /** @param {string} text */
  constructor(text) {
    /** @type {string[]} */
    this.parts = text.replace(/^\?/, "").split("&").filter(Boolean);
  }

  /** @param {string} key */
  get(key) {
    const part = this.parts.find((each) => decode(each.split("=")[0]) === key);
    return part === undefined ? null : decode(part.slice(part.indexOf("=") + 1));
  }

  /** @param {string} key @param {string} value */
  with(key, value) {
    const part = `${encode(key)}=${encode(value)}`;
    const place = this.parts.findIndex((each) => decode(each.split("=")[0]) === key);
    if (place < 0) return new Query([...this.parts, part].join("&"));
    return new Query(this.parts.with(place, part).join("&"));
  }

  /** @param {...string} keys */
  without(...keys) {
    return new Query(this.parts.filter((each) => !keys.includes(decode(each.split("=")[0]))).join("&"));
  }

  toString() {
    return this.parts.join("&");
  }
}

/** @param {Query} query */
const address = (query) => location.pathname + (query.parts.length ? `?${query}` : "");

/** Make a new entry in the history, unless the address is this one already. @param {Query} query */
export function push(query) {
  if (address(query) !== location.pathname + location.search) history.pushState(null, "", address(query));
}

/** Mend the present entry. @param {Query} query */
export function mend(query) {
  if (address(query) !== location.pathname + location.search) history.replaceState(null, "", address(query));
}

/** Keep the links to this page's twins (languages, themes) true to what is on screen.
 * @param {Query} query */
export function link(query) {
  for (const each of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-language]"))) {
    each.href = `/${each.dataset.language}${location.pathname.replace(/^\/[^/]+/, "")}${query.parts.length ? `?${query}` : ""}`;
  }
  for (const each of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-theme-choice]"))) {
    const theme = each.dataset.themeChoice;
    const next = theme ? query.with("theme", theme) : query.without("theme");
    each.href = address(next);
  }
}
