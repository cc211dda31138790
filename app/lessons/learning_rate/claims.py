"""The sentences of the lesson with a number in them, and what makes each of them true."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from app.core.descent import Trajectory
from app.lessons.learning_rate.experiment import MAX_STEPS, RateExperiment, Three, three_of
from app.lessons.learning_rate.regime import covered, hovering
from app.lessons.lesson import Claim, Question
from app.lessons.numbers import digits

_SEEDS = 16
_NOISY: dict[str, object] = {"noise": 0.5, "steps": 400}


def asked(**keys: object) -> Three:
    """The runs of an experiment with these keys."""
    return three_of(RateExperiment.model_validate(keys))


def middle(**keys: object) -> Trajectory:
    """The middle run of an experiment with these keys, without the two beside it."""
    three = asked(**keys)
    return three.at(three.rates["learning_rate"])


def arrival(rate: float) -> int:
    """After how many steps a constant rate arrives on the page's own function."""
    found = asked(steps=400).arrival(middle(learning_rate=rate, steps=400))
    return -1 if found is None else found


@cache
def measured_edge() -> float:
    """The largest rate that does not diverge, by halving an interval run by run."""
    low, high = 0.5, 2.0
    while high - low > 1e-4:
        rate = (low + high) / 2
        lost = middle(learning_rate=rate, steps=MAX_STEPS).outcome.kind == "diverged"
        low, high = (low, rate) if lost else (rate, high)
    return low


def greedy() -> float:
    """The rate that lowers the first step most: g·g / g·Hg at the start."""
    objective, start = asked().scene.objective, np.array(asked().scene.start)
    slope = objective.gradient(start)
    return float(slope @ slope / (slope @ objective.hessian(start) @ slope))


@cache
def level(rate: float, schedule: str = "constant") -> float:
    """The mean height over the last quarter of a noisy run, over many seeds."""
    found = []
    for seed in range(_SEEDS):
        three = asked(learning_rate=rate, schedule=schedule, seed=seed, **_NOISY)
        found.append(hovering(three, three.at(rate)))
    return float(np.mean(found))


def level_by_formula(rate: float) -> float:
    """The stationary mean of λx²/2 summed over both directions: ησ²/(2(2 − ηλ)) each."""
    noise = float(str(_NOISY["noise"]))
    return sum(rate * noise**2 / (2 * (2 - rate * curve)) for curve in asked().bend.curvatures)


def _three() -> Mapping[str, object]:
    three = asked()
    ends = {key: run.trajectory.values for key, run in three.runs.items()}
    return {
        "steps": three.experiment.steps,
        "small": digits(three.rates["small"]),
        "right": digits(three.rates["learning_rate"]),
        "large": digits(three.rates["large"]),
        "share": digits(100 * covered(three, three.runs["small"].trajectory), 2),
        "arrival": three.arrival(three.runs["learning_rate"].trajectory),
        "worse": digits(float(ends["large"][-1]), 2),
    }


def _three_holds() -> bool:
    three = asked()
    kinds = [run.trajectory.outcome.kind for run in three.runs.values()]
    arrivals = [three.arrival(run.trajectory) for run in three.runs.values()]
    return kinds[2] == "diverged" and arrivals[0] is None and arrivals[1] == 42


def _cost() -> Mapping[str, object]:
    three = asked()
    count, steps = three.sweep.learning_rates.size, three.experiment.steps
    return {"count": count, "steps": steps, "spent": f"{count * steps:,}"}


def _greedy() -> Mapping[str, object]:
    right = asked().rates["learning_rate"]
    return {
        "greedy": digits(greedy()),
        "slow": arrival(greedy()),
        "right": digits(right),
        "arrival": arrival(right),
    }


def _greedy_holds() -> bool:
    """No other rate of a fine grid takes the first step lower, and 0.9 arrives much sooner."""
    first = {rate: middle(learning_rate=rate, steps=1).values[1] for rate in _grid()}
    best = middle(learning_rate=greedy(), steps=1).values[1]
    sooner = arrival(0.9) < arrival(greedy())
    return bool(min(first.values()) >= best) and sooner and first[0.9] > best


def _grid() -> list[float]:
    return [round(0.05 * k, 2) for k in range(1, 41)]


_LOW, _HIGH = 1e-3, 10.0


def _logscale() -> Mapping[str, object]:
    edge = asked().bend.edge or 0.0
    log = np.log(edge / _LOW) / np.log(_HIGH / _LOW)
    return {
        "low": digits(_LOW),
        "high": digits(_HIGH),
        "linear": digits(100 * (edge - _LOW) / (_HIGH - _LOW), 2),
        "log": digits(100 * float(log), 2),
    }


