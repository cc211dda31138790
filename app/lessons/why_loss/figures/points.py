"""The twelve points, the classifier's answers as a ground, and the boundary that w turns."""

from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.core.activations import ACTIVATIONS
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import Figure, axis, frame
from app.lessons.typed import typed
from app.lessons.why_loss.classifier import COUNT, POINTS, X1, X2, T, right
from app.lessons.why_loss.experiment import WhyLossExperiment, seen

_X, _Y = (-2.6, 2.6), (-2.6, 2.6)
_GRID = 61


def draw(experiment: WhyLossExperiment, lang: str, theme: str) -> Figure:
    """The plane of the points with the boundary at w."""
    palette = PALETTES[theme]
    good = right(experiment.w)
    x, y = _boundary(experiment.w)
    return {
        "data": [
            _ground(experiment, palette),
            {
                "type": "scatter",
                "mode": "lines",
                "name": say(lang, "why-loss.figure_label.boundary"),
                "x": x,
                "y": y,
                "line": {"color": palette.run, "width": 2.6 * palette.weight},
                "hoverinfo": "skip",
            },
            _wrong(~good, lang, palette),
            _class(1, lang, palette),
            _class(0, lang, palette),
        ],
        "layout": frame(
            palette,
            xaxis=axis(palette, "x₁", _X, tickvals=[-2, 0, 2]),
            yaxis=axis(palette, "x₂", _Y, tickvals=[-2, 0, 2]),
            margin={
                "l": round(46 * palette.scale),
                "r": 8,
                "t": 14,
                "b": round(42 * palette.scale),
            },
            annotations=[_corner(number, lang, palette) for number in (0, 1)],
        ),
    }


def _corner(number: int, lang: str, palette: Palette) -> dict[str, Any]:
    """The key of a class: its mark and its name, in a corner that no point is near."""
    name = say(lang, "why-loss.figure_label.class", number=number)
    return {
        "text": f"{'●' if number else '□'} {name}",
        "x": 0.98 if number else 0.02,
        "y": 0.99 if number else 0.01,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "right" if number else "left",
        "yanchor": "top" if number else "bottom",
        "showarrow": False,
        "font": {"color": palette.ink, "size": 13 * palette.scale},
    }


def _ground(experiment: WhyLossExperiment, palette: Palette) -> dict[str, Any]:
    """The answer y at every place of the plane: the darker, the surer of class 1."""
    x = np.linspace(*_X, _GRID)
    y = np.linspace(*_Y, _GRID)
    answer = ACTIVATIONS[experiment.activation].value(experiment.w * x[None, :] + y[:, None])
    return {
        "type": "heatmap",
        "name": "y",
        "x": typed(x),
        "y": typed(y),
        "z": typed(answer, single=True),
        "zmin": 0,
        "zmax": 1,
        "zsmooth": "best" if experiment.activation == "sigmoid" else False,
        "colorscale": [[0, palette.ground], [1, palette.bathymetry[3]]],
        "showscale": False,
        "hovertemplate": "x₁ %{x:.2f}, x₂ %{y:.2f}<br>y %{z:.3f}<extra></extra>",
        "zorder": -1,
    }


def _boundary(w: float) -> tuple[list[float], list[float]]:
    """The line w·x₁ + x₂ = 0, from one side of the picture to another."""
    reach = min(_X[1], _Y[1] / abs(w)) if w else _X[1]
    return [-reach, reach], [w * reach, -w * reach]


def _wrong(which: Any, lang: str, palette: Palette) -> dict[str, Any]:
    """A ring around each point that is classified wrongly."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say(lang, "why-loss.figure_label.wrong"),
        "x": X1[which].tolist(),
        "y": X2[which].tolist(),
        "marker": {
            "symbol": "circle-open",
            "size": 24 * palette.scale,
            "color": palette.edge,
            "line": {"color": palette.edge, "width": 2.4 * palette.weight},
        },
        "hoverinfo": "skip",
    }


def _class(number: int, lang: str, palette: Palette) -> dict[str, Any]:
    """The points of a class: filled discs of class 1, hollow squares of class 0."""
    own = number == T
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say(lang, "why-loss.figure_label.class", number=number),
        "x": X1[own].tolist(),
        "y": X2[own].tolist(),
        "marker": {
            "symbol": "circle" if number else "square",
            "size": 11 * palette.scale,
            "color": palette.ink if number else palette.ground,
            "line": {"color": palette.ink if not number else palette.halo, "width": 2},
        },
        "hovertemplate": say(lang, "why-loss.figure_label.class", number=number)
        + "<br>(%{x}, %{y})<extra></extra>",
    }


def describe(experiment: WhyLossExperiment, lang: str) -> str:
    """The picture in words."""
    found = seen(experiment)
    return say(
        lang,
        "why-loss.alt.points",
        count=len(POINTS),
        w=digits(experiment.w, 4),
        right=found.right,
        wrong=COUNT - found.right,
    )
