"""The shares against the temperature: the winner takes all, or all get the same."""

import math
from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.core.softmax import softmax
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES
from app.lessons.softmax.experiment import SoftmaxExperiment, worked
from app.lessons.softmax.figures.columns import margins, note
from app.lessons.style import Figure, axis, frame
from app.lessons.typed import typed

_POINTS = 121
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash")


def window(experiment: SoftmaxExperiment) -> tuple[float, float]:
    """The powers of ten of the temperatures shown: where something happens, and the present one."""
    gaps = [experiment.largest - x for x in experiment.scores if x < experiment.largest]
    gaps = [gap for gap in gaps if 0 < gap < math.inf]
    low = math.log10(min(gaps)) - 1 if gaps else -1.0
    high = math.log10(max(gaps)) + 1 if gaps else 1.0
    now = math.log10(experiment.temperature)
    return (
        min(max(math.floor(low), -30), math.floor(now), -1),
        max(min(math.ceil(high), 30), math.ceil(now), 1),
    )


def draw_temperature(experiment: SoftmaxExperiment, lang: str, theme: str) -> Figure:
    """One line a score; the present temperature is the upright line."""
    palette = PALETTES[theme]
    start, end = window(experiment)
    heats = np.logspace(start, end, _POINTS)
    rows = np.array([softmax(experiment.scores, temperature=float(t)).y for t in heats]).T
    count = len(experiment.scores)
    best = experiment.scores.index(experiment.largest)
    now = worked(experiment).safe.shares
    order = sorted(range(count), key=lambda k: -experiment.scores[k])
    lines = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": digits(experiment.scores[k], 5),
            "x": typed(heats, single=True),
            "y": typed(rows[k], single=True),
            "line": {
                "color": palette.run if k == best else palette.ink,
                "width": (2.4 if k == best else 1.5) * palette.weight,
                "dash": _DASHES[place % len(_DASHES)],
            },
            "hovertemplate": "T = %{x:.3~g}: %{y:.4~g}<extra>"
            + digits(experiment.scores[k], 5)
            + "</extra>",
        }
        for place, k in enumerate(order)
    ]
    heat = math.log10(experiment.temperature)
    left = heat > end - 0.22 * (end - start)
    words: list[dict[str, Any]] = []
    heights: list[float] = []
    beside = int(np.searchsorted(heats, experiment.temperature * (0.7 if left else 1.4)))
    for k in order:
        # The words keep to the side of the point that its own line leaves free.
        below = bool(rows[k][min(beside, _POINTS - 1)] > now[k])
        height = now[k] + (-0.06 if below else 0.06)
        if not math.isfinite(now[k]) or any(abs(height - other) < 0.11 for other in heights):
            continue
        heights.append(height)
        words.append(
            note(
                palette,
                heat,
                now[k],
                digits(experiment.scores[k], 5),
                xanchor="right" if left else "left",
                xshift=(-9 if left else 9) * palette.scale,
                yanchor="top" if below else "bottom",
                bgcolor=palette.ground,
                borderpad=0,
                font={
                    "color": palette.run if k == best else palette.ink,
                    "size": 12 * palette.scale,
                },
            )
        )
    return {
        "data": [
            *lines,
            {
                "type": "scatter",
                "mode": "markers",
                "name": say(lang, "softmax.word.now"),
                "x": [experiment.temperature] * count,
                "y": [share if math.isfinite(share) else None for share in now],
                "marker": {
                    "size": 10 * palette.scale,
                    "color": [palette.run if k == best else palette.ink for k in range(count)],
                    "line": {"color": palette.ground, "width": 1.5},
                },
                "hoverinfo": "skip",
            },
        ],
        "layout": frame(
            palette,
            margin=margins(palette),
            xaxis=axis(
                palette,
                say(lang, "softmax.axis.temperature"),
                (start, end),
                type="log",
                exponentformat="power",
                dtick=max(1, math.ceil((end - start) / 6)),
            ),
            yaxis=axis(
                palette,
                say(lang, "softmax.axis.share"),
                (-0.11, 1.09),
                tickvals=[0, 0.25, 0.5, 0.75, 1],
                showgrid=True,
                gridcolor=palette.rule,
            ),
            shapes=[
                {
                    "type": "line",
                    "x0": experiment.temperature,
                    "x1": experiment.temperature,
                    "y0": 0,
                    "y1": 1.05,
                    "layer": "below",
                    "line": {"color": palette.run, "width": 1.2 * palette.weight, "dash": "dot"},
                }
            ],
            annotations=words,
            meta={"pick": {"x": "temperature"}},
        ),
    }


def describe_temperature(experiment: SoftmaxExperiment, lang: str) -> str:
    """The picture in words."""
    shares = worked(experiment).safe.shares
    return say(
        lang,
        "softmax.alt.softmax-temperature",
        scores=", ".join(digits(x, 5) for x in experiment.scores),
        temperature=digits(experiment.temperature),
        shares=", ".join(digits(y) for y in shares),
        even=digits(1 / len(shares)),
    )
