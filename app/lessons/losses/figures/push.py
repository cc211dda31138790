"""How strongly each loss pushes the score of the true class, through softmax."""

import numpy as np

from app.catalogue.languages import say
from app.lessons.losses.experiment import LossesExperiment, crowding
from app.lessons.losses.wording import percent
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES
from app.lessons.style import Figure, axis, frame, margin
from app.lessons.typed import typed

_SHARES = np.linspace(0, 1, 101)


def pushes(experiment: LossesExperiment, share: float) -> tuple[float, float]:
    """Minus the derivatives of cross-entropy and squared error by the true class's score.

    The first is 1 − p; the second is p(1 − p)²(1 + c) with c as in ``crowding``.
    """
    crowd = crowding(experiment.estimate, experiment.target)
    return 1 - share, share * (1 - share) ** 2 * (1 + crowd)


def draw_push(experiment: LossesExperiment, lang: str, theme: str) -> Figure:
    """Both pushes against the estimate for the true class, with the present one on them."""
    palette = PALETTES[theme]
    share = experiment.share
    cross, squared = pushes(experiment, share)
    lines = [pushes(experiment, float(p)) for p in _SHARES]
    names = [say(lang, "losses.word.cross"), say(lang, "losses.word.squared")]
    peak = pushes(experiment, 1 / 3)[1]
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines",
                "name": names[0],
                "x": typed(_SHARES, single=True),
                "y": typed([line[0] for line in lines], single=True),
                "line": {"color": palette.run, "width": 2.6 * palette.weight},
                "hovertemplate": "%{x:.3~f}: %{y:.4~g}<extra>" + names[0] + "</extra>",
            },
            {
                "type": "scatter",
                "mode": "lines",
                "name": names[1],
                "x": typed(_SHARES, single=True),
                "y": typed([line[1] for line in lines], single=True),
                "line": {"color": palette.ink, "width": 2 * palette.weight, "dash": "dash"},
                "hovertemplate": "%{x:.3~f}: %{y:.4~g}<extra>" + names[1] + "</extra>",
            },
            {
                "type": "scatter",
                "mode": "markers",
                "name": say(lang, "losses.word.now"),
                "x": [share, share],
                "y": [squared, cross],
                "marker": {
                    "size": [11 * palette.scale, 13 * palette.scale],
                    "color": [palette.ink, palette.run],
                    "symbol": ["square", "circle"],
                    "opacity": 1,
                    "line": {"color": palette.ground, "width": 1.5},
                },
                "hoverinfo": "skip",
            },
        ],
        "layout": frame(
            palette,
            margin=margin(palette, 60, 14, 44, right=16),
            xaxis=axis(
                palette,
                say(lang, "losses.axis.share"),
                (-0.025, 1.03),
                tickvals=[0, 0.25, 0.5, 0.75, 1],
            ),
            yaxis=axis(
                palette,
                say(lang, "losses.axis.push"),
                (-0.04, 1.08),
                tickvals=[0, 0.25, 0.5, 0.75, 1],
                showgrid=True,
                gridcolor=palette.rule,
            ),
            annotations=[
                {
                    "x": 0.36,
                    "y": 0.64,
                    "text": names[0],
                    "showarrow": False,
                    "xanchor": "left",
                    "yanchor": "bottom",
                    "font": {"size": 13 * palette.scale, "color": palette.run},
                },
                {
                    "x": 1 / 3,
                    "y": peak,
                    "text": names[1],
                    "showarrow": False,
                    "yanchor": "bottom",
                    "yshift": 5,
                    "font": {"size": 13 * palette.scale, "color": palette.ink},
                },
            ],
            meta={"pick": {"x": "p"}},
        ),
    }


def describe_push(experiment: LossesExperiment, lang: str) -> str:
    """The pushes in words."""
    cross, squared = pushes(experiment, experiment.share)
    return say(
        lang,
        "losses.alt.losses-push",
        share=percent(experiment.share),
        cross=digits(cross, 4),
        squared=digits(squared, 4),
    )
