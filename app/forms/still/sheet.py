"""The sheet that a still is drawn on: px from the top left, in order, first drawn lowest."""

import io
import math
import re
from collections.abc import Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import numpy as np
from matplotlib import rcParams
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font
from matplotlib.ft2font import StyleFlags
from matplotlib.image import FigureImage
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform
from numpy.typing import NDArray

from app.forms.still.arrays import Array, number
from app.forms.still.colours import CLEAR, Rgba
from app.forms.still.fonts import css, drawable, font, installed

# At 72 dots an inch a point is a px: widths, type sizes and coordinates are all one unit, and an
# SVG's own unit as well.
_DOTS = 72

# The SVG writer reads these two from the global settings and nowhere else; they are set once, at
# import, so that threads never see them change. A fixed salt makes its ids the same every time.
rcParams["svg.fonttype"] = "none"
rcParams["svg.hashsalt"] = "gradscape"

_SLANT = math.atan(0.25)
#: Letters further out than so many px are past what the rasteriser can count.
_FAR = 1e5

_DASHES = {
    "dot": (1, 1),
    "dash": (3, 3),
    "longdash": (5, 5),
    "dashdot": (3, 1, 1, 1),
    "longdashdot": (5, 2, 1, 2),
}


class Box(NamedTuple):
    """A rectangle in px; `top` is above `bottom`, so the smaller number."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """The width in px."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The height in px."""
        return self.bottom - self.top


def dashes(name: Any, width: float) -> tuple[float, ...]:
    """Return Plotly's dash lengths in px for a line of this width; () for a solid line."""
    text = str(name or "solid")
    if text in _DASHES:
        return tuple(part * max(width, 3.0) for part in _DASHES[text])
    parts = [number(part) for part in re.findall(r"[\d.]+", text)]
    parts = [part for part in parts if np.isfinite(part)]
    if not parts or sum(parts) <= 0:
        return ()
    return tuple(parts * 2 if len(parts) % 2 else parts)


def _style(name: Any, width: float) -> Any:
    # Matplotlib multiplies dash lengths by the width of the line.
    lengths = dashes(name, width)
    return (0, [part / max(width, 1e-6) for part in lengths]) if lengths else "solid"


class _Letters(Text):
    """One run of text whose place is already known: drawn, never laid out again."""

    def draw(self, renderer: Any) -> None:
        """Draw the text at its baseline; an SVG gets the text, a PNG what can be drawn."""
        if not self.get_visible():
            return
        gc = renderer.new_gc()
        gc.set_foreground(self.get_color())
        gc.set_antialiased(True)
        if (clip := self.get_clip_box()) is not None:
            gc.set_clip_rectangle(clip)
        text, angle = self.get_text(), self.get_rotation()
        x, y = self.get_transform().transform(self.get_unitless_position())
        properties = self.get_fontproperties()
        if hasattr(renderer, "buffer_rgba"):  # dots, not an SVG
            text = drawable(text)
            width, _, _ = renderer.get_text_width_height_descent(text, properties, False)
            align = self.get_horizontalalignment()
            shift = {"left": 0.0, "center": width / 2, "right": width}[align]
            x -= shift * np.cos(np.deg2rad(angle))
            y -= shift * np.sin(np.deg2rad(angle))
            if self.get_fontstyle() == "italic" and self._slant(renderer, gc, text, x, y):
                return
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        renderer.draw_text(gc, x, y, text, properties, angle, ismath=False, mtext=self)
        gc.restore()
        self.stale = False

    def _slant(self, renderer: Any, gc: Any, text: str, x: float, y: float) -> bool:
        """Draw the text slanted where its typeface has no italic, as browsers do."""
        properties = self.get_fontproperties()
        found = findfont(properties)
        if get_font(found).style_flags & StyleFlags.ITALIC:
            return False
        path = TextPath((0, 0), text, size=properties.get_size(), prop=properties)
        place = Affine2D().skew(_SLANT, 0).rotate_deg(self.get_rotation()).translate(x, y)
        gc.set_linewidth(0)
        renderer.draw_path(gc, path, place, gc.get_rgb())
        gc.restore()
        return True


