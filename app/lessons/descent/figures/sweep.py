"""Every rate of the slider from one start: where each leads, and where the edge lies."""

import math
from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.catalogue.lookup import find
from app.catalogue.optimizers import OPTIMIZERS
from app.core.memory import remembered
from app.core.sweep import Sweep
from app.lessons.annotations import above, upright
from app.lessons.answers import spaced, swept
from app.lessons.descent.experiment import DescentExperiment, Run, run_of
from app.lessons.descent.marks import marks, slider
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.scene import Domain, scene
from app.lessons.style import Figure, axis, frame, gaps, margin
from app.lessons.typed import typed


def sweep_of(run: Run) -> Sweep:
    """Every rate of the slider, or of the range asked for, from the run's start."""
    experiment, place = run.experiment, run.scene
    return _swept(
        place.text,
        place.domain,
        place.start,
        experiment.optimizer,
        tuple(sorted(experiment.own_settings().items())),
        experiment.learning_rates or (*slider(run), 121.0),
        experiment.steps,
    )


@remembered("results")
def _swept(
    f: str,
    domain: Domain,
    start: tuple[float, ...],
    optimizer: str,
    settings: tuple[tuple[str, Any], ...],
    rates: tuple[float, ...],
    steps: int,
) -> Sweep:
    """The sweep, once for all themes and for every rate at which the page's own run stands."""
    place = scene(find(f), domain, start)
    return swept(place, OPTIMIZERS[optimizer], dict(settings), spaced(rates), steps)


def draw_sweep(experiment: DescentExperiment, lang: str, theme: str) -> Figure:
    """Final loss and steps needed against the rate, with the measured and the computed edge."""
    run, palette = run_of(experiment), PALETTES[theme]
    result = sweep_of(run)
    target = result.target or 0.0
    with np.errstate(all="ignore"):
        excess = np.abs(result.final_values - target)
    diverged = np.array([o.kind == "diverged" for o in result.outcomes])
    floor = 1e-16
    settled = np.where(~diverged & np.isfinite(excess), np.maximum(excess, floor), np.nan)
    edge = marks(run).edge
    rates = result.learning_rates
    named = [
        (edge, "solid", say(lang, "figure.computed_edge")),
        (result.measured_edge, "dot", say(lang, "figure.measured_edge")),
    ]
    lines = [
        (rate, dash, text)
        for rate, dash, text in named
        if rate is not None and rates[0] <= rate <= rates[-1]
    ]
    log_ends = (float(np.log10(rates[0])), float(np.log10(rates[-1])))
    rate_axis = {"type": "log", "exponentformat": "power", "dtick": 1}
    grid = {"showgrid": True, "gridcolor": palette.rule}
    crossed, any_lost = say(lang, "figure.diverged"), bool(diverged.any())
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": say(lang, "figure.final_loss"),
                "x": typed(rates),
                "y": gaps(settled),
                "line": {"color": palette.run, "width": 1.6 * palette.weight},
                "marker": {"size": 6 * palette.scale, "color": palette.run},
                "hovertemplate": say(lang, "figure.rate")
                + " %{x:.4~g}<br>%{y:.3~g}<extra></extra>",
            },
            {
                "type": "scatter",
                "mode": "markers",
                "name": say(lang, "figure.steps_needed"),
                "x": typed(rates),
                "y": result.steps_to_tolerance,
                "yaxis": "y2",
                "marker": {"size": 6 * palette.scale, "color": palette.best, "symbol": "square"},
                "hovertemplate": say(lang, "figure.rate") + " %{x:.4~g}<br>%{y}<extra></extra>",
            },
            {
                "type": "scatter",
                "mode": "markers",
                "name": say(lang, "figure.diverged"),
                "x": typed(rates[diverged]),
                "y": [0] * int(diverged.sum()),
                "yaxis": "y2",
                "marker": {
                    "size": 6 * palette.scale,
                    "color": palette.edge,
                    "symbol": "x-thin",
                    "line": {"width": 1.6 * palette.weight, "color": palette.edge},
                },
                "hovertemplate": say(lang, "figure.rate") + " %{x:.4~g}<extra></extra>",
            },
        ],
        "layout": frame(
            palette,
            margin=margin(palette, 64, 62, 56, right=16),
            xaxis=axis(palette, say(lang, "figure.rate"), log_ends, anchor="y2", **rate_axis),
            yaxis=axis(
                palette,
                "",
                None,
                type="log",
                domain=[0.46, 1],
                exponentformat="power",
                nticks=6,
                **grid,
            ),
            yaxis2=axis(palette, "", None, domain=[0, 0.34], rangemode="tozero", nticks=4, **grid),
            shapes=[
                upright(palette, rate, palette.edge, width=1.6, dash=dash)
                for rate, dash, _ in lines
            ],
            annotations=[
                above(palette, say(lang, "figure.final_loss"), "left", palette.run, shift=3),
                above(
                    palette, say(lang, "figure.steps_needed"), "left", palette.best, shift=3, y=0.34
                ),
                *(
                    [above(palette, f"× {crossed}", "right", palette.edge, shift=3, y=0.34)]
                    if any_lost
                    else []
                ),
                *(
                    _edge_words(rate, text, row, log_ends, palette)
                    for row, (rate, _, text) in enumerate(lines)
                ),
            ],
        ),
    }


def _edge_words(
    rate: float, text: str, row: int, ends: tuple[float, float], palette: Palette
) -> dict[str, Any]:
    """The name of an edge above the plot, on the side of its line where there is room."""
    place = math.log10(rate)
    right = place > (ends[0] + ends[1]) / 2
    return {
        **above(palette, f"{text} {digits(rate)}", "left", palette.edge),
        "x": place,
        "xref": "x",
        "xanchor": "right" if right else "left",
        "yshift": 3 + round(row * 18 * palette.scale),
    }
