"""How steeply the value changes in every direction: least along the arrow, not at all across it."""

import math
from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.lessons.annotations import word
from app.lessons.gradient_field.arrows import arrow
from app.lessons.gradient_field.experiment import GradientFieldExperiment
from app.lessons.numbers import digits, place
from app.lessons.palette import PALETTES
from app.lessons.style import Figure, axis, frame
from app.lessons.typed import typed

_LESSON = "gradient-field"


def draw(experiment: GradientFieldExperiment, lang: str, theme: str) -> Figure:
    """The slope of f along each direction, counted from the arrow's."""
    palette = PALETTES[theme]
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
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": say(lang, f"{_LESSON}.drawn.slope"),
                "x": typed(turned),
                "y": typed(slope),
                "line": {"color": palette.blue, "width": 2.2 * palette.weight},
                "hovertemplate": "%{x:.0f}°<br>%{y:.4~g}<extra></extra>",
            }
        )
    marks = [
        (0.0, "arrow", palette.run, "circle", -1 if at_arrow < 0 else 1),
        (90.0, "level", palette.ink, "square", 1),
        (-90.0, "level", palette.ink, "square", 1),
    ]
    if math.isfinite(told.angle):
        marks.append((told.angle, "way", palette.best, "diamond", 1))
    for angle, key, colour, symbol, side in marks if data else []:
        height = at_arrow * math.cos(math.radians(angle))
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": say(lang, f"{_LESSON}.mark.{key}"),
                "x": [angle],
                "y": [height],
                "marker": {
                    "color": colour,
                    "size": 12 * palette.scale,
                    "symbol": symbol,
                    "line": {"color": palette.ground, "width": 1.6 * palette.weight},
                },
                "hovertemplate": f"{digits(angle, 4)}°<br>{digits(height, 4)}<extra></extra>",
            }
        )
        # The curve rises through a level line's mark or falls; the word keeps to the free side.
        rises = (angle > 0) == (at_arrow < 0)
        free = {"way": "left", "level": "right" if rises else "left"}.get(key, "center")
        below = key == "arrow" and side < 0
        near = key == "way" and told.angle < 20
        words.append(
            word(
                palette,
                say(lang, f"{_LESSON}.mark.{key}"),
                angle,
                height,
                colour,
                xanchor=free,
                yanchor="top" if below else "bottom",
                xshift={"left": 10, "right": -10}.get(free, 0),
                yshift=-8 if below else (22 if near else (-8 if key == "way" else 9)),
            )
        )
    if not data:
        text = say(lang, f"{_LESSON}.drawn.{'two_ways' if known else 'no_slope'}")
        words.append(word(palette, text, 0.5, 0.5, palette.quiet, xref="paper", yref="paper"))
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
        ),
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
