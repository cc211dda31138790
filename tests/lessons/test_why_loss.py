"""The lesson why-loss: its mathematics against closed forms, its headline in every state."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import xlogy

from app.lessons.reading import read
from app.lessons.registry import LESSONS
from app.lessons.why_loss.classifier import (
    COUNT,
    POINTS,
    X1,
    X2,
    T,
    accuracy,
    jumps,
    loss,
    slope_of_loss,
)
from app.lessons.why_loss.experiment import STEPS, WhyLossExperiment, lowest, measured, walks
from app.lessons.why_loss.figures.slope import tangent
from app.lessons.why_loss.show import show

LESSON = LESSONS["why-loss"]


def exact_loss(w: mpmath.mpf | float) -> mpmath.mpf:
    """The loss to many digits, written from its definition."""
    with mpmath.workdps(40):
        total = mpmath.mpf(0)
        for x1, x2, t in POINTS:
            y = 1 / (1 + mpmath.exp(-(mpmath.mpf(w) * mpmath.mpf(x1) + mpmath.mpf(x2))))
            total -= mpmath.log((y if t else 1 - y) + mpmath.mpf(1e-7))
        return total / COUNT


@pytest.mark.parametrize("w", [-50, -3, -0.5, 0, 0.25, 1.3, 1.6, 3.1, 6, 50])
def test_the_loss_and_its_derivative_are_those_of_the_definition(w: float) -> None:
    assert float(loss(w)) == pytest.approx(float(exact_loss(w)), rel=1e-9)
    with mpmath.workdps(40):
        h = mpmath.mpf(10) ** -12
        slope = (exact_loss(w + h) - exact_loss(w - h)) / (2 * h)
    assert slope_of_loss(w) == pytest.approx(float(slope), rel=1e-6, abs=1e-13)


@pytest.mark.parametrize("w", np.linspace(-2.97, 5.93, 19).tolist())
def test_the_accuracy_counts_in_exact_arithmetic(w: float) -> None:
    right = sum((Fraction(w) * Fraction(x1) + Fraction(x2) > 0) == bool(t) for x1, x2, t in POINTS)
    assert float(accuracy(w)) == pytest.approx(right / COUNT, abs=1e-15)


def test_between_the_jumps_the_accuracy_is_level_and_at_each_it_moves_by_one_point() -> None:
    edges = [-10, *jumps(), 10]
    assert len(set(jumps())) == COUNT
    for left, right in zip(edges[:-1], edges[1:], strict=True):
        inside = accuracy(np.linspace(left, right, 103)[1:-1])
        assert (inside == inside[0]).all()
    for jump in jumps():
        found = measured(jump, "sigmoid", 1e-4)
        assert abs(found.of_accuracy.gradient) == pytest.approx(1 / COUNT / 2e-4, rel=1e-9)


def test_the_numerical_gradient_is_made_of_the_two_values_beside_it() -> None:
    found = measured(1.3, "sigmoid", 1e-4)
    for each in (found.of_accuracy, found.of_loss):
        assert each.gradient == (each.after - each.before) / (2 * 1e-4)
    assert found.of_loss.gradient == pytest.approx(slope_of_loss(1.3), abs=1e-8)
    assert found.of_accuracy.gradient == 0


def test_with_the_step_the_loss_counts_mistakes_at_the_price_of_the_epsilon() -> None:
    w = np.linspace(-3, 6, 97)
    wrong = 1 - accuracy(w)
    price = -np.log(1e-7)
    y = (w[:, None] * X1 + X2 > 0).astype(float)
    by_scipy = -(xlogy(T, y + 1e-7) + xlogy(1 - T, 1 - y + 1e-7)).mean(axis=1)
    assert np.allclose(loss(w, "step"), price * wrong, atol=2e-7)
    assert np.allclose(loss(w, "step"), by_scipy, rtol=1e-13)


def test_the_lowest_place_is_where_scipy_finds_it() -> None:
    found = minimize_scalar(lambda w: float(loss(w)), bounds=(0, 6), options={"xatol": 1e-10})
    assert lowest() == pytest.approx(found.x, abs=1e-6)


def test_one_walk_stands_still_and_the_other_arrives() -> None:
    climb, fall = walks(1.3, "sigmoid", 1e-4, 2.0)
    assert (climb == 1.3).all() and len(climb) == STEPS + 1
    assert (np.diff(fall) > 0).all()
    assert fall[1] == pytest.approx(1.3 - 2.0 * slope_of_loss(1.3), abs=1e-7)
    assert all((walk == 1.3).all() for walk in walks(1.3, "step", 1e-4, 2.0))


KINDS = {
    "": "right",
    "w=5": "left",
    "w=3.12": "level",
    "w=1.6": "jump",
    "w=2.5": "jump",
    "w=1.3&h=1": "span",
    "w=-50": "faint",
    "w=50": "faint",
    "activation=step": "both-flat",
    "activation=step&w=1.6": "both-jump",
    "h=1e-20": "lost",
    "w=0&h=1e-320": "lost",
}


@pytest.mark.parametrize("query, kind", KINDS.items())
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_state_has_its_headline(query: str, kind: str, lang: str) -> None:
    items = [(key, value) for key, _, value in (p.partition("=") for p in query.split("&") if p)]
    experiment, problems = read(WhyLossExperiment, items, lang)
    assert not problems
    shown = show(experiment, lang)
    assert shown.kind == kind
    assert "{" not in shown.headline + shown.detail
    assert len(shown.headline) < 190


def test_an_ill_chosen_h_is_told_with_the_true_derivative() -> None:
    assert "ill chosen" in show(WhyLossExperiment(h=1e-15), "en").detail
    assert "−0.217" in show(WhyLossExperiment(h=1e-15), "en").detail
    assert "ill chosen" not in show(WhyLossExperiment(), "en").detail


def test_at_a_jump_there_is_no_exact_derivative() -> None:
    [*_, last] = show(WhyLossExperiment(w=1.6), "en").tables["gradients"].rows
    assert last[1] == "none" and last[2].startswith("−0.16")
    [*_, last] = show(WhyLossExperiment(w=1.6, activation="step"), "en").tables["gradients"].rows
    assert last[1:] == ("none", "none")


@pytest.mark.parametrize("slope", [0, -0.2, 417, 1e12])
def test_a_tangent_looks_equally_long_at_any_slope(slope: float) -> None:
    x, y = tangent((1.0, 0.5), slope, (-3, 6), (0, 2))
    assert np.hypot((x[1] - x[0]) / 9, (y[1] - y[0]) / 2) == pytest.approx(0.38)
    assert (y[1] - y[0]) == pytest.approx(slope * (x[1] - x[0]), rel=1e-3)


@pytest.mark.parametrize(
    "query", ["w=51", "w=nan", "w=one", "h=0", "h=-1", "h=6", "activation=relu", "learning_rate=0"]
)
def test_bad_values_fall_back_with_a_sentence(query: str) -> None:
    experiment, problems = read(WhyLossExperiment, [tuple(query.split("="))], "en", blanks=True)  # type: ignore[list-item]
    assert experiment == WhyLossExperiment()
    assert len(problems) == 1 and problems[0].message.endswith(".")
