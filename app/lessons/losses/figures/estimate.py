"""The estimate of each class beside the target, which is 1 for the true class and 0 elsewhere."""

from app.catalogue.languages import say
from app.lessons.losses.experiment import CLASSES, LossesExperiment, measured
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import Figure, axis, frame, margin

_WIDTH = 0.62
_HIGH = 0.9
#: What is smaller has a number too long for its bar.
_LITTLE = 0.01


def draw_estimate(experiment: LossesExperiment, lang: str, theme: str) -> Figure:
    """One bar a class; the target is the open bar."""
    palette = PALETTES[theme]
    answer, target = experiment.answer, experiment.target
    at = list(range(CLASSES))
    words = [
        {
            "x": k,
            "y": y,
            "text": digits(y, 2) if k != target else f"<b>{digits(y, 3)}</b>",
            "showarrow": False,
            # High up in the target's bar the number goes inside, clear of the word above.
            "yanchor": "top" if k == target and y > _HIGH else "bottom",
            "font": {
                "size": (13 if k == target else 12) * palette.scale,
                "color": _ink(palette, k == target, y),
            },
        }
        for k, y in enumerate(answer)
        if y >= _LITTLE or k == target
    ]
    return {
        "data": [
            {
                "type": "bar",
                "name": say(lang, "losses.word.estimate"),
                "x": at,
                "y": list(answer),
                "width": _WIDTH,
                "marker": {
                    "color": [palette.run if k == target else palette.rule for k in at],
                    "line": {"width": palette.weight, "color": palette.quiet},
                },
                "hovertemplate": "%{x}: %{y:.6~g}<extra></extra>",
            },
            {
                "type": "bar",
                "name": say(lang, "losses.word.target"),
                "x": [target],
                "y": [1],
                "width": [_WIDTH + 0.16],
                "marker": {
                    "color": "rgba(0,0,0,0)",
                    "line": {"width": 2 * palette.weight, "color": palette.best},
                },
                "hoverinfo": "skip",
            },
        ],
        "layout": frame(
            palette,
            barmode="overlay",
            margin=margin(palette, 58, 16, 44),
            xaxis=axis(
                palette,
                say(lang, "losses.axis.class"),
                (-0.6, CLASSES - 0.4),
                tickvals=at,
                tickangle=0,
            ),
            yaxis=axis(
                palette,
                say(lang, "losses.axis.estimate"),
                (0, 1.12),
                tickvals=[0, 0.25, 0.5, 0.75, 1],
                showgrid=True,
                gridcolor=palette.rule,
            ),
            annotations=[
                *words,
                {
                    "x": target,
                    "y": 1,
                    "text": say(lang, "losses.picture.target"),
                    "showarrow": False,
                    "yanchor": "bottom",
                    "xanchor": "left" if target == 0 else "right" if target == 9 else "center",
                    "font": {"size": 12 * palette.scale, "color": palette.best},
                },
            ],
            meta={"pick": {"bars": "estimate", "least": 0, "most": 1}},
        ),
    }


def _ink(palette: Palette, true: bool, y: float) -> str:
    if true:
        return palette.ground if y > _HIGH else palette.run
    return palette.quiet


def describe_estimate(experiment: LossesExperiment, lang: str) -> str:
    """The estimate in words."""
    return say(
        lang,
        "losses.alt.losses",
        estimate=", ".join(digits(y) for y in experiment.answer),
        target=experiment.target,
        share=digits(experiment.share),
        sum=digits(measured(experiment).total, 4),
    )
