"""The gradient of the loss by each score: the answer less the truth, in both tasks."""

from app.catalogue.languages import say
from app.lessons.numbers import digits
from app.lessons.output_layer.experiment import OutputLayerExperiment, answer_of
from app.lessons.output_layer.figures.bars import above, bars, figures_on, plot, room
from app.lessons.palette import PALETTES
from app.lessons.style import Figure


def draw_gradient(experiment: OutputLayerExperiment, lang: str, theme: str) -> Figure:
    """One bar a score: y − t, the same formula for both pairs."""
    palette, found = PALETTES[theme], answer_of(experiment)
    classes = found.task == "classification"
    lit = tuple(range(found.y.size))
    x = say(lang, f"output-layer.plot.{'class' if classes else 'output'}")
    pair = say(lang, f"output-layer.plot.pair_{found.task}")
    notes = [*figures_on(found.gradient, palette), above(pair, "left", palette.ink, palette)]
    ends = (-1.3, 1.3) if classes else room(found.gradient, -1.3, 1.3)
    data = [bars("y − t", found.gradient, lit, palette)]
    return plot(palette, data, notes, (x, "∂L/∂a = y − t"), ends, found.y.size)


def describe_gradient(experiment: OutputLayerExperiment, lang: str) -> str:
    """The picture in a sentence."""
    found = answer_of(experiment)
    gradient = ", ".join(map(digits, found.gradient.tolist()))
    pair = say(lang, f"output-layer.plot.pair_{found.task}")
    return say(lang, "output-layer.alt.gradient", pair=pair, gradient=gradient)
