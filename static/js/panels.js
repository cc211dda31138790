// Panels: the sweep and the basin map, fetched when opened; a click on them loads what it points at.
import { num } from "./numbers.js";
import { CONFIG, plotly } from "./plot.js";
import { channel } from "./request.js";
import { themed } from "./theme.js";
import { say } from "./words.js";

/** @param {{toggle: (open: string) => void, rate: (rate: number) => void, start: (point: number[]) => void,
 *   watchers: import("./request.js").Watchers}} hands */
export function createPanels({ toggle, rate, start, watchers }) {
  const panels = Object.fromEntries(["sweep", "basins"].map((name) => {
    const root = /** @type {HTMLElement} */ (document.querySelector(`[data-panel=${name}]`));
    return [name, {
      name, ask: channel(watchers),
      button: /** @type {HTMLButtonElement} */ (root.querySelector(".disclose")),
      content: /** @type {HTMLElement} */ (root.querySelector(`#panel-${name}`)),
      figure: /** @type {any} */ (root.querySelector(".figure")),
      address: "",
    }];
  }));
  /** @type {any} */
  let view = null;

  for (const panel of Object.values(panels)) {
    panel.button.addEventListener("click", () => {
      toggle(panel.content.hidden ? panel.name : "");
    });
  }

  /** @param {typeof panels[string]} panel */
  async function fill(panel) {
    if (panel.name === "basins" && view.function.dimension === 1) {
      panel.figure.replaceChildren();
      panel.address = "";
      panel.figure.textContent = say("basins_1d");
      return;
    }
    const address = themed(view.figures[panel.name]);
    if (panel.address === address) return;
    const figure = await panel.ask(address);
    if (!figure || figure.refused) return;
    if (!panel.address) panel.figure.replaceChildren();
    panel.address = address;
    const Plotly = await plotly();
    const layout = { ...figure.layout, autosize: true, width: undefined, height: undefined, title: undefined, dragmode: false, paper_bgcolor: "rgba(0,0,0,0)" };
    for (const axis of Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key))) layout[axis] = { ...layout[axis], fixedrange: true };
    await Plotly.react(panel.figure, figure.data, layout, CONFIG);
    panel.figure.classList.add("drawn");
    panel.figure.removeAllListeners?.("plotly_click");
    panel.figure.on("plotly_click", (/** @type {any} */ event) => {
      const point = event.points?.[0];
      if (!point) return;
      if (panel.name === "sweep") rate(num(point.x));
      else start([num(point.x), num(point.y)]);
    });
  }

  return {
    /** @param {any} next @param {string} open the panel that is open, or "" */
    show(next, open) {
      view = next;
      for (const panel of Object.values(panels)) {
        const shown = panel.name === open;
        panel.content.hidden = !shown;
        panel.button.setAttribute("aria-expanded", String(shown));
        if (shown) void fill(panel);
      }
    },
  };
}
