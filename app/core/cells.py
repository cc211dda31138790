"""Points sorted into small cells, so that what is near a place is found without a search."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

#: Tables of more cells than this are not made; what would need one is searched through instead.
_MOST = 4_000_000


class Table(NamedTuple):
    """Cells in a table: the first cell and the shape, and the place in it of each point."""

    corner: Array
    shape: tuple[int, ...]
    place: Integers


class Cells:
    """Finite points (d, K) in cells of the sides ``sides`` (d,), each about a multiple of them."""

    def __init__(self, points: Array, sides: Array) -> None:
        self.points, self.sides = points, sides
        self.numbers: Array = np.round(points / sides[:, None])
        self.table = self._table() if points.size else None

    def _table(self) -> Table | None:
        corner = self.numbers.min(axis=1)
        with np.errstate(over="ignore"):
            spans = self.numbers.max(axis=1) - corner + 1
            cells = spans.prod()
        if not cells <= _MOST:
            return None
        shape = tuple(int(n) for n in spans)
        steps = (self.numbers - corner[:, None]).astype(np.int64)
        place = steps[0] if len(shape) == 1 else steps[0] * shape[1] + steps[1]
        return Table(corner, shape, place)

    def first_and_counts(self) -> tuple[Integers, Integers]:
        """The first point of each cell that has one, and how many it has; by the cell's place."""
        if self.table is None:
            _, first, counts = np.unique(
                self.numbers, axis=1, return_index=True, return_counts=True
            )
            return first, counts
        place, size = self.table.place, int(np.prod(self.table.shape))
        counts = np.bincount(place, minlength=size)
        first = np.empty(size, dtype=np.int64)
        # Of several that are written to one place the last one stays.
        first[place[::-1]] = np.arange(place.size)[::-1]
        filled = np.flatnonzero(counts)
        return first[filled], counts[filled]

    def nearest(self, places: Array) -> Integers:
        """The index of the nearest of ``places`` (n, d) within one side of it, −1 where none is.

        A distance is the largest of the coordinates', in sides; of places as near the last counts.
        """
        count = self.points.shape[1]
        found, near = np.full(count, -1), np.ones(count)
        if not count or not len(places):
            return found
        if self.table is None:
            for index in range(len(places)):
                self._compare(found, near, np.arange(count), np.full(count, index), places)
            return found
        for candidates in self._candidates(self.table, places):
            candidate = candidates[self.table.place]
            runs = np.flatnonzero(candidate >= 0)
            self._compare(found, near, runs, candidate[runs], places)
        return found

    def _compare(
        self, found: Integers, near: Array, runs: Integers, index: Integers, places: Array
    ) -> None:
        """Take the places ``index`` for those of the points ``runs`` that are no further away."""
        apart = self.points[:, runs] - places[index].T
        distance = np.abs(apart / self.sides[:, None]).max(axis=0)
        closer = distance <= near[runs]
        found[runs[closer]] = index[closer]
        near[runs[closer]] = distance[closer]

    def _candidates(self, table: Table, places: Array) -> list[Integers]:
        """Tables of the places that a point of each cell may be near to, in their order."""
        size = int(np.prod(table.shape))
        numbers = places / self.sides - table.corner
        # A point lies within half a side of its cell's middle, and a place within one of it.
        first = np.ceil(numbers - 1.51)
        cell = np.zeros((len(places), 1))
        inside = np.ones((len(places), 1), dtype=np.bool_)
        for axis, length in enumerate(table.shape):
            along = first[:, axis, None] + np.arange(4)
            fits = (along <= numbers[:, axis, None] + 1.51) & (along >= 0) & (along < length)
            cell = (cell[:, :, None] * length + along[:, None, :]).reshape(len(places), -1)
            inside = (inside[:, :, None] & fits[:, None, :]).reshape(len(places), -1)
        index = np.broadcast_to(np.arange(len(places))[:, None], cell.shape)[inside]
        filled = cell[inside].astype(np.int64)
        order = np.argsort(filled, kind="stable")
        filled, index = filled[order], index[order]
        # The how many-th place of its cell each one is.
        begins = np.flatnonzero(np.diff(filled, prepend=-1))
        rank = np.arange(filled.size) - np.repeat(begins, np.diff(begins, append=filled.size))
        layers = [np.full(size, -1) for _ in range(int(rank.max(initial=-1)) + 1)]
        for depth, layer in enumerate(layers):
            layer[filled[rank == depth]] = index[rank == depth]
        return layers
