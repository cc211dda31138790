"""One variable at a time: the two curves that x0² + x1² leaves when the other is held."""

from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.lessons.annotations import heading
from app.lessons.numbers import digits
from app.lessons.numerical_gradient.by_hand import gradient
from app.lessons.numerical_gradient.experiment import NumericalGradientExperiment
from app.lessons.palette import PALETTES
from app.lessons.style import Figure, axis, frame, margin
from app.lessons.typed import typed

_LESSON = "numerical-gradient"


def draw(experiment: NumericalGradientExperiment, lang: str, theme: str) -> Figure:
    """Both slices through the point, each with its tangent by the numerical gradient."""
    palette = PALETTES[theme]
    second = palette.blue
    x0, x1 = experiment.point
    slopes = gradient(experiment.point, experiment.h)
    half = max(3.0, 1.5 * max(abs(x0), abs(x1)))
    low = min(0.0, x0, x1) - half / 2
    high = max(0.0, x0, x1) + half / 2
    x = np.linspace(low, high, 121)
    here = x0 * x0 + x1 * x1
    data: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    rows = ((x0, x1, slopes[0], palette.run, "solid"), (x1, x0, slopes[1], second, "dash"))
    top = 1.15 * float(max(low * low, high * high)) + max(x0 * x0, x1 * x1)
    for i, (moving, held, slope, colour, dash) in enumerate(rows):
        text = say(lang, f"{_LESSON}.drawn.slice{i}", held=digits(held), square=digits(held * held))
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": text,
                "x": typed(x),
                "y": typed(x * x + held * held),
                "line": {"color": colour, "width": 2.2 * palette.weight, "dash": dash},
                "hovertemplate": "%{x:.4~g}<br>%{y:.5~g}<extra></extra>",
            }
        )
        reach = 0.22 * (high - low)
        sides = np.array([moving - reach, moving + reach])
        if np.isfinite(slope):
            data.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "name": digits(slope, 6),
                    "x": typed(sides),
                    "y": typed(here + slope * (sides - moving)),
                    "line": {"color": palette.ink, "width": 1.4 * palette.weight},
                    "hoverinfo": "skip",
                }
            )
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": digits(moving),
                "x": [moving],
                "y": [here],
                "marker": {
                    "size": 11 * palette.scale,
                    "color": colour,
                    "symbol": "circle" if i == 0 else "square",
                    "line": {"color": palette.ground, "width": 1.6 * palette.weight},
                },
                "hovertemplate": say(lang, f"{_LESSON}.drawn.slope", slope=digits(slope, 6))
                + "<extra></extra>",
            }
        )
        named = say(lang, f"{_LESSON}.drawn.slope", slope=digits(slope, 5))
        words.append(heading(palette, i, f"{'●' if i == 0 else '■'} {text}, {named}", colour))
    return {
        "data": data,
        "layout": frame(
            palette,
            margin=margin(palette, 52, 46, 42),
            xaxis=axis(palette, say(lang, f"{_LESSON}.drawn.moving"), (low, high), nticks=7),
            yaxis=axis(palette, "f", (-0.04 * top, top), nticks=6),
            annotations=words,
        ),
    }


def describe(experiment: NumericalGradientExperiment, lang: str) -> str:
    """The picture in words."""
    slopes = gradient(experiment.point, experiment.h)
    return say(
        lang,
        f"{_LESSON}.alt.slices",
        x0=digits(experiment.point[0]),
        x1=digits(experiment.point[1]),
        slope0=digits(slopes[0], 6),
        slope1=digits(slopes[1], 6),
    )
