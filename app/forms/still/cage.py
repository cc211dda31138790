"""The box around a scene: the grid on its far walls, labels along its near edges."""

from typing import Any

import numpy as np

from app.forms.still import lettering
from app.forms.still.arrays import Array, mapping, number
from app.forms.still.colours import rgba
from app.forms.still.frame import Type, text_of, type_of
from app.forms.still.scales import Axis
from app.forms.still.sheet import Box, Sheet
from app.forms.still.space import Camera, Space
from app.forms.still.ticks import ticks


def draw(sheet: Sheet, space: Space, camera: Camera, box: Box, base: Type) -> None:
    """Draw the three far walls with their grid, and the labels along the near edges."""
    half = space.sides / 2
    # The far wall of each axis lies on the side that the eye is not on.
    far = np.where(camera.eye >= 0, -half, half)
    for a, axis in enumerate(space.axes):
        if axis.spec.get("visible") is False:
            continue
        axis.start, axis.end = 0.0, 480.0  # as many ticks as fit this many px
        found = ticks(axis)
        shares = [(tick.at - axis.low) / (axis.high - axis.low) - 0.5 for tick in found]
        lines: list[Array] = []
        zero: list[Array] = []
        for tick, share in zip(found, shares, strict=True):
            for b in range(3):
                if a == b:
                    continue
                # A line of constant `a` on the wall of `c`, running along `b`.
                c = 3 - a - b
                ends = np.zeros((2, 3))
                ends[:, a] = share * space.sides[a]
                ends[:, c] = far[c]
                ends[:, b] = (-half[b], half[b])
                (zero if tick.at == 0 else lines).append(camera.see(ends)[0])
        if axis.spec.get("showgrid") is not False:
            colour = np.array([rgba(axis.spec.get("gridcolor"), "rgb(204, 204, 204)")])
            sheet.strokes(lines, colour, number(axis.spec.get("gridwidth"), 1.0), clip=box)
        if axis.spec.get("zeroline") is not False:
            colour = np.array([rgba(axis.spec.get("zerolinecolor"), "#444")])
            sheet.strokes(zero, colour, number(axis.spec.get("zerolinewidth"), 1.0), clip=box)
        _edge_labels(sheet, space, camera, a, axis, base, far, found, shares)


def _edge_labels(
    sheet: Sheet,
    space: Space,
    camera: Camera,
    a: int,
    axis: Axis,
    base: Type,
    far: Array,
    found: list[Any],
    shares: list[float],
) -> None:
    """Write the labels and the title of one axis along the outermost edge of the box."""
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
    style = type_of({"font": axis.spec.get("tickfont")}, base, 1.0)
    if axis.spec.get("showticklabels") is not False:
        for tick, share in zip(found, shares, strict=True):
            point = place.copy()
            point[a] = share * space.sides[a]
            px = camera.see(point)[0] + out * style.size * 1.4
            size = style.size * tick.scale
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
        px = at + out * style.size * 3.2
        lettering.write(
            sheet,
            title,
            float(px[0]),
            float(px[1]) + lettering.MIDDLE * style.size,
            style.size,
            style.colour,
            align="center",
        )
