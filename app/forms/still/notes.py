"""What a figure's layout draws over its traces: shapes, annotations, the legend."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.path import Path

from app.forms.still import lettering, marks, markup
from app.forms.still.arrays import is_array, line, mapping, number
from app.forms.still.colours import CLEAR, rgba
from app.forms.still.frame import Type, text_of, type_of
from app.forms.still.scales import Axis, axis_name
from app.forms.still.sheet import Box, Sheet

# The ink of a line of type above and below its baseline, in sizes, in Noto Sans.
_ASCENT = 1.16
_DESCENT = 0.29


def _items(value: Any) -> list[Mapping[str, Any]]:
    return [mapping(item) for item in value] if isinstance(value, list | tuple) else []


def _at(
    value: Any,
    reference: Any,
    letter: str,
    axes: Mapping[str, Axis],
    plot: Box,
    *,
    exponents: bool = False,
) -> float:
    """Return a coordinate of a shape or annotation in px, from its axis, its domain or paper.

    With `exponents`, a log axis takes powers of ten, as Plotly's annotations give them.
    """
    text = str(reference or letter)
    share = number(value)
    if text == "paper":
        if letter == "x":
            return plot.left + share * plot.width
        return plot.bottom - share * plot.height
    axis = axes.get(axis_name(text.split()[0], letter))
    if axis is None:
        return math.nan
    if text.endswith("domain"):
        return axis.start + share * (axis.end - axis.start)
    if exponents and axis.kind == "log":
        return axis.start + (share - axis.low) * axis.per_unit
    return axis.place(value)


def _window(item: Mapping[str, Any], axes: Mapping[str, Axis], plot: Box, sheet: Sheet) -> Box:
    """Return what clips a shape: the plot along an axis it refers to, else the whole sheet."""
    ends = [0.0, 0.0, float(sheet.width), float(sheet.height)]
    for i, letter in enumerate("xy"):
        text = str(item.get(letter + "ref") or letter)
        axis = axes.get(axis_name(text.split()[0], letter))
        if text != "paper" and axis is not None:
            ends[i], ends[i + 2] = sorted((axis.start, axis.end))
    return Box(*ends)


def shapes(
    sheet: Sheet, layout: Mapping[str, Any], axes: Mapping[str, Axis], plot: Box, layer: str
) -> None:
    """Draw the shapes of one layer: "below" the grid, "between" it and the traces, "above"."""
    for item in _items(layout.get("shapes")):
        mine = item.get("layer") if item.get("layer") in ("below", "between") else "above"
        if item.get("visible") is False or mine != layer:
            continue
        x0, x1 = (_at(item.get(k), item.get("xref"), "x", axes, plot) for k in ("x0", "x1"))
        y0, y1 = (_at(item.get(k), item.get("yref"), "y", axes, plot) for k in ("y0", "y1"))
        if not all(math.isfinite(px) for px in (x0, x1, y0, y1)):
            continue
        x0, x1, y0, y1 = (min(max(px, -marks.FAR), marks.FAR) for px in (x0, x1, y0, y1))
        drawn = mapping(item.get("line"))
        opacity = number(item.get("opacity"), 1.0)
        stroke = rgba(drawn.get("color"), "#444", opacity)
        width, dash = number(drawn.get("width"), 2.0), drawn.get("dash")
        fill = rgba(item.get("fillcolor"), CLEAR, opacity)
        clip = _window(item, axes, plot, sheet)
        if item.get("type") == "line":
            upright = x0 == x1 or y0 == y1
            sheet.strokes(
                [np.array([(x0, y0), (x1, y1)])],
                np.array([stroke]),
                width,
                dash=dash,
                clip=clip,
                snap=upright,
            )
        elif item.get("type") == "circle":
            circle = Path.unit_circle()
            vertices = np.asarray(circle.vertices)
            centre, radii = ((x0 + x1) / 2, (y0 + y1) / 2), (abs(x1 - x0) / 2, abs(y1 - y0) / 2)
            path = Path(vertices * radii + centre, circle.codes)
            sheet.area(path, fill, stroke=stroke, width=width, dash=dash, clip=clip)
        elif item.get("type") == "rect":
            left, right = sorted((x0, x1))
            top, bottom = sorted((y0, y1))
            sheet.rectangle(
                Box(left, top, right, bottom),
                fill,
                stroke=stroke,
                width=width,
                dash=dash,
                clip=clip,
            )


def annotations(
    sheet: Sheet, layout: Mapping[str, Any], axes: Mapping[str, Axis], plot: Box, base: Type
) -> None:
    """Draw the annotations: words, in a box where asked, with an arrow where asked."""
    for item in _items(layout.get("annotations")):
        if item.get("visible") is False:
            continue
        x = _at(item.get("x"), item.get("xref"), "x", axes, plot, exponents=True)
        y = _at(item.get("y"), item.get("yref"), "y", axes, plot, exponents=True)
        if not (math.isfinite(x) and math.isfinite(y)):
            continue
        x += number(item.get("xshift"), 0.0)
        y -= number(item.get("yshift"), 0.0)
        _annotation(sheet, item, x, y, axes, plot, base)


def _annotation(
    sheet: Sheet,
    item: Mapping[str, Any],
    x: float,
    y: float,
    axes: Mapping[str, Axis],
    plot: Box,
    base: Type,
) -> None:
    text = str(item.get("text") or "")
    style = type_of(item, base, 1.0)
    opacity = number(item.get("opacity"), 1.0)
    rows = markup.lines(text)
    width, _ = lettering.measure(sheet, text, style.size, style.bold)
    above = max((_ASCENT * piece.scale + piece.rise for piece in rows[0]), default=_ASCENT)
    below = max((_DESCENT * piece.scale - piece.rise for piece in rows[-1]), default=_DESCENT)
    height = ((len(rows) - 1) * lettering.LINE + above + below) * style.size
    edge = number(item.get("borderwidth"), 1.0) if "bordercolor" in item else 0.0
    pad = number(item.get("borderpad"), 1.0) + edge
    across, up = width / 2 + pad, height / 2 + pad
    arrow = item.get("showarrow") is not False
    middle, centre = x, y
    if arrow:
        middle = x + number(item.get("ax"), -10.0)
        centre = y + number(item.get("ay"), -30.0)
        for letter in "xy":
            reference = item.get(f"a{letter}ref")
            if isinstance(reference, str) and reference != "pixel":
                at = _at(item.get("a" + letter), reference, letter, axes, plot, exponents=True)
                middle, centre = (at, centre) if letter == "x" else (middle, at)
        if not (math.isfinite(middle) and math.isfinite(centre)):
            return
    middle += across * _lean(item, "x", "left", "right", arrow)
    centre += up * _lean(item, "y", "top", "bottom", arrow)
    if arrow:
        _arrow(sheet, item, (x, y), (middle, centre), (across, up), style, opacity)
    if not text:
        return
    angle = number(item.get("textangle"), 0.0)
    if "bgcolor" in item or edge:
        box = Box(middle - across, centre - up, middle + across, centre + up)
        sheet.rectangle(
            box,
            rgba(item.get("bgcolor"), CLEAR, opacity),
            stroke=rgba(item.get("bordercolor"), CLEAR, opacity),
            width=edge,
        )
    align = str(item.get("align") or "center")
    align = align if align in ("left", "right") else "center"
    start = {"left": -width / 2, "right": width / 2, "center": 0.0}[align]
    fall = -height / 2 + above * style.size
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    lettering.write(
        sheet,
        text,
        middle + start * c - fall * s,
        centre + start * s + fall * c,
        style.size,
        (*style.colour[:3], style.colour[3] * opacity),
        align=align,
        bold=style.bold,
        angle=angle,
    )


def _lean(item: Mapping[str, Any], letter: str, first: str, last: str, arrow: bool) -> int:
    """Return where the words lie from their point: 1 beyond it, -1 before it, 0 around it."""
    anchor = item.get(letter + "anchor")
    if anchor in (first, last):
        return 1 if anchor == first else -1
    if anchor in (None, "auto") and not arrow and item.get(letter + "ref") == "paper":
        share = number(item.get(letter))
        low, high = (-1, 1) if letter == "y" else (1, -1)
        return low if share < 1 / 3 else high if share > 2 / 3 else 0
    return 0


def _arrow(
    sheet: Sheet,
    item: Mapping[str, Any],
    tip: tuple[float, float],
    tail: tuple[float, float],
    half: tuple[float, float],
    style: Type,
    opacity: float,
) -> None:
    dx, dy = tip[0] - tail[0], tip[1] - tail[1]
    distance = math.hypot(dx, dy)
    if distance < 1:
        return
    ux, uy = dx / distance, dy / distance
    # From the edge of the words' box to the point, less its standoff.
    leave = min(half[0] / abs(ux) if ux else math.inf, half[1] / abs(uy) if uy else math.inf)
    end = distance - number(item.get("standoff"), 0.0)
    if leave >= end:
        return
    width = number(item.get("arrowwidth"), max(2 * number(item.get("borderwidth"), 1.0), 1.0))
    colour = rgba(item.get("arrowcolor", item.get("bordercolor")), "#444", opacity)
    start = np.array([tail[0] + ux * leave, tail[1] + uy * leave])
    stop = np.array([tail[0] + ux * end, tail[1] + uy * end])
    head = number(item.get("arrowhead"), 1.0)
    reach = 3 * width * number(item.get("arrowsize"), 1.0)
    shaft = stop - np.array([ux, uy]) * (reach * 0.8 if head else 0.0)
    sheet.strokes([np.stack([start, shaft])], colour, width)
    if head:
        side = np.array([-uy, ux]) * reach * 0.45
        back = stop - np.array([ux, uy]) * reach
        corners = np.stack([stop, back + side, back - side, stop])
        sheet.area(Path(corners, closed=True), colour)


def legend(
    sheet: Sheet,
    layout: Mapping[str, Any],
    entries: Sequence[tuple[Mapping[str, Any], marks.Ink]],
    plot: Box,
    base: Type,
) -> None:
    """Draw the legend of the traces that have a name, by Plotly's rule of when there is one."""
    shown = layout.get("showlegend")
    named = [
        (trace, looks)
        for trace, looks in entries
        if trace.get("showlegend") is not False and trace.get("name")
    ]
    wanted = any(trace.get("showlegend") is True for trace, _ in named)
    if shown is False or not named or not (shown or wanted or len(named) > 1):
        return
    spec = mapping(layout.get("legend"))
    style = type_of(spec, base, 1.0)
    flat = spec.get("orientation") == "h"
    symbol = max(number(spec.get("itemwidth"), 30.0), 30.0)
    row = max(lettering.LINE * style.size, 16.0) + 3
    widths = [
        lettering.measure(sheet, str(trace["name"]), style.size)[0] + symbol + 10 + 5
        for trace, _ in named
    ]
    edge = number(spec.get("borderwidth"), 0.0)
    heading = text_of(spec.get("title"))
    above = row if heading else 0.0
    pad = 5 + edge
    if flat:
        width, height = sum(widths) + 5 * (len(widths) - 1), row
    else:
        width, height = max(widths), row * len(named)
    width, height = width + 2 * edge, height + 2 * pad + above
    default = (0.0, -0.1) if flat else (1.02, 1.0)
    x, y = number(spec.get("x"), default[0]), number(spec.get("y"), default[1])
    left = plot.left + x * plot.width - width * _share(spec.get("xanchor"), x, "left", "right")
    top = plot.bottom - y * plot.height
    top -= height * _share(spec.get("yanchor"), 1 - y, "top", "bottom")
    # Plotly makes room beside the plot; here the margins are kept and the legend moves in.
    left = max(min(left, sheet.width - width), 0.0)
    top = max(min(top, sheet.height - height), 0.0)
    sheet.rectangle(
        Box(left, top, left + width, top + height),
        rgba(spec.get("bgcolor"), sheet.ground),
        stroke=rgba(spec.get("bordercolor"), "#444"),
        width=edge,
    )
    if heading:
        lettering.write(
            sheet, heading, left + pad, top + pad + style.size, style.size, style.colour
        )
    for i, (trace, looks) in enumerate(named):
        across = left + edge + (sum(widths[:i]) + 5 * i if flat else 0.0)
        middle = top + pad + above + row * (0.5 if flat else i + 0.5)
        _symbol(sheet, trace, looks, across + 5, middle, symbol)
        lettering.write(
            sheet,
            str(trace["name"]),
            across + symbol + 10,
            middle + lettering.MIDDLE * style.size,
            style.size,
            style.colour,
            bold=style.bold,
        )


