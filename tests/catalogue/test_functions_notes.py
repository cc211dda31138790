"""What the notes of the catalogue claim is what happens: every run, every number in them."""

import math
import re
from collections.abc import Callable, Iterable

import numpy as np
import pytest
from numpy.typing import NDArray

from app.catalogue.functions import FUNCTIONS
from app.core.objective import Objective, objective

STEPS = 60
Array = NDArray[np.float64]
Claim = Callable[[], Iterable[object]]

CLAIMS: dict[str, Claim] = {}


def claim(check: Claim) -> Claim:
    """Register what a function's note says, under the function's name."""
    CLAIMS[check.__name__] = check
    return check


def function(name: str) -> Objective:
    return objective(FUNCTIONS[name].expression)


def run(
    name: str, rate: float | None = None, start: tuple[float, ...] | None = None, steps: int = STEPS
) -> Array:
    """The points of plain gradient descent, one a row; by default the entry's own run."""
    entry, f = FUNCTIONS[name], function(name)
    points = [start or entry.start]
    for _ in range(steps):
        slope = f.gradient_at(*points[-1])
        step = entry.learning_rate if rate is None else rate
        points.append(tuple(c - step * g for c, g in zip(points[-1], slope, strict=True)))
    return np.array(points)


def end(name: str, rate: float | None = None, start: tuple[float, ...] | None = None) -> Array:
    last: Array = run(name, rate, start)[-1]
    return last


def curvatures(name: str, *point: float) -> Array:
    return np.linalg.eigvalsh(np.array(function(name).hessian_at(*point)))


def near(a: object, b: object, tolerance: float = 1e-3) -> bool:
    return bool(np.allclose(np.asarray(a), np.asarray(b), rtol=0.0, atol=tolerance))


def flips(numbers: Array) -> bool:
    """Whether the sign changes at every step."""
    return bool((numbers[1:] * numbers[:-1] < 0).all())


def hollows(name: str, side: int = 601) -> int:
    """How many points of a fine grid lie lower than their eight neighbours."""
    left, right, bottom, top = FUNCTIONS[name].domain
    values = function(name).value_on(np.linspace(left, right, side), np.linspace(bottom, top, side))
    inner = values[1:-1, 1:-1]
    lower = np.ones_like(inner, dtype=bool)
    for down in (0, 1, 2):
        for across in (0, 1, 2):
            if (down, across) != (1, 1):
                beside = values[down : down + side - 2, across : across + side - 2]
                lower &= inner < beside
    return int(lower.sum())


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_telling_run_stays_in_the_picture_and_goes_downhill(name: str) -> None:
    entry, points = FUNCTIONS[name], run(name)
    sides = np.reshape(entry.domain, (-1, 2))
    width = sides[:, 1] - sides[:, 0]
    assert np.isfinite(points).all()
    assert (points >= sides[:, 0] - width / 2).all() and (points <= sides[:, 1] + width / 2).all()
    f = function(name)
    assert f.value_at(*points[-1]) < f.value_at(*points[0])


def test_a_claim_belongs_to_a_function() -> None:
    """A note that states a number has its claim here; a note without one needs none."""
    assert set(CLAIMS) <= set(FUNCTIONS)
    bare = [name for name in FUNCTIONS if name not in CLAIMS]
    assert not [name for name in bare if re.search(r"\d", FUNCTIONS[name].note["en"])], bare


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_the_note_says_is_so(name: str) -> None:
    if name not in CLAIMS:  # its note states nothing that could be computed
        return
    checks = list(CLAIMS[name]())
    assert checks and all(checks), checks


@claim
def bowl() -> Iterable[object]:
    low, high = curvatures("bowl", 0, 0)
    yield near(high / low, 20)
    yield flips(run("bowl")[:, 1])
    yield not flips(run("bowl")[:, 0]) and (run("bowl")[:, 0] < 0).all()


@claim
def round_bowl() -> Iterable[object]:
    distance = np.linalg.norm(run("round_bowl"), axis=1)
    yield near(distance[1:] / distance[:-1], 0.8)


@claim
def booth() -> Iterable[object]:
    away = run("booth") - (1, 3)
    yield flips((away @ (1, 1))[:20])
    swings = np.diff(run("booth")[:7], axis=0)
    yield near(np.sign(swings[:, 0]), np.sign(swings[:, 1]))
    yield flips(swings[:, 0]) and flips(swings[:, 1])


@claim
def matyas() -> Iterable[object]:
    low, high = curvatures("matyas", 0, 0)
    yield near(high / low, 25)
    points = run("matyas")
    askew, along = points @ (1, -1), points @ (1, 1)
    yield flips(askew[:10])
    yield abs(askew[10]) < 1e-2 * abs(along[10]) and abs(along[10]) > 0.5 * abs(along[0])


