"""The loss of every contender against the gradients that it has asked for."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.core.descent import Trajectory
from app.lessons.decades import decades
from app.lessons.numbers import digits
from app.lessons.optimizers.experiment import RaceExperiment, race_of
from app.lessons.optimizers.words import full, ink_of, short
from app.lessons.palette import PALETTES
from app.lessons.style import Figure, axis, frame, gaps
from app.lessons.typed import typed

Array = NDArray[np.float64]

#: Heights outside of these are drawn as gaps.
_FLOOR, _CEILING = 1e-16, 1e6


def draw(experiment: RaceExperiment, lang: str, theme: str) -> Figure:
    """Height above the lowest on a log axis; each curve is named at its end."""
    race, palette = race_of(experiment), PALETTES[theme]
    curves = [run.heights - race.offset for run in race.runs]
    first = max(float(curves[0][0]), 1e-12) if np.isfinite(curves[0][0]) else 1.0
    ceiling = _CEILING * first
    drawn = [_visible(curve, ceiling) for curve in curves]
    seen = np.concatenate([curve[np.isfinite(curve)] for curve in drawn])
    low, high = (seen.min(), seen.max()) if seen.size else (0.1, 1.0)
    high = min(high, 30 * first) if first > low else high
    ends = _ends(float(np.log10(low)), float(np.log10(high)))
    data: list[dict[str, Any]] = []
    moves = []
    for run, values in zip(race.runs, drawn, strict=True):
        ink = ink_of(run.contender.place, theme)
        data += [
            {
                "type": "scatter",
                "mode": "lines",
                "name": full(run, lang),
                "x": typed(np.arange(len(values))),
                "y": gaps(values),
                "line": {"color": ink.colour, "dash": ink.dash, "width": 2.2 * palette.weight},
                "hovertemplate": "%{x}: %{y:.4~g}<extra></extra>",
            },
            {
                "type": "scatter",
                "mode": "markers",
                "x": [float(len(values) - 1)],
                "y": [float(values[-1]) if np.isfinite(values[-1]) else None],
                "marker": {
                    "symbol": ink.symbol,
                    "size": 10 * palette.scale,
                    "color": ink.colour,
                    "line": {"color": palette.ground, "width": 1.4 * palette.weight},
                },
                "hoverinfo": "skip",
                "cliponaxis": False,
            },
        ]
        moves.append({"trace": len(data) - 1, "along": len(data) - 2})
    wide = round(88 * palette.scale)
    return {
        "data": data,
        "layout": frame(
            palette,
            margin={"l": round(58 * palette.scale), "r": wide, "t": 10, "b": 46 * palette.scale},
            xaxis=axis(
                palette,
                say(lang, "optimizers.axis.gradients"),
                (0, max(1, experiment.steps)),
                nticks=6,
            ),
            yaxis=axis(
                palette,
                say(lang, "optimizers.axis.above" if race.offset else "optimizers.axis.loss"),
                ends,
                type="log",
                **decades(*ends),
                showgrid=True,
                gridcolor=palette.rule,
            ),
            annotations=_labels(experiment, drawn, ends, lang, theme),
            meta={
                "moves": moves,
                "live": {
                    "figure": "race-loss",
                    "places": [run.contender.place for run in race.runs],
                },
            },
        ),
    }


def runs(experiment: RaceExperiment, lang: str) -> list[tuple[str, Trajectory]]:
    """Every contender's run by its name and rate."""
    return [(full(run, lang), run.trajectory) for run in race_of(experiment).runs]


def _ends(low: float, high: float) -> tuple[float, float]:
    """The value axis ends, exponents of ten: half decades, so that it holds while a knob moves."""
    room = 0.05 * max(high - low, 1.0)
    return math.floor(2 * (low - room)) / 2, math.ceil(2 * (high + room)) / 2


def _visible(curve: Array, ceiling: float) -> Array:
    """A curve without what a log axis cannot hold, or what is past all measure."""
    with np.errstate(all="ignore"):
        shown: Array = np.where(np.isfinite(curve) & (curve <= ceiling), curve, np.nan)
    return np.maximum(shown, _FLOOR)


def _labels(
    experiment: RaceExperiment,
    drawn: list[Array],
    ends: tuple[float, float],
    lang: str,
    theme: str,
) -> list[dict[str, Any]]:
    """The names at the right edge, moved apart where they would cover each other."""
    race, palette = race_of(experiment), PALETTES[theme]
    heights = []
    for values in drawn:
        known = values[np.isfinite(values)]
        last = np.log10(known[-1]) if known.size else ends[1]
        if values.size and not np.isfinite(values[-1]):
            last = ends[1]
        heights.append((min(max(float(last), ends[0]), ends[1]) - ends[0]) / (ends[1] - ends[0]))
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    spread = _apart([heights[index] for index in order], 0.085)
    placed = dict(zip(order, spread, strict=True))
    return [
        {
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 8,
            "y": placed[index],
            "yref": "paper",
            "yanchor": "middle",
            "text": f"<b>{short(run, lang)}</b>",
            "showarrow": False,
            "font": {
                "color": ink_of(run.contender.place, theme).colour,
                "size": 12 * palette.scale,
            },
        }
        for index, run in enumerate(race.runs)
    ]


def _apart(heights: list[float], least: float) -> list[float]:
    """Ascending heights moved as little as may be, so that neighbours are ``least`` apart."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + least) if placed else height)
    over = placed[-1] - 1.0 if placed else 0.0
    for index in range(len(placed) - 1, -1, -1):
        if over <= 0:
            break
        ceiling = 1.0 if index == len(placed) - 1 else placed[index + 1] - least
        placed[index] = min(placed[index], ceiling)
    return placed


def describe(experiment: RaceExperiment, lang: str) -> str:
    """The curves in words."""
    race = race_of(experiment)
    listed = "; ".join(
        f"{full(run, lang)}: {digits(float(run.heights[-1]))}" for run in race.standings
    )
    return say(lang, "optimizers.alt.loss", steps=experiment.steps, who=listed)
