"""Sweeps over learning rates: each rate as its own run says, and where the edge lies."""

from typing import Any

import numpy as np
import pytest

from app.catalogue.functions import FUNCTIONS
from app.catalogue.optimizers import OPTIMIZERS
from app.core.descent import descend
from app.core.objective import objective
from app.core.sweep import Sweep, sweep

RATES = np.geomspace(0.01, 4.0, 41)
MINIMA = ((0.0, 0.0, 0.0),)
DOMAIN = (-10.0, 10.0, -5.0, 5.0)


def swept(optimizer: str, steps: int = 300, rates: np.ndarray = RATES) -> Sweep:
    return sweep(
        objective("x**2/20 + y**2"),
        lambda tried: OPTIMIZERS[optimizer].rule(learning_rate=tried),
        (-7.0, 2.0),
        rates,
        steps,
        domain=DOMAIN,
        minima=MINIMA,
    )


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_rate_as_its_own_run(optimizer: str) -> None:
    made = swept(optimizer, 80)
    for index in range(0, len(RATES), 7):
        alone = descend(
            objective("x**2/20 + y**2"),
            OPTIMIZERS[optimizer].rule(learning_rate=float(RATES[index])),
            (-7.0, 2.0),
            80,
            domain=DOMAIN,
            minima=MINIMA,
        )
        assert made.outcomes[index].kind == alone.outcome.kind
        if np.isfinite(made.final_values[index]):
            assert made.final_values[index] == pytest.approx(alone.values[-1], rel=1e-9)
        within = np.flatnonzero(alone.values <= 1e-3)
        assert made.steps_to_tolerance[index] == (int(within[0]) if within.size else None)


@pytest.mark.parametrize(
    ("optimizer", "edge"), [("gradient_descent", 1.0), ("momentum", 1.9), ("nesterov", 3.8 / 5.6)]
)
def test_the_measured_edge_is_the_computed_one(optimizer: str, edge: float) -> None:
    """2/λmax; 2(1+β)/λmax for the heavy ball; (2+2β)/((1+2β)λmax) for Nesterov's form."""
    computed = OPTIMIZERS[optimizer].stability_edge(2.0)
    assert computed is not None
    rates = np.geomspace(computed * 0.9, computed * 1.1, 21)
    made = swept(optimizer, 2000, rates)
    assert made.measured_edge is not None
    assert computed <= made.measured_edge <= computed * 1.021
    assert made.largest_stable_learning_rate == pytest.approx(1.0)
    assert computed == pytest.approx(edge)


def test_a_run_that_left_the_floats_says_what_it_left_them_with() -> None:
    made = swept("gradient_descent", 20_000, np.array([0.5, 3.5]))
    assert made.final_values[1] == np.inf
    assert made.outcomes[1].kind == "diverged"


def test_an_unknown_function_is_measured_against_its_own_lowest() -> None:
    made = sweep(
        objective("(x - 1)**2 + 5"),
        lambda tried: OPTIMIZERS["gradient_descent"].rule(learning_rate=tried),
        (4.0,),
        np.array([1e-4, 0.1, 0.5]),
        60,
        domain=(-6.0, 6.0),
    )
    assert made.target == 5.0
    assert made.steps_to_tolerance == [None, 21, 1]
    assert made.measured_edge is None


def test_a_chaotic_run_of_the_sweep_is_the_run_of_its_rate_to_the_last_bit() -> None:
    """Ackley's exp and cos round otherwise in NumPy's arrays: each rate is then run alone."""
    made = objective(FUNCTIONS["ackley"].expression)
    entry, rule = FUNCTIONS["ackley"], OPTIMIZERS["gradient_descent"].rule
    options: dict[str, Any] = {"domain": entry.domain, "minima": entry.minima}
    rates = np.geomspace(0.0005, 20, 12)
    swept = sweep(made, lambda r: rule(learning_rate=r), entry.start, rates, 80, **options)
    for rate, value, outcome in zip(rates, swept.final_values, swept.outcomes, strict=True):
        alone = descend(made, rule(learning_rate=float(rate)), entry.start, 80, **options)
        assert value == alone.values[-1]
        assert outcome == alone.outcome
