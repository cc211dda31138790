"""The loss of a linear model on data: the mean over the rows of half the squared error.

ŷ = Xw, L(w) = (1/N) Σ ½(ŷₙ − yₙ)²; a bias is a column of ones in X. Its gradient is the mean of
the rows' own gradients (ŷₙ − yₙ)xₙ, its Hessian XᵀX/N. Source: Bishop, Pattern Recognition and
Machine Learning, section 3.1.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.core.datasets import Indices, Sampling

Array = NDArray[np.float64]
Point = tuple[float, ...]


class LeastSquares:
    """The loss of weights (d,) on d columns of features (N,) with targets y (N,), N ≥ 1.

    ``columns`` may be a transposed matrix. Arrays of weights have the weight as their first axis,
    (d, …), as an objective's points do.
    """

    def __init__(self, columns: Iterable[Array], y: Array) -> None:
        self.columns = tuple(np.ascontiguousarray(column) for column in columns)
        self.y = np.ascontiguousarray(y)
        self.dimension = len(self.columns)
        self.size = len(self.y)

    def part(self, rows: Indices) -> "LeastSquares":
        """The loss on some of the rows."""
        return LeastSquares((column[rows] for column in self.columns), self.y[rows])

    @cached_property
    def curvature(self) -> Array:
        """The Hessian (d, d), the same everywhere."""
        return np.array([[(a * b).sum() / self.size for b in self.columns] for a in self.columns])

    @cached_property
    def slope_at_zero(self) -> Array:
        """Minus the gradient (d,) at w = 0: Xᵀy/N."""
        return np.array([(column * self.y).sum() / self.size for column in self.columns])

    @cached_property
    def minimum(self) -> Array:
        """The weights (d,) of least loss; where many share it, the shortest of them."""
        features = np.stack(self.columns, axis=1)
        return np.asarray(np.linalg.lstsq(features, self.y, rcond=None)[0], dtype=np.float64)

    @cached_property
    def least(self) -> float:
        """The least loss."""
        return self.value_at(*self.minimum.tolist())

    def errors(self, point: Sequence[float]) -> Array:
        """ŷ − y of each row (N,)."""
        estimate: Array = self.columns[0] * point[0]
        for column, weight in zip(self.columns[1:], point[1:], strict=True):
            estimate = estimate + column * weight
        return estimate - self.y

    def value_at(self, *point: float) -> float:
        """The loss at weights given as floats."""
        with np.errstate(all="ignore"):
            errors = self.errors(point)
            return float((errors * errors).sum() / (2 * self.size))

    def gradient_at(self, *point: float) -> Point:
        """The gradient at weights given as floats."""
        with np.errstate(all="ignore"):
            errors = self.errors(point)
            return tuple(float((errors * c).sum() / self.size) for c in self.columns)

    def hessian_at(self, *point: float) -> tuple[Point, ...]:
        """The Hessian by rows at weights given as floats: the same everywhere."""
        return tuple(tuple(row) for row in self.curvature.tolist())

    def row_gradients(self, point: Sequence[float]) -> Array:
        """The gradient of each row's own loss, (N, d); their mean is the gradient."""
        errors = self.errors(point)
        return np.stack([errors * column for column in self.columns], axis=1)

    def value(self, coordinates: ArrayLike) -> Array:
        """The loss at weights of shape (d, …): an array of shape (…)."""
        return self.least + self.above(coordinates)

    def above(self, coordinates: ArrayLike) -> Array:
        """How far the loss lies above its least, at weights (d, …); exact near it, too."""
        offset = self._offset(coordinates)
        with np.errstate(all="ignore"):
            turned = np.tensordot(self.curvature, offset, axes=1)
            excess: Array = np.maximum((offset * turned).sum(axis=0) / 2, 0.0)
        return excess

    def gradient(self, coordinates: ArrayLike) -> Array:
        """The gradient at weights of shape (d, …), of the same shape."""
        with np.errstate(all="ignore"):
            slopes: Array = np.tensordot(self.curvature, self._offset(coordinates), axes=1)
        return slopes

    def hessian(self, coordinates: ArrayLike) -> Array:
        """The Hessian (d, d, …) at weights of shape (d, …)."""
        shape = np.shape(coordinates)[1:]
        wide = self.curvature.reshape(*self.curvature.shape, *(1 for _ in shape))
        return np.broadcast_to(wide, (*self.curvature.shape, *shape)).copy()

    def value_on(self, *axes: ArrayLike) -> Array:
        """The loss of two weights on a grid: ``value[i, j]`` belongs to (x[j], y[i])."""
        return self.value(np.stack(np.meshgrid(*axes)))

    def above_on(self, *axes: ArrayLike) -> Array:
        """The loss above its least on a grid of two weights."""
        return self.above(np.stack(np.meshgrid(*axes)))

    def gradient_on(self, *axes: ArrayLike) -> Array:
        """The gradient of two weights on a grid, (2, ny, nx)."""
        return self.gradient(np.stack(np.meshgrid(*axes)))

    def steps_until(self, share: float, rate: float, start: Sequence[float]) -> int | None:
        """The first step at which only ``share`` of the loss above the least is left, or None.

        Of plain gradient descent with a constant rate, by the closed form on a quadratic: along
        the eigenvector of λ the distance is multiplied by 1 − ηλ at each step.
        """
        values, vectors = np.linalg.eigh(self.curvature)
        amounts = values * (vectors.T @ (np.asarray(start, dtype=float) - self.minimum)) ** 2
        with np.errstate(over="ignore"):
            factors = (1 - rate * values) ** 2
        total = float(amounts.sum())
        if not total > 0:
            return 0
        if (amounts[factors > 1] > 1e-30 * total).any():
            return None

        def left(k: int) -> float:
            with np.errstate(all="ignore"):
                return float((amounts * factors**k).sum())

        high = 1
        while left(high) > share * total:
            if high > 2**40:
                return None
            high *= 2
        low = high // 2
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if left(middle) <= share * total else (middle + 1, high)
        return low

    def _offset(self, coordinates: ArrayLike) -> Array:
        array = np.asarray(coordinates, dtype=np.float64)
        offset: Array = array - self.minimum.reshape(-1, *(1 for _ in array.shape[1:]))
        return offset


