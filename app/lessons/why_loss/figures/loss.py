"""The loss as a slope of the weight; with the step activation, a staircase too."""

from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES
from app.lessons.style import Figure
from app.lessons.typed import typed
from app.lessons.why_loss import classifier
from app.lessons.why_loss.experiment import LEVEL, WhyLossExperiment, loss_of, seen, window
from app.lessons.why_loss.figures.slope import beside, over_weights, point_traces, staircase


def draw(experiment: WhyLossExperiment, lang: str, theme: str) -> Figure:
    """The loss with the point at w and the numerical gradient as a tangent."""
    palette, found = PALETTES[theme], seen(experiment)
    ends = window(experiment.w)
    curve, top = _curve(experiment, ends)
    heights = (0.0, 1.1 * top)
    at, slope = (experiment.w, found.loss), found.of_loss.gradient
    text = say(lang, "why-loss.figure_label.gradient", gradient=digits(slope))
    arrow = "" if abs(slope) < LEVEL else ("→ " if slope < 0 else "← ")
    share = (at[0] - ends[0]) / (ends[1] - ends[0])
    high = at[1] > 0.75 * heights[1]
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines",
                "name": say(lang, "why-loss.table.loss"),
                **curve,
                "line": {"color": palette.ink, "width": 2.2 * palette.weight, "simplify": False},
                "hovertemplate": "w %{x:.4~g}<br>%{y:.4~g}<extra></extra>",
            },
            *point_traces(at, slope, ends, heights, text, palette),
        ],
        "layout": over_weights(
            palette,
            experiment.w,
            ends,
            heights,
            say(lang, "why-loss.table.loss"),
            {
                "x": at[0],
                "y": at[1],
                "text": arrow + text,
                "yshift": round((-26 if high and share > 0.3 else 30) * palette.scale),
                **beside(at[0], ends, palette.scale),
            },
            nticks=5,
        ),
    }


def _curve(
    experiment: WhyLossExperiment, ends: tuple[float, float]
) -> tuple[dict[str, Any], float]:
    """The line and its greatest height."""
    if experiment.activation == "step":
        line = staircase(loss_of("step"), ends)
        return line, max(line["y"])
    w = np.linspace(*ends, 241)
    value = classifier.loss(w)
    return {"x": typed(w), "y": typed(value)}, float(value.max())


def describe(experiment: WhyLossExperiment, lang: str) -> str:
    """The picture in words."""
    found = seen(experiment)
    return say(
        lang,
        f"why-loss.alt.loss_{experiment.activation}",
        w=digits(experiment.w, 4),
        loss=digits(found.loss, 4),
        gradient=digits(found.of_loss.gradient),
    )
