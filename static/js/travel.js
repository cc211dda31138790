// Travel: a frame's questions to its server. What it holds already does not travel again: a heavy
// trace that an answer shares with the one before comes as its name alone.

/** @typedef {{view: any, figure: any, prints: string[]}} Answer */

/** @param {(address: string) => Promise<any>} fetched asks an address @param {Answer} first
 * @returns {(address: string) => Promise<any>} */
export function createTravel(fetched, first) {
  /** The heavy traces of the last answer, by name. @type {Map<string, any>} */
  let held = new Map();
  const hold = (/** @type {Answer} */ { figure, prints }) => {
    held = new Map(prints.flatMap((name, index) => (name ? [[name, figure.data[index]]] : [])));
  };
  hold(first);

  return async (address) => {
    const have = [...held.keys()].join(",");
    const known = held;
    const answer = await fetched(have ? `${address}${address.includes("?") ? "&" : "?"}have=${have}` : address);
    if (!answer?.figure) return answer;
    answer.figure.data = answer.figure.data.map((/** @type {any} */ trace) => (trace.have ? known.get(trace.have) : trace));
    hold(answer);
    return answer;
  };
}
