// Code: the lines that put a live figure into a page, a deck or a notebook, one kind for each tool.
import { say } from "./words.js";

/** @typedef {{address: string, still: string, pdf: string, title: string, citation: string, name: string,
 *   site: string, width: number, height: number}} Frame */

/** @param {string} text */
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** @param {Frame} frame @param {string} [more] attributes @param {string} [source] */
const iframe = ({ address, title, width, height }, more = "", source = "src") =>
  `<iframe${more} ${source}="${escaped(address)}"\n  width="${width}" height="${height}" title="${escaped(title)}"\n  style="border:0;max-width:100%" loading="lazy" allowfullscreen></iframe>`;

/** @type {Record<string, (frame: Frame) => string>} */
export const CODE = {
  html: (frame) => iframe(frame),
  reveal: (frame) => [
    iframe(frame, " data-gradscape data-preload", "data-src").replace(' loading="lazy"', ""),
    "",
    `<!-- ${say("share_code_reveal")} -->`,
    `<script src="${escaped(frame.site)}/static/js/gradscape-reveal.js"></script>`,
    "<script>Reveal.initialize({ plugins: window.Gradscape ? [Gradscape] : [] })</script>",
  ].join("\n"),
  marp: (frame) => [
    "<!-- marp --html slides.md -->",
    iframe(frame),
    "",
    `<!-- ${say("share_code_print")} -->`,
    `![${frame.title.replace(/[[\]]/g, "")}](${frame.still})`,
  ].join("\n"),
  quarto: (frame) => [
    '::: {.content-visible when-format="html"}',
    iframe(frame),
    ":::",
    '::: {.content-visible unless-format="html"}',
    `![${frame.title.replace(/[[\]]/g, "")}](${frame.name}.pdf)`,
    ":::",
    `<!-- curl -o ${frame.name}.pdf "${frame.pdf}" -->`,
  ].join("\n"),
  latex: (frame) => [
    `% curl -o ${frame.name}.pdf "${frame.pdf}"`,
    `% ${frame.citation}`,
    `\\includegraphics[width=\\linewidth]{${frame.name}.pdf}`,
  ].join("\n"),
  jupyter: (frame) => [
    "from IPython.display import IFrame",
    "",
    `IFrame("${frame.address}", width=${frame.width}, height=${frame.height})`,
  ].join("\n"),
};
/** Those in which no frame is live: what a frame shows beside the picture means nothing to them. */
export const STILL = new Set(["latex"]);
