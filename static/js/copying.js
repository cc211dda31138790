// Copying: the program below the prose goes to the clipboard, and the button says so.
import { say } from "./words.js";

document.getElementById("copy-code")?.addEventListener("click", async (event) => {
  const button = /** @type {HTMLElement} */ (event.currentTarget);
  const text = button.textContent;
  try {
    await navigator.clipboard.writeText(document.getElementById("program")?.textContent ?? "");
    button.textContent = say("copied");
  } catch {
    button.textContent = say("copy_failed");
  }
  setTimeout(() => (button.textContent = text), 1500);
});
