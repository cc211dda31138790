"""Where a cost begins to grow otherwise than before: the knee of a curve, by one stated rule.

Rule: on paper with logarithmic scales both ways, the curve is fitted by two straight lines that
meet; of all places where they could meet, the knee is the one with the smallest squared error. A
curve whose two slopes differ by less than a quarter has no knee: one power of n fits it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: Two slopes closer than this are one.
_ALIKE = 0.25
#: So many places along the curve are tried.
_TRIED = 400


@dataclass(frozen=True)
class Knee:
    """The two lines of a curve: they meet at ``n``, ``cost``; the cost is about n to each slope.

    ``n`` is None where there is no knee; both slopes are then the one.
    """

    n: float | None
    cost: float | None
    before: float
    after: float


def knee(n: Sequence[float], cost: Sequence[float]) -> Knee:
    """The knee of a curve of at least five points, n and cost positive, n rising."""
    x, y = np.log10(np.asarray(n, dtype=float)), np.log10(np.asarray(cost, dtype=float))
    if x.size < 5:
        raise ValueError("a knee needs at least five points")
    # Two points at least lie on either side, or a line would fit anything.
    places = np.linspace(x[1], x[-2], _TRIED)
    fits = [_bent(x, y, place) for place in places]
    best = int(np.argmin([error for error, _ in fits]))
    level, before, turn = fits[best][1]
    if abs(turn) < _ALIKE:
        slope = float(np.polyfit(x, y, 1)[0])
        return Knee(None, None, slope, slope)
    place = places[best]
    return Knee(float(10**place), float(10**level), float(before), float(before + turn))


def _bent(x: Array, y: Array, place: float) -> tuple[float, Array]:
    """The squared error and (height, slope, turn) of the best line bent at a place."""
    columns = np.stack([np.ones_like(x), x - place, np.maximum(x - place, 0)], axis=1)
    found, *_ = np.linalg.lstsq(columns, y, rcond=None)
    return float(((columns @ found - y) ** 2).sum()), found
