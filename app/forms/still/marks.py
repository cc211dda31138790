"""Scatter traces (lines, markers, text, fills), bars, and the arrows of a vector field."""

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from matplotlib.path import Path

from app.forms.still import lettering, markup, symbols
from app.forms.still.arrays import Array, is_array, mapping, number, spread, texts
from app.forms.still.colours import Rgba, many, rgba
from app.forms.still.frame import Type, type_of
from app.forms.still.scales import Axis, coordinates
from app.forms.still.sheet import Box, Sheet


class Ink(NamedTuple):
    """How a scatter trace looks, its defaults filled in; also what its legend shows."""

    mode: str
    line_colour: Rgba
    line_width: float
    dash: Any
    marker: Mapping[str, Any]
    marker_colour: Any
    opacity: float


def ink(trace: Mapping[str, Any], colour: str, count: int) -> Ink:
    """Return the looks of a trace; `colour` is its turn in the colourway."""
    mode = trace.get("mode")
    if not isinstance(mode, str):
        mode = "lines+markers" if count < 20 else "lines"
    drawn, marker = mapping(trace.get("line")), mapping(trace.get("marker"))
    own = marker.get("color")
    plain = own if isinstance(own, str) else None
    stroke = drawn.get("color") if isinstance(drawn.get("color"), str) else plain
    opacity = number(trace.get("opacity"), 1.0)
    return Ink(
        mode,
        rgba(stroke, colour, opacity),
        number(drawn.get("width"), 2.0),
        drawn.get("dash"),
        marker,
        own if own is not None else (stroke or colour),
        opacity,
    )


def _pieces(points: Array, connect: bool) -> list[Array]:
    """Return the runs of points without a gap; one run where gaps are bridged."""
    known = np.isfinite(points).all(axis=1)
    if connect:
        return [points[known]]
    breaks = np.flatnonzero(~known)
    parts = np.split(points, breaks)
    return [part[np.isfinite(part).all(axis=1)] for part in parts]


def _stepped(points: Array, shape: Any) -> Array:
    """Return the corners of a line that moves along one axis at a time."""
    if shape not in ("hv", "vh", "hvh", "vhv") or len(points) < 2:
        return points
    before, after = points[:-1], points[1:]
    middle = (before + after) / 2
    corners = {
        "hv": [np.column_stack([after[:, 0], before[:, 1]])],
        "vh": [np.column_stack([before[:, 0], after[:, 1]])],
        "hvh": [
            np.column_stack([middle[:, 0], before[:, 1]]),
            np.column_stack([middle[:, 0], after[:, 1]]),
        ],
        "vhv": [
            np.column_stack([before[:, 0], middle[:, 1]]),
            np.column_stack([after[:, 0], middle[:, 1]]),
        ],
    }[shape]
    rows = np.stack([before, *corners], axis=1).reshape(-1, 2)
    return np.concatenate([rows, after[-1:]])


# Beyond this many px, coordinates overflow the fixed-point numbers of a drawing library.
FAR = 1e5


def places(trace: Mapping[str, Any], x: Axis, y: Axis) -> Array:
    """Return the points of a trace in px, shape (n, 2); NaN where there is none."""
    across, down = x.px(coordinates(trace, "x")), y.px(coordinates(trace, "y"))
    count = min(len(across), len(down))
    return np.column_stack([across[:count], down[:count]]).clip(-FAR, FAR)


def scatter(
    sheet: Sheet,
    trace: Mapping[str, Any],
    x: Axis,
    y: Axis,
    clip: Box,
    *,
    colour: str,
    base: Type,
    before: Array | None,
) -> None:
    """Draw a scatter trace; `before` are the points of the one that `tonexty` fills to."""
    points = places(trace, x, y)
    looks = ink(trace, colour, len(points))
    frame: Box | None = clip
    if trace.get("cliponaxis") is False:
        # Its marks may reach over the frame, but what lies beyond it is not seen.
        frame, seen = None, points.copy()
        beyond = (points < (clip.left - 0.01, clip.top - 0.01)) | (
            points > (clip.right + 0.01, clip.bottom + 0.01)
        )
        seen[beyond.any(axis=1)] = np.nan
    else:
        seen = points
    connect = bool(trace.get("connectgaps"))
    shape = mapping(trace.get("line")).get("shape")
    lines = [_stepped(piece, shape) for piece in _pieces(points, connect)]
    lines = [piece for piece in lines if len(piece)]
    _fill(sheet, trace, lines, y, clip, looks, before)
    if "lines" in looks.mode:
        for piece in lines:
            sheet.strokes([piece], looks.line_colour, looks.line_width, dash=looks.dash, clip=frame)
    if "markers" in looks.mode:
        markers(sheet, seen, looks, frame)
    if "text" in looks.mode:
        _words(sheet, trace, seen, looks, base, frame)


