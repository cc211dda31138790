"""The loop and its outcomes: the book's runs, and every way in which a run can end."""

import numpy as np
import pytest

from app.catalogue.functions import FUNCTIONS
from app.catalogue.optimizers import OPTIMIZERS
from app.core.descent import Slopes, Trajectory, descend
from app.core.objective import objective

BOWL = "x**2 + y**2"
EXACT = Slopes()
VALLEY = "x**2/20 + y**2"


def run(
    text: str,
    start: tuple[float, ...],
    rate: float,
    steps: int = 60,
    slopes: Slopes = EXACT,
    optimizer: str = "gradient_descent",
    stop: bool = False,
    minima: tuple[tuple[float, ...], ...] = (),
    domain: tuple[float, ...] = (),
) -> Trajectory:
    made = objective(text)
    return descend(
        made,
        OPTIMIZERS[optimizer].rule(learning_rate=rate),
        start,
        steps,
        domain=domain or (-5.0, 5.0) * made.dimension,
        minima=minima,
        slopes=slopes,
        stop=stop,
    )


BOOK = [
    (0.1, "-6.11110793e-10", "8.14814391e-10", "converged"),
    (1e-10, "-2.99999994e+00", "3.99999992e+00", "stalled"),
    (10.0, "-2.58983747e+13", "-1.29524862e+12", "frozen"),
]


@pytest.mark.parametrize(("rate", "x", "y", "kind"), BOOK)
def test_the_books_three_runs(rate: float, x: str, y: str, kind: str) -> None:
    """x² + y² from (−3, 4), 100 steps, numerical gradient with h = 1e-4 (chapter 4)."""
    made = run(BOWL, (-3, 4), rate, 100, Slopes(h=1e-4))
    assert [f"{v:.8e}" for v in made.points[-1]] == [x, y]
    assert made.outcome.kind == kind


def test_the_frozen_run_freezes_at_step_ten_because_x_plus_h_is_x() -> None:
    made = run(BOWL, (-3, 4), 10, 100, Slopes(h=1e-4))
    assert made.outcome == ("frozen", 10, "gap", 0)
    assert (made.gradients[10:] == 0).all() and (made.gradients[9] != 0).any()
    assert (made.points[10:] == made.points[10]).all()
    assert (made.points[10] + 1e-4 == made.points[10]).all()


def test_with_the_exact_gradient_the_same_run_diverges() -> None:
    made = run(BOWL, (-3, 4), 10, 100)
    assert made.outcome.kind == "diverged" and made.outcome.step == 1
    assert made.points[-1] == pytest.approx([-2.25e128, 3.00e128], rel=3e-3)


def test_rates_on_the_round_bowl() -> None:
    """0.5 lands in one step, 1.0 is an endless two-cycle, above 1 diverges."""
    assert run(BOWL, (-3, 4), 0.5).points[1].tolist() == [0, 0]
    cycle = run(BOWL, (-3, 4), 1.0)
    assert cycle.outcome == ("cycling", 0, "cycle", 2)
    beyond = run(BOWL, (-3, 4), 1.0000001, 200)
    assert beyond.values[-1] > beyond.values[0]
    assert run(BOWL, (-3, 4), 1.001, 200).outcome.kind == "diverged"


def test_the_valley_in_closed_form() -> None:
    """Rate 0.95, 30 updates: (−7·0.905³⁰, 2·(−0.9)³⁰); within 1e-3 after 43, 0.9 after 42."""
    made = run(VALLEY, (-7, 2), 0.95, 30)
    assert made.points[-1] == pytest.approx([-7 * 0.905**30, 2 * (-0.9) ** 30], rel=1e-12)
    for rate, steps in ((0.95, 43), (0.9, 42)):
        values = run(VALLEY, (-7, 2), rate, 60).values
        assert int(np.argmax(values <= 1e-3)) == steps


def test_growing_but_finite_is_diverged_at_the_first_step_worse_than_the_start() -> None:
    made = run(VALLEY, (-7, 2), 1.1)
    assert made.outcome.kind == "diverged" and made.outcome.step == 1
    assert np.isfinite(made.points).all() and len(made.points) == 61


OUTCOMES = [
    (VALLEY, (-7.0, 2.0), 0.9, 60, "descending", "under_way"),
    (VALLEY, (-7.0, 2.0), 0.9, 200, "converged", "minimum"),
    (VALLEY, (-7.0, 2.0), 1e-6, 60, "stalled", "slow"),
    (VALLEY, (-7.0, 2.0), 1.0, 60, "cycling", "cycle"),
    (VALLEY, (-7.0, 2.0), 1.01, 60, "diverged", "growth"),
    (VALLEY, (-7.0, 2.0), 1e200, 60, "diverged", "overflow"),
    ("x**2 - y**2", (1.0, 0.0), 0.3, 60, "flat", "saddle"),
    ("x**2 - y**2", (1.0, 0.1), 0.3, 60, "diverged", "far"),
    ("-x**2", (0.1,), 0.1, 60, "diverged", "far"),
    ("x**3", (0.0,), 0.1, 60, "flat", "saddle"),
    ("cos(x)", (0.0,), 0.1, 60, "flat", "maximum"),
    ("3", (1.0, 1.0), 0.1, 60, "flat", "plateau"),
    ("exp(-x)", (30.0,), 0.1, 60, "flat", "plateau"),
    ("sigmoid(x)", (-40.0,), 0.1, 60, "flat", "plateau"),
    ("x**4", (0.0,), 0.1, 60, "converged", "minimum"),
    ("y**2 + 0*x", (1.0, 1.0), 0.5, 60, "converged", "minimum"),
    ("abs(x)", (1.0,), 0.3, 60, "cycling", "cycle"),
    ("log(x)", (1.0,), 0.1, 60, "diverged", "undefined"),
    ("sqrt(x)", (1.0,), 0.1, 60, "diverged", "undefined"),
    ("1/x", (0.0,), 0.1, 60, "diverged", "undefined"),
    ("x", (1.0,), 0.1, 60, "descending", "under_way"),
    ("x", (1.0,), 10.0, 60, "diverged", "far"),
]


