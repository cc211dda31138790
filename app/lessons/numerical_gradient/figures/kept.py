"""How much of h is left after x + h has been rounded to a float, in single and double precision."""

import math
from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.lessons.annotations import heading, upright
from app.lessons.numbers import digits
from app.lessons.numerical_gradient.experiment import NumericalGradientExperiment
from app.lessons.palette import PALETTES
from app.lessons.style import Figure, axis, frame, gaps, margin
from app.lessons.typed import typed

_LESSON = "numerical-gradient"
_PRECISIONS: tuple[tuple[str, type[np.floating[Any]]], ...] = (
    ("float64", np.float64),
    ("float32", np.float32),
)


def step_left(x: float, h: float, kind: type[np.floating[Any]]) -> float:
    """The step that is really taken: (x + h) − x as floats of this kind have it."""
    with np.errstate(all="ignore"):
        return float(kind(kind(x) + kind(h)) - kind(x))


def draw(experiment: NumericalGradientExperiment, lang: str, theme: str) -> Figure:
    """((x + h) − x)/h against h: 1 while h is whole, 0 once it has been swallowed."""
    palette = PALETTES[theme]
    second = palette.blue
    right = min(max(0.0, math.ceil(math.log10(abs(experiment.x) or 1.0)) + 1.0), 30.0)
    left = right - 20.0
    steps = 10.0 ** np.linspace(left, right, 20 * 16 + 1)
    data, words = [], []
    for row, ((name, kind), colour, dash) in enumerate(
        zip(_PRECISIONS, (palette.run, second), ("solid", "dot"), strict=True)
    ):
        share = np.array([step_left(experiment.x, float(h), kind) for h in steps]) / steps
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": name,
                "x": typed(steps),
                "y": gaps(share),
                "line": {"color": colour, "width": 1.8 * palette.weight, "dash": dash},
                "hovertemplate": "h %{x:.3~g}<br>%{y:.4~g}<extra></extra>",
            }
        )
        words.append(heading(palette, row, f"{'━' if row == 0 else '┈'} {name}", colour))
    place = math.log10(experiment.h)
    inside = left <= place <= right
    return {
        "data": data,
        "layout": frame(
            palette,
            margin=margin(palette, 52, 46, 50),
            xaxis=axis(palette, "h", (left, right), type="log", exponentformat="power", dtick=4),
            yaxis=axis(palette, "((x + h) − x) / h", (-0.1, 2.1), nticks=5),
            shapes=[upright(palette, experiment.h, palette.quiet, dash="dash")] if inside else [],
            annotations=words,
            meta={"pick": {"x": "h"}},
        ),
    }


def describe(experiment: NumericalGradientExperiment, lang: str) -> str:
    """The picture in words."""
    return say(
        lang,
        f"{_LESSON}.alt.kept",
        x=digits(experiment.x),
        double=digits(float(np.spacing(abs(experiment.x))) / 2),
        single=digits(float(np.spacing(np.float32(min(abs(experiment.x), 3e38)))) / 2),
    )