def _fill(
    sheet: Sheet,
    trace: Mapping[str, Any],
    lines: list[Array],
    y: Axis,
    clip: Box,
    looks: Ink,
    before: Array | None,
) -> None:
    kind = trace.get("fill")
    if kind not in ("tozeroy", "tozerox", "tonexty", "toself", "tonext") or not lines:
        return
    colour = rgba(trace.get("fillcolor"), looks.line_colour[:3] + (0.5,))
    if "fillcolor" in trace:
        colour = (*colour[:3], colour[3] * looks.opacity)
    if kind in ("tonexty", "tonext") and before is not None:
        known = before[np.isfinite(before).all(axis=1)]
        outlines = [np.concatenate([*lines, known[::-1]])]
    elif kind in ("toself", "tonext"):
        outlines = lines
    else:
        zero = clip.bottom if y.kind == "log" else y.place(0.0)
        outlines = [
            np.concatenate([[(part[0, 0], zero)], part, [(part[-1, 0], zero)]]) for part in lines
        ]
    for outline in outlines:
        sheet.area(Path(np.concatenate([outline, outline[:1]]), closed=True), colour, clip=clip)


def markers(sheet: Sheet, points: Array, looks: Ink, clip: Box | None) -> None:
    """Draw the markers of a trace."""
    marker, count = looks.marker, len(points)
    opacity = marker.get("opacity")
    # Plotly sees bubbles, which may hide each other, where each marker has a size of its own.
    plain = 0.7 if is_array(marker.get("size")) else 1.0
    each = spread(opacity, count, plain) * looks.opacity
    sizes = spread(marker.get("size"), count, 6.0)
    if is_array(marker.get("size")):
        reference = number(marker.get("sizeref"), 1.0)
        sizes = (
            2 * np.sqrt(sizes / reference / 2)
            if marker.get("sizemode") == "area"
            else sizes / reference
        )
    fills = many(looks.marker_colour, count, "#444", marker)
    outline = mapping(marker.get("line"))
    edges = many(outline.get("color"), count, "#444", outline)
    widths = spread(outline.get("width"), count, 0.0)
    fills[:, 3] *= each
    edges[:, 3] *= each
    names = texts(marker.get("symbol") or "circle", count)
    known = np.isfinite(points).all(axis=1) & (sizes > 0)
    for name in dict.fromkeys(names):
        mine = known & np.array([other == name for other in names], dtype=bool)
        if not mine.any():
            continue
        inside, rims, thick = fills[mine], edges[mine], widths[mine]
        if symbols.is_open(name):
            rims, inside = inside, np.zeros_like(inside)
            thick = np.where(thick > 0, thick, 1.0)
        elif symbols.is_thin(name):
            inside = np.zeros_like(inside)
        rims = np.where(thick[:, None] > 0, rims, 0.0)
        sheet.markers(
            symbols.shape(name), points[mine], sizes[mine], inside, rims, thick, clip=clip
        )


def _words(
    sheet: Sheet,
    trace: Mapping[str, Any],
    points: Array,
    looks: Ink,
    base: Type,
    clip: Box | None,
) -> None:
    count = len(points)
    style = type_of({"font": trace.get("textfont")}, base, 1.0)
    sides = texts(trace.get("textposition") or "middle center", count)
    radius = spread(looks.marker.get("size"), count, 6.0) / 2 if "markers" in looks.mode else None
    for i, text in enumerate(texts(trace.get("text"), count)):
        if not text or not np.isfinite(points[i]).all():
            continue
        gap = float(radius[i]) / 0.8 + 1 if radius is not None else 0.0
        across, down = float(points[i, 0]), float(points[i, 1])
        rows = len(markup.lines(text)) - 1
        down += 0.35 * style.size - rows * lettering.LINE * style.size / 2
        reach = gap + 0.6 * style.size + rows * lettering.LINE * style.size / 2
        if "top" in sides[i]:
            down -= reach
        elif "bottom" in sides[i]:
            down += reach
        align = "center"
        if "left" in sides[i]:
            align, across = "right", across - gap
        elif "right" in sides[i]:
            align, across = "left", across + gap
        colour = (*style.colour[:3], style.colour[3] * looks.opacity)
        lettering.write(
            sheet, text, across, down, style.size, colour, align=align, bold=style.bold, clip=clip
        )


