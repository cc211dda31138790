"""A figure as the few numbers from which a notebook draws it again.

Grids are thinned to what a picture of a few hundred px can show, and numbers are cut to six
digits: the whole of them is in the CSV.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.forms.data.drawn import is_seen
from app.forms.still.arrays import is_array, is_words, line, mapping, number, numbers, texts, values
from app.forms.still.colours import rgba

#: A grid's places along one side, and a line's points, at most.
_SIDE, _POINTS = 61, 600
_FAR = 1e150
_DASHES = {"dash": "--", "dot": ":", "dashdot": "-.", "longdash": "--", "longdashdot": "-."}
_SYMBOLS = {
    "square": "s", "diamond": "D", "triangle-up": "^", "triangle-down": "v", "cross-thin": "+",
    "x-thin": "x", "cross": "P", "x": "X", "star": "*", "line-ns": "|", "line-ew": "_",
}  # fmt: skip


def sketch(figure: Mapping[str, Any]) -> dict[str, Any]:
    """Axes, marks and traces of a Plotly figure as plain lists, colours as ``#rrggbbaa``.

    The ``kind`` of a trace is one of those that ``plotting`` knows to draw.
    """
    layout = figure["layout"]
    with np.errstate(all="ignore"):
        seen = [trace for trace in _uncovered(figure["data"]) if is_seen(trace)]
        traces = [found for trace in seen for found in _trace(trace)]
        axes = _axes(layout, figure["data"])
    for key, axis in axes.items():
        # Matplotlib refuses a log axis on which there is nothing.
        own = [t for t in traces if key[0] == "x" or t["axis"] == key]
        axis["log"] &= any((v or 0) > 0 for t in own for v in t.get(key[0], ()))
    return {
        "axes": axes,
        "ground": _colour(layout.get("plot_bgcolor"), "#fff"),
        "ink": _colour(mapping(layout.get("font")).get("color"), "#000"),
        "equal": bool(mapping(layout.get("yaxis")).get("scaleanchor")),
        "shapes": [found for shape in layout.get("shapes", ()) if (found := _shape(shape, layout))],
        "traces": traces,
    }


def _uncovered(traces: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The traces without lines that another covers, which takes over the name of their run."""
    found: list[Mapping[str, Any]] = []
    above: dict[bytes, int] = {}
    for trace in traces:
        if "lines" in str(trace.get("mode")) and is_array(trace.get("x")):
            place = b"".join(
                line(trace[key]).astype(np.float32).tobytes() for key in "xyz" if key in trace
            )
            if place in above and is_seen(trace):
                name = trace.get("name") or found[above[place]].get("name")
                found[above[place]] = {"visible": False}
                trace = {**trace, "name": name}
            above[place] = len(found)
        found.append(trace)
    return found


