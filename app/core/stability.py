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
    values = tuple(float(v) for v in eigenvalues(np.asarray(hessian, dtype=np.float64)))
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
