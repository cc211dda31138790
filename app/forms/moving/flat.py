"""A figure in the plane in motion: what stands still is drawn once, the moving marks each time."""

import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from numpy.typing import NDArray

from app.forms.moving.canvas import Canvas, Overlay, Parts, parts_of
from app.forms.moving.moment import moves
from app.forms.moving.pixels import Pixels
from app.forms.still import marks
from app.forms.still.arrays import is_array, numbers
from app.forms.still.drawing import lay
from app.forms.still.scales import Axis

Array = NDArray[np.float64]


class Mover:
    """A trace that follows the clock along another, between two steps too."""

    def __init__(self, painter: "partial[None]", along: Mapping[str, Any], until: bool) -> None:
        self._painter = painter
        _, self._trace, self._x, self._y, *_ = painter.args
        self._until = until
        self._px = marks.places(along, self._x, self._y)
        self._data = [numbers(along[key])[: len(self._px)] for key in "xy"]

    def put(self, sheet: Parts, time: float) -> None:
        """Put the trace on a sheet as it looks at a time in steps."""
        last = len(self._px) - 1
        step = min(int(time), last)
        place = glide(self._px, time)
        head = [_data_at(axis, px) for axis, px in zip((self._x, self._y), place, strict=True)]
        if time == step or not np.isfinite(head).all():
            head = [part[step] for part in self._data]
            kept = step
        else:
            kept = step + 1
        shown = [
            np.append(part[:kept] if self._until else part[:0], value)
            for part, value in zip(self._data, head, strict=True)
        ]
        trace = {**self._trace, "x": shown[0], "y": shown[1]}
        if self._until and kept > step:
            trace["marker"] = _headless(trace.get("marker", {}), kept)
        rest = self._painter.args[2:]
        self._painter.func(sheet, trace, *rest, **self._painter.keywords)


def glide(px: Array, time: float) -> Array:
    """Return the place (2,) in px at a time in steps on the way along px (n, 2).

    Where the next step has no place it is that of the step before.
    """
    last = len(px) - 1
    step = min(int(time), last)
    here, there = px[step], px[min(step + 1, last)]
    share = min(time, last) - step
    gliding = share and np.isfinite(there).all()
    place: Array = here + share * (there - here) if gliding else here
    return place


def _data_at(axis: Axis, px: float) -> float:
    """Return the number that stands at a place on an axis; NaN on one of names."""
    if axis.categories:
        return math.nan
    linear = axis.low + (px - axis.start) / axis.per_unit
    return float(10**linear) if axis.kind == "log" else float(linear)


def _headless(marker: Mapping[str, Any], count: int) -> dict[str, Any]:
    """Return a marker without one at the head of a line, which is not a step."""
    size = marker.get("size", 6)
    if is_array(size):
        return dict(marker)
    return {**marker, "size": [size] * count + [0]}


class Flat:
    """A figure in the plane as a panel."""

    def __init__(self, figure: Mapping[str, Any], width: int, height: int, scale: float) -> None:
        sheet = parts_of(figure, width, height, scale)
        lay(sheet, figure)
        self._loose = parts_of(figure, width, height, scale)
        self._rest = Canvas(width, height)
        self._rest.draw([sheet.figure.patch, *sheet.all()])
        self._canvas = Canvas(width, height)
        movers = _movers(figure, sheet)
        self._layers: list[Overlay | Mover] = []
        below: list[Artist] = [sheet.figure.patch]
        for part, painter in sheet.parts:
            mover = movers.get(id(painter))
            if mover is None:
                below += [part] if part else []
            elif mover not in self._layers:
                self._close(below, width, height)
                below = []
                self._layers.append(mover)
        self._close(below, width, height)

    def _close(self, below: list[Artist], width: int, height: int) -> None:
        if not self._layers:
            ground = Canvas(width, height)
            ground.draw(below)
            self._ground = ground.pixels.copy()
        elif below:
            self._layers.append(Overlay(below, width, height))

    def rest(self) -> Pixels:
        """Return the picture at rest."""
        return self._rest.pixels

    def at(self, time: float) -> Pixels:
        """Return the picture at a time in steps."""
        self._canvas.pixels[:] = self._ground
        with np.errstate(all="ignore"):
            for layer in self._layers:
                if isinstance(layer, Mover):
                    layer.put(self._loose, time)
                    self._canvas.take(self._loose)
                else:
                    layer.over(self._canvas.pixels)
        return self._canvas.pixels


def _movers(figure: Mapping[str, Any], sheet: Parts) -> dict[int, Mover]:
    """Return what follows the clock, by the id of its painter."""
    data = figure["data"]
    by_trace: dict[int, Callable[[], None]] = {
        id(painter.args[1]): painter
        for _, painter in sheet.parts
        if isinstance(painter, partial) and painter.func is marks.scatter
    }
    found = {}
    for move in moves(figure):
        painter = by_trace.get(id(data[move["trace"]]))
        if isinstance(painter, partial):
            until = bool(move.get("until"))
            found[id(painter)] = Mover(painter, data[move["along"]], until)
    return found
