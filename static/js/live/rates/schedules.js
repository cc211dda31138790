// Schedules: the rate of each update, from a rate at the outset; the twin of app/core/schedules.py.

/** What StepLR and ExponentialLR multiply by unless told otherwise. @type {Record<string, number>} */
const GAMMA = { step: 0.1, exponential: 0.95 };

/** What step and exponential multiply the rate by. @param {Record<string, any>} asked @returns {number} */
export const factorOf = (asked) => asked.gamma ?? GAMMA[asked.schedule] ?? 1;

/** @param {Record<string, any>} asked the keys of the query @param {number} rate at the outset
 * @returns {Float64Array} one for each update, at least one */
export function ratesFrom(asked, rate) {
  const gamma = factorOf(asked);
  const last = Math.max(asked.steps, 1);
  const { step_size: size, eta_min: least } = asked;
  switch (asked.schedule) {
    case "step": return Float64Array.from({ length: last }, (_, t) => rate * gamma ** Math.floor(t / size));
    case "exponential": return Float64Array.from({ length: last }, (_, t) => rate * gamma ** t);
    case "cosine": return Float64Array.from({ length: last }, (_, t) => least + ((rate - least) * (1 + Math.cos((Math.PI * t) / last))) / 2);
    default: return new Float64Array(last).fill(rate);
  }
}
