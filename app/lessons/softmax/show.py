"""What the softmax page says of an experiment: headline, detail, numbers and marks."""

import math

import numpy as np

from app.catalogue.languages import say
from app.lessons.board import Shown
from app.lessons.controls import Mark, Slider
from app.lessons.numbers import digits, plain
from app.lessons.softmax.experiment import DTYPES, SoftmaxExperiment, Worked, work, worked
from app.lessons.softmax.reach import score_window, shift_slider, shift_window
from app.lessons.softmax.tables import tables
from app.lessons.softmax.wording import inwards, near, percent, reach


def show(experiment: SoftmaxExperiment, lang: str) -> Shown:
    """All that the page shows beside its pictures."""
    made = worked(experiment)
    kind = outcome(experiment)
    return Shown(
        kind=kind,
        headline=say(lang, f"softmax.headline.{kind}", **_words(experiment, made)),
        detail=_detail(experiment, lang),
        values=_values(experiment, made),
        tables=tables(experiment, lang),
        marks={"shift": _marks(experiment, lang)},
        ranges={
            "shift": shift_slider(experiment),
            "scores": Slider(*score_window(experiment.scores)),
        },
        fields={"shift": plain(experiment.constant)},
    )


def outcome(experiment: SoftmaxExperiment) -> str:
    """What becomes of the experiment; the name of its headline."""
    made, constant, largest = worked(experiment), experiment.constant, experiment.largest
    if made.kind in ("overflow", "sum") and constant == 0:
        return f"naive_{made.kind}"
    if made.kind != "fine":
        return made.kind
    if constant != largest:
        return "naive" if constant == 0 else "any"
    ties = experiment.scores.count(largest)
    if ties == len(experiment.scores):
        return "equal"
    if experiment.temperature != 1:
        return "cold" if experiment.temperature < 1 else "warm"
    return "tie" if ties > 1 else "max"


def _words(experiment: SoftmaxExperiment, made: Worked) -> dict[str, object]:
    low, high = made.range
    usual = work(experiment.scores, experiment.largest, 1.0, experiment.format)
    return {
        "c": near(experiment.constant, high - low),
        "share": percent(max(made.shares)),
        "safe": percent(max(made.safe.shares)),
        "usual": percent(max(usual.shares)),
        "exponent": digits(max(made.shifted), 4),
        "format": experiment.format,
        "score": digits(max(experiment.scores, key=abs), 4),
        "end": digits(float(np.finfo(made.dtype).max), 2),
        "temperature": digits(experiment.temperature),
        "count": len(experiment.scores),
        "ties": experiment.scores.count(experiment.largest),
        "nans": sum(map(math.isnan, made.shares)),
        "frayed": digits(max(made.shares), 6),
        "right": digits(max(made.safe.shares), 6),
    }


def _detail(experiment: SoftmaxExperiment, lang: str) -> str:
    double, single = (worked(experiment, form) for form in DTYPES)
    (low, high), (low32, high32) = reach(double.range), reach(single.range)
    if low == high or double.range[1] - double.range[0] < 1e-9 * abs(double.constant):
        return say(lang, "softmax.detail.point", c=digits(experiment.largest, 5))
    if single.kind == "lost":
        return say(lang, "softmax.detail.double", low=low, high=high)
    return say(lang, "softmax.detail.both", low=low, high=high, low32=low32, high32=high32)


def _values(experiment: SoftmaxExperiment, made: Worked) -> dict[str, str]:
    low, high = reach(made.range)
    marked = "run" if made.kind in ("fine", "frayed") else "edge"
    return {
        "largest": digits(experiment.largest, 6),
        "exponent": f"[{marked}]{digits(max(made.shifted), 5)}[/{marked}]",
        "sum": f"[{marked}]{made.sum_of_shares!s}[/{marked}]".replace("nan", "NaN"),
        "top": f"[{marked}]{percent(max(made.shares))}[/{marked}]",
        "low": low,
        "high": high,
    }


def _marks(experiment: SoftmaxExperiment, lang: str) -> list[Mark]:
    ends = worked(experiment).range
    start, end = shift_window(experiment)
    largest = experiment.largest
    found = [Mark(largest, say(lang, "softmax.mark.max", c=digits(largest, 5)), "best")]
    if abs(largest) > (end - start) / 20:
        found.append(Mark(0.0, say(lang, "softmax.mark.zero"), "quiet"))
    # The mark sets the very number that it names.
    for value, text, name in zip(inwards(ends), reach(ends), ("low", "high"), strict=True):
        far = all(abs(value - mark.value) > (end - start) / 20 for mark in found)
        if math.isfinite(value) and far:
            found.append(Mark(value, say(lang, f"softmax.mark.{name}", c=text), "edge"))
    return sorted((mark for mark in found if start <= mark.value <= end), key=lambda m: m.value)
