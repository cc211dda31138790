// Local: what of a lesson the page can compute itself. Its programs load behind the page; until they are
// here, and for what it does not know, there is no answer, and the server is asked.
import { addressed } from "./addresses.js";
import { liveOf } from "./registry.js";

/** @typedef {{view: any, runs: any}} Found */

/** @param {string} lesson its name */
export function createLocal(lesson) {
  /** @type {((query: import("../state.js").Query, view: any) => Found | null) | null} */
  let compute = null;
  /** The live block that it was prepared for, spelled out. */
  let known = "";

  /** @param {any} view @param {string} spelled */
  async function load(view, spelled) {
    try {
      const prepare = await liveOf(lesson);
      const next = prepare && (await prepare(view));
      if (known === spelled) compute = next;
    } catch {
      // Cut off: the next view from the server is another occasion.
      if (known === spelled) known = "";
    }
  }

  return {
    /** Whether anything is computed here. */
    ready: () => compute !== null,
    /** A view has come from the server. Until all is here for it, what was there before goes on.
     * @param {any} view */
    take(view) {
      if (!view.live) {
        compute = null;
        known = "";
        return;
      }
      const spelled = JSON.stringify(view.live);
      if (spelled === known) return;
      known = spelled;
      void load(view, spelled);
    },
    /** The view of a query, at once; null where it is not known here.
     * @param {import("../state.js").Query} query @param {any} view the last one @returns {Found | null} */
    move(query, view) {
      if (!compute || !view.live) return null;
      try {
        const found = compute(query, view);
        return found && { ...found, view: { ...found.view, ...addressed(found.view, query) } };
      } catch (error) {
        reportError(error);
        return null;
      }
    },
  };
}
