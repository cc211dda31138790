// Runs before the first paint: asks the server for the still at the very size that the plot will
// have, so that nothing moves when the plot takes its place. Without scripts the given sizes stand.
{
  const picture = /** @type {HTMLElement | null} */ (document.querySelector("[data-still]"));
  const image = picture?.querySelector("img");
  const drawing = picture?.parentElement?.querySelector(".drawing");
  const within = (/** @type {number} */ size, /** @type {number} */ least, /** @type {number} */ most) => Math.min(most, Math.max(least, Math.floor(size)));

  /** @param {string} address */
  const show = (address) => {
    if (!picture || !image || !drawing) return;
    const scale = parseFloat(getComputedStyle(drawing).fontSize) / 16;
    const { clientWidth, clientHeight } = /** @type {HTMLElement} */ (picture.parentElement);
    const theme = document.documentElement.dataset.theme ?? "light";
    const keys = [`width=${within(clientWidth / scale, 160, 3840)}`, `height=${within(clientHeight / scale, 120, 2160)}`];
    if (!/[?&]theme=/.test(address) && theme !== "light") keys.push(`theme=${theme}`);
    for (const source of picture.querySelectorAll("source")) source.remove();
    image.src = `${address}${address.includes("?") ? "&" : "?"}${keys.join("&")}`;
  };
  // Where the picture stands in the page itself, none is asked for.
  if (picture && !("later" in picture.dataset)) show(picture.dataset.still ?? "");
  // A browser that cannot draw the figure itself asks for each still anew.
  picture?.addEventListener("still", () => {
    picture.hidden = false;
    if ("later" in picture.dataset) picture.previousElementSibling?.remove();
    const form = /\.(png|svg)/.exec(picture.dataset.still ?? "")?.[1] ?? "png";
    show((picture.dataset.address ?? "").replace(".json", `.${form}`));
  });
}
