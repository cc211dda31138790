"""Heights for a map: even steps of colour from the deepest place up, whatever the function.

A landscape like Rosenbrock's spans six powers of ten; in even steps of value its valley would
be one colour. The map colours log(1 + (f − lowest)/s) instead, s being small against most of the
map, so that every contour line counts and a bowl still looks like a bowl.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LEVELS = 11


class Relief(NamedTuple):
    """``height`` of each cell, NaN where the function has no value, and the contours' spacing."""

    height: Array
    size: float
    top: float


def relief(value: Array) -> Relief:
    """The heights of a grid of values."""
    finite = value[np.isfinite(value)]
    if not finite.size:
        return Relief(np.full_like(value, np.nan), 1.0, 1.0)
    # The relief does not hang on the unit; in this one no difference leaves the floats.
    unit = -int(np.frexp(np.abs(finite).max())[1])
    value, finite = np.ldexp(value, unit), np.ldexp(finite, unit)
    low, edge, middle, high = (float(q) for q in np.quantile(finite, [0.0, 0.05, 0.5, 0.95]))
    # A pole must not push everything else into one colour.
    low = max(low, edge - 100 * max(high - edge, 0.0))
    scale = (edge - low) / 2 or (middle - low) / 10 or float(finite.max() - low) / 10 or 1.0
    with np.errstate(all="ignore"):
        height = np.log1p(np.maximum(value - low, 0.0) / scale)
        height = np.where(np.isfinite(value), height, np.nan)
    top = float(np.nanmax(height))
    return Relief(height, top / LEVELS or 1.0, top or 1.0)
