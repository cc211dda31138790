"""The sheet that a still is drawn on: px from the top left, in order, first drawn lowest."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform
from numpy.typing import NDArray

from app.forms.still import letters
from app.forms.still.arrays import Array, number
from app.forms.still.box import Box as Box
from app.forms.still.colours import CLEAR, Rgba
from app.forms.still.letters import Line, Run
from app.forms.still.strokes import DASHES

# At 72 dots an inch a point is a dot: widths, type sizes and coordinates are all one unit.
_DOTS = 72
#: Dots a px in a picture on paper that has no dots of its own.
_GRAIN = 2.0
#: Letters further out than so many px are past what the rasteriser can count.
_FAR = 1e5


def dashes(name: Any, width: float) -> tuple[float, ...]:
    """Return Plotly's dash lengths in px for a line of this width; () for a solid line."""
    text = str(name or "solid")
    if text in DASHES:
        return tuple(part * max(width, 3.0) for part in DASHES[text])
    parts = [number(part) for part in re.findall(r"[\d.]+", text)]
    parts = [part for part in parts if np.isfinite(part)]
    if not parts or sum(parts) <= 0:
        return ()
    return tuple(parts * 2 if len(parts) % 2 else parts)


def _style(name: Any, width: float) -> Any:
    # Matplotlib multiplies dash lengths by the width of the line.
    lengths = dashes(name, width)
    return (0, [part / max(width, 1e-6) for part in lengths]) if lengths else "solid"


class _Picture(Artist):
    """Dots (rows, columns, 4) laid on the sheet, `place` being their rectangle there."""

    def __init__(self, dots: NDArray[np.uint8], place: Bbox) -> None:
        super().__init__()
        self.dots, self.place = dots[::-1], place

    def draw(self, renderer: Any) -> None:
        """Draw the dots as they are on dots, scaled on other paper."""
        gc = renderer.new_gc()
        if (clip := self.get_clip_box()) is not None:
            gc.set_clip_rectangle(clip)
        left, bottom = self.place.p0
        if hasattr(renderer, "buffer_rgba"):
            renderer.draw_image(gc, left, bottom, np.ascontiguousarray(self.dots))
        else:
            size = Affine2D().scale(*self.place.size)
            renderer.draw_image(gc, left, bottom, np.ascontiguousarray(self.dots), size)
        gc.restore()
        self.stale = False


