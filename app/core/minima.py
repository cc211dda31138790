"""The minima that runs have led to: found among their ends, and each listed once."""

import numpy as np
from numpy.typing import NDArray

from app.core.cells import Cells
from app.core.objective import Objective
from app.core.outcome import FLAT
from app.core.stability import eigenvalues

Array = NDArray[np.float64]

#: A run has reached a minimum within this share of the domain's widths.
NEAR = 1e-2
#: Two minima closer than this share of the widths are one.
SAME = 1e-4


def found(objective: Objective, cells: Cells, widths: Array, polish: int = 30) -> Array:
    """Minima (n, d + 1) near the points of ``cells``: one of a cell, polished by Newton's method.

    A row is (x[, y], value); ``polish`` is the most updates of Newton's method.
    """
    if not cells.points.size:
        return np.empty((0, objective.dimension + 1))
    first, counts = cells.first_and_counts()
    # Ends crowd where there is a minimum; the most crowded cells are looked at first.
    chosen = cells.points[:, first[np.argsort(-counts, kind="stable")[:500]]]
    points = chosen.copy()
    moving = np.arange(chosen.shape[1])
    with np.errstate(all="ignore"):
        for _ in range(polish):
            before = points[:, moving]
            points[:, moving] = before - _newton(objective, before)
            # A step that leads back to the same place does so for good.
            moving = moving[~(points[:, moving] == before).all(axis=0)]
            if not moving.size:
                break
        slope = np.hypot.reduce(objective.gradient(points), axis=0)
        curved = (eigenvalues(objective.hessian(points)) > 1e-9).all(axis=0)
        moved = np.abs((points - chosen) / widths[:, None]).max(axis=0)
        kept = points[:, (slope <= FLAT) & curved & (moved <= 2 * NEAR)]
    return np.concatenate([kept, objective.value(kept)[None]]).T


def _newton(objective: Objective, points: Array) -> Array:
    """The Newton step at each point, in closed form; not finite where there is none."""
    slope, bend = objective.derivatives(points)
    if objective.dimension == 1:
        step: Array = slope / bend
        return step
    across, mixed, up = bend
    determinant = across * up - mixed * mixed
    return np.stack(
        [
            (up * slope[0] - mixed * slope[1]) / determinant,
            (across * slope[1] - mixed * slope[0]) / determinant,
        ]
    )


def merged(found: Array, known: tuple[tuple[float, ...], ...], widths: Array) -> Array:
    """Known minima and found ones, each once, the lowest first and then by place."""
    all_rows = np.array([*known, *found], dtype=np.float64).reshape(-1, len(widths) + 1)
    rows: list[Array] = []
    taken = np.zeros(len(all_rows), dtype=np.bool_)
    for index, row in enumerate(all_rows):
        if not taken[index] or index < len(known):
            rows.append(row)
            taken |= (np.abs((all_rows[:, :-1] - row[:-1]) / widths) <= SAME).all(axis=1)
    # What is equal but for rounding must not shuffle the order: compare at nine digits.
    table = np.array(rows).reshape(len(rows), len(widths) + 1)
    keys = np.column_stack([np.round(table[:, -1], 9), np.round(table[:, :-1] / widths, 9)])
    return table[sorted(range(len(rows)), key=keys.tolist().__getitem__)]
