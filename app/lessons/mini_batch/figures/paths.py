"""Three runs on one map: all the data, mini-batches, one row at a time."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.mini_batch.experiment import MiniBatchQuery
from app.lessons.mini_batch.figures.ground import ground, layout, mark, window_of
from app.lessons.mini_batch.figures.looks import Look, key_on, looks
from app.lessons.mini_batch.runs import Run, places_of, runs_of
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.reach import near
from app.lessons.style import Figure
from app.lessons.typed import typed

_NO_INK = "rgba(0,0,0,0)"


def draw_paths(query: MiniBatchQuery, lang: str, theme: str) -> Figure:
    """The three paths from the start on, with a marker each that the clock moves."""
    palette = PALETTES[theme]
    found = looks(query, palette, lang)
    window = window_of(query)
    middle = np.array([window[0] + window[1], window[2] + window[3]]) / 2
    reach = 20 * (window[1] - window[0])
    data: list[dict[str, Any]] = [ground(query, palette)]
    markers: list[dict[str, Any]] = []
    moves: list[dict[str, Any]] = []
    runs = runs_of(query)
    # Single rows first and at the bottom: they wander most.
    for run, look in reversed(list(zip(runs, found, strict=True))):
        points = near(run.points, middle, reach)
        data.append(_line(look, points, look.colour, palette))
        data.append(
            _line(look, near(run.points[places_of(query, run)], middle, reach), "", palette)
        )
        markers.append(_marker(look, run.points[-1], middle, reach, palette))
        moves.append({"along": len(data) - 1})
    for move in moves:
        move["trace"] = len(data)
        data.append(markers.pop(0))
    start = query.start[0], query.start[1]
    data.append(mark(say(lang, "mini-batch.start"), start, "circle-open", 14, palette.ink, palette))
    meta = {"moves": moves, "pick": {"xy": "start"}}
    # Runs start in the upper left and are thrown to the right: the words stand lower left.
    notes = key_on(found, palette)
    return {"data": data, "layout": layout(query, palette, annotations=notes, meta=meta)}


def _line(look: Look, points: NDArray[np.float64], colour: str, palette: Palette) -> dict[str, Any]:
    """A path; without a colour it is there for the clock alone."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": look.name if colour else "",
        "x": typed(points[:, 0], single=True),
        "y": typed(points[:, 1], single=True),
        "line": {
            "color": colour or _NO_INK,
            "width": (2.4 if look.dash == "solid" else 2.0) * palette.weight,
            "dash": look.dash,
        },
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _marker(
    look: Look,
    point: NDArray[np.float64],
    middle: NDArray[np.float64],
    reach: float,
    palette: Palette,
) -> dict[str, Any]:
    x, y = (float(v) for v in near(point[None, :], middle, reach)[0])
    return mark(look.name, (x, y), look.symbol, 12, look.colour, palette)


def describe_paths(query: MiniBatchQuery, lang: str) -> str:
    """How many updates each run made, and the loss that it ended at."""
    full, batch, one = runs_of(query)
    return say(
        lang,
        "mini-batch.alt.paths",
        size=query.batch_size,
        all=query.dataset.size,
        full_updates=len(full.points) - 1,
        batch_updates=len(batch.points) - 1,
        one_updates=len(one.points) - 1,
        full=_end(full),
        batch=_end(batch),
        one=_end(one),
    )


def _end(run: Run) -> str:
    return digits(float(run.losses[-1]))