class Sheet:
    """A figure laid out on `width` × `height` px; every method adds one thing on top of the others.

    One px of the layout is `unit` dots of the paper (points, if that is `vector`), and everything
    is scaled alike. `grain` is how many dots a px has in the pictures that are laid on it.
    """

    #: What is being drawn: the painter of a trace; None for the frame, words and notes.
    painter: Callable[[], None] | None = None

    def __init__(
        self,
        width: float,
        height: float,
        ground: Rgba,
        *,
        unit: float = 1.0,
        vector: bool = False,
    ) -> None:
        self.width = width
        self.height = height
        self.ground = ground
        self.unit = unit
        self.vector = vector
        self.grain = _GRAIN if vector else unit
        #: The size of the paper, in dots or points.
        self.paper = width * unit, height * unit
        if not vector:
            self.paper = round(self.paper[0]), round(self.paper[1])
        self.figure = Figure(
            figsize=(self.paper[0] / _DOTS, self.paper[1] / _DOTS),
            dpi=_DOTS,
            facecolor=ground,
            edgecolor="none",
            frameon=True,
        )
        self._flip = Affine2D().scale(unit, -unit).translate(0, self.paper[1])
        self._order = 0
        self.lines: list[Line] = []

    def _add(self, artist: Artist, clip: Box | None) -> None:
        self._order += 1
        artist.set_zorder(self._order)
        if clip is not None:
            corners = [(clip.left, clip.bottom), (clip.right, clip.top)]
            artist.set_clip_box(Bbox(self._flip.transform(corners)))
        self.figure.add_artist(artist)

    def area(
        self,
        path: Path,
        fill: Rgba = CLEAR,
        *,
        stroke: Rgba = CLEAR,
        width: float = 0.0,
        dash: Any = None,
        clip: Box | None = None,
        snap: bool | None = None,
    ) -> None:
        """Add a filled shape with an outline."""
        if not np.size(path.vertices):
            return
        patch = PathPatch(
            path,
            facecolor=fill,
            edgecolor=stroke if width > 0 else CLEAR,
            linewidth=max(width, 0.0) * self.unit,
            linestyle=_style(dash, width),
            joinstyle="miter",
            capstyle="butt",
            transform=self._flip,
        )
        patch.set_snap(snap)
        self._add(patch, clip)

    def rectangle(self, box: Box, fill: Rgba, **style: Any) -> None:
        """Add an axis-parallel rectangle."""
        corners = [
            (box.left, box.top),
            (box.right, box.top),
            (box.right, box.bottom),
            (box.left, box.bottom),
            (box.left, box.top),
        ]
        self.area(Path(corners, closed=True), fill, **style)

    def strokes(
        self,
        lines: Sequence[Array],
        colours: Any,
        width: float,
        *,
        dash: Any = None,
        clip: Box | None = None,
        join: Any = "round",
        cap: Any = "butt",
        snap: bool | None = None,
    ) -> None:
        """Add polylines, each of shape (n, 2): one colour for all or one each."""
        lines = [line for line in lines if len(line) > 1]
        if not lines or width <= 0:
            return
        if snap is None and len(lines) == 1 and not isinstance(colours, np.ndarray):
            # One long line is a path, whose vertices Matplotlib may thin out as it draws.
            patch = PathPatch(
                Path(lines[0]),
                facecolor=CLEAR,
                edgecolor=colours,
                fill=False,
                linewidth=width * self.unit,
                linestyle=_style(dash, width),
                joinstyle=join,
                capstyle=cap,
                transform=self._flip,
            )
            self._add(patch, clip)
            return
        collection = LineCollection(
            lines,
            colors=colours,
            linewidths=width * self.unit,
            linestyles=_style(dash, width),
            joinstyle=join,
            capstyle=cap,
            transform=self._flip,
        )
        collection.set_snap(snap)
        self._add(collection, clip)

    def polygons(
        self,
        corners: Any,
        fills: Array,
        *,
        edges: Any = "none",
        width: float = 0.0,
        antialiased: bool = True,
        clip: Box | None = None,
    ) -> None:
        """Add polygons, each of shape (n, 2), with a colour each."""
        collection = PolyCollection(
            corners,
            facecolors=fills,
            edgecolors=edges,
            linewidths=width * self.unit,
            antialiaseds=antialiased,
            joinstyle="round",
            transform=self._flip,
        )
        self._add(collection, clip)

    def markers(
        self,
        path: Path,
        places: Array,
        sizes: Array,
        fills: Array,
        edges: Array,
        widths: Array,
        *,
        clip: Box | None = None,
    ) -> None:
        """Add one shape (drawn for a size of 1 px, y up) at each place, with a size in px each."""
        if not len(places):
            return
        collection = PathCollection(
            [path],
            sizes=(sizes * self.unit) ** 2,
            facecolors=fills,
            edgecolors=edges,
            linewidths=widths * self.unit,
            offsets=places,
            offset_transform=self._flip,
            transform=IdentityTransform(),
            joinstyle="miter",
            capstyle="butt",
        )
        self._add(collection, clip)

    def image(self, pixels: NDArray[np.uint8], left: int, top: int) -> None:
        """Add a picture (rows, columns, 4) of `grain` dots a px, its first row at dot `top`."""
        rows, columns = pixels.shape[:2]
        corners = np.array([(left, top + rows), (left + columns, top)]) / self.grain
        self._add(_Picture(pixels, Bbox(self._flip.transform(corners))), None)

    def width_of(self, text: str, size: float, bold: bool = False, italic: bool = False) -> float:
        """Return the width in px of a text on one line."""
        return letters.width(text, size, bold, italic) if text else 0.0

    def letters(
        self,
        runs: Sequence[Run],
        x: float,
        y: float,
        *,
        align: str = "left",
        angle: float = 0.0,
        clip: Box | None = None,
    ) -> None:
        """Add one line of text, its baseline at y; `angle` turns clockwise, in degrees."""
        runs = [run for run in runs if run.size >= 1]
        if not "".join(run.text for run in runs).strip():
            return
        if not (abs(x) < _FAR and abs(y) < _FAR):  # NaN too; nobody would see it
            return
        u = self.unit
        scaled = [run._replace(size=run.size * u, rise=run.rise * u) for run in runs]
        place = self._flip.transform((x, y))
        mark = f"\ue000{len(self.lines)}\ue001"
        line = Line(scaled, float(place[0]), float(place[1]), align, angle, mark)
        self.lines.append(line)
        self._add(line, clip)