def bars(
    sheet: Sheet,
    trace: Mapping[str, Any],
    x: Axis,
    y: Axis,
    clip: Box,
    *,
    place: int,
    of: int,
    gap: float,
    colour: str,
    base: Type,
) -> None:
    """Draw a bar trace, the `place`-th of `of` that stand side by side."""
    lying = trace.get("orientation") == "h"
    along, up = (y, x) if lying else (x, y)
    at = along.linear(coordinates(trace, along.letter))
    heights = up.linear(coordinates(trace, up.letter))
    count = min(len(at), len(heights))
    marker = mapping(trace.get("marker"))
    opacity = number(trace.get("opacity"), 1.0) * number(marker.get("opacity"), 1.0)
    fills = many(marker.get("color") or colour, count, colour, marker, opacity)
    outline = mapping(marker.get("line"))
    rims = many(outline.get("color"), count, "#444", outline, opacity)
    thick = spread(outline.get("width"), count, 0.0)
    steps = np.diff(np.unique(at[np.isfinite(at)]))
    room = (float(steps.min()) if steps.size else 1.0) * (1 - gap)
    widths = spread(trace.get("width"), count, room / of)
    bases = spread(trace.get("base"), count, 0.0)
    words = texts(trace.get("text"), count)
    style = type_of({"font": trace.get("textfont")}, base, 1.0)
    for i in range(count):
        if not (math.isfinite(at[i]) and math.isfinite(heights[i])):
            continue
        middle = at[i] + (0.0 if "width" in trace else (place - (of - 1) / 2) * room / of)
        left, right = (
            along.start + (middle + half * widths[i] - along.low) * along.per_unit
            for half in (-0.5, 0.5)
        )
        if up.kind == "log":
            low = up.start
            high = up.start + (heights[i] - up.low) * up.per_unit
        else:
            low, high = (
                up.start + (value - up.low) * up.per_unit
                for value in (bases[i], bases[i] + heights[i])
            )
        first, second = sorted((left, right)), sorted((low, high))
        box = (
            Box(second[0], first[0], second[1], first[1])
            if lying
            else Box(first[0], second[0], first[1], second[1])
        )
        if min(box.width, box.height) > 0.01:
            sheet.rectangle(
                box, tuple(fills[i]), stroke=tuple(rims[i]), width=float(thick[i]), clip=clip
            )
        else:  # a bar of no height still shows its outline
            # Just above the line of the axis, or to the right of it, which would cover it.
            up_right = np.array([1.0, 0.0] if lying else [0.0, -1.0])
            ends = np.array([(box.left, box.top), (box.right, box.bottom)]) + up_right
            sheet.strokes([ends], rims[i : i + 1], float(thick[i]), snap=True)
        if words[i]:
            _bar_text(sheet, trace, words[i], box, lying, style)


def _bar_text(
    sheet: Sheet, trace: Mapping[str, Any], text: str, box: Box, lying: bool, style: Type
) -> None:
    outside = trace.get("textposition") == "outside"
    if trace.get("textposition") == "none":
        return
    x, y, align = (box.left + box.right) / 2, box.top - 0.35 * style.size, "center"
    if not outside:
        y = box.top + 1.2 * style.size
    if lying:
        y = (box.top + box.bottom) / 2 + lettering.MIDDLE * style.size
        x, align = (box.right + 3, "left") if outside else (box.right - 3, "right")
    lettering.write(sheet, text, x, y, style.size, style.colour, align=align, bold=style.bold)


def previous(trace: Mapping[str, Any], x: Axis, y: Axis) -> Array:
    """Return the line of a trace as the next one's `tonexty` needs it."""
    shape = mapping(trace.get("line")).get("shape")
    points = places(trace, x, y)
    return _stepped(points[np.isfinite(points).all(axis=1)], shape)
