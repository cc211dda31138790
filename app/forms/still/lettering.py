"""Plotly's small HTML (b, i, sub, sup, br, span) set as lines of text."""

import html
import math
import re
from typing import NamedTuple

from app.forms.still.colours import Rgba, rgba
from app.forms.still.letters import Run
from app.forms.still.sheet import Box, Sheet

LINE = 1.3  # the height of a line, in type sizes, as in Plotly
MIDDLE = 0.35  # from the middle of a line of capitals down to its baseline, in type sizes
CAPITAL = 0.7  # the height of a capital, in type sizes

_TAG = re.compile(r"<(/?)([a-zA-Z]+)([^<>]*)>")
_COLOUR = re.compile(r"(?:^|[;\s'\"])color:\s*([^;'\"]+)")
_SMALL = 0.7  # the size of an index or exponent
_SHIFT = {"sub": -0.21, "sup": 0.42}  # its baseline above the line's


class Piece(NamedTuple):
    """A piece of one line in one style; `rise` and `scale` are in type sizes of the line."""

    text: str
    bold: bool
    italic: bool
    rise: float
    scale: float
    colour: str | None


def lines(text: str) -> list[list[Piece]]:
    """Return the lines of a text, each a list of runs. Tags that Plotly does not know vanish."""
    rows: list[list[Piece]] = [[]]
    open_tags: list[tuple[str, str | None]] = []

    def add(piece: str) -> None:
        if not piece:
            return
        names = [name for name, _ in open_tags]
        rise, scale = 0.0, 1.0
        for name in names:
            if name in _SHIFT:
                rise += _SHIFT[name] * scale
                scale *= _SMALL
        colours = [colour for _, colour in open_tags if colour]
        rows[-1].append(
            Piece(
                html.unescape(piece),
                "b" in names or "strong" in names,
                "i" in names or "em" in names,
                rise,
                scale,
                colours[-1] if colours else None,
            )
        )

    at = 0
    for tag in _TAG.finditer(text):
        add(text[at : tag.start()])
        at = tag.end()
        name = tag[2].lower()
        if name == "br":
            rows.append([])
        elif not tag[1]:
            colour = _COLOUR.search(tag[3])
            open_tags.append((name, colour[1].strip() if colour else None))
        else:
            for i in range(len(open_tags) - 1, -1, -1):
                if open_tags[i][0] == name:
                    del open_tags[i]
                    break
    add(text[at:])
    return rows


def measure(sheet: Sheet, text: str, size: float, bold: bool = False) -> tuple[float, float]:
    """Return the width and height in px that a text takes."""
    rows = lines(text)
    return max(_width(sheet, row, size, bold) for row in rows), len(rows) * LINE * size


def _width(sheet: Sheet, row: list[Piece], size: float, bold: bool) -> float:
    return sum(
        sheet.width_of(run.text, size * run.scale, bold or run.bold, run.italic) for run in row
    )


def write(
    sheet: Sheet,
    text: str,
    x: float,
    y: float,
    size: float,
    colour: Rgba,
    *,
    align: str = "left",
    bold: bool = False,
    italic: bool = False,
    angle: float = 0.0,
    clip: Box | None = None,
) -> None:
    """Write a text with the baseline of its first line at y.

    `align` is left, center or right of x; `angle` turns the whole clockwise about (x, y), in
    degrees.
    """
    along, across = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    for i, row in enumerate(lines(text)):
        down = i * LINE * size
        runs = [
            Run(
                piece.text,
                size * piece.scale,
                rgba(piece.colour, colour),
                bold or piece.bold,
                italic or piece.italic,
                piece.rise * size,
            )
            for piece in row
        ]
        sheet.letters(
            runs, x - down * across, y + down * along, align=align, angle=angle, clip=clip
        )
