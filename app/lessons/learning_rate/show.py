"""The computed words and numbers of the page."""

import math
from collections.abc import Mapping

from app.catalogue.languages import say
from app.lessons.board import Shown, Table
from app.lessons.controls import Mark, Slider
from app.lessons.learning_rate.experiment import RATES, TRIED, RateExperiment, Three, three_of
from app.lessons.learning_rate.regime import Regime, regime
from app.lessons.numbers import cell, digits, plain, rounded

#: Steps in the table of the two-cycle.
_STEPS = 6


def caption(three: Three, key: str, lang: str) -> str:
    """The line over a picture: the rate and what it does."""
    found = regime(three, three.runs[key])
    return say(lang, f"learning-rate.caption.{found.kind}", **found.values)


def show(experiment: RateExperiment, lang: str) -> Shown:
    """What the page shows of an experiment."""
    three = three_of(experiment)
    found = regime(three, three.runs["learning_rate"])
    low, high = three.span
    reach = Slider(low, high, "log")
    return Shown(
        kind=found.kind.partition(".")[0],
        headline=headline(three, found, lang),
        detail=detail(three, found, lang),
        values=values(three),
        tables={"runs": _runs(three, lang), "cycle": _cycle(three)},
        marks={"learning_rate": _marks(three, lang)},
        ranges=dict.fromkeys(RATES, reach),
        steps=max(len(run.trajectory.points) for run in three.runs.values()) - 1,
        fields={
            **{key: plain(rate) for key, rate in three.rates.items()},
            "start": ",".join(map(plain, three.scene.start)),
            "gamma": plain(experiment.factor),
        },
        absent=_absent(experiment),
        notices=[say(lang, "notice.caret")] if experiment.found.caret else [],
    )


def headline(three: Three, found: Regime, lang: str) -> str:
    """What the middle rate does."""
    kind = found.kind
    planned = three.experiment.schedule != "constant"
    if planned and kind in ("arrives", "creeps", "short"):
        kind = f"{kind}_planned"
    elif (
        kind == "creeps" and three.bend.edge and three.rates["learning_rate"] > three.bend.edge / 2
    ):
        kind = "creeps_anyway"
    elif kind == "arrives":
        kind = _arriving(three, found)
    return say(lang, f"learning-rate.headline.{kind}", **found.values)


def _arriving(three: Three, found: Regime) -> str:
    """How a run arrives, which the factors tell of a quadratic alone."""
    if found.values["arrival"] == 1:
        return "once"
    known = three.bend
    if not known.everywhere:
        return "arrives"
    factors = [1 - three.rates["learning_rate"] * curve for curve in known.curvatures]
    return "leaps" if min(factors) < -1e-9 else "walks"


def detail(three: Three, found: Regime, lang: str) -> str:
    """Where the edge lies, and the best constant rate."""
    known = three.bend
    if known.edge is None or found.kind in ("nowhere", "undefined"):
        return say(lang, "learning-rate.detail.none")
    near = "" if known.everywhere else "_near"
    told = {"edge": digits(known.edge, 4), "best": digits(known.best, 3) if known.best else ""}
    key = "both" if known.best and len(set(known.curvatures)) > 1 else "edge"
    if known.best and len(set(known.curvatures)) == 1:
        key = "round"
    return say(lang, f"learning-rate.detail.{key}{near}", **told)


def _marks(three: Three, lang: str) -> list[Mark]:
    low, high = three.span
    marked = [
        ("best", three.bend.best and rounded(three.bend.best, 4)),
        ("edge", three.bend.edge),
    ]
    return [
        Mark(value, say(lang, f"learning-rate.mark.{role}", value=digits(value)), role)
        for role, value in marked
        if value is not None and low <= value <= high
    ]


def values(three: Three) -> Mapping[str, str]:
    """The numbers that the prose quotes."""
    known = three.bend

    def told(value: float | None, significant: int = 4) -> str:
        return "–" if value is None else digits(value, significant)

    rate = three.rates["learning_rate"]
    factors = [abs(1 - rate * c) for c in known.curvatures]
    return {
        **{key: digits(value, 4) for key, value in three.rates.items()},
        "edge": told(known.edge),
        "best": told(known.best),
        "steepest": told(known.curvatures[-1]),
        "flattest": told(known.curvatures[0]),
        "radius": told(max(factors) if all(map(math.isfinite, factors)) else None),
        "tried": str(TRIED),
        "spent": f"{TRIED * three.experiment.tried_steps:,}",
        "last_rate": digits(three.experiment.rates_from(rate)[-1], 3),
    }


def _runs(three: Three, lang: str) -> Table:
    rows = []
    for key, run in three.runs.items():
        found = regime(three, run)
        text = say(lang, f"learning-rate.caption.{found.kind}", **found.values)
        name = say(lang, f"learning-rate.name.{key}")
        rate = (
            f"[run]{digits(run.rate, 4)}[/run]" if key == "learning_rate" else digits(run.rate, 4)
        )
        rows.append((name, rate, digits(float(run.trajectory.values[-1])), text))
    head = tuple(
        say(lang, f"learning-rate.head.{name}") for name in ("rate_name", "rate", "value", "what")
    )
    return Table(head, tuple(rows))


def _cycle(three: Three) -> Table:
    """The first steps at exactly the edge; empty where there is none."""
    edge = three.bend.edge
    variables = three.scene.objective.variables
    if edge is None:
        return Table(("k", *variables), ())
    made = three.undisturbed(edge, _STEPS)
    rows = [(str(k), *map(cell, point)) for k, point in enumerate(made.points)]
    return Table(("k", *variables), tuple(rows))


def _absent(experiment: RateExperiment) -> frozenset[str]:
    schedule = experiment.schedule
    absent = set()
    if schedule not in ("step", "exponential"):
        absent.add("gamma")
    if schedule != "step":
        absent.add("step_size")
    if schedule != "cosine":
        absent.add("eta_min")
    if experiment.noise == 0:
        absent.add("seed")
    if experiment.f is not None:
        absent |= {"lambda1", "lambda2"}
    return frozenset(absent)
