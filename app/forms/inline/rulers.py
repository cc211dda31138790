"""The frame of a picture that stretches: ground, grid, ticks, their labels, titles."""

import math
from typing import Any, NamedTuple

import numpy as np

from app.forms.inline import words
from app.forms.inline.lines import drawn
from app.forms.inline.paper import Paper, Place, em, percent
from app.forms.still.arrays import mapping, number
from app.forms.still.box import Box
from app.forms.still.colours import CLEAR, Rgba, rgba
from app.forms.still.scales import Axis
from app.forms.still.ticks import Tick, has_zero_line, places, ticks


class Type(NamedTuple):
    """A size of type in px of the figure, and its colour."""

    size: float
    colour: Rgba


def type_of(font: Any, base: Type, factor: float = 1.0) -> Type:
    """Return the type that a ``font`` gives; ``base`` times ``factor`` where it is silent."""
    given = mapping(font)
    size = number(given.get("size"), round(base.size * factor))
    return Type(max(size, 1.0), rgba(given.get("color"), base.colour))


def grid(paper: Paper, axes: list[tuple[Axis, Axis]]) -> str:
    """Return the lines of the grid and those at zero, below the traces."""
    found = []
    for axis, counter in axes:
        if axis.spec.get("visible") is False:
            continue
        low, high = sorted((axis.start, axis.end))
        zero = has_zero_line(axis)
        if axis.spec.get("showgrid") is not False and not axis.spec.get("overlaying"):
            known = ticks(axis)
            at = [
                px
                for tick, px in zip(known, places(axis, known), strict=True)
                if low + 1 < px < high - 1 and not (zero and tick.at == 0)
            ]
            found.append(_across(paper, axis, counter, at, "gridcolor", "gridwidth"))
        if zero:
            at = [float(axis.start - axis.low * axis.per_unit)]
            found.append(_across(paper, axis, counter, at, "zerolinecolor", "zerolinewidth"))
    return "".join(found)


def _across(
    paper: Paper, axis: Axis, counter: Axis, at: list[float], colour: str, width: str
) -> str:
    lines = []
    for px in at:
        ends = [
            (px, end) if axis.letter == "x" else (end, px) for end in (counter.start, counter.end)
        ]
        lines.append(paper.grid(np.array(ends)))
    stroke = rgba(axis.spec.get(colour), "#eee")
    return paper.path(drawn(lines), CLEAR, stroke, number(axis.spec.get(width), 1.0))


def rulers(paper: Paper, axes: list[tuple[Axis, Axis]], base: Type, sheet: Box) -> tuple[str, str]:
    """Return the lines of the axes, as paths on the fine grid, and their ticks, labels and titles.

    ``sheet`` is all that there is to draw on.
    """
    lines, found = [], []
    for axis, counter in axes:
        if axis.spec.get("visible") is False:
            continue
        known = ticks(axis)
        near, last = sorted((counter.start, counter.end))
        edge, way = (last, 1) if _far_side(axis) else (near, -1)
        text, depth = _labels(paper, axis, known, edge, way, base)
        lines.append(_line(paper, axis, edge))
        found += [_marks(paper, axis, known, edge, way), text]
        found.append(_title(paper, axis, edge, way, depth, base, sheet))
    return "".join(lines), "".join(found)


def _far_side(axis: Axis) -> bool:
    """Tell whether an axis lies right of the plot or below it."""
    side = axis.spec.get("side")
    return side != "top" if axis.letter == "x" else side == "right"


def _line(paper: Paper, axis: Axis, edge: float) -> str:
    given = axis.spec.get("showline")
    if not (given is True or (given is None and "linecolor" in axis.spec)):
        return ""
    ends = [(px, edge) if axis.letter == "x" else (edge, px) for px in (axis.start, axis.end)]
    text = drawn([paper.grid(np.array(ends))])
    return paper.path(
        text, CLEAR, rgba(axis.spec.get("linecolor"), "#444"), number(axis.spec.get("linewidth"), 1)
    )


