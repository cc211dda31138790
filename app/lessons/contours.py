"""A landscape from above: filled contour lines, arrows, and axes of equal scale."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.lessons.palette import Palette, colorscale
from app.lessons.style import axis
from app.lessons.typed import typed

Array = NDArray[np.float64]


def filled(
    axes: tuple[Array, Array],
    height: Array,
    size: float,
    top: float,
    palette: Palette,
    *,
    width: float = 0.8,
    smoothing: float = 0.6,
    **more: Any,
) -> dict[str, Any]:
    """Heights (ny, nx) over the axes in the colours of water, from 0 to ``top``.

    The contour lines are ``size`` apart, the highest just below ``top``.
    """
    stroke = {"color": palette.contour, "width": width * palette.weight, "smoothing": smoothing}
    silent = {} if "hovertemplate" in more else {"hoverinfo": "skip"}
    return {
        "type": "contour",
        "name": "f",
        "x": typed(axes[0]),
        "y": typed(axes[1]),
        "z": typed(height, single=True),
        "zmin": 0,
        "zmax": top,
        "colorscale": colorscale(palette.bathymetry),
        "showscale": False,
        "contours": {
            "coloring": "fill",
            "start": size,
            "end": top - size / 2,
            "size": size,
            "showlines": True,
        },
        "line": stroke,
        **silent,
        # Plotly draws a quiver beneath contours of its own level.
        "zorder": -1,
        **more,
    }


def quiver(
    name: str, tails: Any, vectors: Any, colour: str, width: float, anchor: str = "tail"
) -> dict[str, Any]:
    """Arrows (2, n) at places (2, n) in data coordinates: true angles where scales are equal."""
    return {
        "type": "quiver",
        "name": name,
        "x": typed(np.asarray(tails[0], dtype=float)),
        "y": typed(np.asarray(tails[1], dtype=float)),
        "u": typed(np.asarray(vectors[0], dtype=float)),
        "v": typed(np.asarray(vectors[1], dtype=float)),
        "arrowref": "data",
        "lengthmode": "raw",
        "anchor": anchor,
        "marker": {"color": colour, "arrowsize": 1.1, "line": {"width": width}},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def equal_axes(
    palette: Palette, titles: Sequence[str], window: tuple[float, ...], **more: Any
) -> dict[str, Any]:
    """Both axes of a map over xmin, xmax, ymin, ymax, on one scale: a circle looks like one."""
    equal = {"scaleanchor": "x", "scaleratio": 1, "constrain": "domain"}
    return {
        "xaxis": axis(palette, titles[0], (window[0], window[1]), constrain="domain", **more),
        "yaxis": axis(palette, titles[1], (window[2], window[3]), **equal, **more),
    }
