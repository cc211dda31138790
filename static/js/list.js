// List: the entries of a list of numbers, each with a field and a slider; together they write the one
// field that bears the name.
import { whenResting } from "./rest.js";
import { nearest, stops } from "./stops.js";
import { say } from "./words.js";

/** @param {HTMLElement} root the control @param {import("./controls.js").Hands} hands */
export function createList(root, hands) {
  const key = root.dataset.control ?? "";
  const list = /** @type {HTMLElement} */ (root.querySelector("[data-list]"));
  const label = root.querySelector("label")?.textContent ?? key;
  /** @type {number[]} */
  let values = [];
  /** @type {any} */
  let control = null;
  /** @type {{field: HTMLInputElement, range: HTMLInputElement | null}[]} */
  let rows = [];

  const text = () => rows.map(({ field }) => field.value.trim()).join(",");

  /** @param {number} index */
  function row(index) {
    const line = document.createElement("div");
    line.className = "entry";
    const field = document.createElement("input");
    field.inputMode = "decimal";
    field.autocomplete = "off";
    field.setAttribute("aria-label", say("entry", { label, n: index + 1 }));
    // The form's own field has the name; this one must not be taken for it.
    field.addEventListener("input", () => (field.dataset.typing = ""));
    field.addEventListener("blur", () => delete field.dataset.typing);
    field.addEventListener("change", (event) => {
      event.stopPropagation();
      delete field.dataset.typing;
      hands.edit(key, text());
    });
    line.append(field);
    if (!control.slider) return { line, field, range: null };
    const range = document.createElement("input");
    range.type = "range";
    range.min = "0";
    range.max = String(values.length - 1);
    range.autocomplete = "off";
    range.setAttribute("aria-label", say("entry_slider", { label, n: index + 1 }));
    range.addEventListener("input", () => {
      field.value = String(values[Number(range.value)]);
      hands.moving(key, text());
    });
    whenResting(range, hands.rest);
    line.append(range);
    return { line, field, range };
  }

  /** @param {number} count */
  function build(count) {
    const made = Array.from({ length: count }, (_, index) => row(index));
    rows = made.map(({ field, range }) => ({ field, range }));
    list.replaceChildren(...made.map(({ line }) => line));
    if (control.least === control.most) return;
    const buttons = document.createElement("div");
    buttons.className = "entries";
    for (const [name, sign, allowed] of /** @type {[string, string, boolean][]} */ ([
      ["remove_entry", "−", count > control.least], ["add_entry", "+", count < control.most],
    ])) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "action";
      button.textContent = sign;
      button.disabled = !allowed;
      button.setAttribute("aria-label", say(name));
      button.addEventListener("click", () => {
        const kept = rows.map(({ field }) => field.value);
        hands.edit(key, (sign === "+" ? [...kept, "0"] : kept.slice(0, -1)).join(","));
      });
      buttons.append(button);
    }
    list.append(buttons);
  }

  return {
    /** @param {any} next @param {string} spelled the whole list @param {boolean} held */
    show(next, spelled, held) {
      const moved = JSON.stringify(next.slider) !== JSON.stringify(control?.slider);
      control = next;
      if (moved && control.slider) values = stops(control.slider);
      const parts = spelled.split(",").filter(Boolean);
      if (rows.length !== parts.length) build(parts.length);
      else if (moved) for (const { range } of rows) if (range) range.max = String(values.length - 1);
      rows.forEach(({ field, range }, index) => {
        if (held || field.dataset.typing !== undefined) return;
        if (field.value !== parts[index]) field.value = parts[index];
        if (range) range.value = String(nearest(values, Number(parts[index])));
        range?.setAttribute("aria-valuetext", parts[index]);
      });
    },
  };
}
