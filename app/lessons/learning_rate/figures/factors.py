"""What one step multiplies the distance by, against the rate: the edge by exact formula."""

import math
from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.lessons.annotations import upright
from app.lessons.learning_rate.experiment import Bend, RateExperiment, three_of
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.paths import Ink, inks
from app.lessons.style import Figure, axis, frame
from app.lessons.typed import typed

_TOP = 1.65


def draw(experiment: RateExperiment, lang: str, theme: str) -> Figure:
    """|1 − ηλ| of each direction and the larger of the two, which is 1 at the edge."""
    three, palette, ink = three_of(experiment), PALETTES[theme], inks(theme)
    known, rate = three.bend, three.rates["learning_rate"]
    reach = _reach(known, three.span[1])
    x = np.linspace(0, reach, 221)
    finite = [c for c in known.curvatures if math.isfinite(c)]
    factors = [np.abs(1 - x * curve) for curve in finite]
    largest = np.max(factors, axis=0) if factors else np.full_like(x, np.nan)
    data = [
        _line(
            x,
            largest,
            Ink(palette.ink, "solid", "circle"),
            5,
            palette,
            say(lang, "learning-rate.larger"),
        ),
        *(
            _line(x, values, pen, 2, palette, f"|1 − ηλ|, λ = {digits(curve)}")
            for values, pen, curve in zip(factors, ink[1:], finite, strict=False)
        ),
    ]
    data[0]["opacity"] = 0.28
    now = max((abs(1 - rate * c) for c in finite), default=math.nan)
    inside = rate <= reach and now <= _TOP
    data.append(
        {
            "type": "scatter",
            "mode": "markers",
            "name": say(lang, "learning-rate.trace", rate=digits(rate, 4)),
            "x": [rate] if inside else [],
            "y": [now] if inside else [],
            "marker": {
                "size": 13 * palette.scale,
                "color": palette.run,
                "line": {"width": 2 * palette.weight, "color": palette.ground},
            },
            "hovertemplate": "η %{x:.4~g}<br>%{y:.4~g}<extra></extra>",
        }
    )
    return {
        "data": data,
        "layout": frame(
            palette,
            margin={
                "l": round(52 * palette.scale),
                "r": 14,
                "t": round((49 + 19 * (len(finite) > 1)) * palette.scale),
                "b": round(46 * palette.scale),
            },
            xaxis=axis(palette, say(lang, "learning-rate.axis.rate"), (0, reach), nticks=6),
            yaxis=axis(palette, say(lang, "learning-rate.axis.factor"), (0, _TOP), nticks=5),
            shapes=[_level(reach, palette), *_uprights(known, reach, palette)],
            annotations=_labels(known, finite, [pen.colour for pen in ink[1:]], palette),
            meta={"pick": {"x": "learning_rate"}, "live": _live(len(finite), palette)},
        ),
    }


def _live(curves: int, palette: Palette) -> dict[str, Any]:
    """What so many curves are drawn anew with: the lines and the names of both marks."""
    return {
        "figure": "rate-factors",
        "curves": curves,
        "uprights": {
            "best": upright(palette, 0, palette.best, width=1.6),
            "edge": upright(palette, 0, palette.edge, width=1.6),
        },
        "marks": {"edge": _edge_label(0, palette), "best": _best_label(0, palette)},
    }


def _reach(known: Bend, high: float) -> float:
    """The end of the axis: a little past the edge."""
    return 1.35 * known.edge if known.edge else high


def _line(x: Any, y: Any, pen: Ink, width: float, palette: Palette, name: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": typed(x),
        "y": typed(np.minimum(y, 10.0)) if np.isfinite(y).all() else [None] * len(x),
        "line": {"color": pen.colour, "dash": pen.dash, "width": width * palette.weight},
        "hoverinfo": "skip",
    }


def _level(reach: float, palette: Palette) -> dict[str, Any]:
    """The level 1, above which a distance grows."""
    return {
        "type": "line",
        "x0": 0,
        "x1": reach,
        "y0": 1,
        "y1": 1,
        "line": {"color": palette.quiet, "width": palette.weight, "dash": "dot"},
    }


def _uprights(known: Bend, reach: float, palette: Palette) -> list[dict[str, Any]]:
    marks = [(known.best, palette.best), (known.edge, palette.edge)]
    return [
        upright(palette, value, colour, width=1.6)
        for value, colour in marks
        if value is not None and value <= reach
    ]


def _labels(
    known: Bend, finite: list[float], colours: list[str], palette: Palette
) -> list[dict[str, Any]]:
    """Above the plot the names of the marks, and over them those of the curves."""
    size = 12 * palette.scale
    found: list[dict[str, Any]] = []
    if known.edge:
        found.append(_edge_label(known.edge, palette))
    if known.best and len(set(known.curvatures)) > 1:
        found.append(_best_label(known.best, palette))
    names = ["λ"] if len(finite) == 1 else ["λ<sub>min</sub>", "λ<sub>max</sub>"]
    signs = ("╌╌", "╌·")
    rows = list(zip(finite, names, signs, colours, strict=False))
    for row, (curve, name, sign, colour) in enumerate(reversed(rows)):
        # Over both curves, where the uprights end and nothing else is drawn.
        found.append(
            {
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "xshift": -round(38 * palette.scale),
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "yshift": round((22 + 19 * row) * palette.scale),
                "text": f"{sign} |1 − η{name}|, {name} = {digits(curve)}",
                "showarrow": False,
                "font": {"color": colour, "size": size},
            }
        )
    return found


def _edge_label(edge: float, palette: Palette) -> dict[str, Any]:
    return _label("2/λ<sub>max</sub>", edge, "left", palette.edge, palette)


def _best_label(best: float, palette: Palette) -> dict[str, Any]:
    text = "2/(λ<sub>min</sub> + λ<sub>max</sub>)"
    return _label(text, best, "right", palette.best, palette)


def _label(text: str, x: float, side: str, colour: str, palette: Palette) -> dict[str, Any]:
    """The name of a mark, above the plot."""
    return {
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "x": x,
        "xanchor": side,
        "text": text,
        "font": {"color": colour, "size": 12 * palette.scale},
    }


def describe(experiment: RateExperiment, lang: str) -> str:
    """The factors in words."""
    three = three_of(experiment)
    known, rate = three.bend, three.rates["learning_rate"]
    listed = ", ".join(digits(1 - rate * curve, 4) for curve in known.curvatures)
    edge = "–" if known.edge is None else digits(known.edge, 4)
    return say(lang, "learning-rate.alt.factors", rate=digits(rate, 4), factors=listed, edge=edge)
