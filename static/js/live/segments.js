// Segments: sentences whose decisive words have a colour, as app/lessons/headline.py cuts them.

const ROLE = /\[(run|edge|best|quiet)\](.*?)\[\/\1\]/g;

/** Text with [run]…[/run] marks as a list of pieces with their roles.
 * @param {string} text @returns {{text: string, role?: string}[]} */
export function segments(text) {
  /** @type {{text: string, role?: string}[]} */
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(ROLE)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: match[2], role: match[1] });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** The text without its marks. @param {string} text */
export const bare = (text) => text.replace(ROLE, "$2");
