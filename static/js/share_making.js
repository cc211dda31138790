// Making: a file that takes long, as a stream that tells how far it has come.

/** @typedef {{blob: Blob, name: string} | {detail: string} | null} Made null: there is no such stream here */

/** Ask for a file; going away cancels the work.
 * @param {string} address @param {AbortSignal} signal @param {(share: number) => void} told
 * @returns {Promise<Made>} */
export async function make(address, signal, told) {
  const answer = await fetch(address, { signal });
  if (!answer.ok || !answer.body) return answer.status === 404 ? null : { detail: await sentence(answer) };
  const reader = answer.body.getReader();
  const letters = new TextDecoder();
  let held = new Uint8Array();
  const more = async () => {
    const { value, done } = await reader.read();
    if (done) return false;
    const joined = new Uint8Array(held.length + value.length);
    joined.set(held);
    joined.set(value, held.length);
    held = joined;
    return true;
  };
  for (;;) {
    const end = held.indexOf(10);
    if (end < 0) {
      if (await more()) continue;
      throw new Error("The stream ended early");
    }
    const line = letters.decode(held.subarray(0, end)).trim();
    held = held.slice(end + 1);
    if (!line) continue;
    const said = JSON.parse(line);
    if ("detail" in said) return { detail: String(said.detail) };
    if ("bytes" in said) return { blob: await rest(said), name: said.name };
    if (said.of > 0) told(said.done / said.of);
  }

  /** Exactly so many bytes are the file. @param {{bytes: number, type: string}} said */
  async function rest({ bytes, type }) {
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const pieces = [held];
    let length = held.length;
    while (length < bytes) {
      const { value, done } = await reader.read();
      if (done) throw new Error("The file ended early");
      pieces.push(value);
      length += value.length;
    }
    return new Blob([new Blob(pieces, { type }).slice(0, bytes, type)], { type });
  }
}

/** What a refusal says: one sentence, or the first of several. @param {Response} answer */
export async function sentence(answer) {
  try {
    const { detail } = await answer.json();
    return String(Array.isArray(detail) ? detail[0].msg : detail);
  } catch {
    return `${answer.status} ${answer.statusText}`;
  }
}
