"""The arrays of a forward pass as rectangles, in the chosen batch size."""

import math
from typing import Any

from app.catalogue.languages import say
from app.lessons.batches.experiment import BatchesExperiment
from app.lessons.batches.network import MOST, way
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import Figure, frame

#: Between two arrays.
_GAP = 6.0


def draw(experiment: BatchesExperiment, lang: str, theme: str) -> Figure:
    """Each array with its name and its shape; sides are square roots of the numbers along them."""
    palette, count = PALETTES[theme], experiment.B
    tallest = math.sqrt(MOST)
    traces, notes, left = [], [], 0.0
    for index, stage in enumerate(way()):
        rows, columns = stage.shape(count)
        width, height = math.sqrt(columns), math.sqrt(rows)
        batch = stage.rows is None
        traces.append(_box(left, width, height, stage.name, f"{rows} × {columns}", batch, palette))
        middle = left + width / 2
        colour = palette.run if batch else palette.quiet
        notes.append(_note(f"<b>{stage.name}</b>", middle, height / 2, 12, colour, palette))
        # Neighbours stand at three heights: on a phone their shapes would run into each other.
        below = -tallest / 2 - (2.2, 5.8, 9.4)[index % 3]
        size = f"{rows}×{columns}"
        notes.append(_note(size, middle, below, 0, palette.ink, palette, size=12))
        left += width + _GAP
    ends = (-2.0, left - _GAP + 6.0)
    heights = (-tallest / 2 - 11.5, tallest / 2 + 4.5)
    plain = {"visible": False, "fixedrange": True}
    return {
        "data": traces,
        "layout": frame(
            palette,
            margin={"l": 4, "r": 4, "t": 4, "b": 4},
            xaxis={**plain, "range": list(ends)},
            yaxis={**plain, "range": list(heights)},
            annotations=notes,
        ),
    }


def _box(
    left: float, width: float, height: float, name: str, size: str, batch: bool, palette: Palette
) -> dict[str, Any]:
    """A rectangle centred on the axis; those that grow with the batch are in its colour."""
    right, half = left + width, height / 2
    colour = palette.run if batch else palette.bathymetry[2]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"{name}, {size}",
        "x": [left, right, right, left, left],
        "y": [-half, -half, half, half, -half],
        "fill": "toself",
        "fillcolor": f"{colour}55",
        "line": {"color": colour, "width": 1.8 * palette.weight},
        "hoverinfo": "name",
    }


def _note(
    text: str,
    x: float,
    y: float,
    shift: float,
    colour: str,
    palette: Palette,
    size: float = 14,
) -> dict[str, Any]:
    return {
        "text": text,
        "x": x,
        "y": y,
        "showarrow": False,
        "yshift": round(shift * palette.scale),
        "font": {"color": colour, "size": size * palette.scale},
    }


def describe(experiment: BatchesExperiment, lang: str) -> str:
    """The picture in words."""
    shapes = []
    for stage in way():
        rows, columns = stage.shape(experiment.B)
        shapes.append(f"{stage.name} {rows}×{columns}")
    return say(lang, "batches.alt.shapes", shapes=", ".join(shapes))