class Sheet:
    """A figure of `width` × `height` px; every method adds one thing on top of the others."""

    def __init__(self, width: int, height: int, ground: Rgba) -> None:
        self.width = width
        self.height = height
        self.ground = ground
        self.figure = Figure(
            figsize=(width / _DOTS, height / _DOTS),
            dpi=_DOTS,
            facecolor=ground,
            edgecolor="none",
            frameon=True,
        )
        self._flip = Affine2D().scale(1, -1).translate(0, height)
        self._order = 0
        self._ruler: Any = RendererAgg(1, 1, _DOTS)  # type: ignore[no-untyped-call]

    def _add(self, artist: Artist, clip: Box | None) -> None:
        self._order += 1
        artist.set_zorder(self._order)
        if clip is not None:
            artist.set_clip_box(
                Bbox.from_extents(
                    clip.left, self.height - clip.bottom, clip.right, self.height - clip.top
                )
            )
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
            linewidth=width if width > 0 else 0,
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
                linewidth=width,
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
            linewidths=width,
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
            linewidths=width,
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
            sizes=sizes**2,
            facecolors=fills,
            edgecolors=edges,
            linewidths=widths,
            offsets=places,
            offset_transform=self._flip,
            transform=IdentityTransform(),
            joinstyle="miter",
            capstyle="butt",
        )
        self._add(collection, clip)

    def image(self, pixels: NDArray[np.uint8], left: int, top: int) -> None:
        """Add a picture (rows, columns, 4) whose pixels are px, its first row at `top`."""
        rows = pixels.shape[0]
        picture = FigureImage(
            self.figure,
            offsetx=left,
            offsety=self.height - top - rows,
            origin="upper",
            transform=IdentityTransform(),
        )
        picture.set_data(pixels)
        self._add(picture, None)

    def width_of(self, text: str, size: float, bold: bool = False, italic: bool = False) -> float:
        """Return the width in px of a text on one line."""
        if not text:
            return 0.0
        # An ink width leaves out spaces at the ends; between two bars they count.
        around = self._ink("|" + text + "|", size, bold, italic)
        return around - self._ink("||", size, bold, italic)

    def _ink(self, text: str, size: float, bold: bool, italic: bool) -> float:
        measured = self._ruler.get_text_width_height_descent(
            drawable(text), font(size, bold, italic), False
        )
        return float(measured[0])

    def letters(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        colour: Rgba,
        *,
        bold: bool = False,
        italic: bool = False,
        align: str = "left",
        angle: float = 0.0,
        clip: Box | None = None,
    ) -> None:
        """Add one run of text, its baseline at y; `angle` turns clockwise, in degrees."""
        if not text.strip() or size < 1:
            return
        if not (abs(x) < _FAR and abs(y) < _FAR):  # NaN too; nobody would see it
            return
        artist = _Letters(
            x,
            y,
            text,
            color=colour,
            fontproperties=font(size, bold, italic),
            horizontalalignment=align,  # type: ignore[arg-type]
            rotation=-angle,
            rotation_mode="anchor",
            parse_math=False,
            transform=self._flip,
        )
        self._add(artist, clip)

    def png(self) -> bytes:
        """Return the sheet as PNG, `width` × `height` pixels."""
        from PIL import Image

        canvas: Any = FigureCanvasAgg(self.figure)
        canvas.draw()
        pixels = np.asarray(canvas.buffer_rgba())
        if self.ground[3] >= 1.0:
            pixels = np.ascontiguousarray(pixels[:, :, :3])
        stream = io.BytesIO()
        Image.fromarray(pixels).save(stream, format="png", compress_level=4)
        return stream.getvalue()

    def svg(self, title: str, description: str, lang: str) -> bytes:
        """Return the sheet as SVG, its words as text, with a title and a description."""
        stream = io.StringIO()
        canvas: Any = FigureCanvasSVG(self.figure)
        canvas.print_svg(
            stream, metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
        text = stream.getvalue()
        text = text[text.index("<svg") :]
        # Matplotlib names the typefaces of this machine alone; the reader's may have others.
        text = text.replace(", ".join(f"'{name}'" for name in installed()), css())
        words = f"<title>{escape(title)}</title>" if title else ""
        words += f"<desc>{escape(description)}</desc>" if description else ""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" '
            f'xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" '
            f'width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}" '
            f'role="img" xml:lang="{escape(lang)}" lang="{escape(lang)}">{words}'
        )
        return (head + text[text.index(">") + 1 :].lstrip()).encode()
