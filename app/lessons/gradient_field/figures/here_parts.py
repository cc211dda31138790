"""The traces and words of the close-up without their coordinates, here and in a browser."""

from typing import Any

from app.catalogue.languages import say
from app.lessons.annotations import heading, word
from app.lessons.gradient_field.figures.close_up import place_mark, shaft, stroke
from app.lessons.palette import Palette

_LESSON = "gradient-field"


def here_parts(palette: Palette, lang: str) -> dict[str, Any]:
    """Level lines (a fan and the one through the place), the marks of both angles, the words."""
    thin = {"color": palette.ink, "width": 1.4 * palette.weight}
    dashed = {"color": palette.best, "width": 2 * palette.weight, "dash": "dash"}
    return {
        "level": [
            _level(start, ink, width * palette.weight, lang)
            for start, ink, width in ((-1.0, palette.rule, 1.0), (0.0, palette.blue, 2.2))
        ],
        "corner": stroke("90°", thin),
        "way": stroke(say(lang, f"{_LESSON}.drawn.way"), dashed),
        "arc": stroke("", thin),
        "goal": _goal(palette, lang),
        "arrow": shaft(palette, lang),
        "place": place_mark(palette, lang),
        "heads": [heading(palette, 0, "", palette.run), heading(palette, 1, "", palette.blue)],
        "degrees": word(
            palette,
            "",
            0.0,
            0.0,
            palette.run,
            bgcolor=palette.ground,
            font={"color": palette.run, "size": 15 * palette.scale},
        ),
    }


def _level(start: float, ink: str, width: float, lang: str) -> dict[str, Any]:
    return {
        "type": "contour",
        "name": say(lang, f"{_LESSON}.drawn.level"),
        "showscale": False,
        "contours": {
            "coloring": "lines",
            "start": start,
            "end": -start,
            "size": 0.125,
            "showlines": True,
        },
        "colorscale": [[0, ink], [1, ink]],
        "line": {"width": width, "smoothing": 1.0},
        "hoverinfo": "skip",
        "zorder": -1,
    }


def _goal(palette: Palette, lang: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say(lang, f"{_LESSON}.drawn.minimum"),
        "marker": {
            "symbol": "cross-thin",
            "size": 14 * palette.scale,
            "color": palette.best,
            "line": {"width": 2.4 * palette.weight, "color": palette.best},
        },
        "hoverinfo": "skip",
    }
