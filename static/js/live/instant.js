// Instant: the view and the picture of a figure alone, computed where it stands, in the same frame.
import { createLocal } from "./local.js";
import { redraw } from "./traces.js";

/** @typedef {import("../experiment.js").Answer} Answer */

/** @param {Answer} first @param {{after: (length: number) => number}} clock
 * @param {boolean} whole whether nobody needs to be asked at rest
 * @returns {import("../experiment.js").Local} */
export function createInstant(first, clock, whole) {
  const local = createLocal(first.view.lesson);
  local.take(first.view);
  return {
    whole,
    learn: ({ view }) => local.take(view),
    answer(query, { view, figure }) {
      const found = local.move(query, view);
      const picture = found && redraw(figure, found.runs, clock.after(found.view.steps));
      return picture && { figure: picture, view: found.view };
    },
  };
}
