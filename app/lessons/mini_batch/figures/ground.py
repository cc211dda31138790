"""The map of the loss over w and b that the pictures of this lesson are drawn on."""

from typing import Any

import numpy as np

from app.core.least_squares import LeastSquares
from app.lessons.contours import equal_axes, filled
from app.lessons.mini_batch.experiment import MiniBatchQuery, loss_of
from app.lessons.palette import Palette
from app.lessons.style import Figure, frame

Window = tuple[float, float, float, float]

#: Width of a map over its height, the least half of its height, and grid points across.
_SHAPE, _HALF, _COLUMNS = 1.12, 1.75, 57
_LEVELS = 11


def window_of(query: MiniBatchQuery) -> Window:
    """The ranges of w and b: around the minimum, wide enough for the start."""
    middle = loss_of(query.data).minimum
    away = np.abs(np.array(query.start) - middle)
    half = max(_HALF, 1.25 * float(max(away[0] / _SHAPE, away[1])))
    x, y = (float(centre) for centre in middle)
    return x - half * _SHAPE, x + half * _SHAPE, y - half, y + half


def axes_of(window: Window) -> tuple[np.ndarray[Any, np.dtype[np.float64]], ...]:
    """The grid of a map along w and along b."""
    return (
        np.linspace(window[0], window[1], _COLUMNS),
        np.linspace(window[2], window[3], round(_COLUMNS / _SHAPE)),
    )


def spacing(query: MiniBatchQuery) -> float:
    """The step from one contour line to the next, in √(2·loss above the minimum)."""
    window = window_of(query)
    return float(np.hypot(window[1] - window[0], window[3] - window[2])) / 2 / _LEVELS


def height(loss: LeastSquares, window: Window) -> np.ndarray[Any, np.dtype[np.float64]]:
    """√(2·loss above its minimum): in it the lines of a bowl are evenly apart."""
    return np.asarray(np.sqrt(2 * loss.above_on(*axes_of(window))))


def ground(query: MiniBatchQuery, palette: Palette) -> dict[str, Any]:
    """The loss of all the data, in the colours of water."""
    window = window_of(query)
    x, y = axes_of(window)
    z = height(loss_of(query.data), window)
    size = spacing(query)
    return filled(
        (x, y),
        z,
        size,
        float(z.max()),
        palette,
        name="L",
        contours={
            "coloring": "fill",
            "start": size,
            "end": _LEVELS * size - size / 2,
            "size": size,
            "showlines": True,
        },
        # A click must still be heard.
        hoverinfo="none",
    )


def layout(query: MiniBatchQuery, palette: Palette, **more: Any) -> Figure:
    """Equal scales on both axes, so that circles are circles and angles angles."""
    window = window_of(query)
    return frame(
        palette,
        **equal_axes(palette, ("w", "b"), window, nticks=6),
        **more,
    )


def mark(
    name: str, point: tuple[float, float], symbol: str, size: float, colour: str, palette: Palette
) -> dict[str, Any]:
    """One mark on the map; a symbol of mere lines takes the colour for them."""
    rim = colour if symbol.endswith("-thin") else palette.ground
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [point[0]],
        "y": [point[1]],
        "marker": {
            "symbol": symbol,
            "size": size * palette.scale,
            "color": colour,
            "line": {"width": (2.4 if rim == colour else 1.6) * palette.weight, "color": rim},
        },
        "hovertemplate": name + " (%{x:.4~g}, %{y:.4~g})<extra></extra>",
        "showlegend": False,
    }
