"""Bars, one an output, with their numbers over them."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.lessons.numbers import digits
from app.lessons.palette import Palette
from app.lessons.style import Figure, axis, frame, margin

Array = NDArray[np.float64]
Trace = dict[str, Any]
#: How many bars can carry three digits side by side on a phone.
_ROOMY = 6


def bars(name: str, values: Array, lit: tuple[int, ...], palette: Palette) -> Trace:
    """A bar an output; those in ``lit`` in the ink of the run, the others quiet."""
    quiet = palette.bathymetry[2]
    return {
        "type": "bar",
        "name": name,
        "x": list(range(values.size)),
        "y": values.tolist(),
        "width": 0.62,
        "marker": {
            "color": [palette.run if k in lit else quiet for k in range(values.size)],
            "line": {"width": 0},
        },
        "hoverinfo": "skip",
    }


def clear_of(values: Array, t: Array, span: float) -> Array:
    """Where the numbers of the bars can stand without a diamond of the truth across them."""
    gap = np.where(values >= 0, t - values, values - t)
    crossed = (gap > -0.04 * span) & (gap < 0.16 * span)
    beyond = np.where(
        values >= 0, np.maximum(values, t) + 0.03 * span, np.minimum(values, t) - 0.03 * span
    )
    return np.asarray(np.where(crossed, beyond, values))


def figures_on(
    values: Array, palette: Palette, percent: bool = False, places: Array | None = None
) -> list[Trace]:
    """The number of each bar, over it (or at its place), under it where the bar hangs down."""
    many = values.size > _ROOMY
    heights = values if places is None else places
    notes = []
    for k, (value, height) in enumerate(zip(values.tolist(), heights.tolist(), strict=True)):
        text = _percent(value, many) if percent else _number(value, many)
        up = value >= 0
        notes.append(
            {
                "text": text,
                "x": k,
                "y": height,
                "showarrow": False,
                "yanchor": "bottom" if up else "top",
                "yshift": 2 if up else -2,
                "font": {"size": (11 if many else 13) * palette.scale, "color": palette.ink},
            }
        )
    return notes


def _percent(share: float, many: bool) -> str:
    """A share in percent; what rounding would call all or nothing is told as nearly that."""
    if 0.9995 <= share < 1:
        return ">99.9%"
    if not many:
        return f"{digits(100 * share)}%"
    return "<1%" if 0 < share < 0.01 else f"{100 * share:.0f}%"


def _number(value: float, many: bool) -> str:
    """A number with three digits, or with two decimals where bars stand close together."""
    if many and abs(value) < 10:
        return digits(round(value, 2) + 0.0)
    return digits(value, 2 if many else 3)


def named(text: str, k: int, y: float, palette: Palette) -> Trace:
    """A word above the number of a bar, in the ink of the run."""
    return {
        "text": text,
        "x": k,
        "y": max(y, 0.0),
        "showarrow": False,
        "yanchor": "bottom",
        "yshift": round(18 * palette.scale),
        "font": {"size": 12 * palette.scale, "color": palette.run},
    }


def targets(name: str, t: Array, palette: Palette) -> Trace:
    """The truth of each output, an open diamond."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": list(range(t.size)),
        "y": t.tolist(),
        "marker": {
            "symbol": "diamond",
            "size": 12 * palette.scale,
            "color": palette.ground,
            "line": {"color": palette.ink, "width": 2 * palette.weight},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def above(text: str, side: str, colour: str, palette: Palette) -> Trace:
    """Words over the plot, at its left or its right end."""
    return {
        "text": text,
        "x": 0 if side == "left" else 1,
        "y": 1,
        "xref": "paper",
        "yref": "paper",
        "xanchor": side,
        "yanchor": "bottom",
        "yshift": 4,
        "showarrow": False,
        "font": {"color": colour, "size": 13 * palette.scale},
    }


def room(values: Array, low: float, high: float) -> tuple[float, float]:
    """The ends of an axis with room for words: low to high, in round steps beyond where needed."""
    bottom, top = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    span = max(top - bottom, high - low)
    unit = 10.0 ** math.floor(math.log10(span)) / 4
    if top + 0.2 * span > high:
        high = math.ceil((top + 0.2 * span) / unit) * unit
    if bottom < 0 and bottom - 0.12 * span < low:
        low = math.floor((bottom - 0.12 * span) / unit) * unit
    return low, high


def plot(
    palette: Palette,
    data: list[Trace],
    notes: list[Trace],
    titles: tuple[str, str],
    ends: tuple[float, float],
    count: int,
    **more: Any,
) -> Figure:
    """A figure of bars numbered from 0."""
    return {
        "data": data,
        "layout": frame(
            palette,
            margin=margin(palette, 62, 30, 42),
            xaxis=axis(
                palette,
                titles[0],
                (-0.6, count - 0.4),
                tickvals=list(range(count)),
            ),
            yaxis=axis(
                palette,
                titles[1],
                ends,
                nticks=6,
                zeroline=True,
                zerolinecolor=palette.quiet,
                zerolinewidth=1,
            ),
            annotations=notes,
            **more,
        ),
    }
