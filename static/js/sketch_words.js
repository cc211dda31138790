// Sketch words: the words and the lines that are laid over a plot, where Plotly will put them.

const SVG = "http://www.w3.org/2000/svg";
/** How much of its size a text stands to the right or below its place, by its anchor. */
const SHIFT = /** @type {Record<string, number>} */ ({ left: 0.5, center: 0, right: -0.5, top: 0.5, middle: 0, bottom: -0.5 });
const ANCHOR = /** @type {Record<string, string>} */ ({ left: "start", right: "end" });
const PARTS = /(<\/?(?:b|i|sub|sup)>|<br>)/;
const STYLES = /** @type {Record<string, string>} */ ({ b: "font-weight:bold", i: "font-style:italic", sub: "font-size:70%", sup: "font-size:70%" });
/** A raised or lowered part, and the way back to the line. */
const RISE = /** @type {Record<string, [string, string]>} */ ({ sub: ["0.3em", "-0.21em"], sup: ["-0.6em", "0.42em"] });
const LINE = 1.3; // em
const ENTITIES = /** @type {Record<string, string>} */ ({ "&lt;": "<", "&gt;": ">", "&amp;": "&", "&nbsp;": "\u00a0" });

const element = (/** @type {string} */ name) => document.createElementNS(SVG, name);

/** How high a line of a font stands, whatever it says: to measure words costs a layout of the page.
 * @type {Map<string, {y: number, height: number}>} */
const TALL = new Map();

/** @param {any} text @param {string} look its font and its tags */
function tallOf(text, look) {
  let found = TALL.get(look);
  if (!found) {
    const { y, height } = text.getBBox();
    found = { y, height };
    TALL.set(look, found);
  }
  return found;
}

/** A text as Plotly's own few tags write it. @param {SVGElement} root @param {string} text @param {number} x */
function write(root, text, x) {
  const lines = text.split("<br>");
  lines.forEach((written, index) => {
    /** @type {Element[]} */
    const open = [root];
    if (lines.length > 1) {
      const row = element("tspan");
      row.setAttribute("x", String(x));
      if (index) row.setAttribute("dy", `${LINE}em`);
      root.append(row);
      open.push(row);
    }
    for (const part of written.split(PARTS)) {
      const here = open[open.length - 1];
      const tag = /^<(\/?)(\w+)>$/.exec(part);
      if (!tag) {
        if (part) here.append(part.replace(/&\w+;/g, (each) => ENTITIES[each] ?? each));
      } else if (tag[1]) {
        open.pop();
        const back = RISE[tag[2]]?.[1];
        if (back) {
          const rest = element("tspan");
          rest.setAttribute("dy", back);
          rest.append("\u200b");
          open[open.length - 1].append(rest);
        }
      } else {
        const span = element("tspan");
        span.setAttribute("style", STYLES[tag[2]]);
        if (RISE[tag[2]]) span.setAttribute("dy", RISE[tag[2]][0]);
        here.append(span);
        open.push(span);
      }
    }
  });
}

/** Where a place stands in the pixels of the picture; null where it is off its axis.
 * @param {any} layout Plotly's own @param {"x" | "y"} side @param {string} on @param {any} value @returns {number | null} */
function pixel(layout, side, on, value) {
  const { _size: room } = layout;
  if (on === "paper") return side === "x" ? room.l + room.w * value : room.t + room.h * (1 - value);
  const [name, domain] = on.split(" ");
  const axis = layout[`${side}axis${name.slice(1)}`];
  if (!axis) return null;
  if (domain) return axis._offset + axis._length * (side === "x" ? value : 1 - value);
  // A log axis counts the places of words in powers of ten, those of lines not.
  const at = axis._m * value + axis._b;
  return at >= -1e-6 && at <= axis._length + 1e-6 ? axis._offset + at : null;
}

/** Whether words can be written here. @param {any} note an annotation of a figure */
export const writable = (note) => !note.showarrow && !note.textangle && !note.width && !note.height && !/<(?!\/?(?:b|i|sub|sup)>|br>)/.test(note.text ?? "");

/** Where a text's own anchor stands within it. */
const SHARE = /** @type {Record<string, number>} */ ({ start: 0, middle: 0.5, end: 1 });
/** @type {CanvasRenderingContext2D | null} */
let paper = null;

/** The width of a line of words, measured where no page has to be laid out for it.
 * @param {string} row @param {string} family @param {number} size */
