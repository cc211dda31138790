"""Schedules against PyTorch's documented recurrences, and the loop that runs them."""

import math

import numpy as np
import pytest

from app.catalogue.optimizers import OPTIMIZERS
from app.core import schedules
from app.core.descent import Slopes, walk
from app.core.objective import objective
from app.core.population import march
from app.core.schedules import scheduled

BOWL = objective("x**2/20 + y**2")
START = (-7.0, 2.0)


def test_the_documented_example_of_a_step_schedule() -> None:
    """StepLR(step_size=30, gamma=0.1) from 0.05: 0.05 below 30, 0.005 below 60, 0.0005 below 90."""
    rates = [schedules.step(0.05, t, step_size=30, gamma=0.1) for t in range(90)]
    expected = [0.05] * 30 + [0.005] * 30 + [0.0005] * 30
    assert rates == pytest.approx(expected, rel=1e-15)


def test_exponential_follows_its_recurrence() -> None:
    rate = 0.3
    for t in range(200):
        assert schedules.exponential(0.3, t, gamma=0.97) == pytest.approx(rate, rel=1e-12)
        rate *= 0.97


def test_cosine_follows_the_chained_form() -> None:
    """The chained form: η(t+1) = ηmin + (η(t) − ηmin)(1 + cos(π(t+1)/T))/(1 + cos(πt/T))."""
    rate, least, whole = 0.9, 0.01, 50
    for t in range(whole):
        found = schedules.cosine(0.9, t, t_max=whole, eta_min=least)
        assert found == pytest.approx(rate, rel=1e-9)
        top = 1 + math.cos(math.pi * (t + 1) / whole)
        rate = least + (rate - least) * top / (1 + math.cos(math.pi * t / whole))
    assert schedules.cosine(0.9, whole, t_max=whole, eta_min=least) == least
    assert schedules.cosine(0.9, 3 * whole, t_max=whole, eta_min=least) == least


def test_a_huge_step_is_no_fault() -> None:
    assert schedules.exponential(0.5, 10**6, gamma=0.5) == 0.0
    assert schedules.step(0.5, 10**9, step_size=1, gamma=0.1) == 0.0


def test_plain_descent_with_a_schedule_is_a_product_of_factors() -> None:
    rates = [schedules.cosine(0.9, t, t_max=40) for t in range(40)]
    rule = scheduled(OPTIMIZERS["gradient_descent"].rule, rates)
    end = walk(BOWL, rule, START, 40).points[-1]
    expected = [
        start * np.prod([1 - rate * curve for rate in rates])
        for start, curve in zip(START, (0.1, 2.0), strict=True)
    ]
    assert end == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_constant_schedule_changes_no_bit(name: str) -> None:
    rule, make = scheduled(OPTIMIZERS[name].rule, [0.05] * 20), OPTIMIZERS[name].rule
    seen = walk(BOWL, rule, START, 20, Slopes(noise=0.1, seed=3)).points
    plain = walk(BOWL, make(learning_rate=0.05), START, 20, Slopes(noise=0.1, seed=3)).points
    assert seen == plain


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_two_stages_are_the_two_rates(name: str) -> None:
    """The first ten updates are those of the first rate, and then the state is carried on."""
    make = OPTIMIZERS[name].rule
    rates = [0.05] * 10 + [0.01] * 10
    seen = walk(BOWL, scheduled(make, rates), START, 20).points
    plain = walk(BOWL, make(learning_rate=0.05), START, 20).points
    assert seen[:11] == plain[:11]
    assert seen[11:] != plain[11:]
    once = list(march(BOWL, scheduled(make, rates), np.array(START)[:, None], 20))[-1][:, 0]
    assert tuple(once) == pytest.approx(seen[-1], rel=1e-9)


def test_past_its_last_rate_a_schedule_stays() -> None:
    make = OPTIMIZERS["gradient_descent"].rule
    short = walk(BOWL, scheduled(make, [0.9, 0.1]), START, 10).points
    long = walk(BOWL, scheduled(make, [0.9] + [0.1] * 9), START, 10).points
    assert short == long


def test_no_rates_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        scheduled(OPTIMIZERS["gradient_descent"].rule, [])
