"""Every rate of the slider: how low each gets, and where the edge lies."""

import math
from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.lessons.annotations import upright
from app.lessons.decades import decades
from app.lessons.learning_rate.experiment import (
    RATES,
    TRIED_STEPS,
    RateExperiment,
    Three,
    three_of,
)
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.paths import inks
from app.lessons.style import Figure, axis, frame, gaps, margin
from app.lessons.typed import typed

#: A gap below this is as good as none, and a log axis needs an end.
_FLOOR = 1e-16


def heights(three: Three) -> tuple[Any, Any]:
    """How far above the lowest each rate ends, NaN where it diverges, and whether it does."""
    made = three.sweep
    with np.errstate(all="ignore"):
        above = np.abs(made.final_values - (made.target or 0.0))
    lost = np.array([outcome.kind == "diverged" for outcome in made.outcomes])
    return np.where(~lost & np.isfinite(above), np.maximum(above, _FLOOR), np.nan), lost


def draw(experiment: RateExperiment, lang: str, theme: str) -> Figure:
    """Final loss against the rate on log axes, with both edges and the three rates."""
    three, palette, ink = three_of(experiment), PALETTES[theme], inks(theme)
    rates = three.sweep.learning_rates
    settled, lost = heights(three)
    ends = math.log10(rates[0]), math.log10(rates[-1])
    kept = settled[np.isfinite(settled)]
    low, high = (kept.min(), kept.max()) if kept.size else (0.1, 1.0)
    low, high = math.log10(low), math.log10(high)
    room = max(high - low, 0.5)
    top = high + 0.16 * room
    chosen = three.rates["learning_rate"]
    lines = [
        (three.bend.edge, "solid", say(lang, "learning-rate.edge.computed")),
        (three.sweep.measured_edge, "dot", say(lang, "learning-rate.edge.measured")),
    ]
    shown = [(r, d, t) for r, d, t in lines if r is not None and rates[0] <= r <= rates[-1]]
    crosses = rates[lost]
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines",
                "name": say(lang, "learning-rate.axis.final"),
                "x": typed(rates),
                "y": gaps(settled),
                "line": {"color": ink[1].colour, "width": 2.2 * palette.weight},
                "hovertemplate": "η %{x:.4~g}<br>%{y:.3~g}<extra></extra>",
            },
            {
                "type": "scatter",
                "mode": "markers",
                "name": say(lang, "learning-rate.diverged"),
                "x": typed(crosses),
                "y": [10**top] * len(crosses),
                "marker": {
                    "symbol": "x-thin",
                    "size": 6 * palette.scale,
                    "color": palette.edge,
                    "line": {"width": 1.6 * palette.weight, "color": palette.edge},
                },
                "hovertemplate": "η %{x:.4~g}<extra></extra>",
            },
            _three(three, rates, settled, top, palette, lang),
        ],
        "layout": frame(
            palette,
            margin=margin(palette, 64, 44, 46),
            xaxis=axis(
                palette,
                say(lang, "learning-rate.axis.rate"),
                ends,
                type="log",
                exponentformat="power",
                dtick=1,
            ),
            yaxis=axis(
                palette,
                say(
                    lang,
                    "learning-rate.axis.final"
                    if three.scene.minima
                    else "learning-rate.axis.above",
                ),
                (low - 0.08 * room, top + 0.06 * room),
                type="log",
                **decades(low - 0.08 * room, top + 0.06 * room),
                showgrid=True,
                gridcolor=palette.rule,
            ),
            shapes=[
                upright(palette, rate, palette.edge, width=1.6, dash=dash)
                for rate, dash, _ in shown
            ]
            + [upright(palette, chosen, palette.run, width=1.6)],
            annotations=[
                _edge_words(rate, text, row, ends, palette)
                for row, (rate, _, text) in enumerate(shown)
            ],
            meta={"pick": {"x": "learning_rate"}, "live": _live(three, top)},
        ),
    }


def _live(three: Three, top: float) -> dict[str, Any]:
    """What the curve hangs on, and the edge beside it: while these stay, the three rates move."""
    asked, place = three.experiment, three.scene
    return {
        "figure": "rate-sweep",
        "of": {
            "f": place.text,
            "start": place.start,
            "steps": asked.tried_steps,
            "limit": TRIED_STEPS,
        },
        "edge": three.bend.edge,
        "top": 10**top,
    }


def _three(
    three: Three, rates: Any, settled: Any, top: float, palette: Palette, lang: str
) -> dict[str, Any]:
    """The three rates of the stage on the curve."""
    x = [three.rates[key] for key in RATES]
    y = []
    for rate in x:
        nearest = int(np.argmin(np.abs(np.log(rates) - math.log(rate))))
        y.append(settled[nearest] if np.isfinite(settled[nearest]) else 10**top)
    middle = RATES.index("learning_rate")
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say(lang, "learning-rate.three"),
        "x": x,
        "y": [float(value) for value in y],
        "marker": {
            "size": [(12 if i == middle else 9) * palette.scale for i in range(len(x))],
            "symbol": ["circle" if i == middle else "circle-open" for i in range(len(x))],
            "color": palette.run,
            "line": {"width": 2 * palette.weight, "color": palette.run},
        },
        "hovertemplate": "η %{x:.4~g}<extra></extra>",
    }


def _edge_words(
    rate: float, text: str, row: int, ends: tuple[float, float], palette: Palette
) -> dict[str, Any]:
    """The name of an edge above the plot, on the side of its line where there is room."""
    place = math.log10(rate)
    return {
        "text": f"{text} {digits(rate)}",
        "x": place,
        "xref": "x",
        "xanchor": "right" if place > sum(ends) / 2 else "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 3 + round(row * 18 * palette.scale),
        "showarrow": False,
        "font": {"color": palette.edge, "size": 12 * palette.scale},
    }


def describe(experiment: RateExperiment, lang: str) -> str:
    """The sweep in words."""
    three = three_of(experiment)
    made = three.sweep
    edge = made.measured_edge
    best = int(np.nanargmin(heights(three)[0])) if np.isfinite(heights(three)[0]).any() else None
    return say(
        lang,
        "learning-rate.alt.every"
        if edge is not None and best is not None
        else "learning-rate.alt.every_calm",
        count=len(made.learning_rates),
        steps=experiment.tried_steps,
        edge="" if edge is None else digits(edge),
        best="–" if best is None else digits(float(made.learning_rates[best])),
    )
