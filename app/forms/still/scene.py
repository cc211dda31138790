"""Surfaces and lines in space, seen from the camera of a Plotly scene."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import contourpy
import numpy as np
from matplotlib.path import Path

from app.forms.still import cage
from app.forms.still.arrays import Array, mapping, number, numbers, spread
from app.forms.still.colours import Rgba, limits, many, over, rgba, scale
from app.forms.still.dots import dots as dots_of
from app.forms.still.frame import Type
from app.forms.still.marks import ink
from app.forms.still.sheet import Box, Sheet
from app.forms.still.space import Camera, Space, grid
from app.forms.still.space import points as points_of
from app.forms.still.symbols import is_open, is_thin, shape

_POINTS = 100  # along each side of a surface; finer ones are thinned out
# Plotly's WebGL draws lines and rims half as wide as their number, markers half as large again.
_LINE, _DOT = 0.5, 1.5
_FINE = 15_000  # as many points are drawn as they are; between fewer, others are put halfway


class Strokes(NamedTuple):
    """Parts of lines: ends in px (n, 2, 2), distances (n,), colours (n, 4), a width in px."""

    ends: Array
    depth: Array
    tints: Array
    width: float


class Dots(NamedTuple):
    """Markers of one shape: places in px (n, 2), distances, sizes, fills, edges, edge widths."""

    path: Path
    places: Array
    depth: Array
    sizes: Array
    fills: Array
    edges: Array
    widths: Array


class Cells(NamedTuple):
    """Cells of a surface: corners in px (n, 4, 2), distances (n,), colours (n, 4).

    `reach` is how much nearer than its middle a cell comes; few come nearer.
    """

    corners: Array
    depth: Array
    fills: Array
    reach: float


def draw(
    sheet: Sheet,
    scene: Mapping[str, Any],
    traces: Sequence[tuple[Mapping[str, Any], str]],
    box: Box,
    base: Type,
) -> None:
    """Draw one scene: its box, then surfaces and lines together, the farthest first.

    On paper without dots a surface is a picture: thousands of cells would show their seams.
    """
    space = Space(scene, [trace for trace, _ in traces])
    camera = Camera(scene, box)
    ground = over(rgba(scene.get("bgcolor"), (0, 0, 0, 0)), sheet.ground)
    if "bgcolor" in scene:
        sheet.rectangle(box, ground)
    cage.draw(sheet, space, camera, box)
    faces: list[Cells] = []
    strokes: list[Strokes] = []
    dots: list[Dots] = []
    for trace, _ in traces:
        if trace.get("type") == "surface":
            _surface(trace, space, camera, ground, faces, strokes)
    # A line on a surface is drawn as if a little nearer, or the cell it lies on would hide it.
    ahead = max((cells.reach for cells in faces), default=0.0) * 1.5
    for trace, colour in traces:
        if trace.get("type") == "scatter3d":
            _line(trace, space, camera, colour, ahead, strokes)
            _markers(trace, space, camera, colour, ahead, dots)
    if sheet.vector and faces:
        paper = Sheet(sheet.width, sheet.height, (*ground[:3], 0.0), unit=sheet.grain)
        _paint(paper, faces, _merged(strokes), dots, box)
        sheet.image(dots_of(paper), 0, 0)
    else:
        _paint(sheet, faces, _merged(strokes), dots, box)
    cage.label(sheet, space, camera, base)


def _surface(
    trace: Mapping[str, Any],
    space: Space,
    camera: Camera,
    ground: Rgba,
    faces: list[Cells],
    strokes: list[Strokes],
) -> None:
    """Add the cells of a surface: corners in px, distances, colours."""
    z = numbers(trace.get("z"))
    x, y = grid(trace, "x"), grid(trace, "y")
    if z.ndim != 2 or min(z.shape) < 2 or x.shape != z.shape or y.shape != z.shape:
        return
    tint = numbers(trace["surfacecolor"]) if "surfacecolor" in trace else z
    tint = tint if tint.shape == z.shape else z
    low, high = limits(trace, "c", tint)
    colours = scale(trace.get("colorscale"), bool(trace.get("reversescale")))
    opacity = number(trace.get("opacity"), 1.0)
    rows, columns = (
        np.unique(np.linspace(0, size - 1, min(size, _POINTS)).round().astype(int))
        for size in z.shape
    )
    pick = np.ix_(rows, columns)
    points = space.put([x[pick], y[pick], z[pick]])
    for axis, part in zip(space.axes, (x, y, z), strict=True):
        ends = sorted((axis.low, axis.high))
        outside = (axis.linear(part[pick].ravel()) < ends[0] - 1e-12) | (
            axis.linear(part[pick].ravel()) > ends[1] + 1e-12
        )
        points[outside.reshape(points.shape[:2])] = np.nan
    tints = (tint[pick] - low) / (high - low)
    light = _light(trace, space, camera, points)
    if points.shape[0] * points.shape[1] < _FINE:
        points, tints, light = _halved(points), _halved(tints), _halved(light)
    px, depth = camera.see(points)

    def corners(grid: Array) -> Array:
        parts = (grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1])
        return np.stack([part.reshape(-1, *grid.shape[2:]) for part in parts], axis=1)

    shares = corners(tints).mean(axis=1)
    shade = colours.at(shares)
    shade[:, :3] *= corners(light).mean(axis=1)[:, None]
    shade[:, 3] = 1.0
    if opacity < 1:
        shade[:, :3] = shade[:, :3] * opacity + np.array(ground[:3]) * (1 - opacity)
    outlines, middle = corners(px), corners(depth).mean(axis=1)
    known = np.isfinite(outlines).all(axis=(1, 2)) & np.isfinite(middle)
    known &= np.isfinite(shares)
    if not known.any():
        return
    spread_out = np.ptp(corners(depth)[known], axis=1)
    reach = float(np.quantile(spread_out, 0.98)) / 2
    faces.append(Cells(outlines[known], middle[known], shade[known], reach))
    _level_lines(trace, x, y, z, space, camera, reach, strokes)


def _light(trace: Mapping[str, Any], space: Space, camera: Camera, points: Array) -> Array:
    """Return how bright a surface is at its points (rows, columns, 3), in Plotly's own light.

    Its lamp hangs high above the camera, and the way to it is measured as if the box were a cube,
    while a point's normal is that in the box: both are kept, or steep sides would look otherwise.
    """
    given = mapping(trace.get("lighting"))
    ambient, diffuse = number(given.get("ambient"), 0.8), number(given.get("diffuse"), 0.8)
    normal = np.cross(np.gradient(points, axis=1), np.gradient(points, axis=0))
    size = np.linalg.norm(normal, axis=-1, keepdims=True)
    normal = normal / np.where(size > 0, size, 1.0)
    facing = np.sign(((camera.eye - points) * normal).sum(axis=-1))
    lamp = camera.up / space.sides
    lit = np.maximum(facing * (normal @ lamp) / (np.linalg.norm(lamp) or 1.0), 0.0)
    return np.asarray(np.nan_to_num(np.minimum(ambient + diffuse * lit, 1.0), nan=1.0))


def _halved(grid: Array) -> Array:
    """Return a grid with further points halfway between its own, both ways."""
    for axis in (0, 1):
        size = grid.shape[axis]
        fine = np.repeat(grid, 2, axis=axis).take(range(2 * size - 1), axis=axis)
        ahead = np.repeat(grid, 2, axis=axis).take(range(1, 2 * size), axis=axis)
        grid = (fine + ahead) / 2
    return grid


def _level_lines(
    trace: Mapping[str, Any],
    x: Array,
    y: Array,
    z: Array,
    space: Space,
    camera: Camera,
    ahead: float,
    strokes: list[Strokes],
) -> None:
    """Add the lines of equal height on a surface, where the figure asks for them."""
    given = mapping(mapping(trace.get("contours")).get("z"))
    if not given.get("show"):
        return
    start, end, size = (number(given.get(key)) for key in ("start", "end", "size"))
    if not (math.isfinite(start) and math.isfinite(end) and size > 0 and end >= start):
        return
    maker = contourpy.contour_generator(x, y, np.ma.masked_invalid(z), name="serial")
    colour = np.array(rgba(given.get("color"), "#444"))
    for i in range(min(int((end - start) / size + 1e-6) + 1, 200)):
        for found in maker.lines(start + i * size):
            part = np.asarray(found)
            height = np.full(len(part), start + i * size)
            _segments(
                space.put([part[:, 0], part[:, 1], height]),
                camera,
                colour,
                number(given.get("width"), 2.0) / 2,
                strokes,
                ahead=ahead,
            )


def _segments(
    points: Array, camera: Camera, colour: Array, width: float, strokes: list[Strokes], ahead: float
) -> None:
    px, depth = camera.see(points)
    ends = np.stack([px[:-1], px[1:]], axis=1)
    middle = (depth[:-1] + depth[1:]) / 2 - ahead
    known = np.isfinite(ends).all(axis=(1, 2))
    tints = np.broadcast_to(colour, (len(points), 4))[1:]
    strokes.append(Strokes(ends[known], middle[known], tints[known], width))


def _line(
    trace: Mapping[str, Any],
    space: Space,
    camera: Camera,
    colour: str,
    ahead: float,
    strokes: list[Strokes],
) -> None:
    """Add the line of a scatter3d trace, cut into short parts that can go behind a surface."""
    looks = ink(trace, colour, 0)
    if "lines" not in looks.mode:
        return
    points = points_of(trace, space)
    if len(points) < 2:
        return
    drawn = mapping(trace.get("line"))
    colours = many(drawn.get("color"), len(points), looks.line_colour, drawn, looks.opacity)
    parts = max(1, min(12, 1200 // len(points)))
    at = np.linspace(0, len(points) - 1, (len(points) - 1) * parts + 1)
    index = np.minimum(at.astype(int), len(points) - 2)
    share = (at - index)[:, None]
    fine = points[index] * (1 - share) + points[index + 1] * share
    _segments(fine, camera, colours[index], looks.line_width * _LINE, strokes, ahead=ahead)


def _markers(
    trace: Mapping[str, Any],
    space: Space,
    camera: Camera,
    colour: str,
    ahead: float,
    dots: list[Dots],
) -> None:
    """Add the markers of a scatter3d trace."""
    looks = ink(trace, colour, 0)
    if "markers" not in looks.mode and isinstance(trace.get("mode"), str):
        return
    px, depth = camera.see(points_of(trace, space))
    count = len(px)
    known = np.isfinite(px).all(axis=1)
    marker = looks.marker
    name = str(marker.get("symbol") or "circle")
    sizes = spread(marker.get("size"), count, 8.0) * _DOT
    fills = many(looks.marker_colour, count, colour, marker, looks.opacity)
    fills[:, 3] *= number(marker.get("opacity"), 1.0)
    outline = mapping(marker.get("line"))
    edges = many(outline.get("color"), count, "#444", outline, looks.opacity)
    widths = spread(outline.get("width"), count, 0.0) * _LINE
    if is_open(name) or is_thin(name):
        edges, fills, widths = fills, np.zeros_like(fills), np.maximum(widths, 2.0)
    columns = (px, depth - 2 * ahead, sizes, fills, edges, widths)
    dots.append(Dots(shape(name), *(column[known] for column in columns)))


def _merged(strokes: list[Strokes]) -> list[Strokes]:
    """Return the parts of lines with those of one width together."""
    merged = []
    for width in dict.fromkeys(part.width for part in strokes):
        mine = [part for part in strokes if part.width == width]
        ends = np.concatenate([part.ends for part in mine])
        depth = np.concatenate([part.depth for part in mine])
        merged.append(Strokes(ends, depth, np.concatenate([part.tints for part in mine]), width))
    return merged


def _paint(
    sheet: Sheet, faces: list[Cells], strokes: list[Strokes], dots: list[Dots], box: Box
) -> None:
    """Draw everything from far to near, in bands: first cells, then what is no nearer than they.

    One band holds a sixty-fourth of the cells, so that a scene takes few calls and yet a line
    goes behind one flank of a valley and before the other.
    """
    if faces:
        corners = np.concatenate([cells.corners for cells in faces])
        depth = np.concatenate([cells.depth for cells in faces])
        tints = np.concatenate([cells.fills for cells in faces])
        order = np.argsort(-depth, kind="stable")
        bands = 64 if strokes or dots else 1
        cuts = np.linspace(0, len(order), bands + 1).astype(int)
        middle = [float(depth[order[cut]]) for cut in cuts[1:-1] if cut < len(order)]
        edges = [math.inf, *middle, -math.inf]
        for i, (far, near) in enumerate(pairwise(edges)):
            mine = order[cuts[i] : cuts[i + 1]]
            if len(mine):
                sheet.polygons(corners[mine], tints[mine], edges="face", width=0.7, clip=box)
            _between(sheet, strokes, dots, far, near, box)
    else:
        _between(sheet, strokes, dots, math.inf, -math.inf, box)


def _between(
    sheet: Sheet, strokes: list[Strokes], dots: list[Dots], far: float, near: float, box: Box
) -> None:
    """Draw the lines and markers whose distance is at most `far` and beyond `near`."""
    for part in strokes:
        mine = (part.depth <= far) & (part.depth > near)
        if mine.any():
            sheet.strokes(
                list(part.ends[mine]), part.tints[mine], part.width, cap="round", clip=box
            )
    for dot in dots:
        mine = (dot.depth <= far) & (dot.depth > near)
        if mine.any():
            sheet.markers(
                dot.path,
                dot.places[mine],
                dot.sizes[mine],
                dot.fills[mine],
                dot.edges[mine],
                dot.widths[mine],
                clip=box,
            )
