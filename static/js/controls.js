// Controls: the fields of a lesson with their sliders, segments and lists; all set keys of the query.
import { createList } from "./list.js";
import { whenResting } from "./rest.js";
import { nearest, stops } from "./stops.js";
import { watchTyping } from "./typing.js";
import { say } from "./words.js";

/** @typedef {{moving: (key: string, value: string) => void, rest: () => void,
 *   edit: (key: string, value: string) => void}} Hands */

/** @param {HTMLElement} root the control @param {Hands} hands */
function createSlider(root, hands) {
  const key = root.dataset.control ?? "";
  const range = /** @type {HTMLInputElement} */ (root.querySelector("[data-slider]"));
  const ticks = /** @type {HTMLElement} */ (root.querySelector(".ticks"));
  const field = /** @type {HTMLInputElement} */ (root.querySelector(`[name="${CSS.escape(key)}"]`));
  /** @type {number[]} */
  let values = [];
  let spelled = "";

  /** Put each label under its value, a row lower where it would meet one that stands already. */
  function layOut() {
    const width = ticks.clientWidth;
    if (!width) return;
    /** The right end of what stands in each row. @type {number[]} */
    const ends = [];
    const labels = /** @type {HTMLElement[]} */ ([...ticks.children]).sort((a, b) => Number(a.dataset.at) - Number(b.dataset.at));
    for (const label of labels) {
      const at = Number(label.dataset.at) * width;
      const left = Math.min(width + 12 - label.offsetWidth, Math.max(-12, at - label.offsetWidth / 2));
      const free = ends.findIndex((end) => end + 6 <= left);
      const row = free < 0 ? ends.length : free;
      ends[row] = left + label.offsetWidth;
      label.style.left = `${left}px`;
      label.style.setProperty("--row", String(row));
      label.style.setProperty("--tick", `${at - left}px`);
    }
    ticks.style.setProperty("--rows", String(ends.length));
  }
  new ResizeObserver(layOut).observe(ticks);

  let coloured = "";
  const colour = () => {
    const done = `${values.length > 1 ? (100 * Number(range.value)) / (values.length - 1) : 0}%`;
    if (done !== coloured) range.style.setProperty("--done", (coloured = done));
  };
  range.addEventListener("input", () => {
    field.value = String(values[Number(range.value)]);
    range.setAttribute("aria-valuetext", field.value);
    colour();
    hands.moving(key, field.value);
  });
  whenResting(range, hands.rest);
  ticks.addEventListener("click", (event) => {
    const mark = /** @type {HTMLElement} */ (event.target).closest("button");
    if (mark) hands.edit(key, mark.dataset.value ?? "");
  });

  return {
    /** @param {any} control @param {string} text what stands in the field @param {boolean} held */
    show(control, text, held) {
      const told = JSON.stringify([control.slider, control.marks]);
      if (told !== spelled) {
        spelled = told;
        values = stops(control.slider);
        range.max = String(values.length - 1);
        ticks.replaceChildren(...control.marks.map((/** @type {any} */ mark) => {
          const button = document.createElement("button");
          button.type = "button";
          button.className = `role-${mark.role}`;
          button.dataset.value = String(mark.value);
          button.textContent = mark.label;
          button.setAttribute("aria-label", say("set_mark", { label: mark.label }));
          button.dataset.at = String(nearest(values, mark.value) / (values.length - 1));
          return button;
        }));
        layOut();
      }
      // A field that is empty stands for a default that is no number: the slider rests at its low end.
      const place = String(nearest(values, Number(text)));
      if (!held && range.value !== place) range.value = place;
      if (range.getAttribute("aria-valuetext") !== text) range.setAttribute("aria-valuetext", text);
      colour();
    },
  };
}

