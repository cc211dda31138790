"""Every number that the lesson's prose states, computed, and its three questions."""

import math

import numpy as np

from app.lessons.gradient_field.arrows import Arrow, angle, arrow, lattice
from app.lessons.gradient_field.experiment import GradientFieldExperiment
from app.lessons.gradient_field.figures.shrinking import shrinking
from app.lessons.lesson import Claim, Question
from app.lessons.numbers import degrees, digits, place

#: The book's ellipse at the lesson's place, and its circles.
BOWL = GradientFieldExperiment.model_construct()
ROUND = GradientFieldExperiment.model_construct(f="x**2 + y**2", point=(3.0, 4.0))
VALLEY = GradientFieldExperiment.model_construct(f="rosenbrock", point=(-1.0, -1.0))
#: The step with which directions are compared.
_STEP = 0.1


def at(*point: float) -> Arrow:
    """The arrow of the book's ellipse at a place."""
    return arrow(GradientFieldExperiment(point=point))


def fall(way: tuple[float, ...]) -> float:
    """By how much the book's ellipse falls in a short step from (−7, 2) along a direction."""
    start = np.array([-7.0, 2.0])
    step = _STEP * np.array(way) / math.hypot(*way)
    value = BOWL.scene.objective.value
    return float(value(start) - value(start + step))


def steepest() -> float:
    """The direction, in degrees from the arrow, in which a tiny step falls most; by trying all."""
    start = np.array([-7.0, 2.0])
    turned = np.radians(np.linspace(-180, 180, 7201))
    u = np.array(at(-7.0, 2.0).vector)
    u = u / np.hypot(u[0], u[1])
    c, s = np.cos(turned), np.sin(turned)
    ways = np.stack([u[0] * c - u[1] * s, u[0] * s + u[1] * c])
    falls = BOWL.scene.objective.value(start[:, None] + 1e-6 * ways)
    return float(np.degrees(turned[int(np.argmin(falls))]))


def right_angle() -> float:
    """The angle at (−7, 2) between the arrow and the ellipse x²/20 + y² = 6.45 itself."""
    phase = math.atan2(2 / math.sqrt(6.45), -7 / math.sqrt(20 * 6.45))
    along = (-math.sqrt(20 * 6.45) * math.sin(phase), math.sqrt(6.45) * math.cos(phase))
    return float(angle(np.array(at(-7.0, 2.0).vector), np.array(along)))


def _halves() -> tuple[float, float, float]:
    length = shrinking(BOWL).length
    return float(length[0]), float(length[50]), float(length[-1])


def _median(experiment: GradientFieldExperiment) -> float:
    return float(np.median(lattice(experiment).lengths))


CLAIMS = (
    Claim(
        "misses",
        lambda: abs(at(-7.0, 2.0).angle - 64.13) < 0.005,
        lambda: {
            "vector": place(at(-7.0, 2.0).vector),
            "angle": degrees(at(-7.0, 2.0).angle),
        },
    ),
    Claim(
        "sign",
        lambda: arrow(ROUND).gradient == (6.0, 8.0) and arrow(ROUND).vector == (-6.0, -8.0),
        lambda: {
            "gradient": place(arrow(ROUND).gradient),
            "arrow": place(arrow(ROUND).vector),
        },
    ),
    Claim(
        "circles",
        lambda: arrow(ROUND).kind == "circles" and lattice(ROUND).worst < 1e-6,
        lambda: {"count": lattice(ROUND).places.shape[1]},
    ),
    Claim(
        "around",
        lambda: lattice(BOWL).mean > 40 and lattice(BOWL).worst < 90,
        lambda: {
            "mean": degrees(lattice(BOWL).mean),
            "worst": degrees(lattice(BOWL).worst),
        },
    ),
    Claim(
        "axes",
        lambda: at(-7.0, 0.0).angle == at(0.0, 2.0).angle == 0.0,
        lambda: {"first": degrees(at(-7.0, 0.0).angle)},
    ),
    Claim(
        "falls",
        lambda: fall(at(-7.0, 2.0).vector) > fall((7.0, -2.0)) > 0,
        lambda: {
            "arrow": digits(fall(at(-7.0, 2.0).vector)),
            "way": digits(fall((7.0, -2.0))),
        },
    ),
    Claim("steepest", lambda: abs(steepest()) <= 0.1),
    Claim(
        "right-angle",
        lambda: abs(right_angle() - 90) < 1e-9,
        lambda: {"angle": degrees(round(right_angle(), 9))},
    ),
    Claim(
        "shrinks",
        lambda: _halves()[2] == 0 and math.isclose(_halves()[1], _halves()[0] / 2),
        lambda: dict(zip(("first", "half", "last"), map(digits, _halves()), strict=True)),
    ),
    Claim(
        "valley",
        lambda: (
            arrow(VALLEY).gradient == (-804.0, -400.0)
            and lattice(VALLEY).longest > 5 * _median(VALLEY)
        ),
        lambda: {
            "gradient": place(arrow(VALLEY).gradient),
            "longest": digits(lattice(VALLEY).longest, 2),
            "median": digits(_median(VALLEY), 2),
        },
    ),
)
QUESTIONS = (
    Question(
        "where",
        lambda: abs(at(-7.0, 2.0).angle - 64.13) < 0.005 and at(-7.0, 2.0).vector == (0.7, -4.0),
        lambda: {
            "vector": place(at(-7.0, 2.0).vector),
            "angle": degrees(at(-7.0, 2.0).angle),
        },
    ),
    Question(
        "straight",
        lambda: at(5.0, 0.0).angle == at(0.0, -3.0).angle == 0 and at(1.0, 1.0).angle > 1,
        lambda: {"angle": degrees(at(1.0, 1.0).angle)},
    ),
    Question(
        "longer",
        lambda: (
            arrow(ROUND).length == 10.0
            and arrow(ROUND.model_copy(update={"point": (1.5, 2.0)})).length == 5.0
        ),
        lambda: {
            "far": digits(arrow(ROUND).length),
            "near": digits(arrow(ROUND.model_copy(update={"point": (1.5, 2.0)})).length),
        },
    ),
)
