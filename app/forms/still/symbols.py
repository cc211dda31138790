"""The shapes of Plotly's markers, for a size of 1 px, y up."""

import math
from typing import TYPE_CHECKING

from app.core.memory import remembered

if TYPE_CHECKING:
    from matplotlib.path import Path

_R3 = math.sqrt(3)

# In radii, as Plotly.js draws them, but with y upwards.
_POLYGONS: dict[str, list[tuple[float, float]]] = {
    "square": [(1, 1), (-1, 1), (-1, -1), (1, -1)],
    "diamond": [(1.3, 0), (0, 1.3), (-1.3, 0), (0, -1.3)],
    "diamond-tall": [(0.7, 0), (0, 1.4), (-0.7, 0), (0, -1.4)],
    "diamond-wide": [(1.4, 0), (0, 0.7), (-1.4, 0), (0, -0.7)],
    "triangle-up": [(-2 / _R3, -0.5), (2 / _R3, -0.5), (0, 1)],
    "triangle-down": [(-2 / _R3, 0.5), (2 / _R3, 0.5), (0, -1)],
    "triangle-left": [(0.5, -2 / _R3), (0.5, 2 / _R3), (-1, 0)],
    "triangle-right": [(-0.5, -2 / _R3), (-0.5, 2 / _R3), (1, 0)],
    "pentagon": [(0.951, 0.309), (0.588, -0.809), (-0.588, -0.809), (-0.951, 0.309), (0, 1)],
    "hexagon": [
        (_R3 / 2, 0.5),
        (_R3 / 2, -0.5),
        (0, -1),
        (-_R3 / 2, -0.5),
        (-_R3 / 2, 0.5),
        (0, 1),
    ],
    "hourglass": [(1, 1), (-1, 1), (1, -1), (-1, -1)],
    "bowtie": [(1, 1), (1, -1), (-1, 1), (-1, -1)],
}

_THIN: dict[str, list[tuple[tuple[float, float], tuple[float, float]]]] = {
    "cross-thin": [((0, -1.4), (0, 1.4)), ((-1.4, 0), (1.4, 0))],
    "x-thin": [((-1, -1), (1, 1)), ((-1, 1), (1, -1))],
    "asterisk": [
        ((0, -1.2), (0, 1.2)),
        ((-1.2, 0), (1.2, 0)),
        ((-0.85, -0.85), (0.85, 0.85)),
        ((-0.85, 0.85), (0.85, -0.85)),
    ],
    "line-ns": [((0, -1.4), (0, 1.4))],
    "line-ew": [((-1.4, 0), (1.4, 0))],
    "line-ne": [((-1, -1), (1, 1))],
    "line-nw": [((-1, 1), (1, -1))],
}


def _plus(long: float, short: float, turn: float) -> list[tuple[float, float]]:
    corners = [
        (long, short),
        (short, short),
        (short, long),
        (-short, long),
        (-short, short),
        (-long, short),
        (-long, -short),
        (-short, -short),
        (-short, -long),
        (short, -long),
        (short, -short),
        (long, -short),
    ]
    c, s = math.cos(turn), math.sin(turn)
    return [(x * c - y * s, x * s + y * c) for x, y in corners]


def _star() -> list[tuple[float, float]]:
    corners = []
    for i in range(10):
        radius = 1.4 if i % 2 == 0 else 1.4 * 0.382
        angle = math.pi / 2 + i * math.pi / 5
        corners.append((radius * math.cos(angle), radius * math.sin(angle)))
    return corners


def is_open(symbol: str) -> bool:
    """Tell whether a symbol is an outline in the marker's own colour."""
    return "-open" in symbol


def is_thin(symbol: str) -> bool:
    """Tell whether a symbol consists of lines alone."""
    return symbol.replace("-open", "") in _THIN


def _plain(symbol: str) -> str:
    return symbol.replace("-open", "").replace("-dot", "")


def strokes(symbol: str) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Return the lines of a symbol that consists of lines alone, in radii, y up."""
    return _THIN.get(_plain(symbol), [])


def corners(symbol: str) -> list[tuple[float, float]]:
    """Return the corners of a symbol in radii, y up; none for a circle, and for unknown ones."""
    name = _plain(symbol)
    if name == "cross":
        return _plus(1.2, 0.4, 0.0)
    if name == "x":
        # Its arms end at 1.2 radii, as the cross's do, turned by an eighth.
        unit = 0.8 / math.sqrt(2)
        return _plus(1.5 * unit * math.sqrt(2), unit / math.sqrt(2), math.pi / 4)
    if name == "star":
        return _star()
    return _POLYGONS.get(name, [])


@remembered("words", lambda _: 4_000)
def shape(symbol: str) -> "Path":
    """Return the path of a symbol whose size is 1; a circle for one that is unknown."""
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    if lines := strokes(symbol):
        vertices = [(x / 2, y / 2) for line in lines for x, y in line]
        return Path(vertices, [Path.MOVETO, Path.LINETO] * len(lines))
    half = [(x / 2, y / 2) for x, y in corners(symbol)]
    if not half:
        return Affine2D().scale(0.5).transform_path(Path.unit_circle())
    return Path([*half, half[0]], closed=True)
