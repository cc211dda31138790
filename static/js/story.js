// Story: links in the prose that set the knobs, on the page of the descent.
import "./copying.js";

document.addEventListener("click", (event) => {
  const chosen = /** @type {HTMLElement} */ (event.target).closest("[data-set]");
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!(chosen instanceof HTMLAnchorElement) || !plain) return;
  event.preventDefault();
  history.pushState(null, "", chosen.href);
  // The page follows its address, as it does when the reader goes back.
  dispatchEvent(new PopStateEvent("popstate"));
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  document.querySelector(".verdict")?.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
});
