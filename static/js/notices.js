// Notices: what a figure says above its picture, such as what could not be read and has no field of its own.

/** @param {HTMLElement} box its button takes them away */
export function createNotices(box) {
  /** @param {{key: string, message: string}[]} problems @param {string[]} [others] */
  function show(problems, others = []) {
    const lines = [...problems.map(({ key, message }) => `${key}: ${message}`), ...others];
    box.querySelectorAll("p").forEach((line) => line.remove());
    box.prepend(...lines.map((textContent) => Object.assign(document.createElement("p"), { textContent })));
    box.hidden = !lines.length;
  }
  box.querySelector("button")?.addEventListener("click", () => show([]));
  return show;
}
