"""The bar that says what a colour scale's colours mean."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from app.forms.still import lettering
from app.forms.still.arrays import mapping, number, numbers
from app.forms.still.colours import Rgba, Scale, limits, rgba, scale
from app.forms.still.frame import Type, text_of, type_of
from app.forms.still.levels import contour_scale, level_list, levels
from app.forms.still.scales import Axis
from app.forms.still.sheet import Box, Sheet
from app.forms.still.ticks import places, ticks


def of(sheet: Sheet, trace: Mapping[str, Any], plot: Box, base: Type) -> None:
    """Draw the bar of a trace, or of its markers, where it has one."""
    kind = trace.get("type") or "scatter"
    if kind in ("contour", "heatmap", "surface"):
        if trace.get("showscale") is False:
            return
        data = numbers(trace.get("surfacecolor") if "surfacecolor" in trace else trace.get("z"))
        if not np.isfinite(data).any():
            return
        low, high = limits(trace, "c" if kind == "surface" else "z", data)
        colours = scale(trace.get("colorscale"), bool(trace.get("reversescale")))
        steps: list[float] = []
        if kind == "contour":
            coloring = mapping(trace.get("contours")).get("coloring", "fill")
            colours = contour_scale(trace, data)
            if coloring == "fill":
                start, end, size = levels(trace, data)
                steps = level_list(start, end, size)
                low, high = start - size / 2, end + size / 2
            elif coloring == "none":
                return
        else:
            colours = colours.stretched(low, high)
        bar, lines = mapping(trace.get("colorbar")), {"width": 0.5, **mapping(trace.get("line"))}
        if mapping(trace.get("contours")).get("showlines") is False:
            lines = {}
        _draw(sheet, bar, colours, low, high, steps, plot, base, lines)
        return
    marker = mapping(trace.get("marker"))
    if marker.get("showscale") is True:
        data = numbers(marker.get("color"))
        low, high = limits(marker, "c", data)
        found = scale(marker.get("colorscale"), bool(marker.get("reversescale")))
        bar = mapping(marker.get("colorbar"))
        _draw(sheet, bar, found.stretched(low, high), low, high, [], plot, base)


def _draw(
    sheet: Sheet,
    bar: Mapping[str, Any],
    colours: Scale,
    low: float,
    high: float,
    steps: list[float],
    plot: Box,
    base: Type,
    trace_line: Any = None,
) -> None:
    if bar.get("orientation") == "h":
        return  # no figure of ours lays its bar down
    thickness = number(bar.get("thickness"), 30.0)
    length = number(bar.get("len"), 1.0)
    length = length if bar.get("lenmode") == "pixels" else length * plot.height
    xpad, ypad = number(bar.get("xpad"), 10.0), number(bar.get("ypad"), 10.0)
    left = plot.left + number(bar.get("x"), 1.02) * plot.width + xpad
    if bar.get("xanchor") == "right":
        left -= thickness + 2 * xpad
    elif bar.get("xanchor") == "center":
        left -= thickness / 2 + xpad
    middle = plot.bottom - number(bar.get("y"), 0.5) * plot.height
    shift = {"top": 0.5, "bottom": -0.5}.get(str(bar.get("yanchor")), 0.0)
    top = middle + (shift - 0.5) * length + ypad
    bottom = middle + (shift + 0.5) * length - ypad
    title, style = text_of(bar.get("title")), type_of(mapping(bar.get("title")), base, 1.2)
    side = mapping(bar.get("title")).get("side", "top")
    if title and side == "top":
        _, height = lettering.measure(sheet, title, style.size)
        lettering.write(sheet, title, left, top + 0.9 * style.size, style.size, style.colour)
        top += height + 0.4 * style.size
    elif title and side == "right":
        x = left + thickness + 3.2 * style.size
        lettering.write(
            sheet, title, x, (top + bottom) / 2, style.size, style.colour, align="center", angle=90
        )
    if bottom <= top:
        return
    axis = Axis("yaxis", bar, bottom, top)
    axis.low, axis.high = low, high
    box = Box(left, top, left + thickness, bottom)
    if steps:
        size = steps[1] - steps[0] if len(steps) > 1 else 1.0
        ends = [low, *steps, high]
        for i in range(len(ends) - 1):
            at = steps[0] - size / 2 if i == 0 else steps[i - 1] + size / 2
            shade = colours.at(np.array([at]))[0].tolist()
            lower, upper = (float(edge) for edge in axis.px([ends[i], ends[i + 1]]))
            fill: Rgba = (shade[0], shade[1], shade[2], shade[3])
            sheet.rectangle(Box(left, upper, left + thickness, lower), fill, snap=True)
    else:
        across, upper, lower = (round(at * sheet.grain) for at in (left, top, bottom))
        rows = max(lower - upper, 1)
        shares = np.linspace(high, low, rows)
        column = np.round(colours.at(shares) * 255).astype(np.uint8)
        pixels = np.repeat(column[:, None, :], max(round(thickness * sheet.grain), 1), axis=1)
        sheet.image(pixels, across, upper)
    rim = mapping(trace_line)
    if steps and rim:
        edges = [float(at) for at in axis.px(steps)]
        lines = [np.array([(left, at), (left + thickness, at)]) for at in edges]
        stroke = np.array([rgba(rim.get("color"), "#444")])
        sheet.strokes(lines, stroke, number(rim.get("width"), 0.5), snap=True)
    outline = number(bar.get("outlinewidth"), 1.0)
    if outline > 0:
        colour = rgba(bar.get("outlinecolor"), "#444")
        sheet.rectangle(box, (0, 0, 0, 0), stroke=colour, width=outline, snap=True)
    if bar.get("showticklabels") is False:
        return
    style = type_of({"font": bar.get("tickfont")}, base, 1.0)
    found = ticks(axis)
    for tick, at in zip(found, places(axis, found), strict=True):
        size = style.size * tick.scale
        if math.isfinite(at):
            x = left + thickness + 0.2 * style.size + 1
            lettering.write(sheet, tick.text, x, at + lettering.MIDDLE * size, size, style.colour)
