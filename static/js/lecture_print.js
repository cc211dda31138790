// Print: every slide with its still and its note. Stills that wait to be scrolled to are fetched first.

/** @param {HTMLElement} all the list of all slides */
export async function printAll(all) {
  const stills = /** @type {HTMLImageElement[]} */ ([...all.querySelectorAll("img")]);
  for (const still of stills) still.loading = "eager";
  await Promise.allSettled(stills.map((still) => still.decode()));
  print();
}
