// Twin: a second window for the projector. Both show the same slide, whichever of them is turned.

const STORE = "gradscape.lecture.window";

/** The name that ties the two windows together; it survives a reload of either. */
function name(isScreen) {
  if (isScreen && window.name.startsWith("gradscape-")) return window.name;
  const fresh = `gradscape-${Math.random().toString(36).slice(2, 10)}`;
  try {
    const kept = sessionStorage.getItem(STORE) ?? fresh;
    sessionStorage.setItem(STORE, kept);
    return kept;
  } catch {
    return fresh;
  }
}

/** @param {boolean} isScreen whether this window is the projector's
 * @param {(message: any) => void} heard what the other window says */
export function createTwin(isScreen, heard) {
  const called = name(isScreen);
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(called) : null;
  channel?.addEventListener("message", ({ data }) => heard(data));
  return {
    /** @param {Record<string, unknown>} message */
    tell: (message) => channel?.postMessage(message),
    /** Open the projector's window; false where the browser does not let it.
     * @param {string} address */
    open: (address) => Boolean(window.open(address, called, "popup,width=1280,height=720")),
  };
}
