"""The gradient of x0² + x1² by hand, one variable at a time, and what integers make of it."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.core.differences import central
from app.core.objective import objective

FUNCTION = objective("x**2 + y**2")


class Partial(NamedTuple):
    """One partial derivative: x ± h as stored, f there, and the quotient."""

    ahead: float
    behind: float
    value_ahead: float
    value_behind: float
    slope: float


def gradient(point: tuple[float, ...], h: float) -> tuple[float, float]:
    """The numerical gradient of x0² + x1² by central differences."""
    slope = central(FUNCTION, np.array(point), h)
    return float(slope[0]), float(slope[1])


def partials(point: tuple[float, ...], h: float, kind: type = float) -> list[Partial]:
    """The partial derivatives as a program makes them that writes x ± h into its own array.

    An array of integers (``kind`` int) cuts the fraction off when it is written to.
    """
    x: NDArray[Any] = np.array(point).astype(kind)
    found = []
    with np.errstate(all="ignore"):
        for i in range(x.size):
            kept = x[i]
            x[i] = _fitting(float(kept) + h, kind)
            ahead, value_ahead = float(x[i]), float(_f(x))
            x[i] = _fitting(float(kept) - h, kind)
            behind, value_behind = float(x[i]), float(_f(x))
            x[i] = kept
            slope = float(np.divide(value_ahead - value_behind, 2 * h))
            found.append(Partial(ahead, behind, value_ahead, value_behind, slope))
    return found


def _fitting(value: float, kind: type) -> float:
    """What an array of integers can be given at all: a number within 64 bits."""
    return value if kind is float else float(np.clip(value, -3e9, 3e9))


def _f(x: NDArray[Any]) -> Any:
    return x[0] * x[0] + x[1] * x[1]
