// Track: the learning-rate slider as a picture: what every rate does, where the edge and the best are.
import { plain } from "./numbers.js";
import { placeMarks } from "./marks.js";
import { morph } from "./morph.js";
import { draw, set } from "./path.js";
import { say } from "./words.js";
import { heights, stretches, zonesOf } from "./zones.js";

const NAMES = { small: "too_small", right: "right", leaps: "leaps", elsewhere: "elsewhere", diverges: "diverges" };

/** @param {HTMLElement} root @param {(rate: number, text: string) => void} choose */
export function createTrack(root, choose) {
  const svg = /** @type {SVGSVGElement} */ (root.querySelector(".sweep"));
  const marks = /** @type {HTMLElement} */ (root.querySelector(".marks"));
  const leads = /** @type {SVGSVGElement} */ (root.querySelector(".leads"));
  const ground = draw("g", {}, svg);
  const line = draw("line", { class: "at" }, svg);
  const thumb = draw("circle", { class: "thumb" }, svg);
  /** Widths of labels and buttons by what stands in them: measuring forces a layout. @type {Map<string, number>} */
  const widths = new Map();
  /** @type {any} */
  let sweep = null;
  /** @type {any} */
  let view = null;
  /** @type {ReturnType<typeof zonesOf>} */
  let zones = [];
  /** @type {number[]} */
  let levels = [];
  let rate = NaN;

  let box = [1, 1]; // read when the size changes, never while a knob moves: reading it forces a layout
  const measure = () => {
    box = [svg.clientWidth || 1, svg.clientHeight || 1];
    widths.clear();
  };
  /** @param {string} name @param {() => number} read */
  const widthOf = (name, read) => {
    const width = widths.get(name) ?? read();
    if (width > 0) widths.set(name, width);
    return width;
  };
  const size = () => box;
  /** @param {number} r */
  const along = (r) => Math.log(r / view.slider.min) / Math.log(view.slider.max / view.slider.min);

  /** @param {number} level */
  const height = (level) => {
    const h = size()[1];
    return h - 27 - level * (h - 44);
  };
  /** The curve's level at a rate, between two samples. @param {number} r */
  const levelAt = (r) => {
    if (!levels.length) return 0.5;
    const rates = sweep.learning_rates;
    const at = (Math.log(r / rates[0]) / Math.log(rates[rates.length - 1] / rates[0])) * (rates.length - 1);
    const k = Math.max(0, Math.min(rates.length - 2, Math.floor(at)));
    const t = Math.max(0, Math.min(1, at - k));
    return levels[k] + t * (levels[k + 1] - levels[k]);
  };

  function drawGround() {
    if (box[0] === 1) measure();
    const [w, h] = size();
    set(svg, { viewBox: `0 0 ${w} ${h}` });
    const fresh = /** @type {any} */ (document.createDocumentFragment());
    const lines = ["best", "edge"].map((name) => view.marks[name]).filter(Boolean).map((r) => along(r) * w).sort((a, b) => a - b);
    if (!sweep) {
      draw("rect", { class: "zone-none", width: w, height: h }, fresh);
    } else {
      const rates = sweep.learning_rates;
      const middle = (/** @type {number} */ k) => along(Math.sqrt(rates[k] * rates[k + 1])) * w;
      for (const { zone, from, to } of stretches(zones)) {
        const left = from === 0 ? 0 : middle(from - 1);
        const right = to === rates.length - 1 ? w : middle(to);
        draw("rect", { class: `zone-${zone}`, x: left, width: Math.max(0, right - left), height: h }, fresh);
        // A label keeps clear of the marks' lines: it takes the widest stretch between them.
        const stops = [left, ...lines.filter((x) => x > left && x < right), right];
        const rooms = stops.slice(1).map((x, k) => x - stops[k]);
        const k = rooms.indexOf(Math.max(...rooms));
        const words = say(NAMES[zone]);
        const width = widthOf(words, () => {
          const text = /** @type {SVGTextElement} */ (draw("text", {}, ground));
          text.textContent = words;
          const found = text.getComputedTextLength();
          text.remove();
          return found;
        });
        if (width + 8 <= rooms[k]) draw("text", { x: (stops[k] + stops[k + 1]) / 2, y: h - 9 }, fresh).textContent = words;
      }
      const points = rates.map((/** @type {number} */ r, /** @type {number} */ k) => `${(along(r) * w).toFixed(1)},${height(levels[k]).toFixed(1)}`);
      draw("polyline", { class: "curve", points: points.join(" ") }, fresh);
    }
    for (let p = Math.ceil(Math.log10(view.slider.min)); 10 ** p < view.slider.max; p += 1) {
      draw("line", { class: "tick", x1: along(10 ** p) * w, x2: along(10 ** p) * w, y1: 0, y2: 5 }, fresh);
    }
    for (const name of ["best", "edge"]) {
      const r = view.marks[name];
      if (r && along(r) >= 0 && along(r) <= 1) {
        draw("line", { class: `line-${name}`, x1: along(r) * w, x2: along(r) * w, y1: 0, y2: h }, fresh);
      }
    }
    morph(ground, fresh.childNodes);
    drawMarks(w);
  }

  /** @param {number} w */
  function drawMarks(w) {
    const fresh = /** @type {any} */ (document.createDocumentFragment());
    const shown = [];
    for (const name of ["best", "edge"]) {
      const button = /** @type {HTMLButtonElement} */ (marks.querySelector(`[data-mark=${name}]`));
      const r = view.marks[name];
      const visible = Boolean(r) && along(r) >= -1e-9 && along(r) <= 1 + 1e-9;
      button.hidden = !visible;
      if (!visible) continue;
      const text = view.marks[`${name}_value`] ?? plain(r, 3);
      button.dataset.rate = view.marks[`${name}_typed`] ?? String(r);
      button.dataset.text = text;
      button.setAttribute("aria-label", say(name === "best" ? "set_fastest" : "set_edge", { rate: text }));
      const words = name === "best" ? `<span>${say("fastest")}</span>` : `<span>${say("edge")}</span>${view.marks.edge_formula ?? ""}<span>=</span>`;
      const markup = `${words}<span>${text}</span>`;
      if (button.dataset.markup !== markup) {
        button.dataset.markup = markup;
        button.innerHTML = markup;
      }
      shown.push({ name, button, at: along(r) * w, width: widthOf(markup, () => button.offsetWidth) });
    }
    shown.sort((a, b) => a.at - b.at);
    const places = placeMarks(shown, w);
    marks.classList.toggle("two", places.some((p) => p.row === 1));
    shown.forEach(({ name, button, at, width }, k) => {
      const { left, row } = places[k];
      const top = row * 30;
      button.style.transform = `translate(${left}px, ${top}px)`;
      const foot = Math.max(left + 8, Math.min(left + width - 8, at));
      draw("path", { class: `lead-${name}`, d: `M${at},0V3L${foot},${7 + (row ? 0 : 2)}V${7 + top + 2}` }, fresh);
    });
    morph(leads, fresh.childNodes);
  }

  marks.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (button?.dataset.rate) choose(Number(button.dataset.rate), button.dataset.rate);
  });

  const track = {
    /** A new question: keep the curve if only the rate moved. @param {any} next */
    view(next) {
      const redraw = !view || JSON.stringify([view.slider, view.marks]) !== JSON.stringify([next.slider, next.marks]);
      const foreign = view && view.track !== next.track && view.function.text !== next.function.text;
      view = next;
      if (foreign) {
        sweep = null;
        levels = [];
      }
      if (redraw || foreign) drawGround();
    },
    /** The sweep has come. @param {any} answer @param {{first: number, lowest: number, turn: number | null, edge: number | null}} run */
    fill(answer, run) {
      sweep = answer;
      zones = zonesOf(answer, run);
      levels = heights(answer, run.first, run.lowest);
      drawGround();
      track.at(rate);
    },
    /** Move the thumb. @param {number} next */
    at(next) {
      rate = next;
      if (!view || !(rate > 0)) return;
      const w = size()[0];
      const x = Math.max(0, Math.min(1, along(rate))) * w;
      const y = height(levelAt(rate));
      set(line, { x1: x, x2: x, y1: "0", y2: size()[1] });
      set(thumb, { cx: Math.max(13, Math.min(w - 13, x)), cy: Math.max(13, y), r: "10" });
    },
    /** What this rate does, in a word. @param {number} r */
    zone(r) {
      if (!sweep) return "";
      const rates = sweep.learning_rates;
      let k = rates.findIndex((/** @type {number} */ each) => each >= r);
      if (k < 0) k = rates.length - 1;
      return say(NAMES[zones[k]]);
    },
    resize() {
      measure();
      if (!view) return;
      drawGround();
      track.at(rate);
    },
  };
  return track;
}
