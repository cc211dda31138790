"""The pictures of a run: on the map, in 3-D, its loss by step, and every rate and start."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.core.basins import DIVERGED, basins
from app.core.sweep import Sweep, sweep
from app.lessons.answers import spaced
from app.lessons.descent.experiment import DescentExperiment, Run, run_of
from app.lessons.descent.map import Figure, axis, draw_map, frame
from app.lessons.descent.marks import marks, slider
from app.lessons.descent.shown import shown
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette, colorscale
from app.lessons.relief import relief
from app.lessons.typed import typed


def run_name(run: Run, lang: str) -> str:
    """The name of a run: its rule and its rate."""
    return f"{run.experiment.chosen().title[lang]}, {digits(run.rate, 4)}"


def path_traces(run: Run, lang: str, palette: Palette) -> list[dict[str, Any]]:
    """The path on the map, the start ringed and the last point filled; all points in order."""
    points = run.trajectory.points
    second = points[:, 1] if points.shape[1] == 2 else run.trajectory.values
    few = len(points) <= 400
    ring = {"color": palette.run, "width": 2.4 * palette.weight}
    wide = 2.2 * palette.weight
    line = {"color": palette.run, "width": wide}
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": "halo",
            "x": typed(points[:, 0]),
            "y": typed(second),
            "line": {"color": palette.halo, "width": wide + 2.5 * palette.weight},
            "hoverinfo": "skip",
            "showlegend": False,
        },
        {
            "type": "scatter",
            "mode": "lines+markers" if few else "lines",
            "name": run_name(run, lang),
            "x": typed(points[:, 0]),
            "y": typed(second),
            "line": line,
            "marker": {"size": 5 * palette.scale, "color": palette.run},
            "hovertemplate": "%{x:.5~g}, %{y:.5~g}<extra></extra>",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": say(lang, "figure.ends"),
            "x": [float(points[0, 0]), float(points[-1, 0])],
            "y": [float(second[0]), float(second[-1])],
            "marker": {
                "size": [14 * palette.scale, 11 * palette.scale],
                "color": [palette.ground, palette.run],
                "line": ring,
            },
            "hoverinfo": "skip",
            "showlegend": False,
        },
    ]


def draw_descent(experiment: DescentExperiment, lang: str, theme: str) -> Figure:
    """The map with the path of the run on it."""
    figure = draw_map(experiment, lang, theme)
    return {
        **figure,
        "data": figure["data"] + path_traces(run_of(experiment), lang, PALETTES[theme]),
    }


def draw_surface(experiment: DescentExperiment, lang: str, theme: str) -> Figure:
    """The loss surface in 3-D with the path on it; one variable has only its curve."""
    run, palette = run_of(experiment), PALETTES[theme]
    if run.scene.objective.dimension == 1:
        return draw_descent(experiment, lang, theme)
    window = shown(run.scene.domain)
    x = np.linspace(window[0], window[1], 97)
    y = np.linspace(window[2], window[3], 65)
    value = run.scene.objective.value_on(x, y)
    shape = relief(value)
    points, values = run.trajectory.points, run.trajectory.values
    low, high = np.array(window[0::2]), np.array(window[1::2])
    inside = ((points >= low) & (points <= high)).all(axis=1) & np.isfinite(values)
    lift = 0.01 * float(np.nanmax(value, initial=0) - np.nanmin(value, initial=0))
    gap = np.where(inside, 0.0, np.nan)
    x_path, y_path, z_path = points[:, 0] + gap, points[:, 1] + gap, values + gap + lift
    ratio = (window[1] - window[0]) / (window[3] - window[2])
    scene_axis = {
        "color": palette.quiet,
        "gridcolor": palette.rule,
        "showbackground": False,
        "zeroline": False,
        "tickfont": {"size": 11 * palette.scale},
    }
    return {
        "data": [
            {
                "type": "surface",
                "name": "f",
                "x": typed(x),
                "y": typed(y),
                "z": typed(np.where(np.isfinite(value), value, np.nan)),
                "surfacecolor": typed(shape.height, single=True),
                "cmin": 0,
                "cmax": shape.top,
                "colorscale": colorscale(palette.bathymetry),
                "showscale": False,
                "lighting": {"ambient": 0.75, "diffuse": 0.5, "specular": 0.05, "roughness": 0.9},
                "hovertemplate": "x %{x:.4~g}<br>y %{y:.4~g}<br>f %{z:.5~g}<extra></extra>",
                "contours": {"z": {"show": False}},
            },
            {
                "type": "scatter3d",
                "mode": "lines+markers",
                "name": run_name(run, lang),
                "x": _gaps(x_path),
                "y": _gaps(y_path),
                "z": _gaps(z_path),
                "line": {"color": palette.run, "width": 5 * palette.weight},
                "marker": {"size": 2.6 * palette.scale, "color": palette.run},
                "hovertemplate": "x %{x:.4~g}<br>y %{y:.4~g}<br>f %{z:.5~g}<extra></extra>",
            },
        ],
        "layout": frame(
            palette,
            margin={"l": 0, "r": 0, "t": 0, "b": 0},
            scene={
                "xaxis": {**scene_axis, "title": {"text": "x"}, "range": list(window[:2])},
                "yaxis": {**scene_axis, "title": {"text": "y"}, "range": list(window[2:])},
                "zaxis": {**scene_axis, "title": {"text": "f"}},
                "aspectmode": "manual",
                "aspectratio": {"x": 1.25, "y": 1.25 / ratio, "z": 0.55},
                "camera": {"eye": {"x": -0.55, "y": -1.35, "z": 0.95}},
                "bgcolor": palette.ground,
            },
        ),
    }


def _gaps(values: NDArray[np.float64]) -> list[float | None]:
    """Numbers with None where there is nothing to draw."""
    return [v if np.isfinite(v) else None for v in values.tolist()]


def loss_axis(run: Run) -> tuple[bool, float]:
    """Whether the loss is drawn on a log axis, and what is subtracted from it first.

    The lowest known value is subtracted where there is one; the axis is a log one where what
    remains is positive and spans more than a factor of a hundred.
    """
    values = run.trajectory.values
    known = [m[-1] for m in run.scene.minima]
    offset = min(known) if known else 0.0
    left = values[np.isfinite(values)] - offset
    above = left[left > 0]
    log = bool(above.size and (left >= -1e-9).all() and above.max() > 100 * above.min())
    return (True, offset) if log else (False, 0.0)


def draw_convergence(experiment: DescentExperiment, lang: str, theme: str) -> Figure:
    """The loss at each step."""
    run, palette = run_of(experiment), PALETTES[theme]
    log, offset = loss_axis(run)
    values = run.trajectory.values - offset
    shown_values = np.where(values > 0, values, np.nan) if log else values
    title = say(lang, "figure.loss" if not offset else "figure.loss_above")
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines",
                "name": run_name(run, lang),
                "x": typed(np.arange(len(values))),
                "y": _gaps(shown_values),
                "line": {"color": palette.run, "width": 2.2 * palette.weight},
                "hovertemplate": say(lang, "figure.step") + " %{x}<br>%{y:.5~g}<extra></extra>",
            }
        ],
        "layout": frame(
            palette,
            margin={
                "l": round(64 * palette.scale),
                "r": 14,
                "t": 12,
                "b": round(44 * palette.scale),
            },
            xaxis=axis(palette, say(lang, "figure.step"), (0, max(1, len(values) - 1)), nticks=6),
            yaxis=axis(
                palette,
                title,
                None,
                type="log" if log else "linear",
                showgrid=True,
                gridcolor=palette.rule,
                exponentformat="power",
                nticks=6,
            ),
        ),
    }


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
                "y": _gaps(settled),
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


def draw_basins(experiment: DescentExperiment, lang: str, theme: str) -> Figure:
    """Which minimum each start runs to, one colour a minimum."""
    run, palette = run_of(experiment), PALETTES[theme]
    scene = run.scene
    window = shown(scene.domain)
    flat = scene.objective.dimension == 1
    counts = (401,) if flat else (round(experiment.n * 1.2), experiment.n)
    sides = zip(window[0::2], window[1::2], counts, strict=True)
    axes = tuple(np.linspace(low, high, count) for low, high, count in sides)
    result = basins(
        scene.objective,
        experiment.chosen().rule(learning_rate=run.rate, **experiment.own_settings()),
        axes,
        min(experiment.steps, 20_000_000 // int(np.prod(counts))),
        domain=scene.domain,
        minima=scene.minima,
    )
    labels = result.labels[None, :] if flat else result.labels
    colours = basin_colours(len(result.minima), palette)
    count = len(colours)
    scale: list[list[object]] = []
    for index, colour in enumerate(colours):
        scale += [[index / count, colour], [(index + 1) / count, colour]]
    return {
        "data": [
            {
                "type": "heatmap",
                "name": say(lang, "figure.basins"),
                "x": typed(axes[0]),
                "y": [0] if flat else typed(axes[1]),
                "z": typed(labels, single=True),
                "zmin": DIVERGED - 0.5,
                "zmax": DIVERGED + count - 0.5,
                "colorscale": scale,
                "showscale": False,
                "hoverinfo": "skip",
            },
            {
                "type": "scatter",
                "mode": "markers",
                "name": say(lang, "figure.minima"),
                "x": [float(row[0]) for row in result.minima],
                "y": [0.0 if flat else float(row[1]) for row in result.minima],
                "marker": {
                    "symbol": "cross-thin",
                    "size": 12 * palette.scale,
                    "color": palette.ink,
                    "line": {"width": 2 * palette.weight, "color": palette.ink},
                },
                "customdata": [float(row[-1]) for row in result.minima],
                "hovertemplate": "(%{x:.5~g}, %{y:.5~g})<br>f %{customdata:.5~g}<extra></extra>",
            },
        ],
        "layout": frame(
            palette,
            xaxis=axis(palette, "x", (window[0], window[1]), constrain="domain"),
            yaxis=axis(palette, "", (-0.5, 0.5), showticklabels=False)
            if flat
            else axis(
                palette,
                "y",
                (window[2], window[3]),
                scaleanchor="x",
                scaleratio=1,
                constrain="domain",
            ),
        ),
    }


#: Pale enough for marks upon them, far enough apart for colour-blind eyes.
_BASIN = ("#8cc5e3", "#f2c14e", "#8fd0b0", "#e2a3c7", "#c9b7e8", "#e8a07a", "#b5cf6b", "#9fb4c7")


def basin_colours(minima: int, palette: Palette) -> list[str]:
    """Colours of diverged, of none reached, and of each minimum in turn."""
    return [palette.ink, palette.rule] + [_BASIN[i % len(_BASIN)] for i in range(minima)]
