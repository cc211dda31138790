// The share panel: what is on screen now, as a link, a picture, files, embed code and a QR code.
import { copyPicture, copyText } from "./share_copy.js";
import { createFiles } from "./share_files.js";
import { createFrame } from "./share_frame.js";
import { createHall } from "./share_hall.js";
import "./share_lecture.js";
import { Query } from "./state.js";
import { say } from "./words.js";

/** What the sections of the panel show: the figure, its facts, and the query of the state on screen.
 * @typedef {{name: string, figure: any, base: Query, link: string, code: string, theme: string, lang: string,
 *   citation: string, site: string, shown: (key: string) => boolean, knob: string | null}} Shared */

const WIDE = 480; // pixels of the preview: its letters are read at this size

/** @param {import("./share.js").Page} page */
export function createPanel(page) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("share"));
  const facts = JSON.parse(document.getElementById("sharing")?.textContent ?? "null");
  const part = (/** @type {string} */ name) => /** @type {any} */ (dialog.querySelector(`[data-part="${name}"]`));
  const tell = (/** @type {string} */ text) => (part("told").textContent = text);
  const files = createFiles(dialog, facts, tell);
  const frame = createFrame(dialog, files.address);
  const hall = createHall(dialog);
  let opener = "";

  /** @returns {Shared} */
  function shared() {
    const { query, view } = page.state();
    const name = page.figure?.(opener) ?? opener;
    const figure = facts.figures[name];
    const lang = document.documentElement.lang;
    const [step, seen] = [query.get("step"), query.get("view")];
    const sound = new Query(view.query).without("step", ...facts.look);
    const base = step === null ? sound : sound.with("step", step);
    const address = (/** @type {Query} */ q) => `${facts.site}${location.pathname}${q.parts.length ? `?${q}` : ""}`.replace(/["<>\\^`{}]/g, encodeURIComponent);
    return {
      name, figure, base, lang, site: facts.site,
      link: address(query),
      // The phones in the room choose their own colours.
      code: address(query.without("theme")),
      theme: document.documentElement.dataset.theme ?? "light",
      citation: facts.citation.replace("{title}", figure.title).replace("{address}", address(seen === null ? base : base.with("view", seen))),
      shown: (key) => key in view.experiment && !view.absent?.includes(key),
      knob: figure.knob,
    };
  }

  function fill() {
    const now = shared();
    const { view } = page.state();
    const headline = view.verdict.headline.map((/** @type {any} */ piece) => piece.text).join("");
    const height = Math.round(WIDE / now.figure.aspect);
    Object.assign(part("picture"), {
      width: WIDE, height, src: files.address(now, "png", { width: WIDE, height, theme: part("theme").value || now.theme }),
      alt: say("share_preview", { text: headline }),
    });
    part("title").textContent = now.figure.title;
    part("citation").textContent = now.citation;
    part("link").value = now.link;
    // Other scripts of the page put the figure elsewhere by these, such as into a lecture.
    Object.assign(dialog.dataset, { figure: now.name, query: String(now.base), lang: now.lang });
    files.show(now);
    frame.show(now);
    hall.show(now);
  }

  /** Copy a text, and say how it went. @param {string} text @param {HTMLInputElement | HTMLTextAreaElement} [field] */
  const copied = async (text, field) => tell(say((await copyText(text, dialog, field)) ? "share_copied" : "share_copy_failed"));

  part("theme").addEventListener("input", fill);
  part("close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    tell("");
    files.stop();
    frame.rest();
  });
  part("copy-link").addEventListener("click", () => copied(part("link").value, part("link")));
  part("cite").addEventListener("click", () => copied(part("citation").textContent));
  part("copy-code").addEventListener("click", () => copied(part("code").value, part("code")));
  part("link").addEventListener("focus", () => part("link").select());
  part("copy-picture").addEventListener("click", async () => {
    const done = await copyPicture(page.exact?.(opener) ?? null, files.chosen("png"), 1920);
    tell(say(done ? "share_picture_copied" : "share_picture_failed"));
  });

  return {
    /** @param {string} name the figure whose button was pressed */
    open(name) {
      opener = name;
      dialog.showModal();
      fill();
    },
    refresh: () => dialog.open && fill(),
  };
}
