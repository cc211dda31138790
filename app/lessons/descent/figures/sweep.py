"""Every rate of the slider from one start: where each leads, and where the edge lies."""

import numpy as np

from app.catalogue.languages import say
from app.core.sweep import Sweep, sweep
from app.lessons.answers import spaced
from app.lessons.descent.experiment import DescentExperiment, Run, run_of
from app.lessons.descent.figures.style import Figure, axis, frame, gaps
from app.lessons.descent.marks import marks, slider
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES
from app.lessons.typed import typed


def sweep_of(run: Run) -> Sweep:
    """Every rate of the slider, or of the range asked for, from the run's start."""
    experiment, scene = run.experiment, run.scene
    rates = experiment.learning_rates or (*slider(run), 121.0)
    settings = experiment.own_settings()
    return sweep(
        scene.objective,
        lambda tried: experiment.chosen().rule(learning_rate=tried, **settings),
        scene.start,
        spaced(rates),
        experiment.steps,
        domain=scene.domain,
        minima=scene.minima,
    )


def draw_sweep(experiment: DescentExperiment, lang: str, theme: str) -> Figure:
    """Final loss and steps needed against the rate, with the measured and the computed edge."""
    run, palette = run_of(experiment), PALETTES[theme]
    result = sweep_of(run)
    target = result.target or 0.0
    with np.errstate(all="ignore"):
        above = np.abs(result.final_values - target)
    diverged = np.array([o.kind == "diverged" for o in result.outcomes])
    floor = 1e-16
    settled = np.where(~diverged & np.isfinite(above), np.maximum(above, floor), np.nan)
    steps = [k if k is not None else None for k in result.steps_to_tolerance]
    edge = marks(run).edge
    lines = [
        (result.measured_edge, "dot", say(lang, "figure.measured_edge")),
        (edge, "solid", say(lang, "figure.computed_edge")),
    ]
    rates = result.learning_rates
    log_ends = (float(np.log10(rates[0])), float(np.log10(rates[-1])))
    rate_axis = {"type": "log", "exponentformat": "power"}
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
                "y": steps,
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
            showlegend=True,
            legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
            margin={
                "l": round(70 * palette.scale),
                "r": 16,
                "t": round(54 * palette.scale),
                "b": round(46 * palette.scale),
            },
            xaxis=axis(palette, say(lang, "figure.rate"), log_ends, anchor="y2", **rate_axis),
            yaxis=axis(
                palette,
                say(lang, "figure.final_loss"),
                None,
                type="log",
                domain=[0.46, 1],
                exponentformat="power",
                showgrid=True,
                gridcolor=palette.rule,
                nticks=6,
            ),
            yaxis2=axis(
                palette,
                say(lang, "figure.steps_needed"),
                None,
                domain=[0, 0.38],
                showgrid=True,
                gridcolor=palette.rule,
                rangemode="tozero",
                nticks=4,
            ),
            shapes=[
                {
                    "type": "line",
                    "x0": rate,
                    "x1": rate,
                    "y0": 0,
                    "y1": 1,
                    "xref": "x",
                    "yref": "paper",
                    "line": {"color": palette.edge, "width": 1.6 * palette.weight, "dash": dash},
                }
                for rate, dash, _ in lines
                if rate is not None and rates[0] <= rate <= rates[-1]
            ],
            annotations=[
                {
                    "x": float(np.log10(rate)),
                    "y": y,
                    "xref": "x",
                    "yref": "paper",
                    "text": f"{text} {digits(rate)}",
                    "showarrow": False,
                    "xanchor": "right",
                    "xshift": -5,
                    "font": {"color": palette.edge, "size": 12 * palette.scale},
                }
                for y, (rate, _, text) in zip((0.92, 0.99), lines, strict=True)
                if rate is not None and rates[0] <= rate <= rates[-1]
            ],
        ),
    }
