// Registry: which lessons compute in the page, by their names.
import { prepare as descent } from "./descent.js";
import { prepare as gradientField } from "./gradient_field.js";
import { prepare as learningRate } from "./learning_rate.js";
import { prepare as optimizers } from "./optimizers.js";

/** @typedef {import("../state.js").Query} Query */
/** What a lesson answers at once: its view and the runs behind it; null where the server is to be asked.
 * @typedef {(query: Query, view: any) => {view: any, runs: any} | null} Move */
/** @typedef {(view: any) => Promise<Move>} Prepare */

/** @type {Record<string, Prepare>} */
const PREPARED = { descent, "gradient-field": gradientField, "learning-rate": learningRate, optimizers };

/** What gets a lesson ready to compute here; null where it cannot. @param {string} lesson @returns {Promise<Prepare | null>} */
export const liveOf = async (lesson) => PREPARED[lesson] ?? null;
