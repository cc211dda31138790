"""A classifier of twelve points with one free weight, and how well it does.

The score of a point is a = w·x₁ + x₂, its answer y = h(a), and its class 1 where a > 0.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.core.activations import ACTIVATIONS
from app.core.differences import central

Array = NDArray[np.float64]

#: x₁, x₂ and the class of each point.
POINTS: tuple[tuple[float, float, int], ...] = (
    (1.6, 0.8, 1),
    (2.0, -0.5, 1),
    (1.0, -1.0, 1),
    (1.25, -2.0, 1),
    (0.5, 1.0, 1),
    (-0.4, 1.4, 1),
    (-2.0, -0.5, 0),
    (-2.0, 1.0, 0),
    (-1.0, 0.75, 0),
    (-0.8, 1.8, 0),
    (-1.2, -1.5, 0),
    (0.8, -2.0, 0),
)
X1, X2, T = (np.array(column, dtype=np.float64) for column in zip(*POINTS, strict=True))
COUNT = len(POINTS)
#: What the book adds inside the logarithm, so that an answer of 0 costs much and not infinity.
EPSILON = 1e-7


def scores(w: ArrayLike) -> Array:
    """The scores of the points: shape (…) gives (…, 12)."""
    return np.asarray(w, dtype=np.float64)[..., None] * X1 + X2


def right(w: ArrayLike) -> NDArray[np.bool_]:
    """Which points are classified correctly, shape (…, 12)."""
    answer: NDArray[np.bool_] = (scores(w) > 0) == T
    return answer


def accuracy(w: ArrayLike) -> Array:
    """The share of the points that is classified correctly, shape (…)."""
    return np.asarray(right(w).mean(axis=-1), dtype=np.float64)


def loss(w: ArrayLike, activation: str = "sigmoid") -> Array:
    """The mean cross-entropy with the book's epsilon, shape (…)."""
    y = ACTIVATIONS[activation].value(scores(w))
    own = T * np.log(y + EPSILON) + (1 - T) * np.log(1 - y + EPSILON)
    return np.asarray(-own.mean(axis=-1), dtype=np.float64)


def slope_of_loss(w: float, activation: str = "sigmoid") -> float:
    """The derivative of the loss by w, exactly; 0 for the step, between its jumps."""
    if activation == "step":
        return 0.0
    y = ACTIVATIONS[activation].value(scores(w))
    outer = -T / (y + EPSILON) + (1 - T) / (1 - y + EPSILON)
    return float((outer * y * (1 - y) * X1).mean())


@dataclass
class OfWeight:
    """A quantity as a function of the one weight, as a finite difference asks for it."""

    of: Callable[[ArrayLike], Array]
    dimension: int = 1

    def value(self, coordinates: ArrayLike) -> Array:
        """The values at weights of shape (1, …)."""
        return self.of(np.asarray(coordinates, dtype=np.float64)[0])


@dataclass(frozen=True)
class Difference:
    """A central difference with the two values that it is made of."""

    after: float
    before: float
    gradient: float


def difference(of: Callable[[ArrayLike], Array], w: float, h: float) -> Difference:
    """(f(w + h) − f(w − h)) / 2h of a quantity of the weight."""
    after, before = float(of(w + h)), float(of(w - h))
    return Difference(after, before, float(central(OfWeight(of), [w], h)[0]))


def jumps() -> tuple[float, ...]:
    """The weights at which a point changes its class, in ascending order."""
    return tuple(sorted(float(-x2 / x1) for x1, x2, _ in POINTS))
