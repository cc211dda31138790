"""One line of type in several styles, drawn as dots, as an SVG's text, or as a PDF's."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from matplotlib import rcParams
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.backends.backend_pdf import Op
from matplotlib.colors import to_hex
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import StyleFlags
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from app.core.memory import remembered
from app.forms.still.colours import Rgba
from app.forms.still.fonts import css, drawable, font, pieces

# Letters keep their own widths and places, as in a browser; set once, for every thread alike.
rcParams["text.hinting"] = "no_hinting"

_SLANT = 0.25  # how far to the right letters lean, for their height, where no italic is at hand
_FINE = 200.0  # the size at which lengths are measured
_RULER: Any = RendererAgg(1, 1, 72)  # type: ignore[no-untyped-call]


class Run(NamedTuple):
    """A part of a line in one style: its size, and its baseline's rise above the line's, in px."""

    text: str
    size: float
    colour: Rgba
    bold: bool = False
    italic: bool = False
    rise: float = 0.0


@remembered("words")
def _ink(text: str, bold: bool, italic: bool, sign: bool) -> float:
    properties = font(_FINE, bold, italic, sign)
    width = _RULER.get_text_width_height_descent(drawable(text), properties, False)[0]
    return float(width) / _FINE


def _advance(text: str, bold: bool, italic: bool, sign: bool) -> float:
    # An ink width leaves out spaces at the ends; between two bars they count.
    return _ink("|" + text + "|", bold, italic, sign) - _ink("||", bold, italic, sign)


def width(text: str, size: float, bold: bool = False, italic: bool = False) -> float:
    """Return the width of a text on one line, in the unit of its size."""
    return sum(_advance(part, bold, italic, sign) for part, sign in pieces(text)) * size


class _Part(NamedTuple):
    """A part of a line in one typeface, and how far from the line's own place it starts."""

    run: Run
    text: str
    sign: bool
    along: float


