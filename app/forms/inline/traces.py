"""The traces of a picture that stretches: lines, dots, bars, contours, fields, arrows."""

import base64
import math
import struct
import zlib
from collections.abc import Mapping
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from app.forms.inline.lines import dots, drawn
from app.forms.inline.paper import FINE, Paper, em, percent
from app.forms.inline.symbols import Symbol, symbol
from app.forms.still.arrays import Array, mapping, number, numbers, spread, texts
from app.forms.still.colours import CLEAR, Rgba, limits, many, rgba, scale
from app.forms.still.levels import contour_scale, level_list, levels
from app.forms.still.scales import Axis, coordinates

_BARB, _BARB_LENGTH, _BARB_SHARE = math.pi / 12, 5.8, 0.7  # of Plotly's arrows
_SMOOTH = 96  # dots along each side of a smooth field
_PLAIN = "circle"


def trace(paper: Paper, given: Mapping[str, Any], x: Axis, y: Axis) -> tuple[str, str]:
    """Return what a trace draws: paths on the fine grid, and what is placed by shares."""
    kind = str(given.get("type") or "scatter")
    if kind == "scatter":
        return _scatter(paper, given, x, y)
    if kind == "bar":
        return "", _bars(paper, given, x, y)
    if kind == "contour":
        return _contour(paper, given, x, y), ""
    if kind == "quiver":
        return _quiver(paper, given, x, y), ""
    if kind == "heatmap":
        return _heatmap(paper, given, x, y), ""
    return "", ""


def _faded(colour: Rgba, opacity: float) -> Rgba:
    return (*colour[:3], colour[3] * opacity)


def _places(given: Mapping[str, Any], x: Axis, y: Axis) -> Array:
    across, down = x.px(coordinates(given, "x")), y.px(coordinates(given, "y"))
    count = min(len(across), len(down))
    return np.column_stack([across[:count], down[:count]]).clip(-1e6, 1e6)


def _scatter(paper: Paper, given: Mapping[str, Any], x: Axis, y: Axis) -> tuple[str, str]:
    points = _places(given, x, y)
    mode = given.get("mode")
    mode = mode if isinstance(mode, str) else "lines+markers" if len(points) < 20 else "lines"
    line, marker = mapping(given.get("line")), mapping(given.get("marker"))
    opacity = number(given.get("opacity"), 1.0)
    if opacity <= 0:
        return "", ""
    stroke = rgba(line.get("color") or marker.get("color"), "#444", opacity)
    gaps = np.flatnonzero(~np.isfinite(points).all(axis=1))
    pieces = [part[np.isfinite(part).all(axis=1)] for part in np.split(points, gaps)]
    pieces = [paper.grid(part) for part in pieces if len(part)]
    found = ""
    if given.get("fill") == "toself":
        fill = rgba(given.get("fillcolor"), _faded(stroke, 0.5))
        if "fillcolor" in given:
            fill = _faded(fill, opacity)
        found += paper.path(drawn(pieces, closed=True), fill, CLEAR, 0)
    if "lines" in mode:
        width = number(line.get("width"), 2.0)
        found += paper.path(drawn(pieces), CLEAR, stroke, width, line.get("dash"))
    if "markers" not in mode:
        return found, ""
    plain, placed = _markers(paper, given, marker, points, opacity, x, y)
    return found + plain, placed


def _markers(
    paper: Paper,
    given: Mapping[str, Any],
    marker: Mapping[str, Any],
    points: Array,
    opacity: float,
    x: Axis,
    y: Axis,
) -> tuple[str, str]:
    count = len(points)
    sizes = spread(marker.get("size"), count, 6.0)
    each = spread(marker.get("opacity"), count, 1.0) * opacity
    fills = many(
        marker.get("color") or mapping(given.get("line")).get("color"), count, "#444", marker
    )
    outline = mapping(marker.get("line"))
    edges = many(outline.get("color"), count, "#444", outline)
    widths = spread(outline.get("width"), count, 0.0)
    names = texts(marker.get("symbol") or _PLAIN, count)
    fills[:, 3] *= each
    edges[:, 3] *= each
    box = paper.box
    seen = np.isfinite(points).all(axis=1) & (sizes > 0)
    # Marks whose middle lies beyond the plot are not drawn; those at its edge are.
    seen &= (points >= (box.left - 1, box.top - 1)).all(axis=1)
    seen &= (points <= (box.right + 1, box.bottom + 1)).all(axis=1)
    plain, placed = [], []
    groups: dict[tuple[Any, ...], list[int]] = {}
    for i in np.flatnonzero(seen).tolist():
        key = (names[i], float(sizes[i]), tuple(fills[i]), tuple(edges[i]), float(widths[i]))
        groups.setdefault(key, []).append(i)
    for (name, size, fill, edge, width), members in groups.items():
        mine = points[members]
        if name == _PLAIN and (fill[3] >= 1 or width <= 0):
            path = dots(paper.grid(mine))
            if width > 0:
                plain.append(_dots(paper, path, size + width, edge))
                size -= width
            plain.append(_dots(paper, path, size, fill))
            continue
        placed.append(_symbols(paper, symbol(name, size, width), mine, fill, edge))
    return "".join(plain), "".join(placed)