class Batches(LeastSquares):
    """The loss whose gradient, each time it is asked for, comes from the next batch of rows.

    The loop of ``descent`` walks on it; ``seen`` counts the rows of each batch.
    """

    def __init__(self, loss: LeastSquares, batches: Iterator[Indices]) -> None:
        super().__init__(loss.columns, loss.y)
        self.batches = batches
        self.seen: list[int] = []

    def gradient_at(self, *point: float) -> Point:
        """The gradient on the next batch."""
        rows = next(self.batches)
        self.seen.append(len(rows))
        return self.part(rows).gradient_at(*point)


class Quadratic(LeastSquares):
    """The loss whose gradient comes from its Hessian and its slope at zero: no sum over rows."""

    def __init__(self, loss: LeastSquares) -> None:
        super().__init__(loss.columns, loss.y)
        self._rows: list[list[float]] = self.curvature.tolist()
        self._slopes: list[float] = self.slope_at_zero.tolist()

    def gradient_at(self, *point: float) -> Point:
        """The gradient Hw − Xᵀy/N."""
        return tuple(
            sum((a * w for a, w in zip(row[1:], point[1:], strict=True)), row[0] * point[0]) - c
            for row, c in zip(self._rows, self._slopes, strict=True)
        )


def expected_spread(spread: float, size: int, batch_size: int, sampling: Sampling) -> float:
    """The standard deviation of a batch's mean, given that of the rows about their mean.

    σ/√B with replacement; without, times √((N − B)/(N − 1)), which is 0 once the batch is all
    the rows. Source: Cochran, Sampling Techniques, theorem 2.2.
    """
    scale = 1 / np.sqrt(batch_size)
    if sampling == "without_replacement" and size > 1:
        scale *= np.sqrt((size - batch_size) / (size - 1))
    return float(spread * scale)
