"""Contours, heatmaps and their colour bars."""

import math
from collections.abc import Mapping
from typing import Any, cast

import contourpy
import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

from app.forms.still.arrays import Array, mapping, number, numbers
from app.forms.still.colours import CLEAR, Scale, limits, rgba, scale
from app.forms.still.levels import contour_scale, level_list, levels
from app.forms.still.scales import Axis, coordinates
from app.forms.still.sheet import Box, Sheet

_SPACING = 9.0  # px between the points of a contour's curve
_TABLE = 1024  # colours in the look-up table of a smooth picture


def _grid(trace: Mapping[str, Any], x: Axis, y: Axis) -> tuple[Array, Array, Array] | None:
    """Return x (columns,) and y (rows,) in px and z (rows, columns); None where they don't fit."""
    z = numbers(trace.get("z"))
    if z.ndim != 2 or min(z.shape) < 1:
        return None
    across, down = x.px(coordinates(trace, "x")), y.px(coordinates(trace, "y"))
    if trace.get("transpose"):
        z = z.T
    if len(across) < z.shape[1] or len(down) < z.shape[0]:
        return None
    return across, down, np.where(np.isfinite(z), z, np.nan)


def contour(sheet: Sheet, trace: Mapping[str, Any], x: Axis, y: Axis, clip: Box) -> None:
    """Draw a contour trace."""
    grid = _grid(trace, x, y)
    if grid is None or min(grid[2].shape) < 2 or not np.isfinite(grid[2]).any():
        return
    across, down, z = grid
    across, down = across[: z.shape[1]], down[: z.shape[0]]
    given = mapping(trace.get("contours"))
    coloring = given.get("coloring", "fill")
    opacity = number(trace.get("opacity"), 1.0)
    start, end, size = levels(trace, z)
    heights = level_list(start, end, size)
    colours = contour_scale(trace, z)
    line = mapping(trace.get("line"))
    bend = min(max(number(line.get("smoothing"), 1.0), 0.0), 1.3)
    usable = np.isfinite(across)[None, :] & np.isfinite(down)[:, None]
    maker = contourpy.contour_generator(
        np.nan_to_num(across),
        np.nan_to_num(down),
        np.ma.masked_invalid(np.where(usable, z, np.nan)),
        name="serial",
        corner_mask=True,
        fill_type=contourpy.FillType.OuterCode,
        line_type=contourpy.LineType.Separate,
    )
    if coloring == "heatmap":
        _smooth(sheet, across, down, z, colours, opacity, clip)
    elif coloring == "fill":
        # Each band is painted over all that lies above its level, so that no ground shows
        # between two neighbours.
        shades = colours.at(np.array([start - size, *heights]) + size / 2)
        floors = [-math.inf, *heights]
        for floor, shade in zip(floors, shades.tolist(), strict=True):
            # With OuterCode: a list of outlines with their holes, and a list of their codes.
            outlines, codes = cast(tuple[list[Array], list[Any]], maker.filled(floor, math.inf))
            if outlines:
                rings = [
                    ring
                    for outline, kinds in zip(outlines, codes, strict=True)
                    for ring in np.split(outline, np.flatnonzero(kinds == Path.MOVETO)[1:])
                ]
                path = _curve(rings, bend, across, down)
                sheet.area(path, (*shade[:3], shade[3] * opacity), clip=clip)
    width = number(line.get("width"), 0.5)
    if coloring in ("lines", "none") or given.get("showlines") is not False:
        for height in heights:
            colour = rgba(line.get("color"), "#444", opacity)
            if coloring == "lines":
                shade = colours.at(np.array([height]))[0].tolist()
                colour = (*shade[:3], shade[3] * opacity)
                width = number(line.get("width"), 1.5)
            lines = [np.asarray(part) for part in maker.lines(height)]
            if lines:
                sheet.area(
                    _curve(lines, bend, across, down),
                    CLEAR,
                    stroke=colour,
                    width=width,
                    dash=line.get("dash"),
                    clip=clip,
                )


