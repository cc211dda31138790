"""The secant through two points of the curve, and the tangent that it turns into."""

import math
from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.lessons.annotations import heading, word
from app.lessons.descent.figures.map import value_range
from app.lessons.numbers import digits
from app.lessons.numerical_gradient.experiment import (
    NumericalGradientExperiment,
    State,
    state,
    window,
)
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import Figure, axis, frame, gaps
from app.lessons.typed import typed

_LESSON = "numerical-gradient"
#: Two points nearer than this share of the picture lie on each other.
_TOO_CLOSE = 0.01


def draw(experiment: NumericalGradientExperiment, lang: str, theme: str) -> Figure:
    """The curve, the tangent at x, and the secant through the two points of the difference."""
    palette = PALETTES[theme]
    second = palette.blue
    ends = window(experiment.found, experiment.x)
    x = np.linspace(*ends, 301)
    value = experiment.found.objective.value_on(x)
    low, high = value_range(value)
    seen = state(experiment)
    made = seen.made
    curve = _line("f", x, value, {"color": palette.curve, "width": 2.6 * palette.weight})
    data = [curve]
    names = []
    if math.isfinite(seen.value):
        if math.isfinite(made.exact):
            tangent = _through(ends, experiment.x, seen.value, made.exact)
            name = say(lang, f"{_LESSON}.drawn.tangent", slope=digits(made.exact, 5))
            dashed = {"color": second, "width": 2 * palette.weight, "dash": "dash"}
            data.append(_line(name, *tangent, dashed))
            names.append((name, second))
        if math.isfinite(made.value) and math.isfinite(made.values[1]):
            secant = _through(ends, made.places[1], made.values[1], made.value)
            name = say(lang, f"{_LESSON}.drawn.secant", slope=digits(made.value, 5))
            data.append(_line(name, *secant, {"color": palette.run, "width": 2 * palette.weight}))
            names.insert(0, (name, palette.run))
        data.append(_points(seen, experiment, (*ends, low, high), palette, lang))
    return {
        "data": data,
        "layout": frame(
            palette,
            margin={
                "l": round((96 if _wide(low, high) else 52) * palette.scale),
                "r": 14,
                "t": round(46 * palette.scale),
                "b": round(42 * palette.scale),
            },
            xaxis=axis(palette, "x", ends, **_ticks(*ends, few=2)),
            yaxis=axis(palette, "f(x)", (low, high), **_ticks(low, high)),
            annotations=[
                *(
                    heading(palette, row, f"{'━' if row == 0 else '╌'} {text}", colour)
                    for row, (text, colour) in enumerate(names)
                ),
                *_note(experiment, seen, ends, palette, lang),
            ],
            meta={"pick": {"x": "x"}},
        ),
    }


def _wide(low: float, high: float) -> bool:
    """Whether the numbers of an axis need the room of a power of ten."""
    return max(abs(low), abs(high)) >= 1e5


def _ticks(low: float, high: float, few: int = 4) -> dict[str, Any]:
    """The drawing's own ticks, but for huge numbers a few that are written out here."""
    if not _wide(low, high):
        return {"nticks": 6}
    shares = (np.arange(few) + 0.5) / few
    values = ((1 - shares) * low + shares * high).tolist()
    ticks = [float(f"{value:.3e}") for value in values]
    return {"tickvals": ticks, "ticktext": [digits(tick, 4) for tick in ticks]}


def _line(name: str, x: Any, y: Any, line: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": typed(x),
        "y": gaps(np.where(np.abs(y) < 1e300, y, np.nan)),
        "line": line,
        "hovertemplate": "x %{x:.4~g}<br>%{y:.5~g}<extra></extra>",
    }


def _through(
    ends: tuple[float, float], x: float, y: float, slope: float
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The straight line through a place with a slope, from edge to edge."""
    sides = np.array(ends)
    with np.errstate(all="ignore"):
        return sides, y + slope * (sides - x)


def _points(
    seen: State,
    experiment: NumericalGradientExperiment,
    view: tuple[float, float, float, float],
    palette: Palette,
    lang: str,
) -> dict[str, Any]:
    """The point itself, hollow, and on the secant the two that it goes through."""
    places = np.array([experiment.x, *seen.made.places])
    values = np.array([seen.value, *seen.made.values])
    # What lies far outside of the axes has no place in pixels that a browser could hold.
    near = _near(places, *view[:2]) & _near(values, *view[2:])
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say(lang, f"{_LESSON}.drawn.points"),
        "x": gaps(np.where(near, places, np.nan)),
        "y": gaps(np.where(near, values, np.nan)),
        "marker": {
            "size": [13 * palette.scale, 9 * palette.scale, 9 * palette.scale],
            "color": [palette.ground, palette.run, palette.run],
            "opacity": 1,
            "line": {"color": palette.run, "width": 2 * palette.weight},
        },
        "hovertemplate": "x %{x:.17~g}<br>f %{y:.17~g}<extra></extra>",
    }


def _near(values: Any, low: float, high: float) -> Any:
    """Which numbers lie within an axis or not far off it."""
    with np.errstate(all="ignore"):
        return np.abs(values - (low + high) / 2) <= 10 * (high - low)


def _note(
    experiment: NumericalGradientExperiment,
    seen: State,
    ends: tuple[float, float],
    palette: Palette,
    lang: str,
) -> list[dict[str, Any]]:
    """What cannot be seen, said."""
    width = ends[1] - ends[0]
    apart = abs(seen.made.places[0] - seen.made.places[1])
    if seen.kind == "undefined":
        key = "nowhere"
    elif seen.kind == "outside":
        key = "outside"
    elif seen.made.swallowed:
        key = "one"
    elif apart < _TOO_CLOSE * width:
        key = "close"
    elif max(abs(place - experiment.x) for place in seen.made.places) > width:
        key = "far"
    else:
        return []
    return [
        word(
            palette,
            say(lang, f"{_LESSON}.note.{key}"),
            1,
            0,
            palette.quiet,
            xref="paper",
            yref="paper",
            xanchor="right",
            yanchor="bottom",
            xshift=-4,
            yshift=4,
            align="right",
            bgcolor=palette.ground,
            opacity=0.9,
        )
    ]


def describe(experiment: NumericalGradientExperiment, lang: str) -> str:
    """The picture in words."""
    made = state(experiment).made
    return say(
        lang,
        f"{_LESSON}.alt.secant",
        f=experiment.found.text,
        x=digits(experiment.x, 6),
        h=digits(experiment.h),
        secant=digits(made.value, 6),
        tangent=digits(made.exact, 6),
    )
