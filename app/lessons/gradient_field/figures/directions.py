"""How steeply the value changes in every direction: least along the arrow, not at all across it."""

import math
from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.lessons.annotations import word
from app.lessons.gradient_field.arrows import arrow
from app.lessons.gradient_field.experiment import GradientFieldExperiment
from app.lessons.numbers import digits, place
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import Figure, axis, frame
from app.lessons.typed import typed

_LESSON = "gradient-field"


def draw(experiment: GradientFieldExperiment, lang: str, theme: str) -> Figure:
    """The slope of f along each direction, counted from the arrow's."""
    palette = PALETTES[theme]
    parts = _parts(palette, lang)
    told = arrow(experiment)
    turned = np.linspace(-180.0, 180.0, 145)
    # Beyond this an axis would leave the floats.
    length = told.length if told.length < 1e300 else 0.0
    at_arrow = experiment.sign * length
    slope = at_arrow * np.cos(np.radians(turned))
    top = 1.25 * length or 1.0
    known = length > 0 and told.kind in ("circles", "straight", "miss", "away", "unknown")
    data: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    if known and len(told.point) == 2:
        data.append({**parts["curve"], "x": typed(turned), "y": typed(slope)})
        marks = [(0.0, "arrow"), (90.0, "level"), (-90.0, "level")]
        if math.isfinite(told.angle):
            marks.append((told.angle, "way"))
        for angle, key in marks:
            mark, text = parts["marks"][key], _placed(key, angle, at_arrow, told.angle)
            height = at_arrow * math.cos(math.radians(angle))
            hover = f"{digits(angle, 4)}°<br>{digits(height, 4)}<extra></extra>"
            data.append({**mark["trace"], "x": [angle], "y": [height], "hovertemplate": hover})
            words.append({**mark["word"], "x": angle, "y": height, **text})
    else:
        words.append(parts["none"]["two_ways" if known else "no_slope"])
    return {
        "data": data,
        "layout": frame(
            palette,
            margin={
                "l": round(60 * palette.scale),
                "r": 14,
                "t": 14,
                "b": round(42 * palette.scale),
            },
            xaxis=axis(
                palette, say(lang, f"{_LESSON}.axis.turned"), (-180, 180), dtick=90, ticksuffix="°"
            ),
            yaxis=axis(
                palette,
                say(lang, f"{_LESSON}.axis.slope"),
                (-top, top),
                nticks=6,
                zeroline=True,
                zerolinecolor=palette.rule,
            ),
            annotations=words,
            meta={"live": {"figure": "directions", "parts": parts}},
        ),
    }


def _placed(key: str, angle: float, at_arrow: float, way: float) -> dict[str, Any]:
    """On which side of its mark a word stands.

    The curve rises through a level line's mark or falls; the word keeps to the free side.
    """
    rises = (angle > 0) == (at_arrow < 0)
    free = {"way": "left", "level": "right" if rises else "left"}.get(key, "center")
    below = key == "arrow" and at_arrow < 0
    near = key == "way" and way < 20
    return {
        "xanchor": free,
        "yanchor": "top" if below else "bottom",
        "xshift": {"left": 10, "right": -10}.get(free, 0),
        "yshift": -8 if below else (22 if near else (-8 if key == "way" else 9)),
    }


def _parts(palette: Palette, lang: str) -> dict[str, Any]:
    """The traces and words without their coordinates, here and in a browser."""
    inks = {
        "arrow": (palette.run, "circle"),
        "level": (palette.ink, "square"),
        "way": (palette.best, "diamond"),
    }
    return {
        "curve": {
            "type": "scatter",
            "mode": "lines",
            "name": say(lang, f"{_LESSON}.drawn.slope"),
            "line": {"color": palette.blue, "width": 2.2 * palette.weight},
            "hovertemplate": "%{x:.0f}°<br>%{y:.4~g}<extra></extra>",
        },
        "marks": {
            key: {
                "trace": _mark(say(lang, f"{_LESSON}.mark.{key}"), colour, symbol, palette),
                "word": word(palette, say(lang, f"{_LESSON}.mark.{key}"), 0.0, 0.0, colour),
            }
            for key, (colour, symbol) in inks.items()
        },
        "none": {
            key: _alone(say(lang, f"{_LESSON}.drawn.{key}"), palette)
            for key in ("two_ways", "no_slope")
        },
    }


def _alone(text: str, palette: Palette) -> dict[str, Any]:
    """Words in the middle of an empty picture."""
    return word(palette, text, 0.5, 0.5, palette.quiet, xref="paper", yref="paper")


def _mark(name: str, colour: str, symbol: str, palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "marker": {
            "color": colour,
            "size": 12 * palette.scale,
            "symbol": symbol,
            "line": {"color": palette.ground, "width": 1.6 * palette.weight},
        },
    }


def describe(experiment: GradientFieldExperiment, lang: str) -> str:
    """The picture in words."""
    told = arrow(experiment)
    return say(
        lang,
        f"{_LESSON}.alt.directions",
        point=place(told.point),
        length=digits(told.length),
    )