def _symbols(paper: Paper, shape: Symbol, points: Array, fill: Rgba, edge: Rgba) -> str:
    """Return one symbol at each place, which keeps its shape however the plot is stretched."""
    rim = fill if shape.open else edge
    inside = CLEAR if shape.open or shape.thin else fill
    colours = {"fill": inside} if inside[3] > 0 else {}
    colours |= {"stroke": rim} if shape.width > 0 and rim[3] > 0 else {}
    if not colours:
        return ""
    looks = ("" if "fill" in colours else ' fill="none"') + paper.ink(**colours)
    found = []
    for px, py in points.tolist():
        across, down = paper.across(px), paper.down(py)
        found.append(shape.at(percent(across.share), percent(down.share), "stroke" in colours))
    return f"<g{looks}>{''.join(found)}</g>"


def _dots(paper: Paper, path: str, size: float, colour: Rgba) -> str:
    text = paper.path(path, CLEAR, colour, size)
    return text.replace("<path ", '<path stroke-linecap="round" ', 1)


def _bars(paper: Paper, given: Mapping[str, Any], x: Axis, y: Axis) -> str:
    lying = given.get("orientation") == "h"
    along, up = (y, x) if lying else (x, y)
    at, heights = (axis.linear(coordinates(given, axis.letter)) for axis in (along, up))
    count = min(len(at), len(heights))
    marker = mapping(given.get("marker"))
    opacity = number(given.get("opacity"), 1.0) * number(marker.get("opacity"), 1.0)
    fills = many(marker.get("color"), count, "#444", marker, opacity)
    outline = mapping(marker.get("line"))
    rims = many(outline.get("color"), count, "#444", outline, opacity)
    thick = spread(outline.get("width"), count, 0.0)
    widths = spread(given.get("width"), count, 0.8)
    bases = spread(given.get("base"), count, 0.0)
    found = []
    for i in range(count):
        if not (math.isfinite(at[i]) and math.isfinite(heights[i])):
            continue
        ends = [along.start + (at[i] + half * widths[i] - along.low) * along.per_unit
                for half in (-0.5, 0.5)]  # fmt: skip
        rise = [up.start + (value - up.low) * up.per_unit
                for value in (bases[i], bases[i] + heights[i])]  # fmt: skip
        if up.kind == "log":
            rise = [up.start, up.start + (heights[i] - up.low) * up.per_unit]
        across, down = (rise, ends) if lying else (ends, rise)
        left, right = sorted(min(max(px, paper.box.left), paper.box.right) for px in across)
        top, bottom = sorted(min(max(px, paper.box.top), paper.box.bottom) for px in down)
        fill, rim, width = tuple(fills[i]), tuple(rims[i]), float(thick[i])
        if fill[3] <= 0 and not (width > 0 and rim[3] > 0):
            continue
        shares = (
            paper.across(left).share,
            paper.down(top).share,
            100 * (right - left) / paper.box.width,
            100 * (bottom - top) / paper.box.height,
        )
        place = " ".join(
            f'{key}="{percent(share)}"'
            for key, share in zip(("x", "y", "width", "height"), shares, strict=True)
        )
        colours = {"fill": fill} | ({"stroke": rim} if width > 0 else {})
        looks = paper.ink(**colours) + (f' stroke-width="{em(width)}"' if width > 0 else "")
        found.append(f"<rect {place}{looks}/>")
    return "".join(found)


