"""The weight by step: along the gradient of the accuracy, and down that of the loss."""

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES
from app.lessons.style import Figure, axis, frame, gaps
from app.lessons.why_loss.experiment import STEPS, WhyLossExperiment, walks, window


def draw(experiment: WhyLossExperiment, lang: str, theme: str) -> Figure:
    """Both walks from the same weight."""
    palette = PALETTES[theme]
    climb, fall = _walks(experiment)
    ends = window(experiment.w)
    steps = list(range(STEPS + 1))
    traces, words = [], []
    named = (
        ("loss", fall, palette.run, "solid", "circle", 1),
        ("accuracy", climb, palette.quiet, "dash", "square", -1),
    )
    for name, path, colour, dash, symbol, side in named:
        text = say(lang, f"why-loss.figure_label.walk_{name}")
        inside = np.where((path >= ends[0]) & (path <= ends[1]), path, np.nan)
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": text,
                "x": steps,
                "y": gaps(inside),
                "line": {"color": colour, "width": 2 * palette.weight, "dash": dash},
                "marker": {"size": 6 * palette.scale, "color": colour, "symbol": symbol},
                "hovertemplate": f"{text}<br>%{{x}}: %{{y:.5~g}}<extra></extra>",
            }
        )
        last = np.flatnonzero(np.isfinite(inside))[-1]
        # The upper of two ends has its words above it, the lower one below.
        above = side > 0 if fall[-1] == climb[-1] else (path[-1] >= max(fall[-1], climb[-1]))
        words.append(
            {
                "x": int(last),
                "y": float(inside[last]),
                "text": text,
                "showarrow": False,
                "xanchor": "right" if last > 4 else "left",
                "yshift": round((16 if above else -16) * palette.scale),
                "font": {"color": colour, "size": 13 * palette.scale},
            }
        )
    return {
        "data": traces,
        "layout": frame(
            palette,
            xaxis=axis(palette, say(lang, "why-loss.figure_label.step"), (-0.5, STEPS + 0.5)),
            yaxis=axis(palette, "w", ends, showgrid=True, gridcolor=palette.rule, nticks=6),
            annotations=words,
        ),
    }


def _walks(experiment: WhyLossExperiment) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return walks(experiment.w, experiment.activation, experiment.h, experiment.learning_rate)


def describe(experiment: WhyLossExperiment, lang: str) -> str:
    """The picture in words."""
    climb, fall = _walks(experiment)
    return say(
        lang,
        "why-loss.alt.walk",
        start=digits(experiment.w, 4),
        steps=STEPS,
        accuracy=digits(float(climb[-1]), 4),
        loss=digits(float(fall[-1]), 4),
    )
