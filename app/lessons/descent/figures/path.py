"""The path of a run on the map."""

from typing import Any

from app.catalogue.languages import say
from app.lessons.descent.experiment import DescentExperiment, Run, run_of
from app.lessons.descent.figures.map import draw_map
from app.lessons.descent.figures.style import Figure
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
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
