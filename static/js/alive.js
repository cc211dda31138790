// Runs before the first paint: says that scripts work, and which theme the system asks for.
{
  const root = document.documentElement;
  root.classList.add("js");
  if (!root.dataset.theme) {
    root.dataset.themeFrom = "system";
    root.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  if (root.dataset.theme === "projector") root.classList.add("bare");
}
