"""How hard each loss pushes the true class up, over its score: the wrong pair gives up."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.numbers import digits
from app.lessons.output_layer.experiment import (
    OutputLayerExperiment,
    crossed_gradient,
    squared_gradient,
)
from app.lessons.output_layer.figures.bars import above
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import Figure, axis, frame, margin
from app.lessons.typed import typed

Array = NDArray[np.float64]
_REACH = 10.0


def pushes(experiment: OutputLayerExperiment, own: Array) -> tuple[Array, Array]:
    """Minus the gradient by the true class's score, wherever that is ``own``, of both losses.

    The other scores stay. First the cross-entropy, then the squared errors, each after softmax.
    """
    label = experiment.label
    rows = np.tile(np.array(experiment.scores), (own.size, 1))
    rows[:, label] = own
    return -crossed_gradient(rows, label)[:, label], -squared_gradient(rows, label)[:, label]


def now(experiment: OutputLayerExperiment) -> tuple[float, float]:
    """Both pushes at the present scores."""
    crossed, squared = pushes(experiment, np.array([experiment.scores[experiment.label]]))
    return float(crossed[0]), float(squared[0])


def draw_push(experiment: OutputLayerExperiment, lang: str, theme: str) -> Figure:
    """Both pushes over the true class's score, the other scores as they are."""
    palette, label = PALETTES[theme], experiment.label
    own = experiment.scores[label]
    best = max(score for k, score in enumerate(experiment.scores) if k != label)
    # The picture is centred where the true class draws level, and reaches to where it stands.
    half = max(_REACH, 1.15 * abs(own - best))
    x = np.linspace(best - half, best + half, 241)
    crossed, squared = pushes(experiment, x)
    at = now(experiment)
    names = [say(lang, f"output-layer.plot.{key}") for key in ("crossed", "squared")]
    data = [
        _line(names[0], x, crossed, palette.best, "solid", palette),
        _line(names[1], x, squared, palette.run, "dash", palette),
        _dot(own, at[0], palette.best, "square", palette),
        _dot(own, at[1], palette.run, "circle", palette),
    ]
    notes = [
        above(f"— {names[0]}: {digits(at[0])}", "left", palette.best, palette),
        above(f"- - {names[1]}: {digits(at[1])}", "right", palette.run, palette),
    ]
    line = {"color": palette.quiet, "width": palette.weight, "dash": "dot"}
    upright = {"type": "line", "x0": own, "x1": own, "y0": 0, "y1": 1, "yref": "paper"}
    return {
        "data": data,
        "layout": frame(
            palette,
            margin=margin(palette, 62, 30, 42),
            xaxis=axis(
                palette,
                say(lang, "output-layer.plot.true_score", label=label),
                (float(x[0]), float(x[-1])),
                nticks=6,
            ),
            yaxis=axis(palette, "−∂L/∂a", (-0.05, 1.1), tickvals=[0, 0.25, 0.5, 0.75, 1]),
            shapes=[{**upright, "line": line, "layer": "below"}],
            annotations=notes,
        ),
    }


def _line(
    name: str, x: Array, y: Array, colour: str, dash: str, palette: Palette
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": typed(x),
        "y": typed(y, single=True),
        "line": {"color": colour, "width": 2.4 * palette.weight, "dash": dash, "simplify": False},
        "hoverinfo": "skip",
    }


def _dot(x: float, y: float, colour: str, symbol: str, palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x],
        "y": [y],
        "marker": {
            "symbol": symbol,
            "size": 12 * palette.scale,
            "color": colour,
            "line": {"color": palette.ground, "width": 2 * palette.weight},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def describe_push(experiment: OutputLayerExperiment, lang: str) -> str:
    """The picture in a sentence."""
    crossed, squared = now(experiment)
    return say(
        lang,
        "output-layer.alt.push",
        label=experiment.label,
        score=digits(experiment.scores[experiment.label]),
        crossed=digits(crossed),
        squared=digits(squared),
    )
