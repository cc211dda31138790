"""A small map of a function, of which lessons show several side by side; a graph, on a line."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.contours import equal_axes, filled
from app.lessons.palette import Palette
from app.lessons.relief import relief
from app.lessons.scene import Scene
from app.lessons.style import axis
from app.lessons.typed import typed

Array = NDArray[np.float64]
Window = tuple[float, float, float, float]

#: Grid points along each side of a map.
_COLUMNS, _ROWS = 61, 41


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
