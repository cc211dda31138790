"""A small map of a function with paths on it: what lessons show several of, side by side."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.contours import equal_axes, filled
from app.lessons.palette import PALETTES, Palette
from app.lessons.relief import relief
from app.lessons.scene import Scene
from app.lessons.style import axis
from app.lessons.typed import typed

Array = NDArray[np.float64]
Window = tuple[float, float, float, float]

#: Grid points along each side of a map.
_COLUMNS, _ROWS = 61, 41
#: So many widths off the map a coordinate is as far as it can be drawn.
_FAR = 1e4
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


def window(scene: Scene, ratio: float) -> Window:
    """The part of the plane that a map of this width over height shows; a graph's, for a line."""
    if scene.objective.dimension == 1:
        low, high = _heights(scene)
        return (scene.domain[0], scene.domain[1], low, high)
    left, right, bottom, top = scene.domain
    width, height = right - left, top - bottom
    if width < ratio * height:
        half, middle = ratio * height / 2, (left + right) / 2
        return (middle - half, middle + half, bottom, top)
    half, middle = width / ratio / 2, (bottom + top) / 2
    return (left, right, middle - half, middle + half)


def _heights(scene: Scene) -> tuple[float, float]:
    """Ends of the value axis of a graph, poles cut off."""
    value = scene.objective.value_on(np.linspace(scene.domain[0], scene.domain[1], 301))
    finite = value[np.abs(value) < 1e300]
    if not finite.size:
        return -1.0, 1.0
    low, most, high = (float(q) for q in np.quantile(finite, [0, 0.9, 1]))
    high = min(high, most + 4 * (most - low)) if most > low else high
    room = (high - low) or max(abs(high), 1.0)
    return low - 0.08 * room, high + 0.06 * room


def ground(scene: Scene, seen: Window, palette: Palette, lang: str) -> list[dict[str, Any]]:
    """Two traces: the contours (or the graph) of the function, and its known minima."""
    line = scene.objective.dimension == 1
    return [
        _graph(scene, palette) if line else _contour(scene, seen, palette),
        _minima(scene, palette, lang),
    ]


def _contour(scene: Scene, seen: Window, palette: Palette) -> dict[str, Any]:
    x, y = np.linspace(seen[0], seen[1], _COLUMNS), np.linspace(seen[2], seen[3], _ROWS)
    shape = relief(scene.objective.value_on(x, y))
    return filled(
        (x, y),
        shape.height,
        shape.size,
        shape.top,
        palette,
        width=0.7,
        smoothing=0.8,
        connectgaps=False,
    )


def _graph(scene: Scene, palette: Palette) -> dict[str, Any]:
    x = np.linspace(scene.domain[0], scene.domain[1], 301)
    value = scene.objective.value_on(x)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "f",
        "x": typed(x),
        "y": [v if np.isfinite(v) else None for v in value.tolist()],
        "line": {"color": palette.arrow, "width": 2.2 * palette.weight},
        "hoverinfo": "skip",
        "connectgaps": False,
        "showlegend": False,
    }


def _minima(scene: Scene, palette: Palette, lang: str) -> dict[str, Any]:
    line = scene.objective.dimension == 1
    colour = palette.best if line else "#ffffff"
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say(lang, "figure.minima"),
        "x": [row[0] for row in scene.minima],
        "y": [row[1] for row in scene.minima],
        "marker": {
            "symbol": "cross-thin",
            "size": 11 * palette.scale,
            "color": colour,
            "line": {"width": 2 * palette.weight, "color": colour},
        },
        "hoverinfo": "skip",
        "showlegend": False,
    }


def axes(scene: Scene, seen: Window, palette: Palette) -> dict[str, Any]:
    """Both axes of a map, on equal scales; a graph's own."""
    if scene.objective.dimension == 1:
        return {
            "xaxis": axis(palette, scene.objective.variables[0], seen[:2], nticks=5),
            "yaxis": axis(palette, "f", seen[2:], nticks=5),
        }
    return equal_axes(palette, scene.objective.variables, seen, nticks=5)


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


def exit_mark(x: float, y: float, palette: Palette, name: str) -> dict[str, Any]:
    """The mark on the frame where a path leaves the map."""
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
