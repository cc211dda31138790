// Follow: what a knob does, computed in the page. Its programs come behind the first paint, or at the
// first touch; until they are here, and for what they do not know, there is no answer.

/** @typedef {{view: any, runs: any}} Found */

/** @param {() => Promise<{prepare: (view: any) => Promise<(query: any, view: any) => Found | null>}>} load */
export function createFollow(load) {
  /** @type {((query: any, view: any) => Found | null) | null} */
  let compute = null;
  /** @type {any} */
  let latest = null; // the last view from the server
  let awake = false;

  async function prepare() {
    const mine = latest;
    try {
      const { prepare: ready } = await load();
      const next = await ready(mine);
      if (latest === mine) compute = next;
    } catch {
      // Cut off: the next view from the server is another occasion.
    }
  }
  const wake = () => {
    if (awake) return;
    awake = true;
    for (const touch of ["pointerdown", "focusin", "keydown"]) removeEventListener(touch, wake, { capture: true });
    if (latest) void prepare();
  };
  for (const touch of ["pointerdown", "focusin", "keydown"]) addEventListener(touch, wake, { capture: true, passive: true });
  requestAnimationFrame(() => (globalThis.requestIdleCallback ?? setTimeout)(wake));

  return {
    ready: () => compute !== null,
    /** A view has come from the server. What was prepared before goes on meanwhile, for the queries
     * that it knows. @param {any} view */
    take(view) {
      latest = view;
      if (awake) void prepare();
    },
    /** The view of a query, at once; null where it is not known here.
     * @param {import("./state.js").Query} query @param {any} view the last one */
    move(query, view) {
      try {
        return compute?.(query, view)?.view ?? null;
      } catch (error) {
        reportError(error);
        return null;
      }
    },
  };
}