def _grid(given: Mapping[str, Any], x: Axis, y: Axis) -> tuple[Array, Array, Array] | None:
    z = numbers(given.get("z"))
    if z.ndim != 2 or min(z.shape) < 1:
        return None
    across, down = x.px(coordinates(given, "x")), y.px(coordinates(given, "y"))
    if len(across) < z.shape[1] or len(down) < z.shape[0]:
        return None
    return across, down, np.where(np.isfinite(z), z, np.nan)


def _contour(paper: Paper, given: Mapping[str, Any], x: Axis, y: Axis) -> str:
    grid = _grid(given, x, y)
    if grid is None or min(grid[2].shape) < 2 or not np.isfinite(grid[2]).any():
        return ""
    across, down, z = grid
    across, down = across[: z.shape[1]], down[: z.shape[0]]
    settings, line = mapping(given.get("contours")), mapping(given.get("line"))
    coloring, opacity = settings.get("coloring", "fill"), number(given.get("opacity"), 1.0)
    start, end, size = levels(given, z)
    heights = level_list(start, end, size)
    colours = contour_scale(given, z)
    stroke = rgba(line.get("color"), "#444", opacity)
    width = number(line.get("width"), 0.5)
    if coloring == "fill":
        # The border is moved out, so that no line is seen along it.
        across, down, z = _bordered(across), _bordered(down), np.pad(z, 1, mode="edge")
    import contourpy  # with the first map: a start does not wait for it

    maker = contourpy.contour_generator(
        across, down, np.ma.masked_invalid(z), name="serial", corner_mask=True,
        fill_type=contourpy.FillType.OuterCode, line_type=contourpy.LineType.Separate,
    )  # fmt: skip
    found = []
    if coloring == "fill":
        shades = colours.at(np.array([start - size, *heights]) + size / 2)
        floors = [-math.inf, *heights]
        for floor, shade in zip(floors, shades.tolist(), strict=True):
            outlines, codes = cast(tuple[list[Array], list[Any]], maker.filled(floor, math.inf))
            rings = [
                paper.grid(ring)
                for outline, kinds in zip(outlines, codes, strict=True)
                for ring in np.split(outline, np.flatnonzero(kinds == 1)[1:])
            ]
            edged = width if floor > -math.inf else 0.0
            fill = (*shade[:3], shade[3] * opacity)
            found.append(paper.path(drawn(rings, closed=True), fill, stroke, edged))
        return f'<g fill-rule="evenodd">{"".join(found)}</g>'
    for height in heights:
        lines = [paper.grid(each) for each in cast(list[Array], maker.lines(height))]
        if coloring == "lines":
            shade = colours.at(np.array([height]))[0].tolist()
            stroke = (*shade[:3], shade[3] * opacity)
        found.append(paper.path(drawn(lines), CLEAR, stroke, width, line.get("dash")))
    return "".join(found)


def _bordered(places: Array) -> Array:
    reach = (places[-1] - places[0]) * 0.02
    return np.concatenate([[places[0] - reach], places, [places[-1] + reach]])


def _quiver(paper: Paper, given: Mapping[str, Any], x: Axis, y: Axis) -> str:
    tails = _places(given, x, y)
    count = len(tails)
    shift = np.column_stack([
        spread(given.get("u"), count, 0.0) * x.per_unit,
        spread(given.get("v"), count, 0.0) * y.per_unit,
    ])  # fmt: skip
    tails = tails - {"tip": 1.0, "center": 0.5}.get(str(given.get("anchor")), 0.0) * shift
    tips = tails + shift
    marker = mapping(given.get("marker"))
    width = number(mapping(marker.get("line")).get("width"), 2.0)
    lengths = np.hypot(shift[:, 0], shift[:, 1])
    reach = _BARB_LENGTH * number(marker.get("arrowsize"), 1.0) * width
    barbs = np.minimum(reach, _BARB_SHARE * lengths)[:, None]
    angles = np.arctan2(shift[:, 1], shift[:, 0])
    ends = [
        tips - barbs * np.column_stack([np.cos(angles + turn), np.sin(angles + turn)])
        for turn in (-_BARB, _BARB)
    ]
    paths = np.stack([tails, tips, ends[0], tips, ends[1]], axis=1)
    seen = np.isfinite(paths).all(axis=(1, 2)) & (lengths > 0)
    opacity = number(given.get("opacity"), 1.0) * number(marker.get("opacity"), 1.0)
    lines = [paper.grid(path) for path in paths[seen]]
    text = "".join(_arrow(line) for line in lines)
    return paper.path(text, CLEAR, rgba(marker.get("color"), "#444", opacity), width)


