"""The shares that the scores get; where there are none, those that there should be, in outline."""

import math

from app.catalogue.languages import say
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES
from app.lessons.softmax.experiment import SoftmaxExperiment, worked
from app.lessons.softmax.figures.columns import FEW, WIDTH, margins, note, places, score_axis
from app.lessons.style import Figure, axis, frame


def draw_shares(experiment: SoftmaxExperiment, lang: str, theme: str) -> Figure:
    """One bar a score, from 0 to 1."""
    made, palette = worked(experiment), PALETTES[theme]
    at, safe = places(experiment), made.safe.shares
    words = []
    for k, share in zip(at, made.shares, strict=True):
        bad = not math.isfinite(share) or made.kind in ("sum", "lost")
        if bad:
            text, colour = digits(share), palette.edge
        elif len(at) <= FEW:
            text, colour = digits(share, 3), palette.run
        else:
            continue
        size = (17 if bad else 13) if len(at) <= FEW else 11
        words.append(
            note(
                palette,
                k,
                0.0 if bad else share,
                f"<b>{text}</b>" if bad else text,
                yanchor="bottom",
                font={"color": colour, "size": size * palette.scale},
            )
        )
    return {
        "data": [
            {
                "type": "bar",
                "name": say(lang, "softmax.word.should"),
                "x": at,
                "y": [share if math.isfinite(share) else None for share in safe],
                "width": WIDTH,
                "marker": {
                    "color": palette.rule,
                    "line": {"width": palette.weight, "color": palette.quiet},
                },
                "opacity": 0.55,
                "hoverinfo": "skip",
            },
            {
                "type": "bar",
                "name": say(lang, "softmax.word.share"),
                "x": at,
                "y": [share if math.isfinite(share) else None for share in made.shares],
                "width": WIDTH,
                "marker": {"color": palette.run},
                "customdata": [digits(x, 6) for x in experiment.scores],
                "hovertemplate": "%{customdata} → %{y:.7~g}<extra></extra>",
            },
        ],
        "layout": frame(
            palette,
            barmode="overlay",
            margin=margins(palette),
            xaxis=score_axis(experiment, lang, palette),
            yaxis=axis(
                palette,
                say(lang, "softmax.axis.share"),
                (0, 1.09),
                tickvals=[0, 0.25, 0.5, 0.75, 1],
                showgrid=True,
                gridcolor=palette.rule,
            ),
            annotations=words,
        ),
    }


def describe_shares(experiment: SoftmaxExperiment, lang: str) -> str:
    """The shares in words."""
    made = worked(experiment)
    return say(
        lang,
        f"softmax.alt.softmax.{'fine' if made.kind in ('fine', 'frayed') else 'broken'}",
        scores=", ".join(digits(x, 5) for x in made.scores),
        shares=", ".join(digits(y) for y in made.shares),
        right=", ".join(digits(y) for y in made.safe.shares),
    )
