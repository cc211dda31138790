// Registry: which lessons compute in the page, by their names. A page loads its own lesson's alone; a
// file without a server has a registry of its own.

/** @typedef {import("../state.js").Query} Query */
/** What a lesson answers at once: its view and the runs behind it; null where the server is to be asked.
 * @typedef {(query: Query, view: any) => {view: any, runs: any} | null} Move */
/** @typedef {(view: any) => Promise<Move>} Prepare */

/** @type {Record<string, () => Promise<{prepare: Prepare}>>} */
const PREPARED = {
  descent: () => import("./descent.js"),
  "gradient-field": () => import("./gradient_field.js"),
  "learning-rate": () => import("./learning_rate.js"),
  optimizers: () => import("./optimizers.js"),
};

/** What gets a lesson ready to compute here; null where it cannot. @param {string} lesson @returns {Promise<Prepare | null>} */
export const liveOf = async (lesson) => (await PREPARED[lesson]?.())?.prepare ?? null;
