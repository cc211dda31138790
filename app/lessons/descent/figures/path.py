"""The path of a run on the map."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.descent.experiment import Run
from app.lessons.numbers import digits
from app.lessons.palette import Palette
from app.lessons.typed import typed

Array = NDArray[np.float64]


def run_name(run: Run, lang: str) -> str:
    """The name of a run: its rule and its rate."""
    return f"{run.experiment.chosen().title[lang]}, {digits(run.rate, 4)}"


def path_traces(
    run: Run, frame: tuple[float, float, float, float], lang: str, palette: Palette
) -> list[dict[str, Any]]:
    """The path on a map that shows ``frame``: left, right, bottom, top.

    One trace, named by the run, holds all points in order from the start. A run that ends off
    the map is drawn only as far as the frame, with a mark that says at which step it left; the
    trace of all its points then has no ink.
    """
    points = run.trajectory.points
    x = points[:, 0]
    y = points[:, 1] if points.shape[1] == 2 else run.trajectory.values
    with np.errstate(invalid="ignore"):
        inside = (x >= frame[0]) & (x <= frame[1]) & (y >= frame[2]) & (y <= frame[3])
    left = not inside[-1]
    # Behind the last point on the map comes one more, so that the line runs to the frame.
    end = int(np.flatnonzero(inside)[-1]) + 2 if inside.any() else 0
    drawn = (x[:end], y[:end]) if left else (x, y)
    wide = 2.2 * palette.weight
    line = {"color": palette.run, "width": wide}
    mode = "lines+markers" if len(drawn[0]) <= 400 else "lines"
    marker = {"size": 5 * palette.scale, "color": palette.run}
    traces = [
        _line("halo", drawn, {"color": palette.halo, "width": wide + 2.5 * palette.weight}),
        {
            **_line(run_name(run, lang), (x, y), {**line, "color": _NO_INK} if left else line),
            "mode": "lines" if left else mode,
            "marker": marker,
            **({} if left else {"hoverinfo": "all", "hovertemplate": _HOVER}),
        },
    ]
    if left and end:
        cut = {**_line(say(lang, "figure.cut"), drawn, line), "mode": mode, "marker": marker}
        traces += [cut, _exit(drawn, end - 1, frame, lang, palette)]
    ends = [0] if left else [0, -1]
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "name": say(lang, "figure.ends"),
            "x": [float(x[k]) for k in ends],
            "y": [float(y[k]) for k in ends],
            "marker": {
                "size": [14 * palette.scale, 11 * palette.scale][: len(ends)],
                "color": [palette.ground, palette.run][: len(ends)],
                "line": {"color": palette.run, "width": 2.4 * palette.weight},
            },
            "hoverinfo": "skip",
            "showlegend": False,
        }
    )
    return traces


_NO_INK = "rgba(0,0,0,0)"
_HOVER = "%{x:.5~g}, %{y:.5~g}<extra></extra>"


def _line(name: str, points: tuple[Array, Array], line: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": typed(points[0]),
        "y": typed(points[1]),
        "line": line,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _exit(
    drawn: tuple[Array, Array],
    step: int,
    frame: tuple[float, float, float, float],
    lang: str,
    palette: Palette,
) -> dict[str, Any]:
    """The mark at the frame where the path leaves the map for good."""
    x, y = (float(v) for v in crossing(drawn, frame))
    across = (x - frame[0]) / (frame[1] - frame[0])
    upper = y > (frame[2] + frame[3]) / 2
    side = "right" if across < 0.5 else "left"
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": say(lang, "figure.exit", step=step),
        "x": [x],
        "y": [y],
        "text": [say(lang, "figure.exit", step=step)],
        "textposition": f"{'bottom' if upper else 'top'} {side}",
        "textfont": {"color": palette.edge, "size": 13 * palette.scale},
        "marker": {"symbol": "diamond", "size": 12 * palette.scale, "color": palette.edge},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }


def crossing(
    drawn: tuple[Array, Array], frame: tuple[float, float, float, float]
) -> tuple[float, float]:
    """Where the last stretch of a path, from a point inside to one outside, meets the frame."""
    share = 1.0
    sides = []
    for line, low, high in ((drawn[0], *frame[:2]), (drawn[1], *frame[2:])):
        start = float(line[-2])
        # A value may be infinite, or so far that its distance is.
        stop = min(max(float(line[-1]), -1e300), 1e300)
        bound = high if stop > high else low
        if not low <= stop <= high:
            share = min(share, (bound - start) / (stop - start))
        sides.append((start, stop, low, high))
    ends = [min(max(a + share * (b - a), low), high) for a, b, low, high in sides]
    return ends[0], ends[1]
