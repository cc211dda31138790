"""What both close-ups share: the margins, strokes, the place, and an arrow of one length."""

from typing import Any

from app.catalogue.languages import say
from app.lessons.contours import quiver
from app.lessons.palette import Palette
from app.lessons.typed import typed

_LESSON = "gradient-field"
#: The arrow, in parts of the picture's half side.
ARROW = 0.8


def margin(palette: Palette) -> dict[str, int]:
    """Room for the axes, and for two rows of words above."""
    left, top, bottom = (round(size * palette.scale) for size in (48, 46, 40))
    return {"l": left, "r": 14, "t": top, "b": bottom}


def stroke(name: str, ink: dict[str, Any]) -> dict[str, Any]:
    """A line, without its points."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "line": ink,
        "hoverinfo": "skip",
    }


def place_mark(palette: Palette, lang: str) -> dict[str, Any]:
    """The mark of the place, without its coordinates."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say(lang, f"{_LESSON}.drawn.place"),
        "marker": {
            "size": 12 * palette.scale,
            "color": palette.ground,
            "line": {"color": palette.run, "width": 2.4 * palette.weight},
        },
        "hoverinfo": "skip",
    }


def shaft(palette: Palette, lang: str) -> dict[str, Any]:
    """The arrow without its coordinates; near by it has one length, its own being told in words."""
    ink = 3.4 * palette.weight**0.5
    nowhere: tuple[list[float], list[float]] = ([], [])
    return quiver(say(lang, f"{_LESSON}.drawn.here"), nowhere, nowhere, palette.run, ink)


def along(trace: dict[str, Any], line: Any) -> dict[str, Any]:
    """A trace on the points of a line (2, n)."""
    return {**trace, "x": typed(line[0]), "y": typed(line[1])}


def pointing(trace: dict[str, Any], at: Any, vector: Any) -> dict[str, Any]:
    """An arrow at a place along a vector, each of two numbers."""
    ends = {"u": typed(vector[:1]), "v": typed(vector[1:])}
    return {**trace, "x": typed(at[:1]), "y": typed(at[1:]), **ends}
