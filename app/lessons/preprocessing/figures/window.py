"""The window of a picture with equal scales on both axes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.lessons.contours import equal_axes
from app.lessons.palette import Palette

Window = tuple[float, float, float, float]

#: Width over height of the pictures with equal scales.
SHAPE = 1.12


def around(points: NDArray[np.float64], room: float) -> Window:
    """The window in the pictures' shape that holds points (n, 2) with some room around."""
    low, high = points.min(axis=0), points.max(axis=0)
    middle = (low + high) / 2
    half = float(max((high - low)[0] / SHAPE, (high - low)[1])) / 2 * (1 + room) or 1.0
    x, y = (float(v) for v in middle)
    return x - half * SHAPE, x + half * SHAPE, y - half, y + half


def equal(palette: Palette, x: str, y: str, window: Window) -> dict[str, Any]:
    """Both axes of a layout, with the same scale."""
    return {
        **equal_axes(palette, (x, y), window, nticks=6),
        "margin": {
            "l": round(60 * palette.scale),
            "r": 14,
            "t": 12,
            "b": round(42 * palette.scale),
        },
    }
