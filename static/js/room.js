// Room: the size of a picture in its own pixels, of which each covers more of the screen in a large frame.

const LEAST = 80;

/** @param {HTMLElement} sight the part of the frame that is there for the picture
 * @param {HTMLElement[]} layers what is drawn into it
 * @param {(size: {width: number, height: number}) => void} resized */
export function createRoom(sight, layers, resized) {
  /** Give the layers their room. */
  function fit() {
    const scale = parseFloat(getComputedStyle(layers[0]).fontSize) / 16;
    const [width, height] = [sight.clientWidth, sight.clientHeight].map((side) => Math.max(LEAST, Math.floor(side / scale)));
    for (const { style } of layers) {
      style.width = `${width}px`;
      style.height = `${height}px`;
      style.transform = scale === 1 ? "" : `scale(${scale})`;
    }
    return { width, height };
  }

  let frame = 0;
  const watcher = new ResizeObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => resized(fit()));
  });
  watcher.observe(sight);
  return { fit, close: () => watcher.disconnect() };
}
