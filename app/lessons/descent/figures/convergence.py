"""The loss at each step."""

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.descent.experiment import DescentExperiment, Run, run_of
from app.lessons.descent.figures.ghost import ghost_loss, ghost_of, legend
from app.lessons.descent.figures.path import now, run_name
from app.lessons.palette import PALETTES
from app.lessons.style import Figure, axis, frame
from app.lessons.typed import typed

Array = NDArray[np.float64]

#: What lies further out is drawn as if it lay there.
_FAR = 1e300


def loss_axis(run: Run, pinned: Run | None = None) -> tuple[bool, float]:
    """Whether the loss is drawn on a log axis, and what is subtracted from it first.

    The lowest known value is subtracted where there is one; the axis is a log one where what
    remains is positive and spans more than a factor of a hundred. A ``pinned`` run beside it
    shares its axis.
    """
    values = run.trajectory.values
    if pinned is not None:
        values = np.concatenate([values, pinned.trajectory.values])
    known = [m[-1] for m in run.scene.minima]
    offset = min(known) if known else 0.0
    left = values[np.isfinite(values)] - offset
    above = left[left > 0]
    log = bool(above.size and (left >= -1e-9).all() and above.max() / 100 > above.min())
    return (True, offset) if log else (False, 0.0)


def _ends(values: Array, log: bool) -> tuple[float, float]:
    """The ends of the loss's axis (exponents of ten on a log one), with a little room.

    They are fixed: an axis that fits itself would breathe while the clock moves the marker.
    """
    kept = values[(values > 0) & np.isfinite(values)] if log else values[np.isfinite(values)]
    kept = np.log10(kept) if log else kept.clip(-_FAR, _FAR)
    if not kept.size:
        return 0.0, 1.0
    low, high = float(kept.min()), float(kept.max())
    room = 0.06 * (high - low) or 0.05 * abs(high) or 1.0
    return low - room, high + room


def draw_convergence(experiment: DescentExperiment, lang: str, theme: str) -> Figure:
    """The loss at each step."""
    run, palette = run_of(experiment), PALETTES[theme]
    pinned = ghost_of(experiment)
    log, offset = loss_axis(run, pinned)
    values = run.trajectory.values - offset
    shown_values = np.where(values > 0, values, np.nan) if log else values
    title = say(lang, "figure.loss" if not offset else "figure.loss_above")
    last = max(len(each.trajectory.values) for each in (run, pinned) if each) - 1
    others = pinned.trajectory.values - offset if pinned else np.empty(0)
    ghost = [ghost_loss(pinned, offset, log, lang, palette)] if pinned else []
    named = legend(palette, x=0.99, y=0.99, xanchor="right", yanchor="top") if pinned else {}
    steps = np.arange(len(values), dtype=float)
    curve = {
        "type": "scatter",
        "mode": "lines",
        "x": typed(steps),
        "y": typed(np.where(np.isfinite(shown_values), shown_values, np.nan)),
        "line": {"color": palette.run, "width": 2.2 * palette.weight},
    }
    first = len(ghost)
    moves = [
        {"trace": first + 1, "along": first, "until": True},
        {"trace": first + 2, "along": first},
    ]
    return {
        "data": [
            *ghost,
            {
                **curve,
                "name": "coming",
                "opacity": 0.32,
                "hoverinfo": "skip",
                "showlegend": False,
            },
            {
                **curve,
                "name": run_name(run, lang),
                "hovertemplate": say(lang, "figure.step") + " %{x}<br>%{y:.5~g}<extra></extra>",
            },
            {**now((steps[-1:], shown_values[-1:]), lang, palette), "cliponaxis": False},
        ],
        "layout": {
            **frame(
                palette,
                margin={
                    "l": round(64 * palette.scale),
                    "r": 14,
                    "t": 12,
                    "b": round(44 * palette.scale),
                },
                xaxis=axis(palette, say(lang, "figure.step"), (0, max(1, last)), nticks=6),
                yaxis=axis(
                    palette,
                    title,
                    _ends(np.concatenate([shown_values, others]), log),
                    type="log" if log else "linear",
                    showgrid=True,
                    gridcolor=palette.rule,
                    exponentformat="power",
                    nticks=6,
                ),
                meta={
                    "moves": moves,
                    "live": {"figure": "convergence", "of": {"pinned": pinned is not None}},
                },
            ),
            **named,
        },
    }
