"""What the page says of the arrow at the place: its verdict, its numbers, the field as rows."""

import math

import numpy as np

from app.catalogue.languages import say
from app.lessons.board import Shown, Table
from app.lessons.controls import Slider, spelled_out
from app.lessons.gradient_field.arrows import (
    STRAIGHT,
    Arrow,
    angle,
    arrow,
    goals_of,
    lattice,
    window,
)
from app.lessons.gradient_field.experiment import GradientFieldExperiment
from app.lessons.numbers import degrees, digits, place

_LESSON = "gradient-field"
_NO_ARROW = ("undefined", "corner", "minimum", "saddle", "inflection", "maximum", "plateau")
#: Rows and columns of the field's text twin.
_TWIN = (3, 5)


def show(experiment: GradientFieldExperiment, lang: str) -> Shown:
    """The page of an experiment."""
    told = arrow(experiment)
    around = lattice(experiment)
    words: dict[str, object] = {
        "point": place(told.point),
        "vector": place(told.vector),
        "angle": degrees(told.angle),
        "length": digits(told.length),
        "goal": place(told.goal) if told.goal else "",
        "mean": degrees(around.mean),
        "worst": degrees(around.worst),
        "side": say(lang, f"{_LESSON}.side.{'right' if told.vector[0] > 0 else 'left'}"),
    }
    return Shown(
        kind=told.kind if experiment.arrows == "downhill" else f"uphill-{told.kind}",
        headline=say(lang, f"{_LESSON}.headline.{_headline(experiment, told)}", **words),
        detail=say(lang, f"{_LESSON}.detail.{_detail(experiment, told)}", **words),
        values={
            "point": place(told.point),
            "length": f"[run]{digits(told.length)}[/run]",
            "angle": f"[run]{degrees(told.angle)}[/run]",
            "mean": degrees(around.mean),
        },
        tables={
            "arrow": _arrow(experiment, told, lang),
            "field": _field(experiment, lang),
        },
        ranges={"point": Slider(*_range(experiment))},
        fields={"point": spelled_out(told.point)},
    )


def _range(experiment: GradientFieldExperiment) -> tuple[float, float]:
    """Both coordinates share one range: the wider side of the map."""
    ends = window(experiment)
    return min(ends[0::2]), max(ends[1::2])


def _headline(experiment: GradientFieldExperiment, told: Arrow) -> str:
    if told.kind in _NO_ARROW:
        return told.kind
    if len(told.point) == 1:
        if told.kind == "unknown":
            return "line_unknown"
        return "line_away" if told.angle > 90 else "line_toward"
    if experiment.arrows == "uphill":
        if told.kind == "unknown":
            return "uphill_unknown"
        return "uphill_straight" if 180 - told.angle < STRAIGHT else "uphill"
    return told.kind


def _detail(experiment: GradientFieldExperiment, told: Arrow) -> str:
    if told.kind in ("undefined", "corner"):
        return told.kind
    if told.kind in _NO_ARROW:
        return "still"
    if told.goal is None:
        return "no_goal"
    if len(told.point) == 1:
        return "line"
    if goals_of(experiment).found:
        return "found"
    if not math.isfinite(lattice(experiment).mean):
        return "alone"
    return "circles" if told.kind == "circles" else "around"


def _arrow(experiment: GradientFieldExperiment, told: Arrow, lang: str) -> Table:
    """The numbers of the arrow at the place."""

    def row(key: str, value: str) -> tuple[str, str]:
        return say(lang, f"{_LESSON}.row.{key}"), value

    u, v = (*told.vector, 0.0)[:2]
    turned = (
        math.degrees(math.atan2(v, u)) if told.length and math.isfinite(told.length) else math.nan
    )
    goal = place(told.goal) if told.goal else say(lang, f"{_LESSON}.row.unknown")
    return Table(
        head=(say(lang, f"{_LESSON}.head.quantity"), say(lang, f"{_LESSON}.head.value")),
        rows=(
            row("point", place(told.point)),
            row("value", digits(told.value, 5)),
            row("gradient", place(told.gradient)),
            row(experiment.arrows, f"[run]{place(told.vector)}[/run]"),
            row("length", f"[run]{digits(told.length, 4)}[/run]"),
            row("direction", degrees(turned)),
            row("found" if goals_of(experiment).found else "goal", f"[best]{goal}[/best]"),
            row("angle", f"[run]{degrees(told.angle)}[/run]"),
        ),
    )


def _field(experiment: GradientFieldExperiment, lang: str) -> Table:
    """The text twin of the map: a coarse lattice of arrows."""
    ends = window(experiment)
    objective = experiment.scene.objective
    x = ends[0] + (ends[1] - ends[0]) * (np.arange(_TWIN[1]) + 0.5) / _TWIN[1]
    if objective.dimension == 1:
        places = x[None, :]
    else:
        y = ends[2] + (ends[3] - ends[2]) * (np.arange(_TWIN[0]) + 0.5) / _TWIN[0]
        places = np.stack([part.ravel() for part in np.meshgrid(x, y)])
    slopes = objective.gradient(places)
    goals = goals_of(experiment)
    turned = np.full(places.shape[1], math.nan)
    if goals.places:
        turned = angle(experiment.sign * slopes, goals.nearest(places) - places)
    with np.errstate(all="ignore"):
        lengths = np.hypot.reduce(slopes, axis=0)
    rows = tuple(
        (
            place(at),
            place(experiment.sign * slope + 0.0),
            digits(float(length)),
            degrees(float(turn)),
        )
        for at, slope, length, turn in zip(places.T, slopes.T, lengths, turned, strict=True)
    )
    heads = ("point", experiment.arrows, "length", "angle")
    return Table(head=tuple(say(lang, f"{_LESSON}.row.{key}") for key in heads), rows=rows)
