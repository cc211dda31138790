"""The derivative: the slope of the tangent at every x, with the same x marked."""

import numpy as np

from app.catalogue.languages import say
from app.core.activations import ACTIVATIONS
from app.lessons.activations.experiment import KINKS, ActivationsExperiment, place, window
from app.lessons.activations.figures.strokes import (
    dots,
    line,
    margins,
    marked,
    pieces,
    segment,
    short,
)
from app.lessons.annotations import above
from app.lessons.numbers import cell, digits
from app.lessons.palette import PALETTES
from app.lessons.style import Figure, axis, frame

#: All eight on one scale, so that a reader sees which slopes are small.
_ENDS = (-0.25, 1.3)


def draw_slope(experiment: ActivationsExperiment, lang: str, theme: str) -> Figure:
    """The derivative, open circles where it has no value, and its height at x."""
    palette, at = PALETTES[theme], place(experiment.kind, experiment.x)
    activation = ACTIVATIONS[at.kind]
    low, high = window(at.x)
    sides = {"step": (0.0, 0.0), **KINKS}.get(at.kind, ())
    name = say(lang, "activations.plot.derivative", name=short(at.kind, lang))
    data = []
    for number, x in enumerate(pieces(at.kind, low, high)):
        # Beside a place without derivative the slope is that of its own side.
        y = np.full_like(x, sides[number]) if sides else activation.derivative(x)
        data.append(line(name, x, y, palette.ink, 2.4 * palette.weight))
    if sides:
        holes = [(0.0, slope) for slope in dict.fromkeys(sides)]
        missing = say(lang, "activations.plot.missing")
        data.append(dots(missing, holes, palette, hollow=True, size=9, colour=palette.ink))
    shapes = [marked(at.x, palette)]
    if at.slope is None:
        note = above(
            palette, say(lang, "activations.plot.undefined"), "right", palette.edge, size=13
        )
    else:
        shapes.append(segment((at.x, 0, at.x, at.slope), palette.run, 3 * palette.weight))
        data.append(dots("x", [(at.x, at.slope)], palette))
        text = f"h′({cell(at.x)}) = {digits(at.slope)}"
        note = above(palette, text, "right", palette.run, size=13)
    return {
        "data": data,
        "layout": frame(
            palette,
            margin=margins(palette),
            xaxis=axis(palette, "x", (low, high), nticks=7),
            yaxis=axis(
                palette,
                "h′(x)",
                _ENDS,
                tickvals=[0, 0.25, 0.5, 0.75, 1],
                zeroline=True,
                zerolinecolor=palette.rule,
                zerolinewidth=1,
            ),
            shapes=shapes,
            annotations=[note],
            meta={"pick": {"x": "x"}},
        ),
    }


def describe_slope(experiment: ActivationsExperiment, lang: str) -> str:
    """The picture in a sentence."""
    at = place(experiment.kind, experiment.x)
    values = {"name": short(at.kind, lang), "x": cell(at.x)}
    if at.slope is None:
        return say(lang, "activations.alt.slope_undefined", **values)
    return say(lang, "activations.alt.slope", slope=digits(at.slope), **values)
