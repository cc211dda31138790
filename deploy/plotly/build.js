// Makes two small scripts of Plotly, each with the kinds of traces that its name stands for in
// kinds.json, in the folder `made`. Their first line says the version and the kinds.
import { readFileSync } from "node:fs";
import { build } from "esbuild";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const { version } = read("./node_modules/plotly.js/package.json");

for (const [name, kinds] of Object.entries(read("./kinds.json"))) {
  // The core brings scatter along.
  const own = kinds.filter((kind) => kind !== "scatter").map((kind) => `require("plotly.js/lib/${kind}")`);
  await build({
    stdin: {
      contents: `const Plotly = require("plotly.js/lib/core"); Plotly.register([${own}]); module.exports = Plotly;`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    minify: true,
    format: "iife",
    globalName: "Plotly",
    target: "es2020",
    // In older browsers, and in frames, the global object has this name alone.
    define: { global: "window" },
    // Nothing here shows a map with tiles; their style sheet is the page's to leave out.
    loader: { ".css": "empty" },
    legalComments: "inline",
    banner: { js: `/* plotly.js v${version} (MIT): ${kinds.join(" ")} */` },
    outfile: `made/plotly-${name}.min.js`,
  });
}
