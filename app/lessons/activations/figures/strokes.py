"""Lines, points and words that the pictures of this lesson share."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.activations.experiment import KINKS, Kind
from app.lessons.annotations import upright
from app.lessons.palette import Palette
from app.lessons.style import gaps, margin
from app.lessons.typed import typed

Array = NDArray[np.float64]
Trace = dict[str, Any]


def short(kind: Kind, lang: str) -> str:
    """The name of a function as the choice has it."""
    return say(lang, f"activations.option.kind.{kind}")


def pieces(kind: Kind, low: float, high: float, count: int = 401) -> list[Array]:
    """Stretches of x on each of which the function and its slope have no jump."""
    if kind == "step" or kind in KINKS:
        return [np.linspace(low, 0.0, count // 2), np.linspace(0.0, high, count // 2)]
    return [np.linspace(low, high, count)]


def line(name: str, x: Array, y: Array, colour: str, width: float, **more: Any) -> Trace:
    """A line without markers; numbers that are not finite are gaps."""
    known = bool(np.isfinite(y).all())
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": typed(x, single=True),
        "y": typed(y, single=True) if known else gaps(y),
        # A curve of few pixels must stay round.
        "line": {"color": colour, "width": width, "simplify": False, **more},
        "hoverinfo": "skip",
    }


def segment(
    ends: tuple[float, float, float, float], colour: str, width: float, dash: str = "solid"
) -> Trace:
    """A straight line from (x0, y0) to (x1, y1), in the data's own units, below the curves."""
    x0, y0, x1, y1 = ends
    stroke = {"color": colour, "width": width, "dash": dash}
    return {"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": stroke}


def marked(x: float, palette: Palette) -> Trace:
    """The dotted line that marks the same x in every picture."""
    return upright(palette, x, palette.quiet, width=1, dash="dot", layer="below")


def dots(name: str, points: list[tuple[float, float]], palette: Palette, **look: Any) -> Trace:
    """Markers at points: filled in the ink of the run, ``hollow`` where a value is missing."""
    hollow = look.pop("hollow", False)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "marker": {
            "size": look.pop("size", 13) * palette.scale,
            "color": palette.ground if hollow else palette.run,
            "line": {
                "color": look.pop("colour", palette.run if hollow else palette.ground),
                "width": 2 * palette.weight,
            },
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
        **look,
    }


def margins(palette: Palette, left: int = 58) -> dict[str, int]:
    """Room for the axes and for a line of words over the plot."""
    return margin(palette, left, 30, 42, right=16)
