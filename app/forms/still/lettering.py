"""Plotly's small HTML (b, i, sub, sup, br, span) set as lines of text."""

import math

from app.forms.still.colours import Rgba, rgba
from app.forms.still.letters import Run
from app.forms.still.markup import Piece, lines
from app.forms.still.sheet import Box, Sheet

LINE = 1.3  # the height of a line, in type sizes, as in Plotly
MIDDLE = 0.35  # from the middle of a line of capitals down to its baseline, in type sizes
CAPITAL = 0.7  # the height of a capital, in type sizes


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
