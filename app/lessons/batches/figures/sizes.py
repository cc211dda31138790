"""What the pictures over the axis of batch sizes share."""

import math
from collections.abc import Sequence
from typing import Any

from app.catalogue.languages import say
from app.lessons.annotations import upright
from app.lessons.batches.measuring import SIZES, Spread
from app.lessons.palette import Palette
from app.lessons.style import Figure, axis, frame

ENDS = (math.log10(SIZES[0]) - 0.12, math.log10(SIZES[-1]) + 0.12)


#: How far the two ways stand apart at each size, so that their whiskers do not cover each other.
_APART = 1.04


def place(size: int, way: str) -> float:
    """Where a size of one of the two ways is drawn: loop a little left, product a little right."""
    return size / _APART if way == "loop" else size * _APART


def line(
    rows: Sequence[Spread],
    way: str,
    name: str,
    look: tuple[str, str, str],
    palette: Palette,
) -> list[dict[str, Any]]:
    """The least times, their medians, whiskers to the greatest; look: colour, dash, marker."""
    colour, dash, symbol = look
    whiskers: dict[str, list[float | None]] = {"x": [], "y": []}
    for size, row in zip(SIZES, rows, strict=True):
        whiskers["x"] += [place(size, way), place(size, way), None]
        whiskers["y"] += [row.low, row.high, None]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": f"{name}: min–max",
            **whiskers,
            "line": {"color": colour, "width": 1.8 * palette.weight},
            "opacity": 0.5,
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": name,
            "x": [place(size, way) for size in SIZES],
            "y": [row.low for row in rows],
            "customdata": list(SIZES),
            "line": {"color": colour, "width": 2.2 * palette.weight, "dash": dash},
            "marker": {"size": 8 * palette.scale, "color": colour, "symbol": symbol},
            "hovertemplate": f"{name}<br>%{{customdata}}: %{{y:.3~g}} µs<extra></extra>",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": f"{name}: median",
            "x": [place(size, way) for size in SIZES],
            "y": [row.median for row in rows],
            "customdata": list(SIZES),
            "marker": {
                "size": 7 * palette.scale,
                "color": colour,
                "symbol": f"{symbol}-open",
                "line": {"color": colour, "width": 1.4 * palette.weight},
            },
            "hovertemplate": f"{name}, median<br>%{{customdata}}: %{{y:.3~g}} µs<extra></extra>",
        },
    ]


def chosen(x: float, y: float, palette: Palette) -> dict[str, Any]:
    """A ring around the point of the chosen size."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "B",
        "x": [x],
        "y": [y],
        "marker": {
            "symbol": "circle-open",
            "size": 18 * palette.scale,
            "color": palette.run,
            "line": {"color": palette.run, "width": 2.6 * palette.weight},
        },
        "hoverinfo": "skip",
    }


def over_sizes(
    palette: Palette, lang: str, size: float, yaxis: dict[str, Any], notes: list[dict[str, Any]]
) -> dict[str, Any]:
    """The layout of a picture over the batch sizes, in which one can be picked."""
    return frame(
        palette,
        xaxis=axis(
            palette,
            say(lang, "batches.figure_label.size"),
            ENDS,
            type="log",
            tickvals=[1, 10, 100, 1000],
            ticktext=["1", "10", "100", "1000"],
        ),
        yaxis=yaxis,
        margin={
            "l": round(60 * palette.scale),
            "r": 14,
            "t": round(28 * palette.scale),
            "b": round(44 * palette.scale),
        },
        shapes=[upright(palette, size, palette.run, width=1.2, dash="dot")],
        annotations=notes,
        meta={"pick": {"x": "B", "stops": list(SIZES)}},
    )


def unmeasured(palette: Palette, lang: str, size: float, title: str) -> Figure:
    """Axes without a curve: there is nothing to show yet."""
    note = {
        "text": say(lang, "batches.figure_label.unmeasured"),
        "x": 0.5,
        "y": 0.55,
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "bgcolor": palette.ground,
        "font": {"color": palette.quiet, "size": 17 * palette.scale},
    }
    empty = {
        "type": "scatter",
        "mode": "markers",
        "name": say(lang, "batches.figure_label.unmeasured"),
        "x": [None],
        "y": [None],
        "hoverinfo": "skip",
    }
    yaxis = axis(palette, title, (0, 1), tickvals=[], ticktext=[])
    return {"data": [empty], "layout": over_sizes(palette, lang, size, yaxis, [note])}
