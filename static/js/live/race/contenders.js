// Contenders: who races at which rate and with which other settings, as a link spells them.
import { plain } from "../digits.js";

/** @typedef {{name: string, type: "number" | "integer" | "boolean", default: number | boolean,
 *   minimum: number | null, maximum: number | null, open_minimum: boolean, open_maximum: boolean}} Setting */
/** @typedef {{place: string, name: string, rate: number, settings: Record<string, number | boolean>}} Contender */

export const PLACES = ["a", "b", "c", "d"];
export const NONE = "none";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** The value of a setting; null where it is not one. @param {Setting} setting @param {string} text */
function settingOf(setting, text) {
  if (setting.type === "boolean") return /** @type {Record<string, boolean>} */ ({ true: true, false: false })[text.toLowerCase()] ?? null;
  const value = NUMBER.test(text) ? Number(text) : NaN;
  const { minimum, maximum, open_minimum: above, open_maximum: below } = setting;
  if (!Number.isFinite(value)) return null;
  if (minimum !== null && (value < minimum || (above && value === minimum))) return null;
  return maximum !== null && (value > maximum || (below && value === maximum)) ? null : value;
}

/** All settings of a rule, from a text such as `momentum=0.9,weight_decay=0.1`; null where it cannot be read.
 * @param {Setting[]} settings @param {string | null} text */
export function settingsOf(settings, text) {
  const found = Object.fromEntries(settings.map((setting) => [setting.name, setting.default]));
  const seen = new Set();
  for (const part of (text ?? "").split(",")) {
    if (!part.trim()) continue;
    const spelled = part.replaceAll(":", "=");
    const sign = spelled.indexOf("=");
    const name = spelled.slice(0, sign).trim();
    const setting = settings.find((each) => each.name === name);
    const value = sign < 0 || !setting || seen.has(name) ? null : settingOf(setting, spelled.slice(sign + 1).trim());
    if (value === null) return null;
    seen.add(name);
    found[name] = value;
  }
  return found;
}

/** Settings as the text of a field. @param {Record<string, number | boolean>} settings */
export const spelled = (settings) => Object.entries(settings).map(([name, value]) => `${name}=${typeof value === "boolean" ? value : plain(value)}`).join(",");

/** Who races, in the order of the places; null where it cannot be known here.
 * @param {any} live @param {Record<string, any>} asked @returns {Contender[] | null} */
export function contenders(live, asked) {
  const found = [];
  for (const place of PLACES) {
    const name = asked[place];
    if (name === NONE && place !== "a") continue;
    const rule = Object.hasOwn(live.rules, name) ? live.rules[name] : null;
    const settings = rule && settingsOf(rule.settings, asked[`${place}_settings`]);
    if (!settings) return null;
    found.push({ place, name, rate: asked[`${place}_learning_rate`] ?? rule.rate, settings });
  }
  return found;
}

/** The rate beyond which a quadratic of this curvature is left for good; null where none is known.
 * @param {string} name @param {number} curvature @param {Record<string, any>} settings */
export function edge(name, curvature, settings) {
  if (!(curvature > 0)) return null;
  const found = edgeOf(name, curvature, settings);
  return found !== null && found > 0 && found < Infinity ? found : null;
}

/** @param {string} name @param {number} curvature @param {Record<string, any>} settings */
function edgeOf(name, curvature, { momentum, dampening = 0, weight_decay: decay = 0 }) {
  if (name === "gradient_descent") return 2 / curvature;
  if (name === "nesterov") return (2 + 2 * momentum) / ((1 + 2 * momentum) * curvature);
  if (name !== "momentum") return null;
  const heard = momentum > 0 ? 1 - dampening : 1;
  return heard > 0 ? 2 * (1 + momentum) / (heard * (curvature + decay)) : null;
}
