"""What the two pictures over the axis of weights share: the point at w and its tangent."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.lessons.annotations import upright
from app.lessons.palette import Palette
from app.lessons.style import Figure, axis, frame
from app.lessons.why_loss.classifier import jumps

#: Half the length of a tangent, as a share of the picture.
_HALF = 0.19


def staircase(
    of: Callable[[NDArray[np.float64]], NDArray[np.float64]], ends: tuple[float, float]
) -> dict[str, list[float]]:
    """The line of a quantity that is level between the jumps, two points a step."""
    edges = [ends[0], *jumps(), ends[1]]
    pairs = list(zip(edges[:-1], edges[1:], strict=True))
    level = of(np.array([(left + right) / 2 for left, right in pairs])).tolist()
    return {"x": [x for pair in pairs for x in pair], "y": [y for y in level for _ in range(2)]}


def tangent(
    at: tuple[float, float], slope: float, ends: tuple[float, float], heights: tuple[float, float]
) -> tuple[list[float], list[float]]:
    """The ends of a piece of the line through ``at`` that looks equally long at any slope."""
    wide, high = ends[1] - ends[0], heights[1] - heights[0]
    across = _HALF / math.hypot(1.0 / wide, slope / high)
    return (
        [at[0] - across, at[0] + across],
        [at[1] - slope * across, at[1] + slope * across],
    )


def point_traces(
    at: tuple[float, float],
    slope: float,
    ends: tuple[float, float],
    heights: tuple[float, float],
    name: str,
    palette: Palette,
) -> list[dict[str, Any]]:
    """The tangent of the numerical gradient and the point that it touches."""
    x, y = tangent(at, slope, ends, heights)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": name,
            "x": x,
            "y": y,
            "line": {"color": palette.run, "width": 3 * palette.weight},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": "w",
            "x": [at[0]],
            "y": [at[1]],
            "marker": {
                "size": 12 * palette.scale,
                "color": palette.run,
                "line": {"color": palette.ground, "width": 2 * palette.weight},
            },
            "hoverinfo": "skip",
        },
    ]


def beside(w: float, ends: tuple[float, float], scale: float) -> dict[str, Any]:
    """On which side of w words have room, as the part of an annotation that says so."""
    share = (w - ends[0]) / (ends[1] - ends[0])
    side = "left" if share < 0.57 else "center" if share < 0.8 else "right"
    return {"xanchor": side, "xshift": round({"left": 10, "center": 0, "right": -10}[side] * scale)}


def over_weights(
    palette: Palette,
    w: float,
    ends: tuple[float, float],
    heights: tuple[float, float],
    title: str,
    label: dict[str, Any],
    **more: Any,
) -> Figure:
    """The layout of a picture over the axis of weights, in which w can be picked."""
    return frame(
        palette,
        xaxis=axis(palette, "w", ends, nticks=6),
        yaxis=axis(palette, title, heights, showgrid=True, gridcolor=palette.rule, **more),
        margin={
            "l": round(66 * palette.scale),
            "r": 12,
            "t": 14,
            "b": round(42 * palette.scale),
        },
        shapes=[upright(palette, w, palette.run, width=1.2, dash="dot")],
        annotations=[
            {
                "showarrow": False,
                "font": {"color": palette.run, "size": 14 * palette.scale},
                **label,
            }
        ],
        meta={"pick": {"x": "w"}},
    )
