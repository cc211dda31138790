"""What the output function makes of the scores, beside the truth."""

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.lessons.numbers import digits
from app.lessons.output_layer.experiment import OutputLayerExperiment, answer_of
from app.lessons.output_layer.figures.bars import (
    above,
    bars,
    clear_of,
    figures_on,
    named,
    plot,
    room,
    targets,
)
from app.lessons.palette import PALETTES
from app.lessons.style import Figure

Array = NDArray[np.float64]


def draw_answers(experiment: OutputLayerExperiment, lang: str, theme: str) -> Figure:
    """The numbers themselves or shares of 1, with the truth as open diamonds."""
    palette, found = PALETTES[theme], answer_of(experiment)
    classes = found.task == "classification"
    ends = (-0.05, 1.3) if classes else room(_with(found.y, found.t), -1.0, 6.0)
    places = clear_of(found.y, found.t, ends[1] - ends[0])
    notes = figures_on(found.y, palette, classes, places)
    if classes and len(found.level) < found.y.size:
        word = say(lang, "output-layer.plot.largest")
        notes += [named(word, k, float(places[k]), palette) for k in found.level]
    truth = say(lang, "output-layer.plot.truth")
    notes.append(above(f"◇ {truth}", "right", palette.ink, palette))
    if classes:
        total = say(lang, "output-layer.plot.sum", sum=digits(float(found.y.sum())))
        notes.append(above(total, "left", palette.quiet, palette))
    lit = found.level if classes else tuple(range(found.y.size))
    x = say(lang, f"output-layer.plot.{'class' if classes else 'output'}")
    y = say(lang, f"output-layer.plot.{'share' if classes else 'number'}")
    data = [bars(y, found.y, lit, palette), targets(truth, found.t, palette)]
    return plot(palette, data, notes, (x, y), ends, found.y.size)


def _with(y: Array, t: Array) -> Array:
    return np.concatenate([y, t])


def describe_answers(experiment: OutputLayerExperiment, lang: str) -> str:
    """The picture in a sentence."""
    found = answer_of(experiment)
    return say(
        lang,
        f"output-layer.alt.{found.task}",
        answer=", ".join(map(digits, found.y.tolist())),
        truth=", ".join(map(digits, found.t.tolist())),
        label=experiment.label,
        sum=digits(float(found.y.sum())),
    )