def _curve(lines: list[Array], bend: float, across: Array, down: Array) -> Path:
    """Return polylines as one path, rounded between their points as Plotly rounds them.

    The curve is Catmull and Rom's, centripetal; along the border of the grid it stays straight.
    """
    vertices, codes = [], []
    for line in lines:
        if len(line) < 2:
            continue
        line = _thinned(line, across, down) if bend else line
        closed = len(line) > 3 and bool((line[0] == line[-1]).all())
        if not bend or len(line) < 3:
            vertices.append(line)
            codes.append(_codes(len(line), Path.LINETO))
            continue
        before, after = np.roll(line, 1, axis=0), np.roll(line, -1, axis=0)
        if closed:  # the last point is the first again
            before[0], after[-1] = line[-2], line[1]
        back, ahead = before - line, after - line
        p = np.sqrt(np.hypot(back[:, 0], back[:, 1]))[:, None]
        q = np.sqrt(np.hypot(ahead[:, 0], ahead[:, 1]))[:, None]
        tangent = (q**2 * back - p**2 * ahead) * bend / 3
        still = (p == 0) | (q == 0) | _on_border(line, across, down)[:, None]
        if not closed:
            still[0] = still[-1] = True
        tangent[still[:, 0]] = 0.0
        both = np.where(still, 1.0, p + q)
        arrive = line + tangent / (np.where(still, 1.0, q) * both)
        leave = line - tangent / (np.where(still, 1.0, p) * both)
        curve = np.stack([leave[:-1], arrive[1:], line[1:]], axis=1).reshape(-1, 2)
        vertices.append(np.concatenate([line[:1], curve]))
        codes.append(_codes(len(curve) + 1, Path.CURVE4))
    if not vertices:
        return Path(np.empty((0, 2)))
    return Path(np.concatenate(vertices), np.concatenate(codes))


def _on_border(line: Array, across: Array, down: Array) -> NDArray[np.bool_]:
    """Tell which points of a line lie on the border of the grid."""
    ends = np.array([[across[0], down[0]], [across[-1], down[-1]]])
    return np.asarray((np.abs(line[:, None, :] - ends) < 1e-6).any(axis=(1, 2)))


def _thinned(line: Array, across: Array, down: Array) -> Array:
    """Leave out points that the curve does without: on a fine grid it has one every few px.

    Ends and corners stay, and where a line comes to the border or leaves it.
    """
    parts = np.diff(line, axis=0)
    lengths = np.hypot(parts[:, 0], parts[:, 1])
    stride = max(int(_SPACING * len(lengths) / max(float(lengths.sum()), 1e-9)), 1)
    dots = (parts[:-1] * parts[1:]).sum(axis=1)
    corner = dots < 0.85 * lengths[:-1] * lengths[1:]
    border = _on_border(line, across, down)
    along = border[:-2] & border[1:-1] & border[2:]
    keep = np.arange(len(line)) % stride == 0
    keep[1:-1] = np.where(along, False, keep[1:-1] | border[1:-1]) | corner
    keep[[0, -1]] = True
    return np.asarray(line[keep])


def _codes(count: int, kind: np.uint8) -> NDArray[np.uint8]:
    codes = np.full(count, kind, dtype=np.uint8)
    codes[0] = Path.MOVETO
    return codes


def _window(across: Array, down: Array, clip: Box) -> tuple[int, int, int, int] | None:
    """Return the whole dots (left, top, right, bottom) that a picture over these ends covers."""
    left = max(round(clip.left), round(float(np.nanmin(across))))
    right = min(round(clip.right), round(float(np.nanmax(across))))
    top = max(round(clip.top), round(float(np.nanmin(down))))
    bottom = min(round(clip.bottom), round(float(np.nanmax(down))))
    return (left, top, right, bottom) if right > left and bottom > top else None


