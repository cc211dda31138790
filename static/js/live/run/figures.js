// Figures: the run on its map, on its surface and by its loss, drawn anew for the run of the moment; the
// twins of app/lessons/descent/figures/{descent,surface,convergence}.py.
import { convergence } from "./figures/convergence.js";
import { descent } from "./figures/descent.js";
import { surface } from "./figures/surface.js";

/** By the names that the figures give themselves. @type {Record<string, import("../traces.js").Redraw>} */
export const runFigures = { descent, convergence, surface };
