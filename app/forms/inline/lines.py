"""Polylines as the text of a path, in as few letters as the eye allows."""

from collections.abc import Iterable

import numpy as np

from app.forms.still.arrays import Array

#: How far, on the fine grid, a point may lie from the line without it and be left out.
_SEEN = 1.2


def thinned(points: Array, tolerance: float = _SEEN) -> Array:
    """Leave out points that lie on the line between their neighbours; ends stay.

    Every other point is tried at once, again and again: a few passes, however long the line is.
    """
    for turn in range(12):
        if len(points) < 3:
            break
        before, here, after = points[:-2], points[1:-1], points[2:]
        along, off = after - before, here - before
        size = np.hypot(along[:, 0], along[:, 1])
        # From the line, and where both ends are one point (a line that turns back) from that.
        aside = np.abs(along[:, 0] * off[:, 1] - along[:, 1] * off[:, 0]) / np.maximum(size, 1e-9)
        share = (along * off).sum(axis=1) / np.maximum(size, 1e-9) ** 2
        plain = (aside <= tolerance) & (size > 0) & (share >= 0) & (share <= 1)
        plain |= (off == 0).all(axis=1)
        plain[(np.arange(len(plain)) + turn) % 2 == 1] = False
        if not plain.any() and turn % 2:
            break
        points = points[np.concatenate([[True], ~plain, [True]])]
    return points


def drawn(lines: Iterable[Array], closed: bool = False) -> str:
    """Return polylines on the fine grid (whole numbers) as one path."""
    return "".join(_line(thinned(line), closed) for line in lines if len(line) > 1)


def _line(points: Array, closed: bool) -> str:
    whole = points.astype(int)
    steps = np.diff(whole, axis=0).tolist()
    moved = [f"{x} {y}" for x, y in steps]
    text = f"M{whole[0, 0]} {whole[0, 1]}l" + " ".join(moved)
    return text.replace(" -", "-") + ("z" if closed else "")


def dots(points: Array) -> str:
    """Return points as a path of lines without length, which round ends make dots."""
    whole = np.unique(points.astype(int), axis=0) if len(points) > 400 else points.astype(int)
    return "".join(f"M{x} {y}h0" for x, y in whole.tolist())
