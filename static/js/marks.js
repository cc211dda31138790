// Marks: where the labels of the marks stand under the track. Pure arithmetic on widths.

/** Place two labels under their marks so that they neither meet nor leave the track.
 * @param {{at: number, width: number}[]} marks from left to right, in pixels
 * @param {number} total width of the track @param {number} [gap]
 * @returns {{left: number, row: number}[]} */
export function placeMarks(marks, total, gap = 8) {
  const inside = (/** @type {number} */ left, /** @type {number} */ width) => Math.max(0, Math.min(total - width, left));
  const centred = marks.map(({ at, width }) => inside(at - width / 2, width));
  if (marks.length < 2) return centred.map((left) => ({ left, row: 0 }));
  const [a, b] = marks;
  if (centred[0] + a.width + gap <= centred[1]) return centred.map((left) => ({ left, row: 0 }));
  // Too close: one to the left of its mark, one to the right, pushed inwards from the track's end.
  const right = inside(Math.max(b.at - 14, centred[0]), b.width);
  const left = Math.min(a.at + 14 - a.width, right - gap - a.width);
  if (left >= 0) return [{ left, row: 0 }, { left: right, row: 0 }];
  return [{ left: centred[0], row: 0 }, { left: centred[1], row: 1 }];
}