def _arrow(line: Array) -> str:
    tail, tip, first, _, second = line.astype(int).tolist()
    points = (tail, tip), (first, tip, second)
    text = ""
    for (x, y), *rest in points:
        text += f"M{x} {y}L" + " ".join(f"{a} {b}" for a, b in rest)
    return text.replace(" -", "-")


def _heatmap(paper: Paper, given: Mapping[str, Any], x: Axis, y: Axis) -> str:
    grid = _grid(given, x, y)
    if grid is None:
        return ""
    across, down, z = grid
    low, high = limits(given, "z", z)
    colours = scale(given.get("colorscale"), bool(given.get("reversescale")))
    smooth = given.get("zsmooth") in ("best", "fast") and min(z.shape) > 1
    across, down = across[: z.shape[1]], down[: z.shape[0]]
    if smooth:
        columns, rows = (np.linspace(0, len(axis) - 1, _SMOOTH) for axis in (across, down))
        z = _between(_between(z.T, rows).T, columns)
        wide, tall = (across[0], across[-1]), (down[0], down[-1])
    else:
        wide, tall = _ends(across), _ends(down)
    if wide[0] > wide[1]:
        wide, z = (wide[1], wide[0]), z[:, ::-1]
    if tall[0] > tall[1]:
        tall, z = (tall[1], tall[0]), z[::-1]
    shares = colours.at(((z - low) / (high - low)).ravel()) * (
        1, 1, 1, number(given.get("opacity"), 1.0),
    )  # fmt: skip
    pixels = np.round(shares * 255).clip(0, 255).astype(np.uint8).reshape(*z.shape, 4)
    (left, top), (right, bottom) = paper.grid(
        np.array([(wide[0], tall[0]), (wide[1], tall[1])])
    ).tolist()
    address = "data:image/png;base64," + base64.b64encode(png(pixels)).decode()
    gap = number(given.get("xgap"), 0.0)
    look = "" if smooth else ' style="image-rendering:pixelated"'
    size = f'width="{right - left:.0f}" height="{bottom - top:.0f}"'
    place = f'x="{left:.0f}" y="{top:.0f}" {size} preserveAspectRatio="none"{look}'
    text = paper.ink.dots(place, address)
    if gap > 0:
        text += _gaps(paper, (left, right), (top, bottom), z.shape, gap)
    return text


def _gaps(
    paper: Paper,
    wide: tuple[float, float],
    tall: tuple[float, float],
    shape: tuple[int, ...],
    gap: float,
) -> str:
    """Return the lines of ground between the cells of a field."""
    rows, columns = shape[0], shape[1]
    lines = [np.array([(at, tall[0]), (at, tall[1])]) for at in np.linspace(*wide, columns + 1)]
    lines += [np.array([(wide[0], at), (wide[1], at)]) for at in np.linspace(*tall, rows + 1)]
    return paper.path(drawn([np.rint(line) for line in lines]), CLEAR, paper.ground, gap)


def _ends(centres: Array) -> tuple[float, float]:
    if len(centres) < 2:
        return float(centres[0]) - FINE, float(centres[0]) + FINE
    half = (centres[1] - centres[0]) / 2, (centres[-1] - centres[-2]) / 2
    return float(centres[0] - half[0]), float(centres[-1] + half[1])


def _between(z: Array, at: Array) -> Array:
    """Return the columns of z at places between its own, linear in between."""
    left = at.astype(int).clip(0, z.shape[1] - 2)
    share = at - left
    return np.asarray(z[:, left] * (1 - share) + z[:, left + 1] * share)


def png(pixels: NDArray[np.uint8]) -> bytes:
    """Return dots (rows, columns, 4) as a PNG."""
    rows, columns = pixels.shape[:2]
    raw = np.concatenate([np.zeros((rows, 1), np.uint8), pixels.reshape(rows, -1)], axis=1)
    header = struct.pack(">IIBBBBB", columns, rows, 8, 6, 0, 0, 0)
    pieces = [(b"IHDR", header), (b"IDAT", zlib.compress(raw.tobytes(), 6)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in pieces
    )
