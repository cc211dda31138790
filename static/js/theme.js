// The theme: follows the system unless the link says otherwise. The menus of the header close by themselves.

const root = document.documentElement;

/** Give a figure's address the theme of the page. @param {string} address */
export function themed(address) {
  const theme = root.dataset.theme ?? "light";
  if (!address || theme === "light" || /[?&]theme=/.test(address)) return address;
  return `${address}${address.includes("?") ? "&" : "?"}theme=${theme}`;
}

/** Call `redraw` when the system turns from light to dark and the page follows it.
 * @param {() => void} redraw */
export function followSystem(redraw) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
    if (root.dataset.themeFrom !== "system") return;
    root.dataset.theme = event.matches ? "dark" : "light";
    redraw();
  });
}

for (const menu of /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details.menu"))) {
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
