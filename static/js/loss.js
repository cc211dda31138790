// Loss: the value at each step, drawn in the same two inks as the path; a click sets the clock.
import { morph } from "./morph.js";
import { num, plain, raised } from "./numbers.js";
import { draw, set } from "./path.js";
import { createPen } from "./pen.js";
import { ticks } from "./scale.js";
import { say } from "./words.js";

/** @param {SVGSVGElement} svg @param {(step: number) => void} seek */
export function createLoss(svg, seek) {
  const grid = draw("g", {}, svg);
  const clock = draw("line", { class: "clock" }, svg);
  const ghost = draw("path", { class: "ghost-line" }, svg);
  const coming = draw("path", { class: "coming" }, svg);
  const past = draw("path", { class: "past" }, svg);
  const now = draw("circle", { class: "now" }, svg);
  /** @type {number[][]} */
  let points = [];
  let left = 44;
  let end = 0; // the last step of the axis
  let [width, height, em] = [1, 1, 1];
  const TOP = 8;
  const LOW = 22;

  /** @param {number} from @param {number} to @param {number[][]} [line] */
  const stretch = (from, to, line = points) => {
    const pen = createPen();
    let down = false;
    const each = Math.max(1, Math.floor((to - from) / 1500));
    for (let k = from; k <= to; k += k + each > to && k < to ? to - k : each) {
      const [x, y] = line[k];
      const there = Number.isFinite(y);
      if (there && down) pen.line(x, y);
      else if (there) pen.move(x, y);
      down = there;
    }
    return pen.text();
  };

  /** @param {PointerEvent} event */
  const scrub = (event) => {
    const box = svg.getBoundingClientRect();
    const share = (event.clientX - box.left - left) / (width - left - 8);
    seek(Math.min(points.length - 1, Math.round(Math.max(0, Math.min(1, share)) * end)));
  };
  svg.addEventListener("pointerdown", (event) => {
    svg.setPointerCapture(event.pointerId);
    scrub(event);
  });
  svg.addEventListener("pointermove", (event) => svg.hasPointerCapture(event.pointerId) && scrub(event));

  const loss = {
    /** Read the size; reading it forces a layout, so not while a knob moves. */
    measure() {
      [width, height] = [svg.clientWidth || 300, svg.clientHeight || 180];
      em = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    },
    /** @param {any} view @param {any} [pinned] a second run, drawn in grey on the same axes
     * @param {boolean} [still] at rest: what only a screen reader reads waits until then */
    load(view, pinned = null, still = true) {
      if (width === 1) loss.measure();
      set(svg, { viewBox: `0 0 ${width} ${height}` });
      const ruled = document.createDocumentFragment();
      const { log, offset } = view.loss;
      const above = (/** @type {any[]} */ values) => values.map((v) => num(v) - (log ? num(offset) : 0));
      const gaps = above(view.run.values);
      const others = pinned ? above(pinned.values) : [];
      const last = (end = Math.max(gaps.length, others.length) - 1);
      const shown = [...gaps, ...others].filter((/** @type {number} */ v) => Number.isFinite(v) && (!log || v > 0));
      const scaled = log ? shown.map(Math.log10) : shown;
      let lo = scaled.length ? scaled.reduce((/** @type {number} */ a, /** @type {number} */ b) => Math.min(a, b)) : 0;
      let hi = scaled.length ? scaled.reduce((/** @type {number} */ a, /** @type {number} */ b) => Math.max(a, b)) : 1;
      if (log) [lo, hi] = [Math.max(lo, hi > -12 ? -16 : lo), hi];
      if (hi - lo < (log ? 1 : 1e-9)) [lo, hi] = log ? [Math.floor(lo), Math.floor(lo) + 1] : [lo - 0.5, hi + 0.5];
      const pad = (hi - lo) * 0.04;
      const y = (/** @type {number} */ v) => TOP + (height - TOP - LOW) * (1 - (v - lo + pad) / (hi - lo + 2 * pad));
      const marks = log
        ? ticks(lo, hi, 4).filter(Number.isInteger)
        : ticks(lo, hi, 4);
      const names = marks.map((v) => (log ? (v === 0 ? "1" : v === 1 ? "10" : `10${raised(v)}`) : plain(v, 3)));
      left = Math.max(30, ...names.map((n) => n.length * 7.2 + 10)) * em;
      marks.forEach((v, k) => {
        draw("line", { class: "grid", x1: left, x2: width - 8, y1: y(v), y2: y(v) }, /** @type {any} */ (ruled));
        draw("text", { x: left - 8, y: y(v) + 4, "text-anchor": "end" }, /** @type {any} */ (ruled)).textContent = names[k];
      });
      const x = (/** @type {number} */ k) => left + (last ? k / last : 0) * (width - left - 8);
      for (const k of [...new Set([0, ...ticks(0, last, 4).filter((t) => t > 0 && t < last * 0.92), last])]) {
        if (!Number.isInteger(k)) continue;
        draw("text", { x: x(k), y: height - 4, "text-anchor": k === last && k > 0 ? "end" : "middle" }, /** @type {any} */ (ruled)).textContent = String(k);
      }
      morph(grid, ruled.childNodes);
      const placed = (/** @type {number} */ v, /** @type {number} */ k) => [
        x(k), log ? (v > 0 ? y(Math.max(Math.log10(v), lo)) : v <= 0 ? y(lo) : NaN) : y(v)];
      points = gaps.map(placed);
      set(ghost, { d: stretch(0, others.length - 1, others.map(placed)) });
      if (still) svg.setAttribute("aria-label", say("loss_label", { first: plain(num(view.run.values[0])), last: plain(num(view.run.values[gaps.length - 1])) }));
    },
    /** @param {import("./player.js").Moment} moment */
    mark({ step, fraction }) {
      if (!points.length) return;
      const end = points.length - 1;
      set(past, { d: stretch(0, step) });
      set(coming, { d: step < end ? stretch(step, end) : "" });
      const a = points[step];
      const b = points[Math.min(step + 1, end)];
      const x = a[0] + fraction * (b[0] - a[0]);
      const y = a[1] + fraction * (b[1] - a[1]);
      set(clock, { x1: x, x2: x, y1: TOP, y2: height - LOW });
      set(now, { visibility: Number.isFinite(y) ? "visible" : "hidden" });
      if (Number.isFinite(y)) set(now, { cx: x, cy: y, r: "5.5" });
    },
  };
  return loss;
}
