"""The loss on all the data along each run, by update or by epoch."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.mini_batch.experiment import MiniBatchQuery, loss_of
from app.lessons.mini_batch.figures.looks import Look, key_above, looks
from app.lessons.mini_batch.runs import Run, places_of, runs_of
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import Figure, axis, frame
from app.lessons.typed import typed

#: The axis shows no more than this range of the loss above its minimum.
_LEAST, _MOST = 1e-9, 1e6


def above(query: MiniBatchQuery, run: Run) -> NDArray[np.float64]:
    """The loss above its minimum at each point, within what a picture can hold."""
    excess = loss_of(query.data).above(run.points.T)
    return np.clip(np.where(np.isfinite(excess), excess, _MOST), _LEAST, _MOST)


def draw_losses(query: MiniBatchQuery, lang: str, theme: str) -> Figure:
    """One curve a run on a log axis, with a marker each that the clock moves."""
    palette = PALETTES[theme]
    found = looks(query, palette, lang)
    size = query.dataset.size
    by_epoch = query.compare == "epochs"
    data: list[dict[str, Any]] = []
    markers: list[dict[str, Any]] = []
    moves: list[dict[str, Any]] = []
    lowest, highest = _MOST, _LEAST
    for run, look in reversed(list(zip(runs_of(query), found, strict=True))):
        values = above(query, run)
        lowest, highest = min(lowest, float(values.min())), max(highest, float(values.max()))
        x = run.seen / size if by_epoch else np.arange(len(values), dtype=float)
        at = places_of(query, run)
        data.append(_curve(look, x, values, look.colour, palette))
        data.append(_curve(look, x[at], values[at], "", palette))
        moves.append({"along": len(data) - 1})
        markers.append(_marker(look, float(x[-1]), float(values[-1]), palette))
    for move in moves:
        move["trace"] = len(data)
        data.append(markers.pop(0))
    last = float(query.epochs if by_epoch else max(1, query.steps))
    ends = float(np.log10(lowest)), float(np.log10(highest))
    room = max(0.08 * (ends[1] - ends[0]), 0.1)
    key = "epoch" if by_epoch else "update"
    margin = {
        "l": round(64 * palette.scale),
        "r": 14,
        "t": round(46 * palette.scale),
        "b": round(42 * palette.scale),
    }
    return {
        "data": data,
        "layout": frame(
            palette,
            margin=margin,
            xaxis=axis(palette, say(lang, f"mini-batch.axis.{key}"), (0, 1.02 * last), nticks=6),
            yaxis=axis(
                palette,
                say(lang, "mini-batch.axis.loss"),
                (ends[0] - room, ends[1] + room),
                type="log",
                exponentformat="power",
                showgrid=True,
                gridcolor=palette.rule,
                nticks=6,
            ),
            annotations=key_above(found, palette),
            meta={"moves": moves},
        ),
    }


def _curve(
    look: Look,
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    colour: str,
    palette: Palette,
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": look.name if colour else "",
        "x": typed(x, single=True),
        "y": typed(y, single=True),
        "line": {
            "color": colour or "rgba(0,0,0,0)",
            "width": (2.2 if look.dash == "solid" else 1.8) * palette.weight,
            "dash": look.dash,
        },
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _marker(look: Look, x: float, y: float, palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": look.name,
        "x": [x],
        "y": [y],
        "marker": {
            "symbol": look.symbol,
            "size": 11 * palette.scale,
            "color": look.colour,
            "line": {"width": 1.6 * palette.weight, "color": palette.ground},
        },
        "hovertemplate": look.name + "<br>%{x:.4~g}: %{y:.3~g}<extra></extra>",
        "showlegend": False,
    }


def describe_losses(query: MiniBatchQuery, lang: str) -> str:
    """The last loss above the minimum of each run."""
    full, batch, one = (float(above(query, run)[-1]) for run in runs_of(query))
    return say(
        lang,
        f"mini-batch.alt.losses.{query.compare}",
        size=query.batch_size,
        count=query.steps if query.compare == "updates" else query.epochs,
        full=digits(full),
        batch=digits(batch),
        one=digits(one),
    )
