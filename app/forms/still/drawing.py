"""Draws a Plotly figure, given as a plain dict, as PNG, SVG or PDF."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from app.forms.still import arrows, colourbar, fields, frame, marks, notes, scene
from app.forms.still.about import About
from app.forms.still.arrays import Array, is_array, line, mapping, number
from app.forms.still.colours import COLOURWAY, rgba
from app.forms.still.dots import dots, png
from app.forms.still.enlargement import enlargement
from app.forms.still.frame import Type
from app.forms.still.pdf import Placed, pdf
from app.forms.still.scales import Axis, axis_name, build
from app.forms.still.sheet import Box, Sheet
from app.forms.still.vectors import svg

S = TypeVar("S", bound=Sheet)

# What one px is on the paper: a dot, a user unit, a 96th of an inch in points.
_UNITS = {"png": 1.0, "svg": 1.0, "pdf": 0.75}
_FLAT = ("scatter", "scattergl", "contour", "heatmap", "quiver", "bar")
_DEEP = ("surface", "scatter3d")
# Plotly draws traces by kind, whatever their order in the figure, but puts arrows below all; ours
# stay above the contours that they belong to.
_LAYERS = {"heatmap": 0, "contour": 1, "bar": 2, "quiver": 3}


def draw(
    figure: Mapping[str, Any],
    width: int,
    height: int,
    form: Literal["png", "svg", "pdf"],
    *,
    lang: str,
    title: str = "",
    description: str = "",
    about: About | None = None,
    ratio: float = 1.0,
) -> bytes:
    """Return a still of a Plotly figure (`{"data": […], "layout": {…}}`).

    `width` and `height` are CSS px; a large picture is laid out smaller and enlarged as a whole
    (see `enlargement`). A PNG has `ratio` dots a px, so exactly `width` × `height` of them where
    it is one; an SVG has that size, a PDF that size at 96 px an inch, both their words as text.
    `about` is what the file says of itself, by default `title` and `description`, in `lang`. The
    same arguments give the same bytes, from any thread. What the figure has beyond the trace
    types and attributes known here is left out; nothing in it raises. Raises ValueError for
    another form, a size below one px and a ratio that is not positive.
    """
    if form not in _UNITS:
        raise ValueError(f"a still is png, svg or pdf, not {form!r}")
    about = (about or About(title, description, lang)).printable()
    if form == "png":
        return png(paint(figure, width, height, ratio=ratio))
    sheet = paint(figure, width, height, form=form)
    return (
        svg(sheet, width, height, about)
        if form == "svg"
        else pdf([[Placed(sheet, description=about.description)]], about)
    )


def pixels(
    figure: Mapping[str, Any], width: int, height: int, ratio: float = 1.0
) -> NDArray[np.uint8]:
    """Return the dots of a still, as its PNG has them, of shape (height, width, 3 or 4)."""
    return dots(paint(figure, width, height, ratio=ratio))


def paint(
    figure: Mapping[str, Any],
    width: float,
    height: float,
    *,
    form: str = "png",
    ratio: float = 1.0,
    scale: float | None = None,
) -> Sheet:
    """Return the sheet with a figure drawn on it, for paper of this kind.

    Its layout is `scale` times smaller than the picture; by default by its `enlargement`.
    """
    sheet = blank(figure, width, height, form=form, ratio=ratio, scale=scale, kind=Sheet)
    lay(sheet, figure)
    return sheet


def blank(
    figure: Mapping[str, Any],
    width: float,
    height: float,
    *,
    form: str = "png",
    ratio: float = 1.0,
    scale: float | None = None,
    kind: type[S],
) -> S:
    """Return the sheet that `paint` draws a figure on, with nothing on it, of this class."""
    if not (width >= 1 and height >= 1):
        raise ValueError("a still needs at least one px each way")
    if not ratio > 0:
        raise ValueError("a still needs some dots a px")
    layout = mapping(figure.get("layout"))
    scale = scale or enlargement(width, height)
    ground = rgba(layout.get("paper_bgcolor"), "#fff")
    # An SVG is enlarged by its viewBox, so that its own numbers stay those of the layout.
    unit = {"png": scale * ratio, "svg": 1.0, "pdf": scale * _UNITS["pdf"]}[form]
    return kind(width / scale, height / scale, ground, unit=unit, vector=form != "png")


def lay(sheet: Sheet, figure: Mapping[str, Any], form: str = "") -> None:
    """Draw a figure on a sheet."""
    with np.errstate(all="ignore"):
        _draw(sheet, figure, mapping(figure.get("layout")))


def scene_box(sheet: Sheet, layout: Mapping[str, Any], spec: Mapping[str, Any]) -> Box:
    """Return the part of a sheet in which a scene lies."""
    return _within(spec, _margins(layout, sheet.width, sheet.height))


def _margins(layout: Mapping[str, Any], width: float, height: float) -> Box:
    """Return the plot's rectangle: the sheet less the figure's margins."""
    given = mapping(layout.get("margin"))
    left, right = number(given.get("l"), 80.0), number(given.get("r"), 80.0)
    top, bottom = number(given.get("t"), 100.0), number(given.get("b"), 80.0)
    # Margins that leave nothing are shrunk, as Plotly does.
    across, down = (
        min(1.0, (width - 2) / (left + right or 1)),
        min(1.0, (height - 2) / (top + bottom or 1)),
    )
    across, down = max(across, 0.0), max(down, 0.0)
    return Box(left * across, top * down, width - right * across, height - bottom * down)


def _draw(sheet: Sheet, figure: Mapping[str, Any], layout: Mapping[str, Any]) -> None:
    plot = _margins(layout, sheet.width, sheet.height)
    font = mapping(layout.get("font"))
    base = Type(number(font.get("size"), 12.0), rgba(font.get("color"), "#444"))
    data = figure.get("data")
    traces = [mapping(trace) for trace in data] if isinstance(data, list | tuple) else []
    way = layout.get("colorway")
    colourway = [str(c) for c in way] if isinstance(way, list | tuple) and way else COLOURWAY
    coloured = [(trace, colourway[i % len(colourway)]) for i, trace in enumerate(traces)]
    shown = [(trace, colour) for trace, colour in coloured if trace.get("visible", True) is True]
    flat = [pair for pair in shown if (pair[0].get("type") or "scatter") in _FLAT]
    deep = [pair for pair in shown if pair[0].get("type") in _DEEP]
    axes = build(layout, [trace for trace, _ in flat], plot)
    if flat or not deep:
        _flat(sheet, layout, flat, axes, plot, base)
    for name in dict.fromkeys(str(trace.get("scene") or "scene") for trace, _ in deep):
        spec = mapping(layout.get(name))
        mine = [pair for pair in deep if str(pair[0].get("scene") or "scene") == name]
        scene.draw(sheet, spec, mine, _within(spec, plot), base)
    for trace, _ in shown:
        colourbar.of(sheet, trace, plot, base)
    entries = [(trace, marks.ink(trace, colour, 1)) for trace, colour in flat + deep]
    entries = [
        (trace, looks)
        for trace, looks in entries
        if trace.get("type") not in ("contour", "heatmap", "surface") or trace.get("showlegend")
    ]
    notes.legend(sheet, layout, entries, plot, base)
    if flat or not deep:
        notes.shapes(sheet, layout, axes, plot, "above")
    notes.annotations(sheet, layout, axes, plot, base)
    frame.heading(sheet, layout, plot, base)


def _within(spec: Mapping[str, Any], plot: Box) -> Box:
    """Return the part of the plot that a scene's `domain` gives it."""
    domain = mapping(spec.get("domain"))
    ends = []
    for letter in "xy":
        given = line(domain[letter]) if is_array(domain.get(letter)) else np.empty(0)
        usable = len(given) == 2 and np.isfinite(given).all() and given[1] > given[0]
        ends.append((float(given[0]), float(given[1])) if usable else (0.0, 1.0))
    return Box(
        plot.left + ends[0][0] * plot.width,
        plot.bottom - ends[1][1] * plot.height,
        plot.left + ends[0][1] * plot.width,
        plot.bottom - ends[1][0] * plot.height,
    )


