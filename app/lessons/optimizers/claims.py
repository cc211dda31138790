"""The sentences of the lesson with a number in them, and what makes each of them true."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from app.lessons.lesson import Claim, Question
from app.lessons.numbers import digits
from app.lessons.optimizers.edges import RULES, edge, measured
from app.lessons.optimizers.experiment import BOOK_RATES, Race, RaceExperiment, Run, race_of
from app.lessons.optimizers.tuning import RATES
from app.lessons.optimizers.winners import BUDGET, PLACES, best, winners

Values = Mapping[str, object]


def asked(**keys: object) -> Race:
    """The race of an experiment with these keys."""
    return race_of(RaceExperiment.model_validate(keys))


def by_name(race: Race) -> dict[str, Run]:
    """The runs of a race by the names of their rules."""
    return {run.contender.name: run for run in race.runs}


def end(race: Race, name: str) -> float:
    """How far above the lowest value a rule ends."""
    return float(by_name(race)[name].heights[-1]) - race.offset


def _book() -> Values:
    race = asked()
    ends = {name: digits(end(race, name), 2) for name in BOOK_RATES}
    return {**ends, "steps": race.experiment.steps}


def _book_holds() -> bool:
    """The book's rates and its count; plain descent ends where the closed form says."""
    race = asked()
    x, y = by_name(race)["gradient_descent"].trajectory.points[-1]
    closed = np.allclose([x, y], [-7 * 0.905**30, 2 * (-0.9) ** 30], rtol=1e-9)
    rates = {name: run.rate for name, run in by_name(race).items()}
    return bool(closed) and rates == BOOK_RATES and race.experiment.steps == 30


def _fair() -> Values:
    race = asked(fair=True)
    runs = by_name(race)
    return {
        "count": RATES.size,
        "low": digits(float(RATES[0])),
        "high": digits(float(RATES[-1])),
        "spent": f"{RATES.size * race.experiment.steps:,}",
        **{name: digits(end(race, name), 2) for name in runs},
        **{f"{name}_rate": digits(run.rate) for name, run in runs.items()},
    }


def _fair_holds() -> bool:
    """The tuned rate is nowhere worse than the book's, and the order of the last two changes."""
    plain, fair = asked(), asked(fair=True)
    better = all(end(fair, name) < end(plain, name) for name in BOOK_RATES)
    last, second = plain.standings[-1].contender.name, fair.standings[1].contender.name
    return better and last == second == "adam"


def _scaled() -> Values:
    race, plain = asked(scale=100.0), asked()
    return {
        "scale": digits(race.experiment.scale),
        "adam": digits(end(race, "adam")),
        "same": digits(end(plain, "adam")),
        "apart": digits(_apart("adam"), 1),
        "plain": digits(end(race, "gradient_descent"), 2),
    }


def _apart(name: str) -> float:
    """How far a rule's paths on f and on 100 f are from each other at most."""
    points = [by_name(r)[name].trajectory.points for r in (asked(), asked(scale=100.0))]
    return float(np.abs(points[0] - points[1]).max())


def _scaled_holds() -> bool:
    race = asked(scale=100.0)
    lost = by_name(race)["gradient_descent"].lost and by_name(race)["momentum"].lost
    return lost and _apart("adam") < 1e-6 and _apart("adagrad") < 1e-6


def _turned() -> Values:
    return {
        "axis_plain": best("bowl", "gradient_descent").gradients,
        "axis_adagrad": best("bowl", "adagrad").gradients,
        "turned_plain": best("ravine", "gradient_descent").gradients,
        "budget": BUDGET,
    }


def _turned_holds() -> bool:
    """AdaGrad is far ahead along the axes; askew to them it does not arrive, and plain does."""
    on, plain = best("bowl", "adagrad").gradients, best("bowl", "gradient_descent").gradients
    faster = bool(on and plain and 5 * on < plain)
    askew = best("ravine", "adagrad").gradients is None
    return faster and askew and best("ravine", "gradient_descent").gradients is not None


def _ravine() -> Values:
    return {
        "plain": best("ravine", "gradient_descent").gradients,
        "momentum": best("ravine", "momentum").gradients,
        "nesterov": best("ravine", "nesterov").gradients,
    }


def _ravine_holds() -> bool:
    counts = [best("ravine", n).gradients for n in ("nesterov", "momentum", "gradient_descent")]
    return None not in counts and sorted(counts) == counts  # type: ignore[type-var]


def _round() -> Values:
    return {
        "plain": best("round_bowl", "gradient_descent").gradients,
        "adam": best("round_bowl", "adam").gradients,
    }


