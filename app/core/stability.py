"""What the curvature at a point says of the learning rate.

On a quadratic with curvatures λmin … λmax, gradient descent multiplies the distance along each
eigenvector by 1 − ηλ: it contracts for 0 < η < 2/λmax and fastest at η = 2/(λmin + λmax).
Source: Nocedal and Wright, Numerical Optimization, section 3.3; Goh 2017, Distill.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Stability(NamedTuple):
    """Curvature and the rates it allows; None where a quantity has no meaning.

    ``eigenvalues`` of the Hessian, ascending; ``condition_number`` λmax/λmin where λmin > 0;
    ``largest_stable_learning_rate`` 2/λmax where λmax > 0; ``best_learning_rate``
    2/(λmin + λmax) where λmin > 0.
    """

    eigenvalues: tuple[float, ...]
    condition_number: float | None
    largest_stable_learning_rate: float | None
    best_learning_rate: float | None


def eigenvalues(hessian: NDArray[np.float64]) -> NDArray[np.float64]:
    """Eigenvalues, ascending along the first axis, of symmetric matrices (d, d, …), d ≤ 2.

    NaN where the matrix is not finite.
    """
    if hessian.shape[0] == 1:
        only: NDArray[np.float64] = hessian[0].copy()
        return only
    a, b, c = hessian[0, 0], hessian[0, 1], hessian[1, 1]
    with np.errstate(all="ignore"):
        finite = np.isfinite(a) & np.isfinite(b) & np.isfinite(c)
        middle = a / 2 + c / 2
        radius = np.hypot(a / 2 - c / 2, b)
        # The root that cancels is taken from the determinant, so that a small λ keeps its digits.
        far = np.where(middle >= 0, middle + radius, middle - radius)
        near = np.where(far != 0, a * (c / far) - b * (b / far), 0.0)
        near = np.where(np.isfinite(near), near, middle - np.sign(middle) * radius)
        low, high = np.minimum(far, near), np.maximum(far, near)
        return np.where(finite, np.stack([low, high]), np.nan)


def stability(hessian: NDArray[np.float64] | Sequence[Sequence[float]]) -> Stability:
    """The stability at a point from its Hessian, a (d, d) matrix."""
    return _told(_eigenvalues_of(np.asarray(hessian, dtype=np.float64).tolist()))


def stabilities(hessians: NDArray[np.float64]) -> list[Stability]:
    """The stability at each of n points, from their Hessians (d, d, n)."""
    return [_told(_eigenvalues_of(each)) for each in np.moveaxis(hessians, -1, 0).tolist()]


def _eigenvalues_of(rows: Sequence[Sequence[float]]) -> list[float]:
    """As :func:`eigenvalues` of one matrix, step by step on floats, which is ten times faster."""
    if len(rows) == 1:
        return [rows[0][0]]
    (a, b), (_, c) = rows
    if not (math.isfinite(a) and math.isfinite(b) and math.isfinite(c)):
        return [math.nan, math.nan]
    with np.errstate(all="ignore"):
        middle = a / 2 + c / 2
        radius = float(np.hypot(a / 2 - c / 2, b))  # math.hypot may round the other way
    far = middle + radius if middle >= 0 else middle - radius
    near = a * (c / far) - b * (b / far) if far != 0 else 0.0
    if not math.isfinite(near):
        near = middle - (math.copysign(1.0, middle) if middle else 0.0) * radius
    return [far, near] if far < near else [near, far]


def _told(found: Sequence[float]) -> Stability:
    """What eigenvalues, ascending, say."""
    values = tuple(found)
    least, greatest = values[0], values[-1]
    definite = least > 0 and math.isfinite(greatest)
    return Stability(
        eigenvalues=values,
        condition_number=greatest / least if definite else None,
        largest_stable_learning_rate=_finite(2 / greatest) if greatest > 0 else None,
        best_learning_rate=_finite(2 / (least + greatest)) if definite else None,
    )


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) and value > 0 else None
