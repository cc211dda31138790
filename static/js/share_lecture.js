// The share panel's way into a lecture: the figure on screen goes behind the slides of the lecture at hand.
import { addressToAdd } from "./lecture_at_hand.js";
import { say } from "./words.js";

const panel = document.getElementById("share");
const place = panel?.querySelector("[data-part=lecture]");

if (panel && place instanceof HTMLElement) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "action";
  button.textContent = say("lecture.add_this");
  button.addEventListener("click", () => {
    const { figure, query, lang } = panel.dataset;
    location.assign(addressToAdd(lang ?? "en", `/${lang}/embed/${figure}${query ? `?${query}` : ""}`));
  });
  place.replaceChildren(button);
  place.hidden = false;
}
