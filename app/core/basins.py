"""Which minimum each start of a grid runs to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.cells import Cells
from app.core.minima import NEAR, found, merged
from app.core.objective import Objective
from app.core.optimizers.rule import JointRule, Rule
from app.core.outcome import WIDTHS
from app.core.settling import Ends
from app.core.settling import ends as run_to_the_end
from app.core.trapping import traps

Array = NDArray[np.float64]

#: The labels of starts that reach no minimum, and of those that fly off.
NONE_REACHED, DIVERGED = -1, -2


@dataclass(frozen=True)
class Basins:
    """``labels`` (ny, nx) or (nx,): an index into ``minima``, −1 for none, −2 for diverged.

    ``minima`` has one row (x[, y], value) each, the lowest first.
    """

    labels: NDArray[np.int64]
    minima: Array


def basins(
    objective: Objective,
    rule: Rule | JointRule,
    axes: tuple[Array, ...],
    steps: int,
    *,
    domain: tuple[float, ...],
    minima: tuple[tuple[float, ...], ...] = (),
) -> Basins:
    """Run every point of the grid of ``axes`` and label it by where it ends."""
    grids = np.meshgrid(*axes, indexing="xy")
    starts = np.stack([grid.ravel() for grid in grids])
    widths = np.array(domain[1::2]) - np.array(domain[0::2])
    ran = run_to_the_end(objective, rule, starts, steps, traps(objective, rule, widths))
    labels, table = labelled(objective, starts, ran, domain, minima)
    return Basins(labels.reshape(grids[0].shape), table)


def labelled(
    objective: Objective,
    starts: Array,
    ran: Ends,
    domain: tuple[float, ...],
    minima: tuple[tuple[float, ...], ...],
) -> tuple[NDArray[np.int64], Array]:
    """The label of each of K runs, and the minima that the labels mean."""
    ends = ran.points
    low, high = np.array(domain[0::2]), np.array(domain[1::2])
    middle, widths = (low + high) / 2, high - low
    gone = _gone(starts, ran, middle, widths)
    cells = Cells(ends[:, ~gone], widths * NEAR)
    table = merged(found(objective, cells, widths), minima, widths)
    labels = np.full(starts.shape[1], DIVERGED)
    labels[~gone] = cells.nearest(table[:, :-1])
    return labels, table


def _gone(starts: Array, ran: Ends, middle: Array, widths: Array) -> NDArray[np.bool_]:
    """Starts whose run left the floats, or is ten widths away, further than it began, and going."""

    def distance(points: Array) -> Array:
        away: Array = np.abs((points - middle[:, None]) / widths[:, None]).max(axis=0)
        return away

    with np.errstate(all="ignore"):
        after = distance(ran.points)
        gone: NDArray[np.bool_] = np.logical_not(np.isfinite(ran.points).all(axis=0))
        far = np.flatnonzero((after > WIDTHS) & ~gone)
        # Ever shorter steps: such a run comes to rest.
        last, halfway = (np.hypot.reduce(step[:, far], axis=0) for step in (ran.last, ran.middle))
        slowing = last <= 0.5 * halfway
        gone[far] = (after[far] > distance(starts[:, far])) & ~slowing
    return gone
