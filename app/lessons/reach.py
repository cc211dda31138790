"""Paths that leave every picture, brought as near as a picture can hold."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def near(points: Array, middle: Array, reach: float) -> Array:
    """Points (n, 2) with those beyond ``reach`` of ``middle`` moved to that distance.

    They keep their direction from the middle: a run that leaps ever further to and fro across a
    valley still crosses it where it does.
    """
    away = points - middle
    with np.errstate(all="ignore"):
        largest = np.abs(away).max(axis=1, keepdims=True)
        # Scaled first: the square of a far point leaves the floats.
        scaled = away / np.where(largest > 0, largest, 1.0)
        distance = largest * np.hypot(scaled[:, :1], scaled[:, 1:])
        share = np.where(distance > reach, reach / np.hypot(scaled[:, :1], scaled[:, 1:]), largest)
    found: Array = middle + scaled * share
    return np.where(distance > reach, found, points)
