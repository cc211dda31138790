// Kernels: the generated programs of a function and a rule, each fetched once. A file that stands alone
// brings its own along, and another module in the place of this one.

/** What a kernel exports: see `app/core/kernel`.
 * @typedef {{variables: string[], settings: string[], value: (...at: number[]) => number,
 *   gradient: (...at: number[]) => number[], hessian: (...at: number[]) => number[],
 *   walk: (start: number[], settings: Record<string, any>, steps: number, how?: any) => any}} Kernel */

const PATIENCE = 5000; // milliseconds before what was not to be had is asked for again

/** @type {Map<string, Promise<Kernel>>} */
const fetched = new Map();

/** The kernel of an address. It rejects where there is none to be had.
 * @param {string} address @returns {Promise<Kernel>} */
export function kernel(address) {
  let found = fetched.get(address);
  if (!found) {
    found = /** @type {Promise<Kernel>} */ (import(address));
    fetched.set(address, found);
    // A connection may come back; a server in trouble is not asked at every move of a hand.
    found.catch(() => setTimeout(() => fetched.delete(address), PATIENCE));
  }
  return found;
}
