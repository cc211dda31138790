// Fields: the typed settings. A change is offered to the page; a problem is told beside its field.
import { watchTyping } from "./typing.js";

/** The inputs that were found before: a moving knob asks for each of them in every frame. @type {Map<string, HTMLInputElement | HTMLSelectElement | null>} */
const inputs = new Map();

/** @param {string} key */
function inputOf(key) {
  const known = inputs.get(key);
  if (known === null || known?.isConnected) return known;
  const found = /** @type {HTMLInputElement | HTMLSelectElement | null} */ (document.querySelector(`[form="experiment"][name="${CSS.escape(key)}"]`));
  inputs.set(key, found);
  return found;
}

/** @param {string} key @param {string | null} message */
export function tell(key, message) {
  const input = inputOf(key);
  const note = document.getElementById(`problem-${key}`);
  if (!input || !note) return false;
  note.hidden = message === null;
  note.textContent = message ?? "";
  if (message === null) {
    input.removeAttribute("aria-invalid");
    if (input.dataset.meaning) input.setAttribute("aria-describedby", input.dataset.meaning);
    else input.removeAttribute("aria-describedby");
  } else {
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", note.id);
    /** @type {HTMLDetailsElement | null} */ (input.closest("details"))?.setAttribute("open", "");
  }
  return true;
}

/** @param {any} setting */
function settingField(setting) {
  const field = document.createElement("div");
  field.className = "field";
  field.dataset.field = setting.name;
  const label = document.createElement("label");
  label.htmlFor = `field-${setting.name}`;
  label.textContent = setting.label;
  if (setting.label !== setting.name) {
    const name = document.createElement("code");
    name.textContent = setting.name;
    label.append(" ", name);
  }
  const input = document.createElement(setting.type === "boolean" ? "select" : "input");
  if (input instanceof HTMLSelectElement) input.append(...["false", "true"].map((v) => new Option(v)));
  else {
    input.inputMode = "decimal";
    input.autocomplete = "off";
  }
  input.id = label.htmlFor;
  input.name = setting.name;
  input.setAttribute("form", "experiment");
  input.value = setting.value;
  const note = document.createElement("p");
  note.className = "problem";
  note.id = `problem-${setting.name}`;
  note.hidden = true;
  note.setAttribute("aria-live", "polite");
  const meaning = document.createElement("p");
  meaning.className = "note meaning";
  meaning.id = `meaning-${setting.name}`;
  meaning.textContent = setting.meaning ?? "";
  input.dataset.meaning = meaning.id;
  input.setAttribute("aria-describedby", meaning.id);
  field.append(label, input, meaning, note);
  return field;
}

/** @param {{change: (key: string, value: string) => void, typed: (key: string, value: string) => void, submit: () => void}} hands
 *   `typed` hears of every letter, `change` of what was meant in the end */
export function createFields({ change, typed, submit }) {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("experiment"));
  const own = /** @type {HTMLElement} */ (document.getElementById("own"));
  /** Texts that could not be read stay in their fields until they are mended. @type {Set<string>} */
  const bad = new Set();
  const typing = watchTyping(form);
  document.addEventListener("input", ({ target: input }) => {
    if (input instanceof HTMLInputElement && input.name && input.form === form) typed(input.name, input.value.trim());
  });
  document.addEventListener("change", (event) => {
    const input = event.target;
    if ((input instanceof HTMLInputElement || input instanceof HTMLSelectElement) && input.form === form && input.name) {
      change(input.name, input.value.trim());
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const input = document.activeElement;
    // Enter in a changed field fires `change` first; a field left unchanged has nothing new to say.
    if (input instanceof HTMLInputElement && bad.has(input.name)) change(input.name, input.value.trim());
    submit();
  });

  const fields = {
    bad,
    /** Write the experiment into its fields. @param {any} view @param {string[]} [kept] keys under the reader's hand */
    show(view, kept = []) {
      const names = view.settings.map((/** @type {any} */ s) => s.name).join();
      if (own.dataset.names !== names) {
        if (own.dataset.names !== undefined || names !== [...own.querySelectorAll("[data-field]")].map((n) => /** @type {HTMLElement} */ (n).dataset.field).join()) {
          own.replaceChildren(...view.settings.map(settingField));
          inputs.clear();
        }
        own.dataset.names = names;
      }
      const values = { ...view.experiment, ...Object.fromEntries(view.settings.map((/** @type {any} */ s) => [s.name, s.value])) };
      for (const [key, value] of Object.entries(values)) {
        const input = inputOf(key);
        if (!input || bad.has(key) || kept.includes(key) || typing.has(key)) continue;
        const text = value ?? "";
        if (input.value !== text) input.value = text;
        if (input.hasAttribute("aria-invalid")) tell(key, null);
      }
    },
    /** Tell the problems beside their fields; give back those that have none.
     * @param {{key: string, message: string}[]} problems
     * @param {(key: string) => string | null} [given] what the link says, to stand in the field */
    problems: (problems, given = () => null) => problems.filter(({ key, message }) => {
      const told = tell(key, message);
      const input = inputOf(key);
      const text = given(key);
      if (told && input instanceof HTMLInputElement && text !== null) input.value = text;
      if (told) bad.add(key);
      return !told;
    }),
    /** The reader mended or dropped these keys. @param {...string} keys */
    clear(...keys) {
      for (const key of keys) if (bad.delete(key)) tell(key, null);
    },
  };
  return fields;
}
