// The frame: embed code with the controls that are ticked, and how it will look.
import { CODE, STILL } from "./share_code.js";
import { Query } from "./state.js";
import { say } from "./words.js";

/** @typedef {import("./share_panel.js").Shared} Shared */

const CALM = 350; // milliseconds without a change after which the preview is loaded anew

/** @param {HTMLElement} dialog @param {(now: Shared, form: string, how?: any) => string} file an address of a file */
export function createFrame(dialog, file) {
  const part = (/** @type {string} */ name) => /** @type {any} */ (dialog.querySelector(`[data-part="${name}"]`));
  const section = /** @type {HTMLDetailsElement} */ (part("embed"));
  const [boxes, preview] = [/** @type {HTMLElement} */ (part("controls")), /** @type {HTMLElement} */ (part("preview"))];
  /** @type {Shared | null} */
  let now = null;
  /** What the boxes stand for: the figure, and which controls it has in this state. */
  let offered = "";
  let timer = 0;

  const ticked = () => [.../** @type {NodeListOf<HTMLInputElement>} */ (boxes.querySelectorAll("input:checked"))].map((box) => box.value);

  /** @param {Shared} of */
  function offer(of) {
    const controls = of.figure.controls.filter((/** @type {string[]} */ [key]) => of.shown(key));
    const next = `${of.name} ${controls.map((/** @type {string[]} */ [key]) => key)}`;
    if (next === offered) return;
    const before = offered.startsWith(`${of.name} `) ? ticked() : [of.knob];
    offered = next;
    boxes.replaceChildren(...controls.map((/** @type {string[]} */ [key, label]) => {
      const line = Object.assign(document.createElement("label"), { className: "tick" });
      const box = Object.assign(document.createElement("input"), { type: "checkbox", value: key, checked: before.includes(key), autocomplete: "off" });
      line.append(box, ` ${label}`);
      return line;
    }));
  }

  /** A side of the frame in pixels. @param {"frame-width" | "frame-height"} name @param {number} usual */
  function side(name, usual) {
    const text = part(name).value.trim();
    const fits = /^\d{2,4}$/.test(text) && Number(text) >= 100;
    part(name).setAttribute("aria-invalid", String(!fits));
    return fits ? Number(text) : usual;
  }

  /** The query of the frame. @param {Shared} of */
  function query(of) {
    const keys = ticked();
    const clock = of.figure.clock;
    const named = keys.length ? keys.join(",") : clock && part("player").checked ? "player" : "none";
    let next = new Query(String(of.base));
    if (named !== of.knob) next = next.with("controls", named);
    if (part("frame-theme").value) next = next.with("theme", part("frame-theme").value);
    if (clock && named !== "none") for (const key of ["autoplay", "loop"]) if (part(key).checked) next = next.with(key, "1");
    return next;
  }

  function update() {
    if (!now || !section.open) return;
    const of = now;
    offer(of);
    const kind = part("kind").value;
    const still = STILL.has(kind);
    part("clock").hidden = !of.figure.clock;
    // The player is always there beside a control.
    part("player").disabled = ticked().length > 0;
    if (part("player").disabled) part("player").checked = true;
    for (const key of ["autoplay", "loop"]) part(key).disabled = !part("player").checked;
    part("shown").hidden = still;
    const asked = query(of);
    const path = `/${of.lang}/embed/${of.name}${asked.parts.length ? `?${asked}` : ""}`;
    const [width, height] = [side("frame-width", 960), side("frame-height", 600)];
    const how = { width: width * 2, height: Math.round((width * 2) / of.figure.aspect), theme: part("frame-theme").value || "light" };
    part("code").value = CODE[kind]({
      address: of.site + path, still: of.site + file(of, "svg", how), pdf: of.site + file(of, "pdf", how),
      title: of.figure.title, citation: of.citation, name: of.name, site: of.site, width, height,
    });
    clearTimeout(timer);
    timer = setTimeout(() => show(still ? file(of, "svg", how) : path, width, height, still), preview.childElementCount ? CALM : 0);
  }

  /** Show what the code will show, at its own size, as small as the panel needs it.
   * @param {string} path @param {number} width @param {number} height @param {boolean} still */
  function show(path, width, height, still) {
    const scale = Math.min(1, preview.clientWidth / width, 460 / height);
    const middle = Math.round((preview.clientWidth - width * scale) / 2);
    const before = /** @type {HTMLIFrameElement | HTMLImageElement | null} */ (preview.firstElementChild);
    const next = before?.matches(still ? "img" : "iframe") ? before : document.createElement(still ? "img" : "iframe");
    if (next instanceof HTMLIFrameElement) {
      next.title = say("share_frame", { title: now?.figure.title });
      if (next !== before) next.addEventListener("load", () => escapes(next));
      next.style.cssText = `width: ${width}px; height: ${height}px; transform: translateX(${middle}px) scale(${scale})`;
      preview.style.height = `${Math.ceil(height * scale)}px`;
    } else {
      next.alt = now?.figure.title ?? "";
      preview.style.height = "";
    }
    if (next.getAttribute("src") !== path) next.src = path;
    if (next !== before) preview.replaceChildren(next);
  }

  /** Escape closes the panel from within the preview too. @param {HTMLIFrameElement} frame */
  function escapes(frame) {
    try {
      frame.contentWindow?.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !event.defaultPrevented) /** @type {HTMLDialogElement} */ (dialog).close();
      });
    } catch {
      // A frame that is not ours keeps its keys.
    }
  }

  section.addEventListener("toggle", update);
  section.addEventListener("input", (event) => event.target !== part("code") && update());

  return {
    /** @param {Shared} next */
    show(next) {
      now = next;
      update();
    },
    /** The panel is closed: nothing plays on behind it. */
    rest() {
      clearTimeout(timer);
      preview.replaceChildren();
    },
  };
}