function wideOf(row, family, size) {
  paper ??= document.createElement("canvas").getContext("2d");
  if (!paper) return 0;
  /** @type {string[]} */
  const open = [];
  let width = 0;
  for (const part of row.split(PARTS)) {
    const tag = /^<(\/?)(\w+)>$/.exec(part);
    if (tag?.[1]) open.pop();
    else if (tag) open.push(tag[2]);
    else if (part) {
      const small = open.some((each) => each in RISE) ? 0.7 : 1;
      paper.font = `${open.includes("i") ? "italic " : ""}${open.includes("b") ? "bold " : ""}${small * size}px ${family}`;
      width += paper.measureText(part.replace(/&\w+;/g, (each) => ENTITIES[each] ?? each)).width;
    }
  }
  return width;
}

/** An annotation where Plotly will put it; null where it would put none.
 * @param {any} note @param {any} layout Plotly's own @param {SVGElement} root where it is to stand */
export function words(note, layout, root) {
  const x = pixel(layout, "x", note.xref ?? "x", note.x);
  const y = pixel(layout, "y", note.yref ?? "y", note.y);
  if (x === null || y === null || note.visible === false) return null;
  const font = { ...layout.font, ...note.font };
  const text = element("text");
  const size = font.size;
  text.setAttribute("style", `font-family:${font.family};font-size:${size}px;fill:${font.color};font-weight:normal;font-style:normal;font-variant:normal;white-space:pre`);
  text.setAttribute("text-anchor", ANCHOR[note.align] ?? "middle");
  write(text, note.text ?? "", 0);
  const group = element("g");
  if (note.opacity !== undefined) group.setAttribute("opacity", note.opacity);
  group.append(text);
  root.append(group);
  const rows = (note.text ?? "").split("<br>");
  const tall = tallOf(text, [font.family, size, rows.length, ...(note.text ?? "").split(PARTS).filter((/** @type {string} */ part) => part.startsWith("<"))].join());
  const width = Math.max(...rows.map((/** @type {string} */ row) => wideOf(row, font.family, size)));
  const border = 1 + (note.borderpad ?? 1);
  const [wide, high] = [Math.round(width + 2 * border), Math.round(tall.height + 2 * border)];
  if (rows.length === 1) text.setAttribute("text-anchor", "start");
  const begin = String(border + (SHARE[text.getAttribute("text-anchor") ?? "middle"]) * width);
  text.setAttribute("x", begin);
  text.setAttribute("y", String(border - tall.y));
  for (const row of text.querySelectorAll(":scope > tspan[x]")) row.setAttribute("x", begin);
  if (note.bgcolor) {
    const ground = element("rect");
    for (const [name, value] of Object.entries({ x: 0.5, y: 0.5, width: wide - 1, height: high - 1, fill: note.bgcolor })) ground.setAttribute(name, String(value));
    group.prepend(ground);
  }
  const left = x + SHIFT[note.xanchor ?? anchor(note.xref, note.x, "left", "center", "right")] * wide + (note.xshift ?? 0) - wide / 2;
  const top = y + SHIFT[note.yanchor ?? anchor(note.yref, 1 - note.y, "top", "middle", "bottom")] * high - (note.yshift ?? 0) - high / 2;
  group.setAttribute("transform", `translate(${Math.round(left)},${Math.round(top)})`);
  return group;
}

/** The anchor that is meant where none is given: words on paper keep inside.
 * @param {string | undefined} on @param {number} at @param {string} low @param {string} middle @param {string} high */
const anchor = (on, at, low, middle, high) => (on !== "paper" ? middle : at < 1 / 3 ? low : at > 2 / 3 ? high : middle);

/** The pixels of an end of a shape. @param {any} layout @param {"x" | "y"} side @param {any} shape @param {number} end */
function edge(layout, side, shape, end) {
  const on = shape[`${side}ref`] ?? side;
  const value = shape[`${side}${end}`];
  const { _size: room } = layout;
  if (on === "paper") return side === "x" ? room.l + room.w * value : room.t + room.h * (1 - value);
  const [name, domain] = on.split(" ");
  const axis = layout[`${side}axis${name.slice(1)}`];
  if (domain) return axis._offset + axis._length * (side === "x" ? value : 1 - value);
  return axis._offset + axis._m * (axis.type === "log" ? Math.log10(value) : value) + axis._b;
}

/** The path of a line or a box over the plot; null for another shape. @param {any} shape @param {any} layout Plotly's own */
export function outline(shape, layout) {
  const [x0, x1, y0, y1] = [edge(layout, "x", shape, 0), edge(layout, "x", shape, 1), edge(layout, "y", shape, 0), edge(layout, "y", shape, 1)];
  if (shape.type === "line") return `M${x0},${y0}L${x1},${y1}`;
  return shape.type === "rect" ? `M${x0},${y0}H${x1}V${y1}H${x0}Z` : null;
}
