"""Expressions on many points or on a whole grid, block by block through arrays that are reused.

A block is small enough that what is computed on the way stays in the processor's cache. The
results are those of :data:`app.core.kernel.source.ARRAYS` to the last bit.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.kernel.inplace import Place, Writer
from app.core.kernel.tape import Tape

Array = NDArray[np.float64]
Work = list[NDArray[Any]]

#: So many numbers make a block: 80 kB an array.
BLOCK = 10_000


class Sheet:
    """The roots of a tape on arrays of given kinds (see :mod:`app.core.kernel.inplace`)."""

    def __init__(self, tape: Tape, roots: Sequence[int], kinds: Mapping[str, int]) -> None:
        writer = Writer()
        places = {
            index: Place(str(node.payload), kinds[str(node.payload)])
            for index, node in enumerate(tape.nodes)
            if node.operation == "variable" and node.payload in kinds
        }
        outs = [f"out{i}" for i in range(len(roots))]
        writer.write(tape, list(zip(roots, outs, strict=True)), places)
        self.roots = len(outs)
        self._arrays = tuple(writer.arrays.values())
        self._run = writer.compiled([*kinds, *outs, *writer.arrays], writer.lines)

    def work(self, shapes: Mapping[int, tuple[int, ...]]) -> Work:
        """The arrays that a run works in where each kind has the given shape."""
        return [
            np.empty(shapes[kind], dtype=np.bool_ if truth else np.float64)
            for kind, truth in self._arrays
        ]

    def __call__(self, inputs: Sequence[Array], outs: Sequence[Array], work: Work) -> None:
        """Compute the roots at ``inputs`` into ``outs``; what is no number makes no noise."""
        with np.errstate(all="ignore"):
            self._run(*inputs, *outs, *work)


def points_sheet(tape: Tape, roots: Sequence[int], variables: Sequence[str]) -> Sheet:
    """The sheet for points: every variable has one number a point."""
    return Sheet(tape, roots, dict.fromkeys(variables, 1))


def grid_sheet(tape: Tape, roots: Sequence[int], variables: Sequence[str]) -> Sheet:
    """The sheet for an open grid of two variables."""
    return Sheet(tape, roots, dict(zip(variables, (1, 2), strict=True)))


def at_points(sheet: Sheet, points: Array) -> Array:
    """The roots at points of shape (d, K): shape (roots, K)."""
    count = points.shape[1]
    result = np.empty((sheet.roots, count))
    work: Work = []
    for first in range(0, count, BLOCK):
        rows = slice(first, min(first + BLOCK, count))
        size = rows.stop - first
        if not work or size != BLOCK:
            work = sheet.work({1: (size,)})
        sheet(tuple(points[:, rows]), tuple(result[:, rows]), work)
    return result


def on_grid(sheet: Sheet, x: Array, y: Array) -> Array:
    """The roots on the grid of two axes: shape (roots, ny, nx)."""
    result = np.empty((sheet.roots, y.size, x.size))
    if not result.size:
        return result
    height = max(1, BLOCK // x.size)
    across, up = x[None, :], y[:, None]
    work: Work = []
    for first in range(0, y.size, height):
        rows = slice(first, min(first + height, y.size))
        size = rows.stop - first
        if not work or size != height:
            work = sheet.work({1: (1, x.size), 2: (size, 1), 3: (size, x.size)})
        sheet((across, up[rows]), tuple(result[:, rows]), work)
    return result
