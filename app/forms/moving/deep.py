"""A figure in space in motion: the surface is drawn twice, and the path uncovered bit by bit."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.forms.moving.canvas import Canvas, parts_of
from app.forms.moving.flat import glide
from app.forms.moving.moment import moves
from app.forms.moving.pixels import Pixels
from app.forms.still import marks
from app.forms.still.arrays import number
from app.forms.still.drawing import lay, scene_box
from app.forms.still.space import Camera, Space, points

Array = NDArray[np.float64]

#: Plotly draws a marker in space so much larger than its number says, and so does a still.
_DOT = 1.5


class Stretch(NamedTuple):
    """A trace that follows the clock, its path being at px (n, 2)."""

    trace: Mapping[str, Any]
    px: Array
    until: bool


class Deep:
    """A figure in space as a panel.

    What a surface hides is hidden: the picture with the whole path and that without any of it are
    laid one over the other, the first only where the path has been. Along the path it shows where
    the path can be seen, and there alone its marker is drawn.
    """

    def __init__(self, figure: Mapping[str, Any], width: int, height: int, scale: float) -> None:
        data = figure["data"]
        following = [move["trace"] for move in moves(figure)]
        walked = [move["trace"] for move in moves(figure) if move.get("until")]
        self._rest = self._drawn(figure, following, following, width, height, scale)
        self._done = self._drawn(figure, following, walked, width, height, scale)
        self._ground = self._drawn(figure, following, [], width, height, scale)
        self._loose = parts_of(figure, width, height, scale)
        spec = figure["layout"].get("scene", {})
        space = Space(spec, [trace for trace in data if "z" in trace])
        camera = Camera(spec, scene_box(self._loose, figure["layout"], spec))
        self._stretches = []
        for move in moves(figure):
            with np.errstate(all="ignore"):
                px, _ = camera.see(points(data[move["along"]], space))
            self._stretches.append(Stretch(data[move["trace"]], px, bool(move.get("until"))))
        self._mask = Canvas(width, height)
        self._canvas = Canvas(width, height)
        self._seen = np.abs(self._done.astype(np.int16) - self._ground).max(axis=2) > 24

    def _drawn(
        self,
        figure: Mapping[str, Any],
        following: list[int],
        shown: list[int],
        width: int,
        height: int,
        scale: float,
    ) -> Pixels:
        """Return the picture with only these of the traces that follow the clock."""
        hidden = set(following) - set(shown)
        # Their points stay, for they may stretch the axes.
        data = [
            {**trace, "opacity": 0} if i in hidden else trace
            for i, trace in enumerate(figure["data"])
        ]
        sheet = parts_of(figure, width, height, scale)
        lay(sheet, {**figure, "data": data})
        canvas = Canvas(width, height)
        canvas.draw([sheet.figure.patch, *sheet.all()])
        return canvas.pixels

    def rest(self) -> Pixels:
        """Return the picture at rest."""
        return self._rest

    def at(self, time: float) -> Pixels:
        """Return the picture at a time in steps."""
        pixels = self._canvas.pixels
        pixels[:] = self._ground
        for stretch in self._stretches:
            if stretch.until:
                share = self._walked(stretch, time)
                there = share > 0
                over = share[there, None].astype(np.uint16)
                mixed = self._done[there] * over + self._ground[there] * (255 - over)
                pixels[there] = (mixed + 127) // 255
        for stretch in self._stretches:
            if not stretch.until:
                self._mark(stretch, time)
        return pixels

    def _walked(self, stretch: Stretch, time: float) -> Pixels:
        """Return how much of each pixel (height, width) the path so far covers, of 255."""
        self._mask.clear()
        step = min(int(time), len(stretch.px) - 1)
        way = np.concatenate([stretch.px[: step + 1], glide(stretch.px, time)[None]])
        line = stretch.trace.get("line", {}).get("width", 2)
        dot = stretch.trace.get("marker", {}).get("size", 0)
        way = way[np.isfinite(way).all(axis=1)]
        width = float(max(line, dot)) + 2
        self._loose.strokes([way], (0.0, 0.0, 0.0, 1.0), width, cap="round")
        self._mask.take(self._loose)
        return self._mask.pixels[:, :, 3]

    def _mark(self, stretch: Stretch, time: float) -> None:
        place = glide(stretch.px, time)
        if not np.isfinite(place).all():
            return
        x, y = (int(v * self._loose.unit) for v in place)
        around = self._seen[max(y - 1, 0) : y + 2, max(x - 1, 0) : x + 2]
        if not around.any():
            return
        looks = marks.ink(stretch.trace, "#444", 1)
        size = _DOT * number(looks.marker.get("size"), 8.0)
        looks = looks._replace(marker={**looks.marker, "size": size})
        marks.markers(self._loose, place[None], looks, None)
        self._canvas.take(self._loose)
