"""The length of the arrow on the straight way from the place to the minimum."""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.annotations import word
from app.lessons.gradient_field.arrows import arrow
from app.lessons.gradient_field.experiment import GradientFieldExperiment
from app.lessons.numbers import digits, place
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import Figure, axis, frame, gaps
from app.lessons.typed import typed

Array = NDArray[np.float64]

_LESSON = "gradient-field"
_COUNT = 101


class Shrinking(NamedTuple):
    """The share of the way, 0 to 1, and the length of the gradient there; empty if no goal."""

    share: Array
    length: Array


def shrinking(experiment: GradientFieldExperiment) -> Shrinking:
    """Lengths on the straight way from the place to the nearest minimum."""
    told = arrow(experiment)
    at = np.array(told.point)
    if told.goal is None or np.array_equal(at, told.goal):
        return Shrinking(np.zeros(0), np.zeros(0))
    share = np.linspace(0.0, 1.0, _COUNT)
    # Written so that the last place is the goal to the last bit.
    way = at[:, None] * (1.0 - share) + np.array(told.goal)[:, None] * share
    with np.errstate(all="ignore"):
        length = np.hypot.reduce(experiment.scene.objective.gradient(way), axis=0)
    return Shrinking(share, length)


def draw(experiment: GradientFieldExperiment, lang: str, theme: str) -> Figure:
    """Length against the share of the way."""
    palette = PALETTES[theme]
    parts = _parts(palette, lang)
    share, length = shrinking(experiment)
    seen = length[length < 1e300]
    top = 1.12 * float(seen.max(initial=0.0)) or 1.0
    data: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    if seen.size:
        data.append({**parts["curve"], "x": typed(100 * share), "y": gaps(length)})
        # The word at the start stands on the side that the curve leaves free.
        rising = bool(length[1] > length[0])
        for index, end in ((0, "first"), (-1, "last")):
            if not math.isfinite(length[index]):
                continue
            at = {"x": 100 * float(share[index]), "y": float(length[index])}
            text = digits(float(length[index]))
            data.append({**parts[end]["trace"], "name": text, "x": [at["x"]], "y": [at["y"]]})
            below = {"yanchor": "top", "yshift": -4} if index == 0 and rising else {}
            words.append({**parts[end]["word"], "text": text, **at, **below})
    else:
        words.append(parts["none"])
    return {
        "data": data,
        "layout": frame(
            palette,
            margin={
                "l": round(60 * palette.scale),
                "r": 18,
                "t": 14,
                "b": round(42 * palette.scale),
            },
            xaxis=axis(
                palette, say(lang, f"{_LESSON}.axis.way"), (0, 100), ticksuffix="%", dtick=25
            ),
            yaxis=axis(palette, say(lang, f"{_LESSON}.axis.length"), (0, top), nticks=5),
            annotations=words,
            meta={"live": {"figure": "shrinking", "parts": parts}},
        ),
    }


def _parts(palette: Palette, lang: str) -> dict[str, Any]:
    """The traces and words without their coordinates, here and in a browser."""
    ends = (
        ("first", palette.run, "circle", "left", (12, 2)),
        ("last", palette.best, "cross", "right", (-10, 10)),
    )
    text = say(lang, f"{_LESSON}.drawn.no_way")
    return {
        "curve": {
            "type": "scatter",
            "mode": "lines",
            "name": say(lang, f"{_LESSON}.axis.length"),
            "line": {"color": palette.run, "width": 2.4 * palette.weight},
            "hovertemplate": "%{x:.0f}%<br>%{y:.4~g}<extra></extra>",
        },
        **{
            end: {
                "trace": _mark(colour, symbol, palette),
                "word": word(
                    palette,
                    "",
                    0.0,
                    0.0,
                    colour,
                    xanchor=side,
                    yanchor="bottom",
                    xshift=shift[0],
                    yshift=shift[1],
                ),
            }
            for end, colour, symbol, side, shift in ends
        },
        "none": word(palette, text, 0.5, 0.5, palette.quiet, xref="paper", yref="paper"),
    }


def _mark(colour: str, symbol: str, palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "marker": {
            "color": colour,
            "size": 12 * palette.scale,
            "symbol": symbol,
            "line": {"color": palette.ground, "width": 1.6 * palette.weight},
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def describe(experiment: GradientFieldExperiment, lang: str) -> str:
    """The picture in words."""
    told, made = arrow(experiment), shrinking(experiment)
    if not made.length.size:
        return say(lang, f"{_LESSON}.alt.no_shrinking")
    return say(
        lang,
        f"{_LESSON}.alt.shrinking",
        point=place(told.point),
        goal=place(told.goal),
        first=digits(float(made.length[0])),
        last=digits(float(made.length[-1])),
    )
