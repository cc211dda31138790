// Gradscape in reveal.js, for decks that import their plugins.
import "./gradscape-reveal.js";

const { Gradscape } = /** @type {any} */ (globalThis);
Gradscape.site ??= new URL("../..", import.meta.url).href;
export default Gradscape;
