// The one place that names the site whose figures the deck shows: your own computer, or the
// address that your students open too.
const SITE = "http://127.0.0.1:8000";

/** Start the deck: with the figures live where the site is in reach, and without them elsewhere. */
function start() {
  Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0.02,
    center: false,
    hash: true,
    transition: "none",
    gradscape: { site: SITE },
    plugins: [globalThis.Gradscape, globalThis.RevealNotes].filter(Boolean),
  });
}

for (const link of document.querySelectorAll("a[data-page]")) {
  link.href = `${SITE}/${link.dataset.page}`;
  link.textContent ||= link.href.replace(/^https?:\/\//, "");
}
const script = document.createElement("script");
script.src = `${SITE}/static/js/gradscape-reveal.js`;
script.onload = script.onerror = start;
document.head.append(script);
