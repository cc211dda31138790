"""The function with its tangent: how far the answer moves while x moves by one."""

from typing import Any

import numpy as np

from app.catalogue.languages import say
from app.core.activations import ACTIVATIONS
from app.lessons.activations.experiment import (
    KINKS,
    REACH,
    ActivationsExperiment,
    Place,
    place,
    window,
    written,
)
from app.lessons.activations.figures.strokes import (
    dots,
    line,
    margins,
    marked,
    pieces,
    segment,
    short,
)
from app.lessons.annotations import above, word
from app.lessons.numbers import cell, digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.style import Figure, axis, frame


def draw_function(experiment: ActivationsExperiment, lang: str, theme: str) -> Figure:
    """The function, the point at x, the tangent there, and the rise of the tangent over one."""
    palette, at = PALETTES[theme], place(experiment.kind, experiment.x)
    activation = ACTIVATIONS[at.kind]
    low, high = window(at.x)
    curves = [(x, _settled(at.kind, x, activation.value(x))) for x in pieces(at.kind, low, high)]
    bottom = min(float(y.min()) for _, y in curves)
    top = max(float(y.max()) for _, y in curves)
    room = 0.16 * (top - bottom)
    name = short(at.kind, lang)
    data = [line(name, x, y, palette.ink, 2.4 * palette.weight) for x, y in curves]
    if at.kind == "step":
        missing, taken = say(lang, "activations.plot.missing"), say(lang, "activations.plot.taken")
        data.append(dots(missing, [(0.0, 1.0)], palette, hollow=True, size=9, colour=palette.ink))
        solid = dots(taken, [(0.0, 0.0)], palette, size=9)
        solid["marker"]["color"] = palette.ink
        data.append(solid)
    data.append(dots("x", [(at.x, at.y)], palette))
    tangent, notes = _tangent(at, (low, high), lang, palette)
    return {
        "data": data,
        "layout": frame(
            palette,
            margin=margins(palette),
            xaxis=axis(palette, "x", (low, high), nticks=7),
            yaxis=axis(
                palette,
                "h(x)",
                (bottom - room, top + room),
                nticks=6,
                zeroline=True,
                zerolinecolor=palette.rule,
                zerolinewidth=1,
            ),
            shapes=[marked(at.x, palette), *tangent],
            annotations=[
                above(palette, f"h({cell(at.x)}) = {written(at.y)}", "left", palette.ink, size=13),
                *notes,
            ],
            meta={"pick": {"x": "x"}},
        ),
    }


def _settled(kind: str, x: Any, y: Any) -> Any:
    """The values of one piece; the step's right piece starts at the height it jumps to."""
    return np.ones_like(y) if kind == "step" and x[-1] > 0 else y


def _tangent(
    at: Place, ends: tuple[float, float], lang: str, palette: Palette
) -> tuple[list[Figure], list[Figure]]:
    """The tangent with its triangle, or what stands in its place; shapes and words."""
    low, high = ends
    if at.slope is None:
        key = "no_tangent" if at.kind in KINKS else "jump"
        both = [
            segment(
                (low, slope * low, high, slope * high), palette.run, 1.6 * palette.weight, "dot"
            )
            for slope in KINKS.get(at.kind, ())
        ]
        text = say(lang, f"activations.plot.{key}")
        return both, [above(palette, text, "right", palette.edge, size=13)]
    shapes = [
        segment(
            (low, at.y + at.slope * (low - at.x), high, at.y + at.slope * (high - at.x)),
            palette.run,
            2 * palette.weight,
            "dash",
        )
    ]
    text = say(lang, "activations.plot.slope", slope=digits(at.slope))
    notes = [above(palette, text, "right", palette.run, size=13)]
    if high <= REACH:
        # The triangle goes to the right of x, or to its left where its words would leave the plot.
        side = 1.0 if at.x + 1 <= high - 0.2 * (high - low) else -1.0
        end = at.y + side * at.slope
        run = (at.x, at.y, at.x + side, at.y)
        rise = (at.x + side, at.y, at.x + side, end)
        shapes += [
            segment(run, palette.quiet, 1.4 * palette.weight),
            segment(rise, palette.run, 3 * palette.weight),
        ]
        # The words stand on the side of the triangle's foot that the rise does not take.
        below = end >= at.y
        notes.append(
            word(
                palette,
                digits(at.slope),
                at.x + side,
                at.y,
                palette.run,
                size=13,
                xanchor="left" if side > 0 else "right",
                yanchor="top" if below else "bottom",
                yshift=-2 if below else 2,
            )
        )
    return shapes, notes


def describe_function(experiment: ActivationsExperiment, lang: str) -> str:
    """The picture in a sentence."""
    at = place(experiment.kind, experiment.x)
    name = short(at.kind, lang)
    values = {"name": name, "x": cell(at.x), "y": written(at.y)}
    if at.slope is None:
        return say(lang, "activations.alt.function_undefined", **values)
    return say(lang, "activations.alt.function", slope=digits(at.slope), **values)
