"""The scores, each of which can be drawn up and down."""

import sys

from app.catalogue.languages import say
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES
from app.lessons.softmax.experiment import SoftmaxExperiment
from app.lessons.softmax.figures.columns import FEW, margins, note, places, score_axis
from app.lessons.softmax.reach import score_window
from app.lessons.style import Figure, axis, frame


def draw_scores(experiment: SoftmaxExperiment, lang: str, theme: str) -> Figure:
    """One point a score; only their differences matter, so the axis need not begin at 0."""
    palette = PALETTES[theme]
    low, high = score_window(experiment.scores)
    at, scores = places(experiment), list(experiment.scores)
    best = experiment.largest
    words = [
        note(palette, k, score, digits(score, 5), yanchor="top", yshift=-9 * palette.scale)
        for k, score in zip(at, scores, strict=True)
        if len(at) <= FEW
    ]
    return {
        "data": [
            # Bars first: it is the bars of the first trace that a hand takes hold of.
            {
                "type": "bar",
                "name": say(lang, "softmax.word.behind"),
                "x": at,
                "y": [max(score - best, -sys.float_info.max) for score in scores],
                "base": best,
                "width": 0.008 * len(at),
                "marker": {"color": palette.run},
                "hoverinfo": "skip",
            },
            {
                "type": "scatter",
                "mode": "markers",
                "name": say(lang, "softmax.word.score"),
                "x": at,
                "y": scores,
                "marker": {
                    "size": 15 * palette.scale,
                    "color": [palette.best if s == best else palette.run for s in scores],
                    "symbol": ["diamond" if s == best else "circle" for s in scores],
                },
                "hovertemplate": "%{y}<extra></extra>",
            },
        ],
        "layout": frame(
            palette,
            margin=margins(palette, 66),
            xaxis={
                **score_axis(experiment, lang, palette),
                "title": {"text": say(lang, "softmax.axis.number"), "standoff": 8},
                "ticktext": [str(k) for k in at],
            },
            yaxis=axis(palette, say(lang, "softmax.axis.score"), (low, high), nticks=6),
            shapes=[
                {
                    "type": "line",
                    "x0": 0.4,
                    "x1": len(at) + 0.6,
                    "y0": best,
                    "y1": best,
                    "layer": "below",
                    "line": {"color": palette.best, "width": 1.2 * palette.weight, "dash": "dot"},
                }
            ],
            annotations=[
                *words,
                note(
                    palette,
                    0.43,
                    best,
                    say(lang, "softmax.picture.largest"),
                    xanchor="left",
                    yanchor="bottom",
                    font={"color": palette.best, "size": 12 * palette.scale},
                ),
            ],
            meta={"pick": {"bars": "scores", "least": low, "most": high}},
        ),
    }


def describe_scores(experiment: SoftmaxExperiment, lang: str) -> str:
    """The scores in words."""
    scores = ", ".join(digits(x, 5) for x in experiment.scores)
    best = digits(experiment.largest, 5)
    return say(lang, "softmax.alt.softmax-scores", scores=scores, largest=best)
