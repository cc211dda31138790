"""The paths of runs on a small map: their inks, their traces, and where they leave the map."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.lessons.palette import PALETTES, Palette
from app.lessons.scene import Scene
from app.lessons.terrain import Window
from app.lessons.typed import typed

Array = NDArray[np.float64]

#: So many widths off the map a coordinate is as far as it can be drawn.
_FAR = 1e4
#: A mark on the frame stands inside it by this share of the width.
_INSIDE = 0.02
#: More points than this are drawn in single precision.
_LONG = 150


@dataclass(frozen=True)
class Ink:
    """How a run is drawn: no meaning hangs on the colour alone."""

    colour: str
    dash: str
    symbol: str


def inks(theme: str) -> tuple[Ink, Ink, Ink, Ink]:
    """The inks of four runs; the first is that of THE run."""
    palette = PALETTES[theme]
    return (
        Ink(palette.run, "solid", "circle"),
        Ink(palette.blue, "dash", "square"),
        Ink(palette.purple, "dashdot", "diamond"),
        Ink(palette.ink, "dot", "triangle-up"),
    )


def coordinates(scene: Scene, points: Array, values: Array) -> tuple[Array, Array]:
    """The points of a run in the plane of its map: the graph's, for a function of one variable."""
    return points[:, 0], points[:, 1] if points.shape[1] == 2 else values


def path(
    name: str,
    x: Array,
    y: Array,
    seen: Window,
    ink: Ink,
    palette: Palette,
    first: int,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The traces of one path, the first of which will be trace ``first``, and the clock's moves.

    The whole path is pale and named by its run; over it lies the part up to the clock's step and
    the marker of that step. A path that leaves the map for good ends on its frame.
    """
    out = way_out(x, y, seen)
    x, y = _drawable(x, seen[0], seen[1]), _drawable(y, seen[2], seen[3])
    if out:
        # Once it has left the map for good it rests where it left, and the clock runs on.
        x[out[0] :], y[out[0] :] = out[1], out[2]
    wide = 2 * palette.weight
    line = {"color": ink.colour, "width": wide, "dash": ink.dash}
    marker = {"symbol": ink.symbol, "size": 4.5 * palette.scale, "color": ink.colour}
    mode = "lines+markers" if len(x) <= _LONG else "lines"
    shared = {"type": "scatter", "showlegend": False}
    # A long path is worth its weight in single precision: only pixels hang on it.
    both = {**shared, "x": typed(x, len(x) > _LONG), "y": typed(y, len(y) > _LONG)}
    pixels = {**shared, "x": typed(x, True), "y": typed(y, True)}
    traces = [
        {
            **pixels,
            "mode": "lines",
            "line": {"color": palette.halo, "width": wide + 2.4 * palette.weight},
            "hoverinfo": "skip",
        },
        {
            **both,
            "mode": mode,
            "name": name,
            "line": line,
            "marker": marker,
            "opacity": 0.32,
            "hovertemplate": "%{x:.4~g}, %{y:.4~g}<extra></extra>",
        },
        {
            **pixels,
            "mode": mode,
            "line": line,
            "marker": marker,
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [float(x[-1])],
            "y": [float(y[-1])],
            "marker": {
                "symbol": ink.symbol,
                "size": 11 * palette.scale,
                "color": ink.colour,
                "line": {"color": palette.ground, "width": 1.6 * palette.weight},
            },
            "hoverinfo": "skip",
            "showlegend": False,
        },
    ]
    moves = [
        {"trace": first + 2, "along": first + 1, "until": True},
        {"trace": first + 3, "along": first + 1},
    ]
    return traces, moves


def start_ring(x: float, y: float, colour: str, palette: Palette, name: str) -> dict[str, Any]:
    """The ring at the place where runs start."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [x],
        "y": [y],
        "marker": {
            "size": 11 * palette.scale,
            "color": palette.ground,
            "line": {"color": colour, "width": 2.2 * palette.weight},
        },
        "hoverinfo": "skip",
        "showlegend": False,
    }


def way_out(x: Array, y: Array, seen: Window) -> tuple[int, float, float] | None:
    """Where a path that ends off the map leaves it for good: the step, and the place on its frame.

    None where it ends on the map, or never was on it.
    """
    with np.errstate(invalid="ignore"):
        inside = (x >= seen[0]) & (x <= seen[1]) & (y >= seen[2]) & (y <= seen[3])
    if inside[-1] or not inside.any():
        return None
    last = int(np.flatnonzero(inside)[-1])
    share = 1.0
    ends = []
    for line, low, high in ((x, *seen[:2]), (y, *seen[2:])):
        here = float(line[last])
        there = float(_drawable(line, low, high)[last + 1])
        if not low <= there <= high:
            bound = high if there > high else low
            share = min(share, (bound - here) / (there - here))
        ends.append((here, there, low, high))
    at = [min(max(a + share * (b - a), low), high) for a, b, low, high in ends]
    return last + 1, at[0], at[1]


def exit_mark(x: float, y: float, seen: Window, palette: Palette, name: str) -> dict[str, Any]:
    """The mark on the frame where a path leaves the map, just inside it so that it is whole."""
    wide, high = _INSIDE * (seen[1] - seen[0]), 1.6 * _INSIDE * (seen[3] - seen[2])
    x = min(max(x, seen[0] + wide), seen[1] - wide)
    y = min(max(y, seen[2] + high), seen[3] - high)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [x],
        "y": [y],
        "marker": {"symbol": "x", "size": 11 * palette.scale, "color": palette.edge},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }


def _drawable(values: Array, low: float, high: float) -> Array:
    """Coordinates no further off the map than a picture can hold; what has no place goes high."""
    width = high - low
    found: Array = np.clip(
        np.nan_to_num(values, nan=high + _FAR * width, posinf=np.inf, neginf=-np.inf),
        low - _FAR * width,
        high + _FAR * width,
    )
    return found
