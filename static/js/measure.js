// Measure: the button of the lesson on batches. The server times, line by line; its times become keys.
import { Query } from "./state.js";
import { say } from "./words.js";

// The page loaded its script under an address with a version: only that one is the same module.
const page = /** @type {HTMLScriptElement} */ (document.getElementById("page-script"));
const { board } = await import(page.src);

const form = /** @type {HTMLFormElement} */ (document.getElementById("measure"));
const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
const bar = /** @type {HTMLProgressElement} */ (form.querySelector("progress"));
const note = /** @type {HTMLElement} */ (form.querySelector(".note"));
const start = button.textContent ?? "";

// It is seen before the picture and the knob, so it comes before them for the keyboard, too.
form.parentElement?.prepend(form);

/** The measurement under way. @type {AbortController | null} */
let running = null;

/** @param {boolean} on */
function show(on) {
  bar.hidden = !on;
  bar.value = 0;
  button.textContent = on ? (form.dataset.stop ?? start) : start;
  form.setAttribute("aria-busy", String(on));
}

/** Read an answer line by line. @param {Response} answer @param {(line: any) => void} each */
async function follow(answer, each) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (answer.body).getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line) each(JSON.parse(line));
    if (done) return;
  }
}

async function measure() {
  const mine = (running = new AbortController());
  /** @type {any} */
  let result = null;
  show(true);
  note.textContent = say("measuring");
  try {
    const answer = await fetch("/api/batches", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ stream: true }),
      signal: mine.signal,
    });
    if (!answer.ok) {
      note.textContent = say(answer.status === 409 ? "measure_busy" : "measure_failed");
      return;
    }
    await follow(answer, (line) => {
      if (line.total) bar.value = line.done / line.total;
      if (line.result) result = line.result;
    });
    if (!result) {
      note.textContent = say("measure_failed");
      return;
    }
    await board.set(result.keys);
    note.textContent = say("measured", {
      repeats: result.repeats,
      seconds: result.seconds.toFixed(1),
      blas: result.blas,
    });
  } catch {
    note.textContent = say(mine.signal.aborted ? "measure_stopped" : "measure_offline");
  } finally {
    running = null;
    show(false);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (running) running.abort();
  else void measure();
});

// Links of the prose that change one key and keep what was measured: their query is made at the
// moment of the click, before the page's own script reads it.
document.addEventListener("click", (event) => {
  const link = /** @type {HTMLElement} */ (event.target).closest("[data-keep]");
  if (!(link instanceof HTMLAnchorElement)) return;
  const [key, value] = (link.dataset.keep ?? "").split("=");
  link.dataset.set = String(new Query(location.search).with(key, value));
}, { capture: true });