def _flat(
    sheet: Sheet,
    layout: Mapping[str, Any],
    traces: Sequence[tuple[Mapping[str, Any], str]],
    axes: Mapping[str, Axis],
    plot: Box,
    base: Type,
) -> None:
    pairs = frame.subplots(axes, [trace for trace, _ in traces])
    frame.grounds(sheet, pairs, layout)
    notes.shapes(sheet, layout, axes, plot, "below")
    frame.grid(sheet, axes, pairs, layout)
    notes.shapes(sheet, layout, axes, plot, "between")
    # Base subplots first, what is laid over them after.
    order = {pair: i for i, pair in enumerate(pairs)}
    ready: list[tuple[tuple[float, float, int], Callable[[], None]]] = []
    painters = _painters(sheet, layout, traces, axes, base)
    for i, ((trace, _), painter) in enumerate(zip(traces, painters, strict=True)):
        x, y = _axes_of(trace, axes)
        laid = bool(x.spec.get("overlaying") or y.spec.get("overlaying"))
        kind = str(trace.get("type") or "scatter")
        depth = number(trace.get("zorder"), 0.0), _LAYERS.get(kind, 4)
        rank = (float(laid) * 1e6 + depth[0], float(depth[1]), i)
        ready.append((rank, painter))
        order.setdefault((x, y), len(order))
    for _, painter in sorted(ready, key=lambda item: item[0]):
        sheet.painter = painter
        painter()
    sheet.painter = None
    frame.rulers(sheet, axes, pairs, base)


