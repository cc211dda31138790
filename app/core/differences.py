"""Numerical gradients by finite differences, for points, paths and whole grids at once.

``objective`` is anything with ``dimension`` and ``value``; coordinates have shape (d, …) and so
have the results. The step ``h`` has the unit of the coordinates.
"""

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


class Valued(Protocol):
    """What a difference needs of an objective."""

    dimension: int

    def value(self, coordinates: ArrayLike) -> Array:
        """The values at coordinates of shape (d, …)."""


def _moved(coordinates: ArrayLike, axis: int, by: float) -> Array:
    # A copy in float64: an array of integers must not truncate x + h.
    moved = np.array(coordinates, dtype=np.float64)
    moved[axis] += by
    return moved


def _each(
    objective: Valued,
    coordinates: ArrayLike,
    slope: Callable[[Array, Array, Array], Array],
    h: float,
) -> Array:
    middle = np.asarray(coordinates, dtype=np.float64)
    here = objective.value(middle)
    with np.errstate(all="ignore"):
        return np.stack(
            [
                slope(
                    objective.value(_moved(middle, axis, h)),
                    here,
                    objective.value(_moved(middle, axis, -h)),
                )
                for axis in range(objective.dimension)
            ]
        )


def central(objective: Valued, coordinates: ArrayLike, h: float = 1e-4) -> Array:
    """(f(x + h) − f(x − h)) / 2h for each coordinate, shape (d, …); error of order h²."""
    return _each(objective, coordinates, lambda after, here, before: (after - before) / (2 * h), h)


def forward(objective: Valued, coordinates: ArrayLike, h: float = 1e-4) -> Array:
    """(f(x + h) − f(x)) / h for each coordinate, shape (d, …); error of order h."""
    return _each(objective, coordinates, lambda after, here, before: (after - here) / h, h)


def backward(objective: Valued, coordinates: ArrayLike, h: float = 1e-4) -> Array:
    """(f(x) − f(x − h)) / h for each coordinate, shape (d, …); error of order h."""
    return _each(objective, coordinates, lambda after, here, before: (here - before) / h, h)


METHODS = {"central": central, "forward": forward, "backward": backward}
