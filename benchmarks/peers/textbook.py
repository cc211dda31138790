"""Gradient descent as a textbook writes it: NumPy, two coordinates, one loop."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
START = (-7.0, 2.0)


def bowl(x: Array, y: Array) -> Array:
    """The function of the measures: x²/20 + y²."""
    return x**2 / 20 + y**2


def gradient(point: Array) -> Array:
    """Its gradient, by hand."""
    return np.array([point[0] / 10, 2 * point[1]])


def descent(rate: float, steps: int) -> Array:
    """The points of a run, shape (steps + 1, 2)."""
    point = np.array(START)
    points = [point]
    for _ in range(steps):
        point = point - rate * gradient(point)
        points.append(point)
    return np.array(points)
