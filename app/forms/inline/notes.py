"""What a layout draws over or under the traces of a picture that stretches: shapes and words."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from app.forms.inline import words
from app.forms.inline.lines import drawn
from app.forms.inline.paper import Paper, Place
from app.forms.inline.rulers import Type, type_of
from app.forms.still.arrays import mapping, number
from app.forms.still.box import Box
from app.forms.still.colours import CLEAR, rgba
from app.forms.still.markup import lines
from app.forms.still.scales import Axis, axis_name

# The ink of a line of type above and below its baseline, in sizes, as browsers set sans type.
_ASCENT, _DESCENT = 1.1, 0.3


def _at(
    value: Any, reference: Any, letter: str, axes: Mapping[str, Axis], room: Box, powers: bool
) -> float:
    """Return a coordinate in px; with ``powers`` a log axis takes exponents, as Plotly's words."""
    text = str(reference or letter)
    share = number(value)
    if text == "paper":
        ends = (room.left, room.right) if letter == "x" else (room.bottom, room.top)
        return ends[0] + share * (ends[1] - ends[0])
    axis = axes.get(axis_name(text.split()[0], letter))
    if axis is None:
        return math.nan
    if text.endswith("domain"):
        return axis.start + share * (axis.end - axis.start)
    if powers and axis.kind == "log":
        return axis.start + (share - axis.low) * axis.per_unit
    return axis.place(value)


def shapes(
    paper: Paper, layout: Mapping[str, Any], axes: Mapping[str, Axis], room: Box, below: bool
) -> str:
    """Return the shapes below the traces, or those above."""
    found = []
    for item in map(mapping, layout.get("shapes") or ()):
        if (item.get("layer") == "below") is not below or item.get("visible") is False:
            continue
        x0, x1 = (_at(item.get(k), item.get("xref"), "x", axes, room, False) for k in ("x0", "x1"))
        y0, y1 = (_at(item.get(k), item.get("yref"), "y", axes, room, False) for k in ("y0", "y1"))
        if not all(map(math.isfinite, (x0, x1, y0, y1))):
            continue
        box = paper.box
        # Along an axis a shape is seen within the plot alone.
        clip_x, clip_y = item.get("xref", "x") != "paper", item.get("yref", "y") != "paper"
        if clip_x and (max(x0, x1) < box.left or min(x0, x1) > box.right):
            continue
        if clip_y and (max(y0, y1) < box.top or min(y0, y1) > box.bottom):
            continue
        if clip_x:
            x0, x1 = (min(max(px, box.left), box.right) for px in (x0, x1))
        if clip_y:
            y0, y1 = (min(max(px, box.top), box.bottom) for px in (y0, y1))
        line, opacity = mapping(item.get("line")), number(item.get("opacity"), 1.0)
        stroke = rgba(line.get("color"), "#444", opacity)
        width = number(line.get("width"), 2.0)
        if item.get("type") == "line":
            ends = paper.grid(np.array([(x0, y0), (x1, y1)]))
            found.append(paper.path(drawn([ends]), CLEAR, stroke, width, line.get("dash")))
        elif item.get("type") == "rect":
            corners = paper.grid(np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]))
            fill = rgba(item.get("fillcolor"), CLEAR, opacity)
            text = drawn([corners], closed=True)
            found.append(paper.path(text, fill, stroke, width, line.get("dash")))
    return "".join(found)


def annotations(
    paper: Paper,
    layout: Mapping[str, Any],
    axes: Mapping[str, Axis],
    room: Box,
    base: Type,
    outer: bool | None,
) -> str:
    """Return the words: those that refer to the room (``outer``), the others, or all (None)."""
    found = []
    for item in map(mapping, layout.get("annotations") or ()):
        apart = item.get("xref") == "paper" and item.get("yref") == "paper"
        if item.get("visible") is False or (outer is not None and apart is not outer):
            continue
        x = _at(item.get("x"), item.get("xref"), "x", axes, room, True)
        y = _at(item.get("y"), item.get("yref"), "y", axes, room, True)
        if not (math.isfinite(x) and math.isfinite(y)):
            continue
        found.append(_words(paper, item, paper.across(x), paper.down(y), base))
    return "".join(found)


def _words(paper: Paper, item: Mapping[str, Any], x: Place, y: Place, base: Type) -> str:
    text = str(item.get("text") or "")
    style = type_of(item.get("font"), base)
    size, opacity = style.size, number(item.get("opacity"), 1.0)
    rows = lines(text)
    above = max((_ASCENT * each.scale + each.rise for each in rows[0]), default=_ASCENT)
    below = max((_DESCENT * each.scale - each.rise for each in rows[-1]), default=_DESCENT)
    height = ((len(rows) - 1) * words.LINE + above + below) * size
    pad = number(item.get("borderpad"), 1.0)
    lean = {"left": 1, "right": -1}.get(_anchor(item, "x"), 0)
    sink = {"top": 1, "bottom": -1}.get(_anchor(item, "y"), 0)
    align = {1: "left", -1: "right"}.get(lean, "center")
    across = x.beyond + number(item.get("xshift"), 0.0) + pad * lean
    wanted = str(item.get("align") or "center")
    if len(rows) > 1 and wanted != align:
        # Shorter lines stand in the middle of the longest, or at its other end.
        half = words.width(text, size) / 2
        shift = {"left": half, "center": 0.0, "right": -half}
        across, align = across + shift[align] - shift[wanted], wanted
    centre = y.beyond - number(item.get("yshift"), 0.0) + (height / 2 + pad) * sink
    baseline = centre - height / 2 + above * size
    ground = rgba(item["bgcolor"]) if item.get("bgcolor") else None
    colour = (*style.colour[:3], style.colour[3] * opacity)
    return words.written(
        paper.ink, text, Place(x.share, across), Place(y.share, baseline), size, colour,
        align=align, ground=ground, angle=number(item.get("textangle"), 0.0),
    )  # fmt: skip


def _anchor(item: Mapping[str, Any], letter: str) -> str:
    given = str(item.get(letter + "anchor") or "auto")
    if given != "auto" or item.get(letter + "ref") != "paper":
        return given
    share = number(item.get(letter))
    first, last = ("left", "right") if letter == "x" else ("bottom", "top")
    return first if share < 1 / 3 else last if share > 2 / 3 else "center"
