"""The arrows of a vector field, as the quiver trace of Plotly.js 4 draws them."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from app.forms.still.arrays import Array, is_array, mapping, number, spread
from app.forms.still.colours import many
from app.forms.still.marks import FAR
from app.forms.still.scales import Axis, coordinates
from app.forms.still.sheet import Box, Sheet

# Plotly.js draws an arrow as its shaft and two barbs, 15° to either side, whose length goes with
# the width of the line but takes at most a part of the shaft.
_BARB = math.pi / 12
_BARB_LENGTH = 5.8
_BARB_SHARE = 0.7
_LEAST_WIDTH = 1.5
_CLOSE = 0.97  # of the distance between points that the longest arrow takes


def quiver(
    sheet: Sheet, trace: Mapping[str, Any], x: Axis, y: Axis, clip: Box, *, colour: str
) -> None:
    """Draw a vector field as Plotly.js 4 does: lengths scaled as it scales them, heads true."""
    across, down = x.linear(coordinates(trace, "x")), y.linear(coordinates(trace, "y"))
    count = min(len(across), len(down))
    across, down = across[:count], down[:count]
    u, v = spread(trace.get("u"), count, 0.0), spread(trace.get("v"), count, 0.0)
    known = np.isfinite(across) & np.isfinite(down)
    norms = np.hypot(u, v)
    if not known.any() or not np.nanmax(norms[known]) > 0:
        return
    on_paper = trace.get("arrowref") == "paper"
    factor = number(trace.get("lengthfactor"), 1.0)
    if trace.get("lengthmode") != "raw" or on_paper:
        factor *= _unit(across[known], down[known]) / float(norms[known].max())
    if on_paper:
        factor *= math.sqrt(abs(x.per_unit * y.per_unit))
        shift = np.column_stack([u * np.sign(x.per_unit), v * np.sign(y.per_unit)]) * factor
    else:
        shift = np.column_stack([u * x.per_unit, v * y.per_unit]) * factor
    at = np.column_stack(
        [
            x.start + (across - x.low) * x.per_unit,
            y.start + (down - y.low) * y.per_unit,
        ]
    )
    share = {"tip": 1.0, "center": 0.5}.get(str(trace.get("anchor")), 0.0)
    tails = at - share * shift
    tips = tails + shift
    marker = mapping(trace.get("marker"))
    outline = mapping(marker.get("line"))
    width = number(outline.get("width"), 2.0)
    head = width if "arrowsize" in marker else max(width, _LEAST_WIDTH)
    lengths = np.hypot(shift[:, 0], shift[:, 1])
    barbs = np.minimum(
        _BARB_LENGTH * number(marker.get("arrowsize"), 1.0) * head, _BARB_SHARE * lengths
    )
    angles = np.arctan2(shift[:, 1], shift[:, 0])
    ends = [
        tips - barbs[:, None] * np.column_stack([np.cos(angles + turn), np.sin(angles + turn)])
        for turn in (-_BARB, _BARB)
    ]
    opacity = number(trace.get("opacity"), 1.0) * number(marker.get("opacity"), 1.0)
    given = marker.get("color")
    if not is_array(given) and "colorscale" in marker:
        given = norms
    colours = many(given, count, colour, marker, opacity)
    paths = np.stack([tails, tips, ends[0], tips, ends[1]], axis=1)
    seen = known & np.isfinite(paths).all(axis=(1, 2)) & (lengths > 0)
    seen &= (np.abs(paths) < FAR).all(axis=(1, 2))
    sheet.strokes(
        list(paths[seen]), colours[seen], width, dash=outline.get("dash"), clip=clip, join="bevel"
    )


def _unit(x: Array, y: Array) -> float:
    """Return the length of the longest arrow: a part of the distance between the points."""
    wide, tall = float(np.ptp(x)), float(np.ptp(y))
    count = len(x)
    if (wide == 0 and tall == 0) or count < 2:
        return 1.0
    root = math.sqrt((wide - tall) ** 2 + 4 * count * wide * tall)
    return (wide + tall + root) / (2 * (count - 1)) * _CLOSE