@claim
def ravine() -> Iterable[object]:
    low, high = curvatures("ravine", 0, 0)
    best = 2 / (low + high)
    yield near(high / low, 100)
    yield near(best, 0.9901, 5e-5)
    yield near([1 - best * low, best * high - 1], 99 / 101)
    yield function("ravine").hessian_at(0, 0)[0][1] != 0


@claim
def parabola() -> Iterable[object]:
    for rate in (0.1, 0.5, 1.0, 1.1):
        points = run("parabola", rate, steps=20)
        yield near(points[1:], (1 - 2 * rate) * points[:-1], 1e-9)


@claim
def textbook_parabola() -> Iterable[object]:
    f = function("textbook_parabola")
    yield near([f.gradient_at(5), f.gradient_at(10)], [[0.2], [0.3]], 1e-12)
    yield near(2 / curvatures("textbook_parabola", -5), 100)
    yield abs(end("textbook_parabola", 99)[0] + 5) < 15 < abs(end("textbook_parabola", 101)[0] + 5)


@claim
def double_well() -> Iterable[object]:
    (left, deep), (right, shallow) = FUNCTIONS["double_well"].minima
    yield left < right and deep < shallow
    yield (
        near(function("double_well").gradient_at(0.063), 0) and curvatures("double_well", 0.063) < 0
    )
    yield near(end("double_well"), right)
    yield near(end("double_well", start=(0.06,)), left)


@claim
def plateau() -> Iterable[object]:
    points = run("plateau")[:, 0]
    yield abs(points[10] - points[0]) < 0.1
    drop = int(np.argmax(points > -1.95))
    yield near(points[drop], -1.9, 0.05)
    yield near(points[drop + 5], 0) and not near(points[drop + 4], 0)


@claim
def inflection() -> Iterable[object]:
    f = function("inflection")
    yield f.gradient_at(0) == (0,) and f.value_at(0) > f.value_at(0.1)
    yield (run("inflection", steps=5000) < 0).all() and near(end("inflection"), 0, 0.05)
    yield end("inflection", 0.49)[0] < 0 < run("inflection", 0.51)[1, 0]


@claim
def absolute_value() -> Iterable[object]:
    slopes = [abs(function("absolute_value").gradient_at(x)[0]) for x in (-2, 1e-9, -1e-300)]
    yield slopes == [1, 1, 1]
    yield set(run("absolute_value")[-2:, 0]) == {-0.25, 0.25}


@claim
def rosenbrock() -> Iterable[object]:
    points = run("rosenbrock")
    wall = points[:, 1] - points[:, 0] ** 2
    yield flips(wall[:30])
    yield bool((np.linalg.norm(np.diff(points, axis=0)[-10:], axis=1) < 0.01).all())
    yield points[-1, 0] < -1
    low, high = curvatures("rosenbrock", 1, 1)
    yield high / low > 2000


@claim
def beale() -> Iterable[object]:
    corners = [(x, y) for x in (-4.5, 4.5) for y in (-4.5, 4.5)]
    yield all(function("beale").value_at(*corner) > 160_000 for corner in corners)
    yield np.linalg.norm(function("beale").gradient_at(0, 1)) < 1e-12
    points = run("beale")
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    yield steps[-1] < 0.01 and 0.1 < np.linalg.norm(points[-1] - (3, 0.5)) < 0.5


@claim
def goldstein_price() -> Iterable[object]:
    yield near(2 / curvatures("goldstein_price", 0, -1)[-1], 0.002, 1e-4)
    yield not np.isfinite(end("goldstein_price", 0.0001)).all()
    yield np.linalg.norm(end("goldstein_price") - (0, -1)) < 0.05


@claim
def mccormick() -> Iterable[object]:
    (*deep, low), (*_, high) = FUNCTIONS["mccormick"].minima
    yield near(high - low, math.pi, 1e-12)
    yield near(end("mccormick"), deep, 0.02)
    yield hollows("mccormick") == 2


@claim
def two_minima() -> Iterable[object]:
    yield near(2 / curvatures("two_minima", -2, 0), 0.1, 1e-12)
    yield near(2 / curvatures("two_minima", 2, 0), 1, 1e-12)
    yield near(end("two_minima"), (2, 0))
    yield near(end("two_minima", 0.09), (-2, 0))
    yield near(end("two_minima", 0.9), (2, 0))


@claim
def himmelblau() -> Iterable[object]:
    yield hollows("himmelblau") == 4
    yield curvatures("himmelblau", -0.270845, -0.923039)[-1] < 0
    yield np.linalg.norm(function("himmelblau").gradient_at(-0.270845, -0.923039)) < 1e-3
    yield near(end("himmelblau"), (3, 2))
    yield near(end("himmelblau", start=(-1, -1)), FUNCTIONS["himmelblau"].minima[2][:2])


