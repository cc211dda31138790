"""Slopes on a log axis: what vanishes, how fast, and what is not there at all."""

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.core.activations import ACTIVATIONS
from app.lessons.activations.experiment import ActivationsExperiment, Kind, place
from app.lessons.activations.figures.strokes import (
    dots,
    line,
    margins,
    marked,
    short,
)
from app.lessons.annotations import above, word
from app.lessons.numbers import cell, digits
from app.lessons.palette import PALETTES
from app.lessons.style import Figure, axis, frame

_REACH = 14.0
_FLOOR = 1e-12
#: Drawn for comparison whatever was chosen, each with its dash and where its name stands.
_ALWAYS: tuple[tuple[Kind, str, float], ...] = (("sigmoid", "dash", 8.0), ("tanh", "dot", 8.0))


def draw_tails(experiment: ActivationsExperiment, lang: str, theme: str) -> Figure:
    """Size of the slope of sigmoid, tanh and the chosen function over x, on a log axis."""
    palette, at = PALETTES[theme], place(experiment.kind, experiment.x)
    # An even count, so that no point falls on 0.
    x = np.linspace(-_REACH, _REACH, 400)
    data, notes = [], []
    for kind, dash, where in _ALWAYS:
        if kind != at.kind:
            name = short(kind, lang)
            width = 1.8 * palette.weight
            data.append(line(name, x, _size(kind, x), palette.quiet, width, dash=dash))
            height = float(_size(kind, np.array([where]))[0])
            notes.append(
                word(
                    palette,
                    name,
                    where,
                    float(np.log10(height)),
                    palette.quiet,
                    size=13,
                    # Above the higher line and below the lower, so that neither runs through words.
                    xanchor="left" if kind == "sigmoid" else "right",
                    yanchor="bottom" if kind == "sigmoid" else "top",
                )
            )
    chosen = short(at.kind, lang)
    sizes = _size(at.kind, x)
    data.append(line(chosen, x, sizes, palette.run, 2.6 * palette.weight))
    told = say(lang, "activations.plot.undefined") if at.slope is None else digits(at.slope)
    notes.append(
        above(palette, f"{chosen}: h′({cell(at.x)}) = {told}", "left", palette.run, size=13)
    )
    if at.slope and abs(at.x) <= _REACH and abs(at.slope) >= _FLOOR:
        data.append(dots("x", [(at.x, abs(at.slope))], palette))
    if not np.isfinite(sizes).any():
        text = say(lang, "activations.plot.below_all")
        notes.append(word(palette, text, 0, np.log10(_FLOOR) + 0.8, palette.edge, size=13))
    return {
        "data": data,
        "layout": frame(
            palette,
            margin=margins(palette, left=72),
            xaxis=axis(palette, "x", (-_REACH, _REACH), nticks=7),
            yaxis=axis(
                palette,
                "|h′(x)|",
                (float(np.log10(_FLOOR)), 1.0),
                type="log",
                exponentformat="power",
                dtick=3,
                showgrid=True,
                gridcolor=palette.rule,
            ),
            shapes=[marked(at.x, palette)] if abs(at.x) <= _REACH else [],
            annotations=notes,
        ),
    }


def _size(kind: Kind, x: NDArray[np.float64]) -> NDArray[np.float64]:
    """The size of the slope, NaN where it is 0 and a log axis has no place for it."""
    size = np.abs(ACTIVATIONS[kind].derivative(x))
    return np.where(size > 0, size, np.nan)


def describe_tails(experiment: ActivationsExperiment, lang: str) -> str:
    """The picture in a sentence."""
    at = place(experiment.kind, experiment.x)
    if at.slope is None:
        slope = say(lang, "activations.plot.undefined")
    else:
        slope = digits(at.slope)
    name = short(at.kind, lang)
    return say(lang, "activations.alt.tails", name=name, x=cell(at.x), slope=slope)
