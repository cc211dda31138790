// The editor of a lecture: its form, sent without leaving the page. Every change is a new address, so the
// browser's Back takes it back. The server does the work and keeps nothing.
import { keepAtHand } from "./lecture_at_hand.js";
import "./theme.js";
import { say } from "./words.js";

const said = /** @type {HTMLElement} */ (document.getElementById("said"));
const editor = () => /** @type {HTMLElement} */ (document.getElementById("editor"));
let working = Promise.resolve();

/** @param {string} text */
const tell = (text) => (said.textContent = text);

/** Put the editor of another page into this one, the hand where it was.
 * @param {string} html @param {string} [wanted] the id of what is to have the keyboard */
function swap(html, wanted = document.activeElement?.id) {
  const next = new DOMParser().parseFromString(html, "text/html");
  const fresh = next.getElementById("editor");
  if (!fresh) return false;
  const opened = document.querySelector("#choose")?.hasAttribute("open");
  const caret = /** @type {any} */ (document.activeElement)?.selectionStart;
  editor().replaceWith(document.adoptNode(fresh));
  document.title = next.title;
  for (const name of ["a[data-language]", "a[data-theme-choice]"]) {
    const links = next.querySelectorAll(name);
    document.querySelectorAll(name).forEach((each, n) => each.setAttribute("href", links[n]?.getAttribute("href") ?? ""));
  }
  document.querySelector("#choose")?.toggleAttribute("open", opened ?? false);
  const hand = /** @type {any} */ (wanted && document.getElementById(wanted));
  hand?.focus({ preventScroll: false });
  if (hand?.setSelectionRange && typeof caret === "number") hand.setSelectionRange(caret, caret);
  keepAtHand(editor().dataset.s ?? "");
  return true;
}

/** What has the keyboard after a change: the same button of the slide that was moved.
 * @param {string} action @param {HTMLElement} fresh */
function hand(action, fresh) {
  const [name, at] = [action.split(".")[0], fresh.dataset.at];
  if (["up", "down", "copy"].includes(name)) return `${name}-${at}`;
  if (name === "move") return `up-${at}`;
  if (name === "remove") return fresh.querySelector(".row") ? `remove-${Math.max(1, Number(at))}` : "link";
  if (["add", "words", "paste"].includes(name)) return `title-${at}`;
  return document.activeElement?.id;
}

/** @param {string} action @param {string} before @param {HTMLElement} now */
function spoken(action, before, now) {
  const [name, n] = action.split(".");
  const at = now.dataset.at;
  if (["up", "down", "move"].includes(name)) return say("lecture.moved", { from: n, to: at });
  if (name === "remove") return say("lecture.removed", { n });
  if (["add", "words", "paste", "copy"].includes(name)) return say("lecture.added", { n: at });
  return before === now.dataset.s ? "" : say("lecture.changed");
}

/** Send the form as if a button had been pressed. @param {string} action */
function send(action) {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("form"));
  const fields = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  fields.set("do", action);
  working = working.then(async () => {
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields });
      const html = await answer.text();
      const before = editor().dataset.s ?? "";
      const page = new DOMParser().parseFromString(html, "text/html").getElementById("editor");
      if (!page) throw new Error("no editor");
      // An answer that is no address of its own refuses: what was typed stays, and the notice is shown.
      if (answer.redirected) {
        const changed = page.dataset.s !== before;
        if (changed) history.pushState(null, "", answer.url);
        else history.replaceState(null, "", answer.url);
      }
      swap(html, hand(action, page));
      tell(answer.redirected ? spoken(action, before, page) : page.querySelector(".notices")?.textContent?.trim() ?? "");
      if (["add", "words", "paste", "copy"].includes(action.split(".")[0])) {
        document.getElementById(`row-${page.dataset.at}`)?.scrollIntoView({ block: "nearest" });
      }
    } catch {
      tell(say("lecture.lost"));
      said.classList.remove("unseen");
    }
  });
}

document.addEventListener("submit", (event) => {
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  event.preventDefault();
  if (button?.getAttribute("aria-disabled") !== "true") send(button?.value ?? "apply");
});
// Enter in the field for a link means that link.
document.addEventListener("keydown", (event) => {
  const at = /** @type {HTMLElement} */ (event.target);
  if (event.key === "Enter" && at.id === "link") {
    event.preventDefault();
    send("paste");
  }
  const row = at.closest?.(".row");
  if (event.altKey && row && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    const n = Number(/** @type {HTMLElement} */ (row).dataset.n);
    const last = document.querySelectorAll(".row").length;
    if (event.key === "ArrowUp" ? n > 1 : n < last) send(`${event.key === "ArrowUp" ? "up" : "down"}.${n}`);
  }
});
document.addEventListener("change", (event) => {
  const field = /** @type {HTMLElement} */ (event.target);
  if (field.closest(".row")) send("apply");
});
addEventListener("popstate", async () => {
  const asked = location.href;
  try {
    const html = await (await fetch(asked)).text();
    // Who goes back fast is further by now, and answers need not come in order.
    if (location.href === asked && !swap(html)) location.reload();
  } catch {
    tell(say("lecture.lost"));
  }
});

// Dragging a row by its handle; the buttons do the same for a keyboard and for a finger.
/** @type {HTMLElement | null} */
let lifted = null;
const rowOf = (/** @type {Event} */ event) => /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest?.(".row"));
const isBelow = (/** @type {DragEvent} */ event, /** @type {HTMLElement} */ row) => {
  const box = row.getBoundingClientRect();
  return event.clientY > box.top + box.height / 2;
};
const unmark = () => document.querySelectorAll(".over-it, .lifted").forEach((row) => row.classList.remove("over-it", "below", "lifted"));
document.addEventListener("dragstart", (event) => {
  if (!(/** @type {HTMLElement} */ (event.target).classList?.contains("handle"))) return;
  lifted = rowOf(event);
  event.dataTransfer?.setData("text/plain", lifted?.dataset.n ?? "");
  lifted?.classList.add("lifted");
});
document.addEventListener("dragover", (event) => {
  const row = rowOf(event);
  if (!lifted || !row) return;
  event.preventDefault();
  document.querySelectorAll(".over-it").forEach((other) => other.classList.remove("over-it", "below"));
  row.classList.add("over-it");
  row.classList.toggle("below", isBelow(event, row));
});
document.addEventListener("drop", (event) => {
  const row = rowOf(event);
  if (!lifted || !row) return;
  event.preventDefault();
  const from = Number(lifted.dataset.n);
  const before = Number(row.dataset.n) + (isBelow(event, row) ? 1 : 0);
  const to = before > from ? before - 1 : before;
  if (to !== from) send(`move.${from}.${to}`);
});
document.addEventListener("dragend", () => {
  lifted = null;
  unmark();
});

keepAtHand(editor().dataset.s ?? "");
document.documentElement.dataset.ready = "true";