def _round_holds() -> bool:
    return winners("round_bowl") == ("gradient_descent",)


@cache
def _second() -> Race:
    return asked(a="newton", b="line_search", c="none", d="none", b_learning_rate=1000)


def _newton() -> Values:
    run = by_name(_second())["newton"]
    return {"steps": _second().arrival(run), "hessians": run.costs.hessians}


def _newton_holds() -> bool:
    return _second().arrival(by_name(_second())["newton"]) == 1


def _search() -> Values:
    run = by_name(_second())["line_search"]
    steps = len(run.trajectory.points) - 1
    return {
        "rate": digits(run.rate),
        "steps": steps,
        "values": run.costs.values,
        "height": digits(end(_second(), "line_search"), 2),
    }


def _search_holds() -> bool:
    run = by_name(_second())["line_search"]
    never_rises = bool((np.diff(run.heights) <= 0).all())
    return never_rises and bool(run.costs.values > 2 * (len(run.heights) - 1))


def _winners() -> Values:
    distinct = {rule for place in PLACES for rule in winners(place)}
    return {"functions": len(PLACES), "count": len(distinct), "budget": BUDGET}


def _winners_hold() -> bool:
    """No rule is the first everywhere."""
    return len({rule for place in PLACES for rule in winners(place)}) > 2


def _edges() -> Values:
    heavy, ahead = (edge(name, 0.9, 2.0) for name in RULES)
    found = [measured(name, 0.9) / 2 for name in RULES]
    return {
        "beta": digits(0.9),
        "plain": digits(edge("momentum", 0.0, 2.0)),
        "heavy": digits(heavy),
        "ahead": digits(ahead),
        "heavy_run": f"{found[0]:.3f}",
        "ahead_run": f"{found[1]:.3f}",
    }


def _edges_hold() -> bool:
    formula = abs(edge("momentum", 0.9, 2.0) - 1.9) < 1e-12
    near = all(abs(measured(n, b) - edge(n, b, 1.0)) < 2e-3 for n in RULES for b in (0.3, 0.9))
    return formula and near


def _factor() -> Values:
    race = asked(factor=1.1)
    runs = by_name(race)
    lost = [name for name, run in runs.items() if run.lost]
    wild = by_name(asked(factor=10.0))
    return {
        "factor": digits(race.experiment.factor),
        "rate": digits(runs["gradient_descent"].rate, 4),
        "lost": len(lost),
        "more": digits(10.0),
        "adam": digits(float(wild["adam"].heights[-1]), 2),
    }


def _factor_holds() -> bool:
    lost = [name for name, run in by_name(asked(factor=1.1)).items() if run.lost]
    wild = by_name(asked(factor=10.0))
    return lost == ["gradient_descent"] and not wild["adam"].lost


def _memory() -> Values:
    race = asked(steps=3)
    run = by_name(race)["momentum"]
    gradient = run.trajectory.gradients[:, 1]
    velocity = 0.0
    for g in gradient[:3]:
        velocity = 0.9 * velocity + float(g)
    return {
        "beta": digits(0.9),
        "gradients": ", ".join(digits(float(g)) for g in gradient[:3]),
        "velocity": digits(velocity),
    }


def _memory_holds() -> bool:
    """The third step is the rate times the velocity that the three gradients add up to."""
    points = by_name(asked(steps=3))["momentum"].trajectory.points[:, 1]
    gradient = by_name(asked(steps=3))["momentum"].trajectory.gradients[:, 1]
    velocity = 0.81 * gradient[0] + 0.9 * gradient[1] + gradient[2]
    return bool(abs(points[2] - points[3] - 0.1 * velocity) < 1e-12)


CLAIMS = (
    Claim("book", _book_holds, _book),
    Claim("factor", _factor_holds, _factor),
    Claim("fair", _fair_holds, _fair),
    Claim("memory", _memory_holds, _memory),
    Claim("edges", _edges_hold, _edges),
    Claim("scaled", _scaled_holds, _scaled),
    Claim("round", _round_holds, _round),
    Claim("ravine", _ravine_holds, _ravine),
    Claim("turned", _turned_holds, _turned),
    Claim("newton", _newton_holds, _newton),
    Claim("search", _search_holds, _search),
    Claim("winners", _winners_hold, _winners),
)

QUESTIONS = (
    Question("fair", _fair_holds, _fair),
    Question("scale", _scaled_holds, _scaled),
    Question("edge", _edges_hold, _edges),
)