class Line(Artist):
    """One line whose place on the sheet is known: drawn, never laid out again.

    `x` and `y` are where its baseline starts (or is centred, or ends, by `align`), in the dots or
    points of the renderer, y upwards; run sizes are in the same unit. `angle` turns clockwise.
    The writer of an SVG knows no styles within a text: `mark` stands in its place, and
    `filled` puts the words there.
    """

    def __init__(
        self, runs: Sequence[Run], x: float, y: float, align: str, angle: float, mark: str
    ) -> None:
        super().__init__()
        self.runs = [run for run in runs if run.text]
        self.x, self.y, self.align, self.angle = x, y, align, angle
        self.mark = mark
        self.base = 0.0  # its baseline in an SVG, y downwards

    def draw(self, renderer: Any) -> None:
        """Draw the line on any of the three kinds of paper."""
        if not self.get_visible() or not self.runs:
            return
        if hasattr(renderer, "writer"):
            self._write(renderer)
        else:
            self._set(renderer)
        self.stale = False

    def _gc(self, renderer: Any, colour: Rgba) -> Any:
        gc = renderer.new_gc()
        gc.set_foreground(colour)
        gc.set_antialiased(True)
        gc.set_linewidth(0)
        if (clip := self.get_clip_box()) is not None:
            gc.set_clip_rectangle(clip)
        return gc

    def _parts(self) -> list["_Part"]:
        """Return the parts of one typeface and style, each where the one before it ends."""
        parts, along = [], 0.0
        for run in self.runs:
            for text, sign in pieces(run.text):
                parts.append(_Part(run, text, sign, along))
                along += _advance(text, run.bold, run.italic, sign) * run.size
        shift = along * {"left": 0.0, "center": 0.5, "right": 1.0}[self.align]
        return [part._replace(along=part.along - shift) for part in parts]

    def _set(self, renderer: Any) -> None:
        """Set the line letter by letter."""
        c, s = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        for run, text, sign, along in self._parts():
            if not text.strip():
                continue
            text = drawable(text)
            x = self.x + along * c + run.rise * s
            y = self.y - along * s + run.rise * c
            properties = font(run.size, run.bold, run.italic, sign)
            gc = self._gc(renderer, run.colour)
            if properties.get_style() == "italic" and _upright(properties):
                self._slant(renderer, gc, text, x, y, properties)
            else:
                if renderer.flipy():
                    y = renderer.get_canvas_width_height()[1] - y
                renderer.draw_text(gc, x, y, text, properties, -self.angle, ismath=False)
            gc.restore()

    def _slant(
        self, renderer: Any, gc: Any, text: str, x: float, y: float, properties: FontProperties
    ) -> None:
        """Draw letters leaning, as browsers do where a typeface has no italic."""
        place = Affine2D.from_values(1, 0, _SLANT, 1, 0, 0).rotate_deg(-self.angle).translate(x, y)
        if hasattr(renderer, "file"):
            renderer.check_gc(gc, gc._rgb)
            renderer.file.output(Op.gsave, *place.to_values(), Op.concat_matrix)
            renderer.draw_text(gc, 0, 0, text, properties, 0)
            renderer.file.output(Op.grestore)
            return
        path = TextPath((0, 0), text, size=properties.get_size(), prop=properties)
        renderer.draw_path(gc, path, place, gc.get_rgb())

    def _write(self, renderer: Any) -> None:
        """Write the line as one text of an SVG, its styles as spans within."""
        first = self.runs[0]
        alone = len(self._parts()) == 1
        anchor = {"left": "start", "center": "middle", "right": "end"}[self.align]
        style = {
            "text-anchor": anchor if alone else "start",
            "font-family": css(self._parts()[0].sign),
            **_style(first, None),
        }
        x, y = _short(self.x), _short(renderer.height - self.y)
        attributes = {"x": x, "y": y, "style": _css(style)}
        if any(part.text != part.text.strip(" ") or "  " in part.text for part in self._parts()):
            attributes["xml:space"] = "preserve"
        if self.angle:
            attributes["transform"] = f"rotate({_short(self.angle)} {x} {y})"
        gc = self._gc(renderer, first.colour)
        clip = renderer._get_clip_attrs(gc)
        gc.restore()
        if clip:
            renderer.writer.start("g", **clip)
        renderer.writer.element("text", self.mark, attrib=attributes)
        if clip:
            renderer.writer.end("g")
        self.base = renderer.height - self.y

    def words(self) -> str:
        """Return what stands within the text of an SVG.

        Parts in several styles have a place each: programs that lay out text by themselves
        (LibreOffice, PowerPoint) do not find where one ends and the next begins.
        """
        parts = self._parts()
        if len(parts) == 1:
            return escape(parts[0].text)
        spans = []
        for part in parts:
            run = part.run
            style = _style(run, parts[0].run)
            if part.sign != parts[0].sign:
                style["font-family"] = css(part.sign)
            if part.sign:  # upright and of one weight in every style
                style |= {"font-weight": "400", "font-style": "normal"}
            looks = f' style="{_css(style)}"' if style else ""
            x, y = _short(self.x + part.along), _short(self.base - run.rise)
            spans.append(f'<tspan x="{x}" y="{y}"{looks}>{escape(part.text)}</tspan>')
        return "".join(spans)


def _upright(properties: FontProperties) -> bool:
    return not get_font(findfont(properties)).style_flags & StyleFlags.ITALIC


def _short(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def _css(style: dict[str, str]) -> str:
    return "; ".join(f"{key}: {value}" for key, value in style.items())


def _style(run: Run, beside: Run | None) -> dict[str, str]:
    """Return the CSS in which a run differs from the one whose style it inherits."""
    style = {}
    if beside is None or run.size != beside.size:
        style["font-size"] = f"{_short(run.size)}px"
    if run.bold != (beside is not None and beside.bold):
        style["font-weight"] = "700" if run.bold else "400"
    if run.italic != (beside is not None and beside.italic):
        style["font-style"] = "italic" if run.italic else "normal"
    if beside is None or run.colour != beside.colour:
        style["fill"] = to_hex(run.colour)
        if run.colour[3] < 1:
            style["fill-opacity"] = _short(run.colour[3])
    return style


def filled(svg: str, lines: Sequence[Line]) -> str:
    """Return an SVG with the words of each line in place of its mark."""
    for line in lines:
        svg = svg.replace(line.mark, line.words(), 1)
    return svg