@claim
def three_hump_camel() -> Iterable[object]:
    value = function("three_hump_camel").value_at(*end("three_hump_camel"))
    yield near(value, 0.2986, 5e-5)
    yield hollows("three_hump_camel") == 3


@claim
def six_hump_camel() -> Iterable[object]:
    yield hollows("six_hump_camel") == 6
    yield curvatures("six_hump_camel", 0, 0)[0] < 0 < curvatures("six_hump_camel", 0, 0)[1]
    points, target = run("six_hump_camel"), FUNCTIONS["six_hump_camel"].minima[1][:2]
    yield near(points[-1], target)
    yield (np.abs(np.diff(points[:5], axis=0)) @ (1, -1) > 0).all()  # first along x …
    yield abs(points[10, 0] - target[0]) < 0.1 < abs(points[10, 1] - target[1])  # … then along y


@claim
def branin() -> Iterable[object]:
    minima = np.array(FUNCTIONS["branin"].minima)
    yield near(minima[:, 2], 0.3979, 5e-5)
    yield near(minima[:, 0], [-math.pi, math.pi, 3 * math.pi], 1e-12)
    yield near(end("branin"), minima[1, :2], 0.05)


@claim
def styblinski_tang() -> Iterable[object]:
    f, lowest = function("styblinski_tang"), FUNCTIONS["styblinski_tang"].minima[0][2]
    yield f.hessian_at(1, 2)[0][1] == 0
    yield near(f.gradient_at(0.157, 0)[0], 0, 0.01) and f.hessian_at(0.157, 0)[0][0] < 0
    yield near(f.value_at(*end("styblinski_tang")) - lowest, 14.1, 0.05)


@claim
def rastrigin() -> Iterable[object]:
    yield hollows("rastrigin", 1201) == 121
    yield near(np.round(end("rastrigin")), np.round(FUNCTIONS["rastrigin"].start))
    yield near(function("rastrigin").value_at(*end("rastrigin")), 7.96, 0.005)


@claim
def ackley() -> Iterable[object]:
    f = function("ackley")
    yield near(f.value_at(*end("ackley")), 6.56, 0.005)
    for angle in np.linspace(0, 6, 7):
        tip = 1e-9 * math.cos(angle), 1e-9 * math.sin(angle)
        yield near(np.linalg.norm(f.gradient_at(*tip)), 2.83, 0.005)


@claim
def griewank() -> Iterable[object]:
    yield hollows("griewank") == 5
    values = np.array(FUNCTIONS["griewank"].minima)[:, 2]
    yield near(values[1:] - values[0], 0.0074, 5e-5)
    yield near(end("griewank"), (0, 0))


@claim
def bohachevsky() -> Iterable[object]:
    yield hollows("bohachevsky") == 25
    yield near(function("bohachevsky").value_at(*end("bohachevsky")), 3.52, 0.005)
    # Far out the value is that of x² + 2y² to a part in a thousand.
    yield near(function("bohachevsky").value_at(50, 50) / (3 * 50**2), 1)


@claim
def levy13() -> Iterable[object]:
    low, high = curvatures("levy13", 1, 1)
    yield near(high / low, 90, 0.5)
    points = run("levy13")
    yield near(points[5:, 0], 1, 0.005)
    yield points[20, 1] > 1.15 and 1 < points[-1, 1] < 1.1
    f, troughs = function("levy13"), np.arange(7) / 3
    yield all(
        near(f.gradient_at(x, 1)[0], 2 * (x - 1)) and f.hessian_at(x, 1)[0][0] > 0 for x in troughs
    )


@claim
def easom() -> Iterable[object]:
    points = run("easom")
    yield near(np.linalg.norm(points[10] - points[0]), 0.15, 0.005)
    yield near(end("easom"), (math.pi, math.pi))
    yield all(np.linalg.norm(function("easom").gradient_at(*p)) < 1e-4 for p in ((-1, -1), (7, 5)))


@claim
def saddle() -> Iterable[object]:
    points = run("saddle")
    yield near(points[1:] / points[:-1], (0.9, 1.1), 1e-9)
    yield abs(points[25, 0]) < 0.2 and abs(points[25, 1]) < 0.2 and points[-1, 1] > 2


@claim
def monkey_saddle() -> Iterable[object]:
    f, angles = function("monkey_saddle"), np.arange(6) * math.pi / 3
    ring = [f.value_at(math.cos(angle), math.sin(angle)) for angle in angles]
    yield near(ring, [1, -1, 1, -1, 1, -1], 1e-12)
    yield near(f.gradient_at(0, 0), 0) and near(f.hessian_at(0, 0), 0)
    points = run("monkey_saddle")
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    slowest = int(steps.argmin())
    yield 20 < slowest < 45 and steps[slowest] < 0.2 * min(steps[0], steps[-1])
    yield near(math.atan2(points[-1, 1], points[-1, 0]), math.pi / 3, 0.05)
