// Pen: the text of an SVG path through points, as short as the eye allows: what lies on the way from
// one point to a later one is left out, so that a thousand steps are no longer text than they look.

/** So far from its chord, in pixels, a point may lie and be left out. */
const SLACK = 0.15;
/** A chord is no longer than this, lest a slow bend is cut. */
const CHORD = 20;

export function createPen() {
  let text = "";
  let [px, py] = [NaN, NaN]; // the last point that is written
  let [qx, qy] = [NaN, NaN]; // the one after it that may be left out
  const write = () => {
    if (qx !== px || qy !== py) text += `L${qx.toFixed(1)},${qy.toFixed(1)}`;
    [px, py] = [qx, qy];
  };
  return {
    /** Lift the pen and put it down. @param {number} x @param {number} y */
    move(x, y) {
      if (qx === qx) write();
      text += `M${x.toFixed(1)},${y.toFixed(1)}`;
      [px, py, qx, qy] = [x, y, x, y];
    },
    /** Draw a line to a point. @param {number} x @param {number} y */
    line(x, y) {
      const [dx, dy] = [x - px, y - py];
      const reach = Math.abs(dx) + Math.abs(dy);
      const off = Math.abs((qx - px) * dy - (qy - py) * dx);
      // On the way, and not back: the point before lies nearer to the last one than this.
      const onward = (qx - px) * dx + (qy - py) * dy >= 0 && Math.abs(qx - px) + Math.abs(qy - py) <= reach;
      if (reach > CHORD || off > SLACK * reach || !onward) write();
      [qx, qy] = [x, y];
    },
    /** Where the pen is. @returns {[number, number]} */
    at: () => [qx, qy],
    text() {
      if (qx === qx) write();
      return text;
    },
  };
}