@pytest.mark.parametrize(("text", "start", "rate", "steps", "kind", "reason"), OUTCOMES)
def test_outcomes(
    text: str, start: tuple[float, ...], rate: float, steps: int, kind: str, reason: str
) -> None:
    made = run(text, start, rate, steps)
    assert (made.outcome.kind, made.outcome.reason) == (kind, reason)
    assert 0 <= made.outcome.step <= steps
    assert np.isfinite(made.points).all()
    assert made.points.shape == made.gradients.shape


ODD = [
    ("ackley", (3.0, 2.0), 1.0, 2000, None, "diverged", "far"),
    ("x**2 + y**2", (-3.0, 4.0), 1.1, 300, 1e-4, "frozen", "coarse"),
    ("x**2 + y**2", (-3.0, 4.0), 1.5, 300, 1e-4, "frozen", "gap"),
    ("x**2 + y**2", (-3.0, 4.0), 1.1, 60, 1e-4, "diverged", "growth"),
    ("x**2 + y**2", (-3.0, 4.0), 1.1, 2, None, "diverged", "growth"),
    ("x**2 + y**2", (-3.0, 4.0), 0.9999, 60, None, "descending", "under_way"),
    ("(x - 200)**2/2", (0.0,), 0.1, 100, None, "descending", "under_way"),
    ("(x - 200)**2/2", (0.0,), 0.1, 300, None, "converged", "minimum"),
    ("minimum(abs(x), 1)", (0.5,), 0.001, 60, 5.0, "stalled", "slow"),
    ("x**4/4 - x**2/2", (0.7,), 2.1, 500, None, "diverged", "overflow"),
    ("x**3", (1e-5,), 0.001, 60, None, "flat", "saddle"),
    ("1e-9*(x**2 + y**2)", (1.0, 1.0), 0.001, 60, None, "flat", "plateau"),
]


@pytest.mark.parametrize(("f", "start", "rate", "steps", "h", "kind", "reason"), ODD)
def test_runs_that_are_easily_misjudged(
    f: str,
    start: tuple[float, ...],
    rate: float,
    steps: int,
    h: float | None,
    kind: str,
    reason: str,
) -> None:
    text = FUNCTIONS[f].expression if f in FUNCTIONS else f
    made = run(text, start, rate, steps, Slopes(h=h))
    assert (made.outcome.kind, made.outcome.reason) == (kind, reason)


@pytest.mark.parametrize(("rate", "period"), [(1.05, 2), (1.2, 2), (1.25, 4), (1.3, 16)])
def test_cycles_double_their_period_as_the_rate_grows(rate: float, period: int) -> None:
    """x ← x − η(x³ − x) on a double well, counted here by the map itself, goes to chaos."""
    x, orbit = 0.7, []
    for step in range(4064):
        x = x - rate * (x**3 - x)
        if step >= 4000:
            orbit.append(x)
    counted = next(
        p for p in range(1, 33) if all(abs(orbit[i] - orbit[i + p]) < 1e-9 for i in range(32))
    )
    made = run("x**4/4 - x**2/2", (0.7,), rate, 4000)
    assert (made.outcome.kind, made.outcome.period) == ("cycling", counted)
    assert counted == period


def test_a_step_out_of_the_floats_ends_the_rows() -> None:
    made = run("x**4", (3.0,), 1.0)
    assert made.outcome.kind == "diverged" and made.outcome.step == len(made.points)
    assert np.isfinite(made.points).all()


def test_a_known_value_makes_a_flat_place_a_minimum() -> None:
    """Where the curvature is unknown, the value of a known minimum decides."""
    made = run("abs(x)", (0.0,), 0.1, minima=((0.0, 0.0),))
    assert made.outcome.kind == "converged"


def test_stopping_at_convergence_but_not_at_a_saddle() -> None:
    assert len(run(BOWL, (-3, 4), 0.5, stop=True).points) == 2
    assert len(run("x**2 - y**2", (1.0, 0.0), 0.5, stop=True).points) == 61


def test_no_step_is_a_run_too() -> None:
    made = run(BOWL, (-3, 4), 0.1, 0)
    assert made.points.tolist() == [[-3, 4]] and made.gradients.tolist() == [[-6, 8]]
    assert made.outcome.kind == "descending"


def test_noise_comes_back_with_its_seed() -> None:
    first, again, other = (
        run(BOWL, (-3, 4), 0.1, slopes=Slopes(noise=1.0, seed=seed)) for seed in (1, 1, 2)
    )
    assert first.points.tolist() == again.points.tolist() != other.points.tolist()
    spread = (first.gradients - 2 * first.points).std()
    assert spread == pytest.approx(1.0, rel=0.2)


def test_numerical_noise_can_freeze_a_run() -> None:
    """On a hill of height 1e9 the difference of values drowns in rounding."""
    made = run("x**2 + 1e12", (3.0,), 0.1, 400, Slopes(h=1e-4))
    assert (made.outcome.kind, made.outcome.reason) == ("frozen", "noise")


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_rule_runs_and_goes_downhill(optimizer: str) -> None:
    made = run(VALLEY, (-7, 2), 0.01, 300, optimizer=optimizer)
    assert made.values[-1] < made.values[0]
    one = run("x**2", (2.0,), 0.01, 300, optimizer=optimizer)
    assert one.values[-1] < one.values[0]
