"""The levels of a contour plot and the colours between them: Plotly's own rules."""

import math
from collections.abc import Mapping
from typing import Any

from app.forms.still.arrays import Array, mapping, number
from app.forms.still.colours import Scale, limits, scale


def levels(trace: Mapping[str, Any], z: Array) -> tuple[float, float, float]:
    """Return the first contour level, the last and the distance: given, or fifteen or so."""
    given = mapping(trace.get("contours"))
    start, end, size = (number(given.get(key)) for key in ("start", "end", "size"))
    if math.isfinite(start) and math.isfinite(end) and end >= start:
        if not size > 0:
            size = (end - start) / 10 if end > start else 1.0
        return start, end, size
    low, high = limits(trace, "z", z)
    count = max(number(trace.get("ncontours"), 15.0), 1.0)
    rough = (high - low) / count
    base = 10.0 ** math.floor(math.log10(rough))
    size = next((part * base for part in (2.0, 5.0) if rough / base < part), 10 * base)
    start = math.ceil(low / size) * size
    if start <= low:
        start += size
    return start, max(start, math.floor(high / size) * size), size


def level_list(start: float, end: float, size: float) -> list[float]:
    """Return the levels themselves; at most a thousand, as in Plotly."""
    count = min(math.floor((end + size / 1e6 - start) / size) + 1, 1000)
    return [start + i * size for i in range(count)]


def contour_scale(trace: Mapping[str, Any], z: Array) -> Scale:
    """Return the colours over z that Plotly gives a contour plot's levels and bands."""
    found = scale(trace.get("colorscale"), bool(trace.get("reversescale")))
    coloring = mapping(trace.get("contours")).get("coloring", "fill")
    low, high = limits(trace, "z", z)
    if coloring == "heatmap":
        return found.stretched(low, high)
    start, end, size = levels(trace, z)
    extra = 0 if coloring == "lines" else 1
    explicit = math.isfinite(number(trace.get("zmin"))) and math.isfinite(number(trace.get("zmax")))
    if explicit and (start <= low or end >= high):
        start, end, extra = max(start, low), min(end, high), 0
    count = math.floor((end + size / 1e6 - start) / size) + 1
    positions = (found.positions * (count + extra - 1) - extra / 2) * size + start
    return Scale(positions, found.colours)
