"""The frame of a plot: grounds, grid, axis lines, ticks and titles, where Plotly puts them."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from app.forms.still import lettering, markup
from app.forms.still.arrays import mapping, number
from app.forms.still.colours import Rgba, over, rgba
from app.forms.still.scales import Axis, axis_name
from app.forms.still.sheet import Box, Sheet
from app.forms.still.ticks import Tick, has_zero_line, places, ticks

_INK = "#444"
_FAINT = 1 / 11  # the share of an axis' colour in a grid that has none of its own
_ASIDE = {"bottom": 1, "right": 1, "top": -1, "left": -1}


class Type(NamedTuple):
    """A size of type in px and its colour."""

    size: float
    colour: Rgba
    bold: bool = False


def type_of(holder: Mapping[str, Any], base: Type, factor: float) -> Type:
    """Return the type of a thing with a `font`; `base` times `factor` where that is silent."""
    font = mapping(holder.get("font"))
    size = number(font.get("size"), round(base.size * factor))
    weight = font.get("weight")
    bold = weight == "bold" or number(weight, 400.0) >= 600
    return Type(max(size, 1.0), rgba(font.get("color"), base.colour), bold or base.bold)


def text_of(title: Any) -> str:
    """Return the words of a title, which may be a text or a dict with `text`."""
    if isinstance(title, str):
        return title
    text = mapping(title).get("text")
    return str(text) if text is not None else ""


def box_of(x: Axis, y: Axis) -> Box:
    """Return the rectangle of a subplot."""
    left, right = sorted((x.start, x.end))
    top, bottom = sorted((y.start, y.end))
    return Box(left, top, right, bottom)


def subplots(
    axes: Mapping[str, Axis], traces: Sequence[Mapping[str, Any]]
) -> list[tuple[Axis, Axis]]:
    """Return the pairs of axes that a figure uses, those of its traces first."""
    pairs: list[tuple[Axis, Axis]] = []
    for trace in traces:
        pair = axes[axis_name(trace.get("xaxis"), "x")], axes[axis_name(trace.get("yaxis"), "y")]
        if pair not in pairs:
            pairs.append(pair)
    if not pairs:
        pairs.append((axes["xaxis"], axes["yaxis"]))
    return pairs


def _counter(axis: Axis, axes: Mapping[str, Axis], pairs: list[tuple[Axis, Axis]]) -> Axis:
    """Return the axis that `axis` stands on."""
    other = "y" if axis.letter == "x" else "x"
    anchor = axis.spec.get("anchor")
    if isinstance(anchor, str) and anchor != "free":
        name = axis_name(anchor, other)
        if name in axes:
            return axes[name]
    for pair in pairs:
        if axis in pair:
            return pair[1] if axis.letter == "x" else pair[0]
    return axes[other + "axis"]


def _side(axis: Axis) -> str:
    default = "bottom" if axis.letter == "x" else "left"
    side = str(axis.spec.get("side") or default)
    return side if side in _ASIDE else default


def grounds(sheet: Sheet, pairs: list[tuple[Axis, Axis]], layout: Mapping[str, Any]) -> None:
    """Draw what lies below everything: the ground of each subplot."""
    for x, y in pairs:
        if not (x.spec.get("overlaying") or y.spec.get("overlaying")):
            sheet.rectangle(box_of(x, y), rgba(layout.get("plot_bgcolor"), "#fff"), snap=True)


def grid(
    sheet: Sheet,
    axes: Mapping[str, Axis],
    pairs: list[tuple[Axis, Axis]],
    layout: Mapping[str, Any],
) -> None:
    """Draw the lines of the grid and the lines at zero."""
    ground = over(rgba(layout.get("plot_bgcolor"), "#fff"), sheet.ground)
    for axis in dict.fromkeys(axis for pair in pairs for axis in pair):
        if axis.spec.get("visible") is False:
            continue
        counter = _counter(axis, axes, pairs)
        low, high = sorted((axis.start, axis.end))
        zero = has_zero_line(axis)
        if axis.spec.get("showgrid") is not False and not axis.spec.get("overlaying"):
            found = ticks(axis)
            at = [
                px
                for tick, px in zip(found, places(axis, found), strict=True)
                if low + 1 < px < high - 1 and not (zero and tick.at == 0)
            ]
            faint = over(rgba(axis.spec.get("color"), _INK, _FAINT), ground)
            _across(sheet, axis, counter, at, axis.spec.get("gridcolor"), faint, "gridwidth")
        if zero:
            at = [float(axis.start - axis.low * axis.per_unit)]
            if counter.spec.get("showline"):  # at the edge, the other axis' line is there already
                at = [px for px in at if low + 1 < px < high - 1]
            ink = rgba(axis.spec.get("color"), _INK)
            _across(sheet, axis, counter, at, axis.spec.get("zerolinecolor"), ink, "zerolinewidth")


def _across(
    sheet: Sheet,
    axis: Axis,
    counter: Axis,
    at: list[float],
    colour: Any,
    default: Rgba,
    width: str,
) -> None:
    ends = counter.start, counter.end
    lines = [
        np.array([(px, end) if axis.letter == "x" else (end, px) for end in ends]) for px in at
    ]
    dash = axis.spec.get("griddash") if width == "gridwidth" else None
    sheet.strokes(
        lines,
        np.array([rgba(colour, default)]),
        number(axis.spec.get(width), 1.0),
        dash=dash,
        snap=True,
    )


def rulers(
    sheet: Sheet, axes: Mapping[str, Axis], pairs: list[tuple[Axis, Axis]], base: Type
) -> None:
    """Draw the axes themselves: lines, ticks, labels and titles."""
    for axis in dict.fromkeys(axis for pair in pairs for axis in pair):
        if axis.spec.get("visible") is False:
            continue
        counter = _counter(axis, axes, pairs)
        side = _side(axis)
        near, far = sorted((counter.start, counter.end))
        edge = far if _ASIDE[side] > 0 else near
        _line(sheet, axis, edge)
        if axis.spec.get("mirror"):
            _line(sheet, axis, near + far - edge)
        found = ticks(axis)
        _marks(sheet, axis, found, edge, _ASIDE[side])
        depth = _labels(sheet, axis, found, edge, side, base)
        _title(sheet, axis, edge, side, depth, base)


def _line(sheet: Sheet, axis: Axis, edge: float) -> None:
    given = axis.spec.get("showline")
    width = number(axis.spec.get("linewidth"), 1.0)
    if given is True or (given is None and ("linecolor" in axis.spec or "linewidth" in axis.spec)):
        ends = [(px, edge) if axis.letter == "x" else (edge, px) for px in (axis.start, axis.end)]
        colour = np.array([rgba(axis.spec.get("linecolor"), _INK)])
        sheet.strokes([np.array(ends)], colour, width, cap="projecting", snap=True)


def _marks(sheet: Sheet, axis: Axis, found: list[Tick], edge: float, way: int) -> None:
    if axis.ticks not in ("outside", "inside"):
        return
    reach = number(axis.spec.get("ticklen"), 5.0) * way
    reach *= 1 if axis.ticks == "outside" else -1
    lines = []
    for px in places(axis, found):
        ends = [(px, edge), (px, edge + reach)]
        if axis.letter == "y":
            ends = [(second, first) for first, second in ends]
        lines.append(np.array(ends))
    colour = np.array([rgba(axis.spec.get("tickcolor"), _INK)])
    sheet.strokes(lines, colour, number(axis.spec.get("tickwidth"), 1.0), snap=True)


def _labels(
    sheet: Sheet, axis: Axis, found: list[Tick], edge: float, side: str, base: Type
) -> float:
    """Draw the labels of the ticks; return how far they reach from the edge, in px."""
    outside = axis.ticks == "outside"
    reach = number(axis.spec.get("ticklen"), 5.0) if outside else 0.0
    if axis.spec.get("showticklabels") is False or not found:
        return reach
    style = type_of({"font": axis.spec.get("tickfont")}, base, 1.0)
    within = str(axis.spec.get("ticklabelposition") or "").startswith("inside")
    way = _ASIDE[side] * (-1 if within else 1)
    gap = number(axis.spec.get("linewidth"), 1.0) / 2 + (0.0 if within else reach)
    if outside or axis.spec.get("showline"):
        gap += 0.2 * style.size
    shift = number(axis.spec.get("ticklabelstandoff"), 0.0)
    gap += shift
    prefix, suffix = (str(axis.spec.get(key) or "") for key in ("tickprefix", "ticksuffix"))
    angle = number(axis.spec.get("tickangle"), 0.0)
    depth, taken = 0.0, -math.inf
    for tick, px in zip(found, places(axis, found), strict=True):
        text = prefix + tick.text + suffix
        size = style.size * tick.scale
        width, height = lettering.measure(sheet, text, size)
        if axis.kind != "category" and _past(sheet, axis, px, width, size, angle, way):
            continue
        if axis.letter == "x":
            if not angle and px - width / 2 < taken:
                continue
            taken = px + width / 2 + 2 if axis.end > axis.start else -math.inf
            fall = size if way > 0 else -0.2 * size - (height - 1.3 * size)
            align = "center"
            if angle:
                align = "left" if angle * way > 0 else "right"
            lettering.write(
                sheet,
                text,
                px,
                edge + gap * way + fall,
                size,
                style.colour,
                align=align,
                angle=angle,
                bold=style.bold,
            )
            tall = height if not angle else abs(width * math.sin(math.radians(angle))) + size
            depth = max(depth, gap + tall)
        else:
            lettering.write(
                sheet,
                text,
                edge + gap * way,
                px + lettering.MIDDLE * size,
                size,
                style.colour,
                align="left" if way > 0 else "right",
                bold=style.bold,
            )
            depth = max(depth, gap + width)
    return 0.0 if within else max(depth, reach)


def _past(
    sheet: Sheet, axis: Axis, px: float, width: float, size: float, angle: float, way: int
) -> bool:
    """Tell whether a label would reach past the paper, along its axis: Plotly leaves it out."""
    if axis.letter == "y":
        return px - size / 2 < 0 or px + size / 2 > sheet.height
    if not angle:
        return px - width / 2 < 0 or px + width / 2 > sheet.width
    reach = width * math.cos(math.radians(angle)) * (1 if angle * way > 0 else -1)
    return not 0 <= px + reach <= sheet.width


def _title(sheet: Sheet, axis: Axis, edge: float, side: str, depth: float, base: Type) -> None:
    text = text_of(axis.spec.get("title"))
    if not text:
        return
    given = mapping(axis.spec.get("title"))
    style = type_of(given, base, 1.2)
    size, labelled = style.size, axis.spec.get("showticklabels") is not False
    extra = (len(markup.lines(text)) - 1) * lettering.LINE * size
    standoff = number(given.get("standoff"))
    # Plotly's distances from the edge to the baseline, in sizes of the title's type.
    if math.isfinite(standoff):
        reach = depth + standoff
        reach += lettering.CAPITAL * size if side in ("bottom", "right") else 0.35 * size + extra
    elif str(axis.spec.get("ticklabelposition") or "").startswith("inside"):
        reach = 10 + 0.5 * size
    else:
        reach = 10 + 1.5 * size
        reach += {
            "bottom": 1.5 if labelled else 0.5,
            "top": 1.0 if labelled else 0.0,
            "right": 1.0 if labelled else 0.5,
            "left": 0.5 if labelled else 0.0,
        }[side] * size
        room = {"left": 0.3, "top": 0.3, "bottom": 1.0, "right": 1.0}[side] * size
        reach = max(reach, depth + 2 + room)
    at = edge + reach * _ASIDE[side]
    # Off the paper it would be cut off: Plotly moves it back in.
    if side in ("top", "left"):
        at = max(at, 1.16 * size)
    else:
        at = min(at, (sheet.height if side == "bottom" else sheet.width) - 0.29 * size - extra)
    if axis.letter == "x":
        lettering.write(
            sheet, text, axis.centre, at, size, style.colour, align="center", bold=style.bold
        )
    else:
        lettering.write(
            sheet,
            text,
            at,
            axis.centre,
            size,
            style.colour,
            align="center",
            angle=-90,
            bold=style.bold,
        )


def heading(sheet: Sheet, layout: Mapping[str, Any], plot: Box, base: Type) -> None:
    """Draw the title of the whole figure."""
    text = text_of(layout.get("title"))
    if not text:
        return
    given = mapping(layout.get("title"))
    style = type_of(given, base, 1.4)
    share, height = number(given.get("x"), 0.5), number(given.get("y"))
    pad = mapping(given.get("pad"))
    left, right = (plot.left, plot.right) if given.get("xref") == "paper" else (0.0, sheet.width)
    align = {"left": "left", "right": "right", "center": "center"}.get(str(given.get("xanchor")))
    if align is None:
        align = "left" if share < 1 / 3 else "right" if share > 2 / 3 else "center"
    x = left + share * (right - left) + number(pad.get("l"), 0.0) - number(pad.get("r"), 0.0)
    if math.isfinite(height):
        above, below = (
            (plot.top, plot.bottom) if given.get("yref") == "paper" else (0.0, sheet.height)
        )
        y = below - height * (below - above)
        anchor = str(given.get("yanchor") or "auto")
        if anchor == "auto":
            anchor = "bottom" if height < 1 / 3 else "top" if height > 2 / 3 else "middle"
        y += {"top": lettering.CAPITAL, "middle": lettering.MIDDLE}.get(anchor, 0.0) * style.size
    else:
        y = plot.top / 2
    y += number(pad.get("t"), 0.0) - number(pad.get("b"), 0.0)
    lettering.write(sheet, text, x, y, style.size, style.colour, align=align, bold=style.bold)
