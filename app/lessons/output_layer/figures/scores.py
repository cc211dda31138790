"""The scores as the last layer computes them, before any output function."""

import numpy as np

from app.catalogue.languages import say
from app.lessons.numbers import digits
from app.lessons.output_layer.experiment import OutputLayerExperiment, answer_of
from app.lessons.output_layer.figures.bars import bars, figures_on, named, plot, room
from app.lessons.palette import PALETTES
from app.lessons.style import Figure

#: As far as a bar can be dragged.
SCORE_ENDS = (-5.0, 10.0)


def draw_scores(experiment: OutputLayerExperiment, lang: str, theme: str) -> Figure:
    """One bar a score, the largest in the ink of the run; each can be dragged."""
    palette, a = PALETTES[theme], np.array(experiment.scores)
    first = answer_of(experiment, "classification").first
    notes = figures_on(a, palette)
    if len(first) < a.size:
        word = say(lang, "output-layer.plot.largest")
        notes += [named(word, k, float(a[k]), palette) for k in first]
    titles = (say(lang, "output-layer.plot.output"), say(lang, "output-layer.plot.score"))
    return plot(
        palette,
        [bars(say(lang, "output-layer.plot.score"), a, first, palette)],
        notes,
        titles,
        room(a, -1.0, 6.0),
        a.size,
        meta={"pick": {"bars": "scores", "least": SCORE_ENDS[0], "most": SCORE_ENDS[1]}},
    )


def describe_scores(experiment: OutputLayerExperiment, lang: str) -> str:
    """The picture in a sentence."""
    found = answer_of(experiment, "classification")
    return say(
        lang,
        "output-layer.alt.scores",
        scores=", ".join(map(digits, experiment.scores)),
        first=", ".join(map(str, found.first)),
    )
