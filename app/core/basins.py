"""Which minimum each start of a grid runs to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.objective import Objective
from app.core.optimizers.rule import JointRule, Rule
from app.core.outcome import FLAT, WIDTHS
from app.core.settling import Ends
from app.core.settling import ends as run_to_the_end
from app.core.stability import eigenvalues

Array = NDArray[np.float64]

#: The labels of starts that reach no minimum, and of those that fly off.
NONE_REACHED, DIVERGED = -1, -2
#: A run has reached a minimum within this share of the domain's widths.
_NEAR = 1e-2
#: Two minima closer than this share of the widths are one.
_SAME = 1e-4


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
    ran = run_to_the_end(objective, rule, starts, steps)
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
    # Ever shorter steps: such a run comes to rest.
    slowing = ran.last <= 0.5 * ran.middle
    low, high = np.array(domain[0::2]), np.array(domain[1::2])
    middle, widths = (low + high) / 2, high - low
    gone = _gone(starts, ends, middle, widths, slowing)
    found = _found(objective, ends[:, ~gone], widths)
    table = _merge(found, minima, widths)
    labels = np.full(starts.shape[1], NONE_REACHED)
    nearest = np.full(starts.shape[1], _NEAR)
    for index, row in enumerate(table):
        with np.errstate(all="ignore"):
            distance = np.abs((ends - row[:-1, None]) / widths[:, None]).max(axis=0)
        closer = distance <= nearest
        labels[closer] = index
        nearest[closer] = distance[closer]
    labels[gone] = DIVERGED
    return labels, table


def _gone(
    starts: Array, ends: Array, middle: Array, widths: Array, slowing: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Starts whose run left the floats, or is ten widths away, further than it began, and going."""

    def distance(points: Array) -> Array:
        away: Array = np.abs((points - middle[:, None]) / widths[:, None]).max(axis=0)
        return away

    with np.errstate(all="ignore"):
        after = distance(ends)
        far = (after > WIDTHS) & (after > distance(starts)) & ~slowing
        return ~np.isfinite(ends).all(axis=0) | far


def _found(objective: Objective, ends: Array, widths: Array) -> Array:
    """Minima among the ends: one end per small cell, polished by Newton's method."""
    if not ends.size:
        return np.empty((0, objective.dimension + 1))
    cells = np.round(ends / (widths[:, None] / 100))
    _, first, counts = np.unique(cells, axis=1, return_index=True, return_counts=True)
    # Ends crowd where there is a minimum; the most crowded cells are looked at first.
    chosen = ends[:, first[np.argsort(-counts, kind="stable")[:500]]]
    points = chosen.copy()
    with np.errstate(all="ignore"):
        for _ in range(30):
            points = points - _newton(objective, points)
        slope = np.hypot.reduce(objective.gradient(points), axis=0)
        curved = (eigenvalues(objective.hessian(points)) > 1e-9).all(axis=0)
        moved = np.abs((points - chosen) / widths[:, None]).max(axis=0)
        kept = points[:, (slope <= FLAT) & curved & (moved <= 2 * _NEAR)]
    return np.concatenate([kept, objective.value(kept)[None]]).T


def _newton(objective: Objective, points: Array) -> Array:
    """The Newton step at each point, in closed form; not finite where there is none."""
    slope, bend = objective.gradient(points), objective.hessian(points)
    if objective.dimension == 1:
        step: Array = slope / bend[0]
        return step
    determinant = bend[0, 0] * bend[1, 1] - bend[0, 1] * bend[1, 0]
    return np.stack(
        [
            (bend[1, 1] * slope[0] - bend[0, 1] * slope[1]) / determinant,
            (bend[0, 0] * slope[1] - bend[1, 0] * slope[0]) / determinant,
        ]
    )


def _merge(found: Array, known: tuple[tuple[float, ...], ...], widths: Array) -> Array:
    """Known minima and found ones, each once, the lowest first and then by place."""
    rows: list[Array] = [np.array(m, dtype=np.float64) for m in known]
    for row in found:
        same = any((np.abs((row[:-1] - other[:-1]) / widths) <= _SAME).all() for other in rows)
        if not same:
            rows.append(row)
    # Values equal but for rounding must not shuffle the order: compare at nine digits.
    rows.sort(key=lambda row: (round(float(row[-1]), 9), *map(float, row[:-1])))
    return np.array(rows).reshape(len(rows), len(widths) + 1)