/** @param {HTMLElement} root @param {Hands} hands */
function createSegments(root, hands) {
  const key = root.dataset.control ?? "";
  const buttons = /** @type {HTMLButtonElement[]} */ ([...root.querySelectorAll("[data-option]")]);
  for (const button of buttons) button.addEventListener("click", () => hands.edit(key, button.dataset.option ?? ""));
  return {
    /** @param {any} control @param {string} text */
    show(control, text) {
      for (const button of buttons) button.classList.toggle("on", button.dataset.option === text);
    },
  };
}

/** @param {Hands} hands */
export function createControls(hands) {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("experiment"));
  const roots = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-control]")]);
  /** Texts that could not be read stay in their fields until they are mended. @type {Set<string>} */
  const bad = new Set();
  const typing = watchTyping(form);
  /** The key that is under the reader's hand. @type {string | null} */
  let held = null;
  const watched = {
    ...hands,
    moving(/** @type {string} */ key, /** @type {string} */ value) {
      held = key;
      hands.moving(key, value);
    },
    rest() {
      held = null;
      hands.rest();
    },
  };
  const parts = Object.fromEntries(roots.map((root) => {
    const made = [];
    if (root.querySelector("[data-slider]")) made.push(createSlider(root, watched));
    if (root.querySelector(".segments")) made.push(createSegments(root, hands));
    if (root.querySelector("[data-list]")) made.push(createList(root, watched));
    return [root.dataset.control ?? "", { root, field: inputOf(root), made }];
  }));

  /** @param {HTMLElement} root */
  function inputOf(root) {
    return /** @type {HTMLInputElement | HTMLSelectElement} */ (root.querySelector("[name]"));
  }

  document.addEventListener("change", (event) => {
    const input = event.target;
    if ((input instanceof HTMLInputElement || input instanceof HTMLSelectElement) && input.form === form && input.name) {
      hands.edit(input.name, input.value.trim());
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const input = document.activeElement;
    if (input instanceof HTMLInputElement && bad.has(input.name)) hands.edit(input.name, input.value.trim());
  });
  for (const button of document.querySelectorAll("[data-again]")) {
    button.addEventListener("click", () => {
      const key = /** @type {HTMLElement} */ (button).dataset.again ?? "";
      hands.edit(key, String((Number(parts[key]?.field.value) || 0) + 1));
    });
  }

  /** @param {string} key @param {string | null} message */
  function tell(key, message) {
    const part = parts[key];
    const note = document.getElementById(`problem-${key}`);
    if (!part || !note) return false;
    note.hidden = message === null;
    note.textContent = message ?? "";
    if (message === null) {
      part.field.removeAttribute("aria-invalid");
      part.field.removeAttribute("aria-describedby");
    } else {
      part.field.setAttribute("aria-invalid", "true");
      part.field.setAttribute("aria-describedby", note.id);
      part.root.closest("details")?.setAttribute("open", "");
    }
    return true;
  }

  return {
    bad,
    /** Write the view into the fields. @param {any} view */
    show(view) {
      for (const control of view.controls) {
        const part = parts[control.key];
        if (!part) continue;
        const absent = view.absent.includes(control.key);
        if (part.root.hidden !== absent) part.root.hidden = absent;
        const text = view.experiment[control.key] ?? "";
        if (!bad.has(control.key) && control.key !== held && !typing.has(control.key)) {
          if (part.field.value !== text) part.field.value = text;
          if (part.field.hasAttribute("aria-invalid")) tell(control.key, null);
        }
        for (const each of part.made) each.show(control, text, control.key === held);
      }
    },
    /** Tell the problems beside their fields; give back those that have none.
     * @param {{key: string, message: string}[]} problems
     * @param {(key: string) => string | null} [given] what the link says, to stand in the field */
    problems: (problems, given = () => null) => problems.filter(({ key, message }) => {
      const told = tell(key, message);
      const text = given(key);
      if (told && text !== null) parts[key].field.value = text;
      if (told) bad.add(key);
      return !told;
    }),
    /** The reader mended or dropped these keys. @param {...string} keys */
    clear(...keys) {
      for (const key of keys) if (bad.delete(key)) tell(key, null);
    },
  };
}
