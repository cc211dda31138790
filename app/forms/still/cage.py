"""The box around a scene: the grid on its far walls, labels along its near edges."""

from copy import copy

import numpy as np

from app.forms.still import lettering
from app.forms.still.arrays import Array, mapping, number
from app.forms.still.colours import rgba
from app.forms.still.frame import Type, text_of, type_of
from app.forms.still.sheet import Box, Sheet
from app.forms.still.space import Camera, Space
from app.forms.still.ticks import Tick, has_zero_line, ticks

_GRID = 0.6  # how much of its colour WebGL's thin lines show
_TICK = 14.0  # px along an edge, at the least, between two ticks
_ROOM = 1.3  # and sizes of the type of their labels


def draw(sheet: Sheet, space: Space, camera: Camera, box: Box) -> None:
    """Draw the three far walls with their grid."""
    half = space.sides / 2
    far = _far(space, camera)
    for a, axis in enumerate(space.axes):
        if axis.spec.get("visible") is False:
            continue
        lines: list[Array] = []
        zero: list[Array] = []
        for tick, share in _ticks(space, camera, a):
            for b in range(3):
                if a == b:
                    continue
                # A line of constant `a` on the wall of `c`, running along `b`.
                c = 3 - a - b
                ends = np.zeros((2, 3))
                ends[:, a] = share * space.sides[a]
                ends[:, c] = far[c]
                ends[:, b] = (-half[b], half[b])
                (zero if tick.at == 0 and has_zero_line(axis) else lines).append(
                    camera.see(ends)[0]
                )
        if axis.spec.get("showgrid") is not False:
            colour = np.array([rgba(axis.spec.get("gridcolor"), "rgb(204, 204, 204)", _GRID)])
            sheet.strokes(lines, colour, number(axis.spec.get("gridwidth"), 1.0), clip=box)
        colour = np.array([rgba(axis.spec.get("zerolinecolor"), "#444", _GRID)])
        sheet.strokes(zero, colour, number(axis.spec.get("zerolinewidth"), 1.0), clip=box)


def label(sheet: Sheet, space: Space, camera: Camera, base: Type) -> None:
    """Write the labels along the near edges, over all that is drawn."""
    for a, axis in enumerate(space.axes):
        if axis.spec.get("visible") is not False:
            own = base._replace(colour=rgba(axis.spec.get("color"), base.colour))
            _edge_labels(sheet, space, camera, a, own)


def _far(space: Space, camera: Camera) -> Array:
    # The far wall of each axis lies on the side that the eye is not on.
    return np.where(camera.eye >= 0, -space.sides / 2, space.sides / 2)


def _ticks(space: Space, camera: Camera, a: int) -> list[tuple[Tick, float]]:
    """Return the ticks of an axis, as many as its edge has room for, and their shares of it."""
    axis = space.axes[a]
    ends = np.tile(_far(space, camera), (2, 1))
    ends[:, a] = (-space.sides[a] / 2, space.sides[a] / 2)
    seen, _ = camera.see(ends)
    length = float(np.linalg.norm(seen[1] - seen[0]))
    counted = copy(axis)
    if not number(axis.spec.get("nticks"), 0.0) > 0:
        size = number(mapping(axis.spec.get("tickfont")).get("size"), 12.0)
        count = length / max(_TICK, _ROOM * size)
        counted.spec = {**axis.spec, "nticks": min(max(count, 3.0), 9.0)}
    found = ticks(counted)
    return [(tick, (tick.at - axis.low) / (axis.high - axis.low) - 0.5) for tick in found]


def _edge_labels(sheet: Sheet, space: Space, camera: Camera, a: int, base: Type) -> None:
    """Write the labels and the title of one axis along the outermost edge of the box."""
    axis, far = space.axes[a], _far(space, camera)
    middle, _ = camera.see(np.zeros(3))
    others = [b for b in range(3) if b != a]
    edges = []
    for first in (-1, 1):
        for second in (-1, 1):
            place = np.zeros(3)
            place[others[0]] = first * space.sides[others[0]] / 2
            place[others[1]] = second * space.sides[others[1]] / 2
            # An edge between a far wall and a near one is on the outline of the box.
            on_far = [place[b] == far[b] for b in others]
            if on_far[0] != on_far[1]:
                edges.append((place, camera.see(place)[0]))
    if not edges:
        return
    # Of the two, the lower one for x and y, the leftmost for z.
    place, at = (
        min(edges, key=lambda edge: edge[1][0])
        if a == 2
        else max(edges, key=lambda edge: edge[1][1])
    )
    out = at - middle
    out = out / (np.linalg.norm(out) or 1.0)
    depth = 0.0
    style = type_of({"font": axis.spec.get("tickfont")}, base, 1.0)
    if axis.spec.get("showticklabels") is not False:
        for tick, share in _ticks(space, camera, a):
            point = place.copy()
            point[a] = share * space.sides[a]
            size = style.size * tick.scale
            width, _ = lettering.measure(sheet, tick.text, size)
            # As far out as its own half width or height, so that no label reaches into the box.
            reach = abs(out[0]) * width / 2 + abs(out[1]) * size / 2 + 0.7 * style.size
            depth = max(depth, reach + abs(out[0]) * width / 2 + abs(out[1]) * size / 2)
            px = camera.see(point)[0] + out * reach
            lettering.write(
                sheet,
                tick.text,
                float(px[0]),
                float(px[1]) + lettering.MIDDLE * size,
                size,
                style.colour,
                align="center",
            )
    title = text_of(axis.spec["title"]) if "title" in axis.spec else axis.name[0]
    if title:
        style = type_of(mapping(axis.spec.get("title")), base, 1.2)
        px = at + out * (depth + 1.1 * style.size)
        lettering.write(
            sheet,
            title,
            float(px[0]),
            float(px[1]) + lettering.MIDDLE * style.size,
            style.size,
            style.colour,
            align="center",
        )