def _axes_of(trace: Mapping[str, Any], axes: Mapping[str, Axis]) -> tuple[Axis, Axis]:
    return axes[axis_name(trace.get("xaxis"), "x")], axes[axis_name(trace.get("yaxis"), "y")]


def _painters(
    sheet: Sheet,
    layout: Mapping[str, Any],
    traces: Sequence[tuple[Mapping[str, Any], str]],
    axes: Mapping[str, Axis],
    base: Type,
) -> list[Callable[[], None]]:
    """Return for each trace what draws it."""
    bars = [i for i, (trace, _) in enumerate(traces) if trace.get("type") == "bar"]
    grouped = layout.get("barmode") in (None, "group")
    before: dict[tuple[str, str], Array] = {}
    painters: list[Callable[[], None]] = []
    for i, (trace, colour) in enumerate(traces):
        x, y = _axes_of(trace, axes)
        clip = frame.box_of(x, y)
        kind = str(trace.get("type") or "scatter")
        painter: Callable[[], None]
        if kind == "contour":
            painter = partial(fields.contour, sheet, trace, x, y, clip)
        elif kind == "heatmap":
            painter = partial(fields.heatmap, sheet, trace, x, y, clip)
        elif kind == "quiver":
            painter = partial(arrows.quiver, sheet, trace, x, y, clip, colour=colour)
        elif kind == "bar":
            painter = partial(
                marks.bars,
                sheet,
                trace,
                x,
                y,
                clip,
                place=bars.index(i) if grouped else 0,
                of=len(bars) if grouped else 1,
                gap=_gap(layout),
                colour=colour,
                base=base,
            )
        else:
            painter = partial(
                marks.scatter,
                sheet,
                trace,
                x,
                y,
                clip,
                colour=colour,
                base=base,
                before=before.get((x.name, y.name)),
            )
            before[x.name, y.name] = marks.previous(trace, x, y)
        painters.append(painter)
    return painters


def _gap(layout: Mapping[str, Any]) -> float:
    gap = number(layout.get("bargap"), 0.2)
    return gap if math.isfinite(gap) and 0 <= gap < 1 else 0.2
