"""What the pictures with one column a score share: the axis of the scores, and words in them."""

from typing import Any

from app.catalogue.languages import say
from app.lessons.numbers import digits
from app.lessons.palette import Palette
from app.lessons.softmax.experiment import SoftmaxExperiment
from app.lessons.style import axis, margin

#: With more columns the scores no longer fit under them, nor the numbers above them.
FEW = 6
WIDTH = 0.62


def places(experiment: SoftmaxExperiment) -> list[int]:
    """The places of the columns, counted from 1."""
    return list(range(1, len(experiment.scores) + 1))


def score_axis(experiment: SoftmaxExperiment, lang: str, palette: Palette) -> dict[str, Any]:
    """The axis under the columns: the scores themselves, or their numbers if there are many."""
    few = len(experiment.scores) <= FEW
    texts = [digits(x, 5) for x in experiment.scores]
    fits = few and max(map(len, texts)) * len(texts) <= 36
    return axis(
        palette,
        say(lang, f"softmax.axis.{'score' if fits else 'number'}"),
        (0.4, len(experiment.scores) + 0.6),
        tickmode="array",
        tickvals=places(experiment),
        ticktext=texts if fits else [str(k) for k in places(experiment)],
        tickangle=0,
    )


def note(palette: Palette, x: float, y: float, text: str, **more: Any) -> dict[str, Any]:
    """A word in a picture."""
    font = {"size": 13 * palette.scale, "color": palette.ink, **more.pop("font", {})}
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": font, **more}


def margins(palette: Palette, left: int = 52, top: int = 14) -> dict[str, int]:
    """Room for the labels of a picture."""
    return margin(palette, left, top, 46)
