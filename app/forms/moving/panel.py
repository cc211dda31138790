"""One figure of an animation, as pixels at any time of its clock."""

from collections.abc import Mapping
from typing import Any, Protocol

from app.forms.moving.deep import Deep
from app.forms.moving.flat import Flat
from app.forms.moving.pixels import Pixels


class Panel(Protocol):
    """A figure whose marks follow the clock, drawn again and again."""

    def rest(self) -> Pixels:
        """Return the picture at rest, the still of the figure: (height, width, 4)."""

    def at(self, time: float) -> Pixels:
        """Return the picture at a time in steps; the array is good until the next call."""


def panel(figure: Mapping[str, Any], width: int, height: int, scale: float) -> Panel:
    """Return a figure as a panel of so many pixels, its layout ``scale`` times smaller."""
    deep = any(trace.get("type") == "scatter3d" for trace in figure["data"])
    return Deep(figure, width, height, scale) if deep else Flat(figure, width, height, scale)