def _smooth(
    sheet: Sheet, across: Array, down: Array, z: Array, colours: Scale, opacity: float, clip: Box
) -> None:
    """Draw z as a picture, bilinear between the points of its grid."""
    across, down = across * sheet.grain, down * sheet.grain
    window = _window(across, down, Box(*(edge * sheet.grain for edge in clip)))
    if window is None or min(z.shape) < 2:
        return
    left, top, right, bottom = window
    if across[0] > across[-1]:
        across, z = across[::-1], z[:, ::-1]
    if down[0] > down[-1]:
        down, z = down[::-1], z[::-1]
    column = np.interp(np.arange(left, right) + 0.5, across, np.arange(len(across)))
    row = np.interp(np.arange(top, bottom) + 0.5, down, np.arange(len(down)))
    i, j = row.astype(int).clip(0, len(down) - 2), column.astype(int).clip(0, len(across) - 2)
    s, t = (row - i)[:, None], (column - j)[None, :]
    rows = z[i] * (1 - s) + z[i + 1] * s
    value = rows[:, j] * (1 - t) + rows[:, j + 1] * t
    ends = float(colours.positions[0]), float(colours.positions[-1])
    table = _bytes(colours.at(np.linspace(*ends, _TABLE)), opacity)
    table = np.concatenate([table, np.zeros((1, 4), np.uint8)])
    with np.errstate(invalid="ignore"):
        share = (value - ends[0]) / ((ends[1] - ends[0]) or 1.0) * (_TABLE - 1)
        index = np.where(np.isnan(share), _TABLE, np.clip(np.round(share), 0, _TABLE - 1))
    sheet.image(table[index.astype(np.intp)], left, top)


def _bytes(colours: Array, opacity: float) -> NDArray[np.uint8]:
    shares = colours * np.array([1.0, 1.0, 1.0, opacity])
    return np.asarray(np.round(shares * 255).clip(0, 255), dtype=np.uint8)


def _edges(centres: Array, count: int, unit: float) -> Array:
    """Return the count + 1 edges of cells: given, or halfway between their centres.

    One cell alone is a `unit` wide.
    """
    if len(centres) == count + 1:
        return centres
    if count == 1:
        return np.array([centres[0] - unit / 2, centres[0] + unit / 2])
    inner = (centres[1:] + centres[:-1]) / 2
    first, last = centres[0] - (inner[0] - centres[0]), centres[-1] * 2 - inner[-1]
    return np.concatenate([[first], inner, [last]])


def heatmap(sheet: Sheet, trace: Mapping[str, Any], x: Axis, y: Axis, clip: Box) -> None:
    """Draw a heatmap trace: cells of one colour, or smooth where `zsmooth` is set."""
    grid = _grid(trace, x, y)
    if grid is None:
        return
    across, down, z = grid
    opacity = number(trace.get("opacity"), 1.0)
    low, high = limits(trace, "z", z)
    colours = scale(trace.get("colorscale"), bool(trace.get("reversescale")))
    if trace.get("zsmooth") in ("best", "fast") and min(z.shape) > 1:
        across, down = across[: z.shape[1]], down[: z.shape[0]]
        _smooth(sheet, across, down, z, colours.stretched(low, high), opacity, clip)
        return
    # Each dot takes the one cell that its middle lies in.
    wide, tall = (
        _edges(at * sheet.grain, size, abs(axis.per_unit) * sheet.grain)
        for at, size, axis in ((across, z.shape[1], x), (down, z.shape[0], y))
    )
    window = _window(wide, tall, Box(*(edge * sheet.grain for edge in clip)))
    if window is None:
        return
    left, top, right, bottom = window
    if wide[0] > wide[-1]:
        wide, z = wide[::-1], z[:, ::-1]
    if tall[0] > tall[-1]:
        tall, z = tall[::-1], z[::-1]
    column, across_gap = _cells(wide, left, right, number(trace.get("xgap"), 0.0) * sheet.grain)
    row, down_gap = _cells(tall, top, bottom, number(trace.get("ygap"), 0.0) * sheet.grain)
    cells = _bytes(colours.at(((z - low) / (high - low)).ravel()), opacity).reshape(*z.shape, 4)
    dots = cells[row[:, None], column[None, :]]
    dots[down_gap, :, 3] = 0  # only clear: black ones would show where a reader scales them
    dots[:, across_gap, 3] = 0
    sheet.image(dots, left, top)


def _cells(
    edges: Array, start: int, end: int, gap: float
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return which cell each dot from `start` to `end` lies in, and whether in a gap beside it."""
    middles = np.arange(start, end) + 0.5
    cell = (np.searchsorted(edges, middles) - 1).clip(0, len(edges) - 2)
    beside = np.minimum(middles - edges[cell], edges[cell + 1] - middles) < gap / 2
    return cell, beside