def _edge() -> Mapping[str, object]:
    return {"measured": f"{measured_edge():.3f}", "edge": digits(asked().bend.edge or 0.0)}


def _cycle() -> Mapping[str, object]:
    made = middle(learning_rate=1.0, steps=MAX_STEPS)
    low, high = sorted({float(y) for y in made.points[:, 1]})
    return {
        "edge": digits(asked().bend.edge or 0.0),
        "steps": MAX_STEPS,
        "low": digits(low),
        "high": digits(high),
        "factor": digits(1 - 1.0 * asked().bend.curvatures[-1]),
    }


def _cycle_holds() -> bool:
    made = middle(learning_rate=1.0, steps=MAX_STEPS)
    signs = (-1.0) ** np.arange(MAX_STEPS + 1)
    return bool((made.points[:, 1] == 2 * signs).all()) and made.outcome.kind == "cycling"


def _slightly() -> Mapping[str, object]:
    rate = 1.001
    made = middle(learning_rate=rate, steps=MAX_STEPS)
    return {
        "rate": digits(rate, 4),
        "factor": digits(1 - rate * asked().bend.curvatures[-1], 4),
        "steps": MAX_STEPS,
        "size": digits(float(abs(made.points[-1, 1])), 2),
    }


def _best() -> Mapping[str, object]:
    known = asked().bend
    best = known.best or 0.0
    return {"best": digits(best), "factor": digits(1 - best * known.curvatures[0])}


def _best_holds() -> bool:
    known = asked().bend
    best = known.best or 0.0
    sizes = [abs(1 - best * curve) for curve in known.curvatures]
    worse = [max(abs(1 - rate * curve) for curve in known.curvatures) for rate in _grid()]
    return abs(sizes[0] - sizes[1]) < 1e-12 and min(worse) >= max(sizes)


def _floor() -> Mapping[str, object]:
    return {
        "noise": digits(float(str(_NOISY["noise"]))),
        "rate": digits(0.5),
        "level": digits(level(0.5), 2),
        "half": digits(level(0.25), 2),
        "first": digits(level_by_formula(0.5), 2),
        "second": digits(level_by_formula(0.25), 2),
        "runs": _SEEDS,
    }


def _formula_holds() -> bool:
    return all(abs(level(rate) / level_by_formula(rate) - 1) < 0.15 for rate in (0.5, 0.25))


def _rescued() -> Mapping[str, object]:
    made = middle(learning_rate=1.05, schedule="cosine")
    return {
        "rate": digits(1.05),
        "peak": digits(float(made.values.max())),
        "steps": len(made.points) - 1,
        "end": digits(float(made.values[-1]), 2),
    }


def _rescue_holds() -> bool:
    constant = middle(learning_rate=1.05).outcome.kind == "diverged"
    made = middle(learning_rate=1.05, schedule="cosine")
    return constant and bool(made.values.max() > made.values[0] > 1000 * made.values[-1])


def _double() -> Mapping[str, object]:
    before, after = asked().bend, asked(lambda2=4.0).bend
    return {
        "from": digits(before.curvatures[-1]),
        "to": digits(after.curvatures[-1]),
        "edge": digits(before.edge or 0.0),
        "halved": digits(after.edge or 0.0),
        "best": digits(before.best or 0.0),
        "new": digits(after.best or 0.0),
    }


def _double_holds() -> bool:
    before, after = asked().bend, asked(lambda2=4.0).bend
    same = asked(lambda1=0.2).bend.edge == before.edge
    return after.edge == 0.5 and before.edge == 1.0 and same


CLAIMS = (
    Claim("three", _three_holds, _three),
    Claim("cost", lambda: len(asked().sweep.outcomes) == 101, _cost),
    Claim("greedy", _greedy_holds, _greedy),
    Claim("logscale", lambda: asked().bend.edge == 1.0, _logscale),
    Claim("edge", lambda: abs(measured_edge() - 1.0) < 2e-3, _edge),
    Claim("cycle", _cycle_holds, _cycle),
    Claim(
        "slightly",
        lambda: middle(learning_rate=1.001, steps=MAX_STEPS).outcome.kind == "diverged",
        _slightly,
    ),
    Claim("best", _best_holds, _best),
    Claim("floor", lambda: level(0.25) < level(0.5) / 2, _floor),
    Claim("formula", _formula_holds, _floor),
    Claim(
        "schedule",
        lambda: level(0.5, "cosine") < level(0.25) / 5,
        lambda: {"level": digits(level(0.5, "cosine"), 2)},
    ),
    Claim("rescue", _rescue_holds, _rescued),
)

QUESTIONS = (
    Question("exactly", _cycle_holds, _cycle),
    Question("double", _double_holds, _double),
    Question("noise", lambda: level(0.25) < level(0.5) / 2, _floor),
)