def _marks(paper: Paper, axis: Axis, known: list[Tick], edge: float, way: int) -> str:
    if axis.ticks != "outside" or not known:
        return ""
    reach = number(axis.spec.get("ticklen"), 5.0) * way
    colour = paper.ink(stroke=rgba(axis.spec.get("tickcolor"), "#444"))
    found = []
    for px in places(axis, known):
        place, base = (
            (paper.across, paper.down) if axis.letter == "x" else (paper.down, paper.across)
        )
        along, across = place(px), base(edge)
        found.append(_mark(axis.letter, along, across, reach))
    return f"<g{colour}>{''.join(found)}</g>"


def _mark(key: str, x: Place, y: Place, reach: float) -> str:
    place = f'x="{percent(x.share)}" y="{percent(y.share)}"'
    return f'<svg {place} overflow="visible"><line {key}="{em(reach)}"/></svg>'


def _labels(
    paper: Paper, axis: Axis, known: list[Tick], edge: float, way: int, base: Type
) -> tuple[str, float]:
    """Return the labels of the ticks, and how far they reach from the edge in px."""
    outside = axis.ticks == "outside"
    reach = number(axis.spec.get("ticklen"), 5.0) if outside else 0.0
    if axis.spec.get("showticklabels") is False or not known:
        return "", reach
    style = type_of(axis.spec.get("tickfont"), base)
    gap = 0.5 + reach + (0.2 * style.size if outside or axis.spec.get("showline") else 0.0)
    prefix, suffix = (str(axis.spec.get(key) or "") for key in ("tickprefix", "ticksuffix"))
    angle = number(axis.spec.get("tickangle"), 0.0)
    found, depth, taken = [], 0.0, -math.inf
    for tick, px in zip(known, places(axis, known), strict=True):
        text = prefix + tick.text + suffix
        size = style.size * tick.scale
        wide, tall = words.width(text, size), len(text.split("<br>")) * words.LINE * size
        if axis.letter == "x":
            if not angle and px - wide / 2 < taken:
                continue
            taken = px + wide / 2 + 2 if axis.end > axis.start else -math.inf
            fall = size if way > 0 else -0.2 * size - (tall - words.LINE * size)
            align = "center"
            if angle:
                align = "left" if angle * way > 0 else "right"
            y = paper.down(edge + gap * way + fall)
            found.append(
                words.written(
                    paper.ink, text, paper.across(px), y, size, style.colour, align=align,
                    angle=angle,
                )
            )  # fmt: skip
            depth = max(depth, gap + tall)
        else:
            x = paper.across(edge + gap * way)
            middle = paper.down(px)
            y = Place(middle.share, middle.beyond + words.MIDDLE * size)
            align = "left" if way > 0 else "right"
            found.append(words.written(paper.ink, text, x, y, size, style.colour, align=align))
            depth = max(depth, gap + wide)
    return "".join(found), max(depth, reach)


def _title(
    paper: Paper, axis: Axis, edge: float, way: int, depth: float, base: Type, sheet: Box
) -> str:
    given = mapping(axis.spec.get("title"))
    text = str(given.get("text") or "")
    if not text:
        return ""
    size, colour = type_of(given.get("font"), base, 1.2)
    standoff = number(given.get("standoff"), 8.0)
    far = way > 0
    reach = depth + standoff + (words.CAPITAL if far else 0.35) * size
    # Off the paper it would be cut off: Plotly moves it back in.
    end = sheet.bottom if axis.letter == "x" else sheet.right
    reach = min(reach, end - edge - 0.29 * size if far else edge - 1.16 * size)
    at = edge + reach * way
    if axis.letter == "x":
        return words.written(
            paper.ink, text, paper.across(axis.centre), paper.down(at), size, colour, align="center"
        )
    return words.written(
        paper.ink, text, paper.across(at), paper.down(axis.centre), size, colour,
        align="center", angle=-90,
    )  # fmt: skip