def _axes(layout: Mapping[str, Any], data: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The axes across (``x``) and upward (``y``, and ``y2`` where there is one)."""
    names = ["xaxis", *(name for name in ("yaxis", "yaxis2") if name in layout)]
    found = {name.replace("axis", ""): _axis(mapping(layout.get(name))) for name in names}
    space = mapping(layout.get("scene"))
    if any(trace.get("type") in ("surface", "scatter3d") for trace in data):
        found = {key: _axis(mapping(space.get(f"{key}axis"))) for key in "xyz"}
    return found


def _axis(axis: Mapping[str, Any]) -> dict[str, Any]:
    log = axis.get("type") == "log"
    ends = line(axis.get("range")) if is_array(axis.get("range")) else np.empty(0)
    with np.errstate(over="ignore"):
        ends = 10.0**ends if log else ends
    ticks = line(axis.get("tickvals")) if is_array(axis.get("tickvals")) else np.empty(0)
    ticks = ticks if (np.abs(ticks) < _FAR).all() else np.empty(0)
    return {
        "title": _words(mapping(axis.get("title")).get("text")),
        "log": log,
        "range": _cut(ends) if len(ends) == 2 and (np.abs(ends) < _FAR).all() else None,
        "ticks": _cut(ticks),
        "labels": [_words(text) for text in texts(axis.get("ticktext"), len(ticks))]
        if "ticktext" in axis
        else [],
        "place": _cut(line(axis.get("domain", [0, 1]))),
    }


def _trace(trace: Mapping[str, Any]) -> list[dict[str, Any]]:
    kind = str(trace.get("type") or "scatter")
    base = {
        "name": _words(trace.get("name")) if trace.get("name") else "",
        "axis": str(trace.get("yaxis") or "y"),
    }
    if kind in ("contour", "heatmap", "surface"):
        return _field(trace, kind, base)
    places = {key: line(trace[key]) for key in "xyzuv" if is_array(trace.get(key))}
    if is_words(trace.get("x")) or not {"x", "y"} <= places.keys():
        return []
    count = min(map(len, places.values()))
    if kind == "quiver":
        return [{**base, "kind": "arrows", **_arrows(trace, places, count)}]
    if kind == "bar":
        return [{**base, "kind": "bars", **_bars(trace, places, count)}]
    step = max(1, -(-count // _POINTS)) if "lines" in str(trace.get("mode")) else 1
    kept = np.unique(np.append(np.arange(0, count, step), count - 1)) if count else np.empty(0, int)
    found = {key: _cut(places[key][kept]) for key in "xyz" if key in places}
    return _scatter(trace, {**base, **found}, "z" in places)


def _scatter(trace: Mapping[str, Any], base: dict[str, Any], deep: bool) -> list[dict[str, Any]]:
    mode, marker = str(trace.get("mode") or "lines"), mapping(trace.get("marker"))
    stroke, edge = mapping(trace.get("line")), mapping(marker.get("line"))
    ink = marker.get("color")
    own = ink if isinstance(ink, str) else edge.get("color") or stroke.get("color")
    parts: list[dict[str, Any]] = []
    if "lines" in mode:
        filled = str(trace.get("fill") or "none") == "toself"
        parts.append(
            {
                **base,
                "kind": "line3d" if deep else "line",
                "color": _colour(stroke.get("color"), "#444"),
                "width": number(stroke.get("width"), 2.0),
                "dash": _DASHES.get(str(stroke.get("dash")), "-"),
                **({"fill": _colour(trace.get("fillcolor"), "#0000")} if filled else {}),
            }
        )
    if "markers" in mode:
        size = marker.get("size")
        parts.append(
            {
                **base,
                "name": "" if parts else base["name"],
                "kind": "points3d" if deep else "points",
                "colors": [_colour(each, "#444") for each in ink]
                if isinstance(ink, list) and len(ink) == len(base["x"])
                else [_colour(own, "#444")],
                "edge": _colour(edge.get("color"), "#0000")
                if isinstance(edge.get("color"), str)
                else "#00000000",
                "size": float(np.median(line(size))) if is_array(size) else number(size, 6.0),
                "marker": _SYMBOLS.get(str(marker.get("symbol")).removesuffix("-open"), "o"),
            }
        )
    return parts


def _arrows(
    trace: Mapping[str, Any], places: Mapping[str, NDArray[np.float64]], count: int
) -> dict[str, Any]:
    ink = mapping(trace.get("marker")).get("color")
    return {
        **{key: _cut(places[key][:count]) for key in "xyuv" if key in places},
        "pivot": "mid" if trace.get("anchor") == "center" else "tail",
        "color": _colour(ink if isinstance(ink, str) else None, "#444"),
    }


def _bars(
    trace: Mapping[str, Any], places: Mapping[str, NDArray[np.float64]], count: int
) -> dict[str, Any]:
    marker = mapping(trace.get("marker"))
    ink = marker.get("color")
    edge = mapping(marker.get("line")).get("color")
    colours = texts(ink, count) if is_array(ink) else [str(ink or "#444")] * count
    base = trace.get("base")
    gap = np.diff(np.unique(places["x"]))
    return {
        "x": _cut(places["x"][:count]),
        "y": _cut(places["y"][:count]),
        "base": _cut(line(base)) if is_array(base) else _cut([number(base, 0.0)])[0] or 0.0,
        "wide": number(trace.get("width"), 0.8 * float(gap.min() if gap.size else 1.0)),
        "colors": [_colour(colour, "#444") for colour in colours],
        "edge": _colour(edge, "#0000") if isinstance(edge, str) else "#00000000",
    }


def _field(trace: Mapping[str, Any], kind: str, base: dict[str, Any]) -> list[dict[str, Any]]:
    grid = numbers(trace.get("z"))
    if grid.ndim != 2 or not grid.size:
        return []
    rows, columns = (np.arange(0, count, -(-count // _SIDE)) for count in grid.shape)
    across, up = (
        line(trace[key]) if is_array(trace.get(key)) else np.arange(count, dtype=float)
        for key, count in (("x", grid.shape[1]), ("y", grid.shape[0]))
    )
    levels = mapping(trace.get("contours"))
    start, end, size = (number(levels.get(key)) for key in ("start", "end", "size"))
    # A heatmap's cells are its content; a thinned one would show other cells.
    if kind == "heatmap" and max(grid.shape) <= 2 * _SIDE:
        rows, columns = np.arange(grid.shape[0]), np.arange(grid.shape[1])
    scale = trace.get("colorscale")
    colours = (
        [[number(stop[0]), _colour(stop[1], "#444")] for stop in scale]
        if isinstance(scale, list)
        else [[0.0, "#ffffffff"], [1.0, "#444444ff"]]
    )
    whole = bool(np.isfinite([start, end, size]).all() and size > 0 and end > start)
    only_lines = levels.get("coloring") in ("none", "lines")
    return [
        {
            **base,
            "kind": "surface" if kind == "surface" else "levels" if only_lines else "field",
            "x": _cut(across[columns]),
            "y": _cut(up[rows]),
            "z": [_cut(row) for row in grid[np.ix_(rows, columns)]],
            "levels": _cut(np.arange(start, end + size / 2, size)[:60]) if whole else [],
            "smooth": kind == "contour",
            "ends": _ends(trace, grid),
            "colors": colours,
            "color": _colour(mapping(trace.get("line")).get("color"), "#444"),
        }
    ]


def _ends(trace: Mapping[str, Any], grid: NDArray[np.float64]) -> list[float]:
    """What the two ends of the colour scale stand for."""
    given = [
        number(trace.get(key)) for pair in (("zmin", "zmax"), ("cmin", "cmax")) for key in pair
    ]
    for low, high in (given[:2], given[2:]):
        if np.isfinite([low, high]).all() and high > low:
            return [low, high]
    finite = grid[np.isfinite(grid)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    return [low, high if high > low else low + 1.0]


def _shape(shape: Mapping[str, Any], layout: Mapping[str, Any]) -> dict[str, Any] | None:
    """A line or a rectangle; a side that spans the whole plot has None for its ends."""
    ends: dict[str, Any] = {}
    for letter in "xy":
        reference = str(shape.get(f"{letter}ref") or letter)
        log = mapping(layout.get(f"{letter}axis")).get("type") == "log"
        spans = "paper" in reference or "domain" in reference
        pair = np.array([number(shape.get(f"{letter}0")), number(shape.get(f"{letter}1"))])
        if not (np.abs(pair) < _FAR).all():
            return None
        # Plotly takes places of shapes on log axes as they are.
        ends[letter] = None if spans or (log and min(pair) <= 0) else _cut(pair)
    stroke = mapping(shape.get("line"))
    return {
        **ends,
        "kind": str(shape.get("type")),
        "color": _colour(stroke.get("color"), "#444"),
        "width": number(stroke.get("width"), 2.0),
        "dash": _DASHES.get(str(stroke.get("dash")), "-"),
        "fill": _colour(shape.get("fillcolor"), "#0000"),
    }


def _colour(colour: Any, default: str) -> str:
    parts = rgba(colour if isinstance(colour, str) else None, default)
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)


def _cut(array: Any) -> list[float | None]:
    """Numbers with six digits, None where there is none, or none that Matplotlib can place."""
    return [float(f"{v:.6g}") if abs(v) < _FAR else None for v in values(array).ravel().tolist()]


def _words(text: Any) -> str:
    return re.sub(r"<[^>]*>", "", str(text or "")).strip()
