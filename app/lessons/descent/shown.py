"""The part of the plane that the map shows: the domain, widened to the frame's shape."""

import math

import numpy as np
from numpy.typing import NDArray

from app.lessons.descent.experiment import Run
from app.lessons.numbers import plain
from app.lessons.scene import Domain

#: Width over height that a map may have; a narrower domain is widened, so angles stay true.
NARROWEST, WIDEST = 1.75, 2.2


def shown(domain: Domain) -> Domain:
    """The map's ranges for a domain, in the shape that the frame can take."""
    if len(domain) == 2:
        return domain
    left, right, bottom, top = domain
    width, height = right - left, top - bottom
    if width < NARROWEST * height:
        half, middle = NARROWEST * height / 2, (left + right) / 2
        return (middle - half, middle + half, bottom, top)
    if width > WIDEST * height:
        half, middle = width / WIDEST / 2, (bottom + top) / 2
        return (left, right, middle - half, middle + half)
    return domain


def leaves(run: Run) -> int | None:
    """The first step whose point lies outside the map, or None."""
    window = shown(run.scene.domain)
    low, high = np.array(window[0::2]), np.array(window[1::2])
    points = run.trajectory.points
    outside = ((points < low) | (points > high)).any(axis=1)
    return int(np.argmax(outside)) if outside.any() else None


def fitting(run: Run) -> str | None:
    """A domain that holds the whole path and the own domain, or None if the map does already."""
    if leaves(run) is None:
        return None
    sides = zip(
        run.scene.domain[0::2], run.scene.domain[1::2], run.trajectory.points.T, strict=True
    )
    edges = [edge for low, high, path in sides for edge in _around(low, high, path)]
    return ",".join(plain(edge) for edge in edges) if all(abs(e) < 1e150 for e in edges) else None


def _around(low: float, high: float, path: NDArray[np.float64]) -> tuple[float, float]:
    low, high = min(low, float(path.min())), max(high, float(path.max()))
    margin = 0.06 * (high - low)
    digits = 2 - math.floor(math.log10(high - low))
    return round(low - margin, digits), round(high + margin, digits)
