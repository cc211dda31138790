"""The accuracy as a staircase of the weight."""

from typing import Any

from app.catalogue.languages import say
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES
from app.lessons.style import Figure
from app.lessons.why_loss.classifier import COUNT, accuracy
from app.lessons.why_loss.experiment import WhyLossExperiment, seen, window
from app.lessons.why_loss.figures.slope import beside, over_weights, point_traces, staircase

_HEIGHTS = (0.0, 1.12)


def draw(experiment: WhyLossExperiment, lang: str, theme: str) -> Figure:
    """The staircase with the point at w and the numerical gradient as a line."""
    palette, found = PALETTES[theme], seen(experiment)
    ends = window(experiment.w)
    at, slope = (experiment.w, found.accuracy), found.of_accuracy.gradient
    text = say(lang, "why-loss.figure_label.gradient", gradient=digits(slope))
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines",
                "name": say(lang, "why-loss.table.accuracy"),
                **staircase(accuracy, ends),
                "line": {"color": palette.ink, "width": 2.2 * palette.weight},
                "hovertemplate": "w %{x:.4~g}<br>%{y:.3~f}<extra></extra>",
            },
            *point_traces(at, slope, ends, _HEIGHTS, text, palette),
        ],
        "layout": over_weights(
            palette,
            experiment.w,
            ends,
            _HEIGHTS,
            say(lang, "why-loss.table.accuracy"),
            {"text": text, **_place(at, ends, palette.scale)},
            tickvals=[0, 3 / COUNT, 6 / COUNT, 9 / COUNT, 1],
            ticktext=["0", *(f"{n}/{COUNT}" for n in (3, 6, 9)), "1"],
        ),
    }


def _place(at: tuple[float, float], ends: tuple[float, float], scale: float) -> dict[str, Any]:
    """Where the words have room: below the upper steps, in the corner above the lower ones."""
    if at[1] < 0.7:
        corner = {"x": 0.03, "y": 0.97, "xanchor": "left", "yanchor": "top"}
        return {**corner, "xref": "paper", "yref": "paper"}
    return {"x": at[0], "y": at[1], "yshift": round(-56 * scale), **beside(at[0], ends, scale)}


def describe(experiment: WhyLossExperiment, lang: str) -> str:
    """The picture in words."""
    found = seen(experiment)
    return say(
        lang,
        "why-loss.alt.accuracy",
        w=digits(experiment.w, 4),
        right=found.right,
        count=COUNT,
        gradient=digits(found.of_accuracy.gradient),
    )
