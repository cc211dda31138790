"""The map with the path of the run on it, and under it that of the pinned run if there is one."""

from app.lessons.descent.experiment import DescentExperiment, run_of
from app.lessons.descent.figures.ghost import ghost_of, ghost_traces, legend
from app.lessons.descent.figures.map import draw_map
from app.lessons.descent.figures.path import exit_notes, live_path, path_traces
from app.lessons.palette import PALETTES
from app.lessons.style import Figure


def draw_descent(experiment: DescentExperiment, lang: str, theme: str) -> Figure:
    """The map with the path of the run on it, over that of the pinned run."""
    figure, palette = draw_map(experiment, lang, theme), PALETTES[theme]
    axes = figure["layout"]["xaxis"]["range"], figure["layout"]["yaxis"]["range"]
    frame = (*axes[0], *axes[1])
    pinned = ghost_of(experiment)
    data = [*figure["data"], *(ghost_traces(pinned, frame, lang, palette) if pinned else [])]
    path, moves = path_traces(run_of(experiment), frame, lang, palette, len(data))
    notes = exit_notes(run_of(experiment), frame, lang, palette)
    line = run_of(experiment).scene.objective.dimension == 1
    named = pinned is not None and experiment.axes == "outside"
    live = {
        "figure": "descent",
        **live_path(frame, lang, palette, len(data)),
        "of": {"dimension": 1 if line else 2, "pinned": pinned is not None, "legend": named},
    }
    meta = {"moves": moves, "pick": {"x": "start"} if line else {"xy": "start"}, "live": live}
    layout = {**figure["layout"], "meta": {**figure["layout"].get("meta", {}), **meta}}
    if notes:
        layout["annotations"] = [*layout.get("annotations", []), *notes]
    if named:
        # Behind the map's own traces the second of the pinned run is its line; of the run it is
        # the one that the clock draws.
        inked = path[moves[0]["trace"] - len(data)]
        for trace in (data[len(figure["data"]) + 1], inked):
            trace["showlegend"] = True
        layout |= legend(palette, x=0.01, y=0.99, xanchor="left", yanchor="top")
    return {**figure, "data": data + path, "layout": layout}
