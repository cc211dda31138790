"""The map with the path of the run on it, and under it that of the pinned run if there is one."""

from app.lessons.descent.experiment import DescentExperiment, run_of
from app.lessons.descent.figures.ghost import ghost_of, ghost_traces, legend
from app.lessons.descent.figures.map import draw_map
from app.lessons.descent.figures.path import path_traces
from app.lessons.palette import PALETTES
from app.lessons.style import Figure


def draw_descent(experiment: DescentExperiment, lang: str, theme: str) -> Figure:
    """The map with the path of the run on it, over that of the pinned run."""
    figure, palette = draw_map(experiment, lang, theme), PALETTES[theme]
    axes = figure["layout"]["xaxis"]["range"], figure["layout"]["yaxis"]["range"]
    frame = (*axes[0], *axes[1])
    path = path_traces(run_of(experiment), frame, lang, palette)
    pinned = ghost_of(experiment)
    if pinned is None:
        return {**figure, "data": figure["data"] + path}
    ghost = ghost_traces(pinned, frame, lang, palette)
    if experiment.axes == "outside":
        # Of a path that leaves the map the trace with ink is the one behind the first two.
        inked = path[2] if path[2]["mode"].startswith("lines") else path[1]
        for trace in (ghost[1], inked):
            trace["showlegend"] = True
        named = legend(palette, x=0.01, y=0.99, xanchor="left", yanchor="top")
        figure = {**figure, "layout": {**figure["layout"], **named}}
    return {**figure, "data": figure["data"] + ghost + path}
