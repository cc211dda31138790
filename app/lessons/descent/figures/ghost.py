"""The pinned run: the same path in grey, dashed and with squares, so that no colour is needed."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.descent.comparison import comparable
from app.lessons.descent.experiment import DescentExperiment, Run, pinned_run, run_of
from app.lessons.descent.figures.path import run_name
from app.lessons.palette import Palette
from app.lessons.style import gaps

Array = NDArray[np.float64]

#: Squares nearer than this share of the map's width would hide the dashes between them.
_SPACING = 0.025


def ghost_of(experiment: DescentExperiment) -> Run | None:
    """The pinned run where it can be drawn beside the experiment's own: on the same function."""
    pinned = pinned_run(experiment)
    return pinned if pinned and comparable(run_of(experiment), pinned) else None


def ghost_name(run: Run, lang: str) -> str:
    """The name of a pinned run in a legend."""
    return f"{say(lang, 'page.descent.pinned')} {run_name(run, lang)}"


def ghost_traces(
    run: Run, frame: tuple[float, float, float, float], lang: str, palette: Palette
) -> list[dict[str, Any]]:
    """The path of a pinned run on a map that shows ``frame``; what lies far outside is cut."""
    points = run.trajectory.points
    x = points[:, 0]
    y = points[:, 1] if points.shape[1] == 2 else run.trajectory.values
    # A run that flies apart would leave the arithmetic of whoever draws it.
    reach = 50 * max(frame[1] - frame[0], frame[3] - frame[2])
    with np.errstate(invalid="ignore", over="ignore"):
        far = ~((np.abs(x - frame[0]) < reach) & (np.abs(y - frame[2]) < reach))
    end = int(np.argmax(far)) if far.any() else len(x)
    squares = _spaced(x[:end], y[:end], _SPACING * (frame[1] - frame[0])) if end else []
    line = {"width": 2.0 * palette.weight, "color": palette.quiet, "dash": "dash"}
    shared = {
        "type": "scatter",
        "x": gaps(x[:end]),
        "y": gaps(y[:end]),
        "hoverinfo": "skip",
    }
    return [
        {
            **shared,
            "mode": "lines",
            "name": "halo",
            "line": {"width": 4.5 * palette.weight, "color": palette.halo},
            "showlegend": False,
        },
        {
            **shared,
            "mode": "lines",
            "name": ghost_name(run, lang),
            "line": line,
            "showlegend": False,
        },
        {
            **shared,
            "x": gaps(x[squares]),
            "y": gaps(y[squares]),
            "mode": "markers",
            "name": say(lang, "page.descent.pinned_steps"),
            "marker": {
                "symbol": "square",
                "size": 7 * palette.scale,
                "color": palette.ground,
                "line": {"color": palette.quiet, "width": 1.5 * palette.weight},
            },
            "showlegend": False,
        },
    ]


def _spaced(x: Array, y: Array, least: float) -> list[int]:
    """The steps that get a square: each at least so far from the one before, the start first."""
    kept = [0]
    for k in range(1, len(x)):
        if not abs(x[k] - x[kept[-1]]) + abs(y[k] - y[kept[-1]]) < least:
            kept.append(k)
    return kept


def ghost_loss(run: Run, offset: float, log: bool, lang: str, palette: Palette) -> dict[str, Any]:
    """The loss of a pinned run at each step, above ``offset``."""
    values = run.trajectory.values - offset
    shown = np.where(values > 0, values, np.nan) if log else values
    return {
        "type": "scatter",
        "mode": "lines",
        "name": ghost_name(run, lang),
        "x": list(range(len(values))),
        "y": gaps(shown),
        "line": {"color": palette.quiet, "width": 2.0 * palette.weight, "dash": "dash"},
        "hovertemplate": say(lang, "figure.step") + " %{x}<br>%{y:.5~g}<extra></extra>",
    }


def legend(palette: Palette, **place: Any) -> dict[str, Any]:
    """The part of a layout that names the two runs."""
    return {
        "showlegend": True,
        "legend": {
            "bgcolor": palette.halo,
            "font": {"color": palette.ink, "size": 13 * palette.scale},
            **place,
        },
    }
