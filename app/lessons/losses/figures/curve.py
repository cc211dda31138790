"""Both losses against the estimate for the true class, with the present one on them."""

from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.lessons.losses.experiment import LossesExperiment, crowding, measured
from app.lessons.losses.wording import percent
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import Figure, axis, frame, gaps, margin
from app.lessons.typed import typed

_TOP = 5.0
#: Dense where the logarithm is steep.
_SHARES = np.concatenate([np.geomspace(1e-3, 0.05, 60), np.linspace(0.06, 1, 95)])


def draw_curve(experiment: LossesExperiment, lang: str, theme: str) -> Figure:
    """−log y and ½Σ(y − t)²; a point that is higher than the picture stands at its edge."""
    palette = PALETTES[theme]
    made = measured(experiment).one
    with np.errstate(divide="ignore"):
        entropy = -np.log(_SHARES + experiment.small)
    error = 0.5 * (1 + crowding(experiment.estimate, experiment.target)) * (1 - _SHARES) ** 2
    share = experiment.share
    high = not made.entropy < _TOP
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines",
                "name": "½Σ(y − t)²",
                "x": typed(_SHARES, single=True),
                "y": typed(error, single=True),
                "line": {"color": palette.ink, "width": 2 * palette.weight, "dash": "dash"},
                "hovertemplate": "%{x:.3~f}: %{y:.4~g}<extra>½Σ(y − t)²</extra>",
            },
            {
                "type": "scatter",
                "mode": "lines",
                "name": "−log y",
                "x": typed(_SHARES, single=True),
                "y": gaps(entropy),
                "line": {"color": palette.run, "width": 2.6 * palette.weight},
                "hovertemplate": "%{x:.3~f}: %{y:.4~g}<extra>−log y</extra>",
            },
            {
                "type": "scatter",
                "mode": "markers",
                "name": say(lang, "losses.word.now"),
                "x": [share, share],
                "y": [made.error, _TOP * 0.97 if high else made.entropy],
                "marker": {
                    "size": [11 * palette.scale, 14 * palette.scale],
                    "color": [palette.ink, palette.run],
                    "symbol": ["square", "triangle-up" if high else "circle"],
                    "opacity": 1,
                    "line": {"color": palette.ground, "width": 1.5},
                },
                "hoverinfo": "skip",
            },
        ],
        "layout": frame(
            palette,
            margin=margin(palette, 46, 16, 44, right=16),
            xaxis=axis(
                palette,
                say(lang, "losses.axis.share"),
                (-0.025, 1.03),
                tickvals=[0, 0.25, 0.5, 0.75, 1],
            ),
            yaxis=axis(
                palette,
                say(lang, "losses.axis.loss"),
                (-0.15, _TOP),
                tickvals=[0, 1, 2, 3, 4, 5],
                showgrid=True,
                gridcolor=palette.rule,
            ),
            annotations=_words(palette, made.entropy, made.error),
            shapes=[
                {
                    "type": "line",
                    "x0": share,
                    "x1": share,
                    "y0": 0,
                    "y1": _TOP * 0.97 if high else max(made.entropy, 0.0),
                    "layer": "below",
                    "line": {"color": palette.run, "width": 1.2 * palette.weight, "dash": "dot"},
                }
            ],
            meta={"pick": {"x": "p"}},
        ),
    }


def _words(palette: Palette, entropy: float, error: float) -> list[dict[str, Any]]:
    """Both lines with what they are at the point, in the corner that neither ever enters."""
    lines = (
        (f"● −log y = <b>{digits(entropy, 5 if entropy >= 10 else 4)}</b>", palette.run),
        (f"■ ½Σ(y − t)² = <b>{digits(error, 4)}</b>", palette.ink),
    )
    return [
        {
            "x": 1,
            "y": 1 - 0.12 * row,
            "xref": "paper",
            "yref": "paper",
            "text": text,
            "showarrow": False,
            "xanchor": "right",
            "yanchor": "top",
            "bgcolor": palette.ground,
            "font": {"size": 15 * palette.scale, "color": colour},
        }
        for row, (text, colour) in enumerate(lines)
    ]


def describe_curve(experiment: LossesExperiment, lang: str) -> str:
    """The curve in words."""
    made = measured(experiment).one
    return say(
        lang,
        "losses.alt.losses-curve",
        share=percent(experiment.share),
        entropy=digits(made.entropy, 4),
        error=digits(made.error, 4),
    )
