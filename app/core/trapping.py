"""Neighbourhoods of minima that descent provably never leaves.

Where a rule is x − η g with one rate η, an update is the map T(x) = x − η ∇f(x). If the matrix
I − η H has a norm of at most q < 1 all over a box around a minimum, T brings two points of the
box nearer to each other by q, so a run that is in the box ends at the minimum (Banach). The
norm is the largest row sum, in widths of the domain; H is bounded by interval arithmetic.
"""

import itertools
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.cells import Cells
from app.core.kernel.enclosure import enclose
from app.core.minima import NEAR, found
from app.core.objective import Objective
from app.core.optimizers.gradient_descent import gradient_descent
from app.core.optimizers.rule import JointRule, Rule

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

#: The boxes reach so far from the minimum, in sides of a cell: in smaller ones bounds are sharper.
_SHARE = 0.5
#: A box is cut into so many parts along each coordinate, which makes the bounds sharper.
_PARTS = 3
#: The most a run may still be away from the minimum at its end, in sides of a cell.
_ARRIVED = 1e-6
#: Rounding, of the map and of the bounds, is far below the margin that this leaves.
_CONTRACTS = 0.98
#: New minima are looked for so many times, after the first time only if so many runs are left.
_LOOKS, _WORTH = 2, 8_000


class Traps:
    """The boxes around minima from which gradient descent with one rate does not get out."""

    def __init__(self, objective: Objective, rate: float, widths: Array) -> None:
        self._objective, self._rate, self._widths = objective, rate, widths
        self._sides = widths * NEAR
        self._reach = _SHARE * self._sides
        self.places = np.empty((0, objective.dimension))
        self._factors = np.empty(0)
        self._looks = 0

    def caught(self, points: Array, left: int) -> Integers:
        """The index in ``places`` of where each of K points (d, K) certainly ends, else −1.

        ``left`` is how many updates are left; at the end of them the run is in the same cell as
        the place, and nearer to it than one can see.
        """
        nowhere = np.full(points.shape[1], -1)
        if self._looks >= _LOOKS and not len(self.places):
            return nowhere
        cells = Cells(points, self._reach)
        index = cells.nearest(self.places) if len(self.places) else nowhere
        if self._looks == 0 or (self._looks < _LOOKS and np.sum(index < 0) > _WORTH):
            self._looks += 1
            if self._learn(points[:, index < 0]):
                index = cells.nearest(self.places)
        certain = np.append(self._factors**left <= _ARRIVED, False)
        return np.where(certain[index], index, -1)

    def _learn(self, points: Array) -> bool:
        """Look for minima near the points; whether there are new boxes."""
        rows = found(self._objective, Cells(points, self._sides), self._widths, 8)[:, :-1]
        places = self._new(rows)
        if not len(places):
            return False
        factors = self._contraction(places)
        # Where a cell's edge runs through the minimum, the last bit says on which side a run ends.
        clear = (np.abs(np.abs((places / self._sides) % 1 - 0.5)) > 10 * _ARRIVED).all(axis=1)
        kept = clear & (factors <= _CONTRACTS)
        self.places = np.concatenate([self.places, places[kept]])
        self._factors = np.concatenate([self._factors, factors[kept]])
        return bool(kept.any())

    def _new(self, rows: Array) -> Array:
        """The rows that are not within two sides of a place or of an earlier row."""
        every = np.concatenate([self.places, rows])
        taken = np.zeros(len(every), dtype=np.bool_)
        fresh: list[Array] = []
        for index, row in enumerate(every):
            if index >= len(self.places):
                if taken[index]:
                    continue
                fresh.append(row)
            taken |= (np.abs(every - row) < 2 * self._sides).all(axis=1)
        return np.array(fresh).reshape(-1, rows.shape[1])

    def _contraction(self, places: Array) -> Array:
        """By how much T brings points of the box around each place nearer, at least."""
        programs = self._objective.expression.programs
        edges = np.linspace(-1, 1, _PARTS + 1)
        parts = np.array(list(itertools.product(range(_PARTS), repeat=len(self._sides))))
        boxes = {
            name: (
                (places[:, axis] + edges[parts[:, axis], None] * reach).ravel(),
                (places[:, axis] + edges[parts[:, axis] + 1, None] * reach).ravel(),
            )
            for axis, (name, reach) in enumerate(zip(programs.variables, self._reach, strict=True))
        }
        upper = enclose(programs.tape, programs.curvatures, boxes)
        worst: Array = self._norm(upper).reshape(len(parts), -1).max(axis=0)
        return worst

    def _norm(self, upper: list[tuple[Array, Array]]) -> Array:
        """The largest row sum of |I − ηH|, in widths, for the upper triangle of H by rows."""

        def entry(bounds: tuple[Array, Array], one: float) -> Array:
            low, high = (np.abs(one - self._rate * bound) for bound in bounds)
            larger: Array = np.maximum(low, high)
            return larger

        if len(upper) == 1:
            return entry(upper[0], 1.0)
        across, aspect = entry(upper[1], 0.0), self._widths[1] / self._widths[0]
        rows = entry(upper[0], 1.0) + across * aspect, entry(upper[2], 1.0) + across / aspect
        norm: Array = np.maximum(*rows)
        return norm


def traps(objective: Objective, rule: Rule | JointRule, widths: Array) -> Traps | None:
    """The traps of a rule, None unless it is gradient descent with one rate.

    On functions of plain arithmetic running on is cheaper than looking.
    """
    origin: Any = rule.origin
    if origin is None or origin.rates is not None or objective.algebraic:
        return None
    rate = origin.settings.get("learning_rate")
    if origin.make is not gradient_descent.rule(learning_rate=1.0).origin.make:  # type: ignore[union-attr]
        return None
    return Traps(objective, float(rate), widths) if isinstance(rate, int | float) else None
