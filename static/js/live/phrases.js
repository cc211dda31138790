// Phrases: messages with their places filled, as app/catalogue/languages.py fills them: Korean
// particles follow the sound in which a value ends, English counts.

/** How a digit is read in Korean: 0 no final consonant, 1 a final consonant, 2 a final ㄹ. @type {Record<string, number>} */
const DIGITS = { 0: 1, 1: 2, 2: 0, 3: 1, 4: 0, 5: 0, 6: 1, 7: 2, 8: 2, 9: 0 };
/** A letter read by its own name, and the last letter of a word. @type {Record<string, number>} */
const LETTER = { l: 2, r: 2, m: 1, n: 1 };
/** @type {Record<string, number>} */
const WORD = { l: 2, r: 0, m: 1, n: 1, p: 1, k: 1, b: 1, g: 1 };
const ALPHA = /\p{L}/u;

/** The sound in which a Korean reading of a text ends: 0 vowel, 1 consonant, 2 ㄹ. @param {string} text */
export function final(text) {
  const letters = Array.from(text);
  for (let at = letters.length - 1; at >= 0; at -= 1) {
    const letter = letters[at];
    if ("⁰¹²³⁴⁵⁶⁷⁸⁹".includes(letter)) return 1; // 제곱, or 승 after a power of ten
    if ("%°".includes(letter)) return 0; // 퍼센트, 도
    if (letter >= "ㄱ" && letter <= "ㅎ") return letter === "ㄹ" ? 2 : 1;
    if (letter >= "가" && letter <= "힣") {
      const tail = (letter.charCodeAt(0) - 0xac00) % 28;
      return tail === 0 ? 0 : tail === 8 ? 2 : 1;
    }
    if (letter in DIGITS) return DIGITS[letter];
    if (ALPHA.test(letter)) {
      const word = at > 0 && ALPHA.test(letters[at - 1]);
      return (word ? WORD : LETTER)[letter.toLowerCase()] ?? 0;
    }
  }
  return 0;
}

/** One place of a message. @param {string | number} value @param {string} form */
function placed(value, form) {
  if (!form.includes("/")) return String(value);
  const cut = form.indexOf("/");
  const [left, right] = [form.slice(0, cut), form.slice(cut + 1)];
  if (left.startsWith("#")) return `${value} ${Number(value) === 1 ? left.slice(1) : right}`;
  const alone = left.startsWith("|");
  const sound = final(String(value));
  // 으로/로 is the one pair that counts ㄹ as a vowel.
  const particle = sound === 0 || (sound === 2 && right === "로") ? right : left.slice(alone ? 1 : 0);
  return alone ? particle : `${value}${particle}`;
}

/** A message with its places filled; a place that no value is for stays as it is written.
 * @param {string} text @param {Record<string, any>} [values] */
export const filled = (text, values = {}) => text.replace(/\{(\w+)(?::([^}]*))?\}/g,
  (whole, name, form = "") => (values[name] === undefined ? whole : placed(values[name], form)));

/** The voice of a table of messages: `say(key, values)`; a key that is missing is an error.
 * @param {Record<string, string>} words @param {string} [prefix] what stands before each key, with a dot
 * @returns {(key: string, values?: Record<string, any>) => string} */
export function phrases(words, prefix = "") {
  return (key, values = {}) => {
    const text = words[prefix ? `${prefix}.${key}` : key];
    if (text === undefined) throw new Error(`no message ${prefix ? `${prefix}.${key}` : key}`);
    return filled(text, values);
  };
}