def _share(anchor: Any, value: float, first: str, last: str) -> float:
    if anchor in (first, last, "center", "middle"):
        return {first: 0.0, last: 1.0}.get(str(anchor), 0.5)
    return 0.0 if value <= 1 / 3 or value > 1 else 1.0 if value >= 2 / 3 else 0.5


def _symbol(
    sheet: Sheet, trace: Mapping[str, Any], looks: marks.Ink, left: float, y: float, width: float
) -> None:
    """Draw a legend's sample of a trace."""
    kind = str(trace.get("type") or "scatter")
    if kind in ("contour", "heatmap", "surface", "bar"):
        box = Box(left + width / 2 - 6, y - 6, left + width / 2 + 6, y + 6)
        sheet.rectangle(box, looks.line_colour)
        return
    ends = np.array([(left, y), (left + width, y)])
    if kind == "quiver":
        sheet.strokes([ends], looks.line_colour, 1.5)
        tip = ends[1]
        barbs = np.stack([tip + (-7, -3), tip, tip + (-7, 3)])
        sheet.strokes([barbs], looks.line_colour, 1.5)
        return
    if "fill" in trace and trace["fill"] not in (None, "none"):
        fill = rgba(trace.get("fillcolor"), looks.line_colour[:3] + (0.5,))
        sheet.rectangle(Box(left, y, left + width, y + 6), fill)
    if "lines" in looks.mode:
        sheet.strokes([ends], looks.line_colour, min(looks.line_width, 10.0), dash=looks.dash)
    if "markers" in looks.mode:
        marker = dict(looks.marker)
        for key in ("size", "symbol", "opacity"):
            if is_array(marker.get(key)):
                del marker[key]
        marker["size"] = min(max(number(marker.get("size"), 6.0), 2.0), 16.0)
        colour = looks.marker_colour
        if is_array(colour) and not isinstance(colour, list | tuple):
            colour = line(colour)
        one = looks._replace(marker=marker, marker_colour=colour)
        marks.markers(sheet, np.array([(left + width / 2, y)]), one, None)
