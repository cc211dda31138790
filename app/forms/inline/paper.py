"""The paper of a picture that stretches: shares of the plot across it, lengths of type on it.

A place is given in the px of a drawing of ordinary size and written as a share of the plot; what
lies beyond the plot keeps its distance from the plot's edge. Lengths are written in ``em``, of
which the page says how long one is: 16 px of the figure.
"""

from typing import Any, NamedTuple

import numpy as np

from app.forms.inline.ink import Ink
from app.forms.still.arrays import Array
from app.forms.still.box import Box
from app.forms.still.colours import Rgba
from app.forms.still.strokes import DASHES

#: What one em is in px of the figure.
EM = 16.0
#: The grid on which paths are drawn, along each side of the plot.
FINE = 4000
#: Beyond this many widths of the plot nothing is seen.
_FAR = 8.0


class Place(NamedTuple):
    """A place along one side: a share of the plot in percent, and px beyond it."""

    share: float
    beyond: float


def short(value: float, places: int = 2) -> str:
    """Return a number in as few letters as can be."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-0.", "-.").removeprefix("0") if text not in ("0", "-0") else "0"


def em(px: float, size: float = EM) -> str:
    """Return a length in em, of type of this size."""
    text = short(px / size, 3)
    return text if text == "0" else f"{text}em"


def percent(share: float) -> str:
    """Return a share of the plot; ``share`` is in percent."""
    return f"{short(share)}%"


class Paper:
    """A plot that is drawn on: ``box`` is where it lies in the drawing of ordinary size."""

    def __init__(self, box: Box, ink: Ink, ground: Rgba) -> None:
        self.box = box
        self.ground = ground
        self.ink = ink

    def across(self, px: float) -> Place:
        """Return a place from left to right."""
        return _place(px, self.box.left, self.box.right)

    def down(self, px: float) -> Place:
        """Return a place from top to bottom."""
        return _place(px, self.box.top, self.box.bottom)

    def grid(self, points: Array) -> Array:
        """Return points (n, 2) on the fine grid, whole numbers."""
        low = (self.box.left, self.box.top)
        size = (max(self.box.width, 1.0), max(self.box.height, 1.0))
        shares = ((points - low) / size).clip(-_FAR, 1 + _FAR)
        return np.asarray(np.rint(shares * FINE))

    def path(self, text: str, fill: Rgba, stroke: Rgba, width: float, dash: Any = None) -> str:
        """Return a path on the fine grid; its line is as wide at any size."""
        if not text:
            return ""
        seen = width > 0 and stroke[3] > 0
        colours = {"fill": fill} if fill[3] > 0 else {}
        colours |= {"stroke": stroke} if seen else {}
        if not colours:
            return ""
        bare = "" if fill[3] > 0 else ' fill="none"'
        line = f' stroke-width="{em(width)}"{dashed(dash, width)}' if seen else ""
        return f'<path d="{text}"{bare}{self.ink(**colours)}{line}/>'


def _place(px: float, low: float, high: float) -> Place:
    inside = min(max(px, low), high)
    return Place(100 * (inside - low) / max(high - low, 1e-9), px - inside)


def dashed(dash: Any, width: float) -> str:
    """Return the attribute of a dashed line of this width; nothing for a solid one."""
    lengths = DASHES.get(str(dash), ())
    if not lengths:
        return ""
    return f' stroke-dasharray="{" ".join(em(part * max(width, 3.0)) for part in lengths)}"'
