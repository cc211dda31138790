// Files: every form of the figure, in the size, the colours and the language that are chosen.
import { saveWithStrip } from "./share_strip.js";
import { Query } from "./state.js";
import { say } from "./words.js";

/** @typedef {import("./share_panel.js").Shared} Shared */

/** @param {HTMLElement} dialog @param {any} facts @param {(text: string) => void} tell */
export function createFiles(dialog, facts, tell) {
  const part = (/** @type {string} */ name) => /** @type {any} */ (dialog.querySelector(`[data-part="${name}"]`));
  const list = /** @type {HTMLUListElement} */ (part("forms"));
  /** @type {Map<string, AbortController>} */
  const working = new Map();
  /** @type {Shared | null} */
  let now = null;
  const beside = /** @type {HTMLElement} */ (part("beside").nextElementSibling);
  const words = beside.textContent;

  /** The size that is chosen; null where it is none that a file can have. */
  function size() {
    const own = part("size").value === "own";
    const [width, height] = own ? [part("width").value, part("height").value] : part("size").value.split("x");
    const fits = (/** @type {string} */ text, /** @type {number[]} */ [low, high]) => /^\d{3,4}$/.test(text.trim()) && Number(text) >= low && Number(text) <= high;
    return fits(width, facts.sizes.width) && fits(height, facts.sizes.height) ? { width: Number(width), height: Number(height) } : null;
  }

  /** The nearest side that a file can have. @param {number} pixels @param {"width" | "height"} side */
  const within = (pixels, side) => String(Math.max(facts.sizes[side][0], Math.min(pixels, facts.sizes[side][1])));

  /** The address of a file. @param {Shared} of @param {string} form
   * @param {{width?: number, height?: number, theme?: string, lang?: string, beside?: boolean}} [how] */
  function address(of, form, { width, height, theme = of.theme, lang = of.lang, beside = false } = {}) {
    const { sized, themed } = facts.forms[form];
    let query = new Query(String(of.base));
    if (themed && theme !== "light") query = query.with("theme", theme);
    if (beside) query = query.with("beside", "loss");
    if (sized && width && height) query = query.with("width", within(width, "width")).with("height", within(height, "height"));
    return `/${lang}/figures/${of.name}.${form}${query.parts.length ? `?${query}` : ""}`;
  }

  /** Whether the loss can stand beside the figure in this form. @param {string} form */
  const takesLoss = (form) => facts.forms[form].keys.includes("beside") && now?.figure.loss;

  /** @param {string} form */
  function row(form) {
    const { label, hint, heavy, missing } = facts.forms[form];
    const item = document.createElement("li");
    const about = Object.assign(document.createElement("span"), { className: "note", textContent: missing || hint, id: `share-hint-${form}` });
    const link = document.createElement(missing ? "span" : "a");
    link.className = "form";
    link.textContent = label;
    link.dataset.form = form;
    if (link instanceof HTMLAnchorElement) {
      link.download = "";
      link.setAttribute("aria-describedby", about.id);
      if (heavy) link.addEventListener("click", (event) => {
        event.preventDefault();
        void work(form, link, item);
      });
    }
    item.append(link, about);
    return item;
  }

  /** Make a heavy file, with its progress and a way to stop it.
   * @param {string} form @param {HTMLAnchorElement} link @param {HTMLLIElement} item */
  async function work(form, link, item) {
    if (working.has(form)) return;
    const stop = new AbortController();
    working.set(form, stop);
    const name = facts.forms[form].label;
    const labels = { making: say("share_making", { form: name }), cancel: list.dataset.cancel ?? "", button: "action" };
    const strip = document.createElement("div");
    item.append(strip);
    tell(labels.making);
    let told = 0;
    try {
      const stream = link.pathname.replace("/figures/", "/making/") + link.search;
      const made = await saveWithStrip(link, stream, strip, labels, stop, (share) => {
        // A reader who listens hears the quarters.
        if (Math.floor(share * 4) > told && share < 1) tell(say("share_made", { form: name, share: 25 * (told = Math.floor(share * 4)) }));
      });
      if (made) tell("detail" in made ? made.detail : say("share_saved", { form: name }));
    } catch {
      tell(say(stop.signal.aborted ? "share_cancelled" : "share_failed", { form: name }));
    } finally {
      working.delete(form);
    }
  }

  function update() {
    if (!now) return;
    const of = now;
    const found = size();
    dialog.querySelector(".own-size")?.toggleAttribute("hidden", part("size").value !== "own");
    part("problem").textContent = found ? "" : say("share_size_wrong");
    for (const each of ["width", "height"]) part(each).setAttribute("aria-invalid", String(!found));
    const able = of.figure.forms.filter(takesLoss).filter((/** @type {string} */ form) => !facts.forms[form].missing);
    part("beside").closest("label").hidden = able.length === 0;
    beside.textContent = `${words} (${able.map((/** @type {string} */ form) => facts.forms[form].label).join(", ")})`;
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (list.querySelectorAll("a[data-form]"))) {
      const form = link.dataset.form ?? "";
      const beside = part("beside").checked && takesLoss(form);
      link.href = address(of, form, { ...found, theme: part("theme").value || of.theme, lang: part("language").value, beside });
    }
  }
  for (const each of ["size", "theme", "language", "width", "height", "beside"]) part(each).addEventListener("input", update);

  return {
    address,
    /** The address of a file with all that is chosen. @param {string} form */
    chosen: (form) => list.querySelector(`a[data-form=${form}]`)?.getAttribute("href") ?? "",
    /** @param {Shared} next */
    show(next) {
      if (next.name !== now?.name) {
        list.replaceChildren(...next.figure.forms.map(row));
      }
      now = next;
      update();
    },
    /** Nobody waits any more. */
    stop: () => working.forEach((each) => each.abort()),
  };
}
