"""What the prose of the lesson says with a number or an outcome in it, and its three questions."""

import math

import numpy as np

from app.core.stability import eigenvalues
from app.lessons.descent.experiment import DescentExperiment, Run, run_of
from app.lessons.descent.verdict import arrival
from app.lessons.lesson import Claim, Question
from app.lessons.numbers import digits, factor

_BOWL = "x**2 + y**2"


def of(**keys: object) -> Run:
    """The run of the page with these keys, the others at their defaults."""
    return run_of(DescentExperiment.model_validate(keys))


def _round(**keys: object) -> Run:
    return of(f=_BOWL, start=(-3.0, 4.0), steps=100, **keys)


def _step_multiplies(rate: float) -> bool:
    """Whether each step multiplies x by 1 − η/10 and y by 1 − 2η, as the two curvatures say."""
    points = of(learning_rate=rate).trajectory.points
    expected = points[:-1] * (1 - rate * np.array([0.1, 2.0]))
    return bool(np.allclose(points[1:], expected, rtol=1e-12, atol=1e-300))


def _angle() -> float:
    """Degrees between the downhill arrow at the start and the way to the minimum."""
    run = of()
    point = np.array(run.scene.start)
    arrow = -run.scene.objective.gradient(point)
    cosine = arrow @ -point / (np.linalg.norm(arrow) * np.linalg.norm(point))
    return math.degrees(math.acos(float(cosine)))


def _curvatures() -> tuple[float, float]:
    run = of()
    low, high = eigenvalues(run.scene.objective.hessian(np.zeros(2))).tolist()
    return low, high


def _ends(run: Run, significant: int = 4) -> str:
    last = run.trajectory.points[-1]
    return f"({', '.join(digits(float(x), significant) for x in last)})"


def _frozen() -> Run:
    return _round(learning_rate=10, gradient="numerical")


def _kind(run: Run, kind: str) -> bool:
    return run.trajectory.outcome.kind == kind


CLAIMS = (
    Claim(
        "arrow",
        lambda: round(_angle(), 2) == 64.13,
        lambda: {"angle": f"{_angle():.2f}"},
    ),
    Claim(
        "factors",
        lambda: _step_multiplies(0.9) and arrival(of(learning_rate=0.9)) == 42,
        lambda: {
            "x": factor(1 - 0.9 * 0.1),
            "y": factor(1 - 0.9 * 2),
            "arrival": arrival(of(learning_rate=0.9)),
        },
    ),
    Claim(
        "edge",
        lambda: (
            math.isclose(2 / _curvatures()[1], 1) and math.isclose(2 / sum(_curvatures()), 2 / 2.1)
        ),
        lambda: {
            "low": digits(_curvatures()[0]),
            "high": digits(_curvatures()[1]),
            "edge": digits(2 / _curvatures()[1]),
            "best": digits(2 / sum(_curvatures())),
        },
    ),
    Claim(
        "at_the_edge",
        lambda: (
            _kind(of(learning_rate=1.0), "cycling")
            and set(of(learning_rate=1.0).trajectory.points[:, 1].tolist()) == {2.0, -2.0}
        ),
        lambda: {"edge": 1},
    ),
    Claim(
        "past_the_edge",
        lambda: (
            _kind(of(learning_rate=1.1), "diverged")
            and bool((np.diff(np.abs(of(learning_rate=1.1).trajectory.points[:, 1])) > 0).all())
        ),
        lambda: {"rate": 1.1, "y": factor(1 - 1.1 * 2)},
    ),
    Claim(
        "too_small",
        lambda: _kind(_round(learning_rate=1e-10), "stalled"),
        lambda: {"steps": 100, "end": _ends(_round(learning_rate=1e-10), 9)},
    ),
    Claim(
        "frozen",
        lambda: _kind(_frozen(), "frozen") and _frozen().trajectory.outcome.step == 10,
        lambda: {"step": _frozen().trajectory.outcome.step, "end": _ends(_frozen(), 9)},
    ),
    Claim(
        "not_frozen",
        lambda: _kind(_round(learning_rate=10), "diverged"),
        lambda: {"end": _ends(_round(learning_rate=10))},
    ),
)


def _arrival(rate: float) -> int | None:
    return arrival(of(learning_rate=rate))


QUESTIONS = (
    Question(
        "one_step",
        lambda: (
            bool((_round(learning_rate=0.5).trajectory.points[1] == 0).all())
            and _kind(_round(learning_rate=1.0), "cycling")
        ),
        lambda: {"one": 0.5, "cycle": 1},
    ),
    Question(
        "best_is_not_first",
        lambda: _arrival(0.9) == 42 and _arrival(0.95) == 43,
        lambda: {
            "fast": 0.95,
            "other": 0.9,
            "fast_steps": _arrival(0.95),
            "other_steps": _arrival(0.9),
        },
    ),
    Question(
        "why_it_stops",
        lambda: 2.0**40 + 1e-4 == 2.0**40 and 2.0**39 + 1e-4 != 2.0**39 and CLAIMS[6].holds(),
        lambda: {"step": 10, "rate": 10, "power": 40},
    ),
)

#: Queries that are worth a look; the tests walk them.
SAMPLES = (
    "",
    "learning_rate=1.1",
    "learning_rate=1",
    "f=x**2%2By**2&start=-3,4&learning_rate=10&gradient=numerical&steps=100",
    "optimizer=adam&learning_rate=0.3",
    "f=double_well",
)
