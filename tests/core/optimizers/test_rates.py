"""The edge and the best rate of a rule, against the rule itself on quadratics."""

import math
from typing import Any

import numpy as np
import pytest

from app.catalogue.optimizers import OPTIMIZERS

CASES: list[tuple[str, dict[str, float]]] = [
    ("gradient_descent", {}),
    *[("momentum", {"momentum": beta}) for beta in (0.0, 0.2, 0.5, 0.9)],
    ("momentum", {"momentum": 0.5, "dampening": 0.4}),
    ("momentum", {"momentum": 0.0, "dampening": 0.4}),
    ("momentum", {"momentum": 0.9, "dampening": 0.2, "weight_decay": 0.7}),
    *[("nesterov", {"momentum": beta}) for beta in (0.0, 0.5, 0.9)],
]


def radius(name: str, curvature: float, rate: float, settings: dict[str, float]) -> float:
    """The spectral radius of one update on ½ λ x², its matrix read off the rule (x and v)."""
    rule: Any = OPTIMIZERS[name].rule(learning_rate=rate, **settings)
    size = 1 + len(rule.init(0.0))
    columns = []
    for basis in np.eye(size).tolist():
        state: Any = type(rule.init(0.0))(*basis[1:]) if size > 1 else ()
        x, after = rule.step(curvature * basis[0], basis[0], state, 2)
        columns.append([x, *after])
    return float(max(abs(np.linalg.eigvals(np.array(columns).T))))


@pytest.mark.parametrize(("name", "settings"), CASES)
@pytest.mark.parametrize("curvature", [0.03, 2.0, 1001.6])
def test_the_edge_is_where_stability_ends(
    name: str, settings: dict[str, float], curvature: float
) -> None:
    edge = OPTIMIZERS[name].stability_edge(curvature, **settings)
    assert edge is not None
    for share in (1e-3, 0.5, 0.999):
        assert radius(name, curvature, share * edge, settings) < 1
        # A flatter direction is no worse.
        assert radius(name, curvature / 7, share * edge, settings) < 1
    assert radius(name, curvature, 1.001 * edge, settings) > 1


@pytest.mark.parametrize(("name", "edge"), [("momentum", 1.9), ("nesterov", 3.8 / 5.6)])
def test_the_known_edges_by_running(name: str, edge: float) -> None:
    """Heavy ball and Nesterov with 0.9 on y², λ = 2: just below it settles, just above it grows."""
    assert OPTIMIZERS[name].stability_edge(2.0, momentum=0.9) == pytest.approx(edge, rel=1e-15)
    ends = []
    for rate in (0.99 * edge, 1.01 * edge):
        rule: Any = OPTIMIZERS[name].rule(learning_rate=rate, momentum=0.9)
        x, state = 1.0, rule.init(1.0)
        for k in range(1, 2001):
            x, state = rule.step(2 * x, x, state, k)
        ends.append(abs(x))
    assert ends[0] < 1e-6 and ends[1] > 1e6


def test_gradient_descents_rates() -> None:
    entry = OPTIMIZERS["gradient_descent"]
    assert entry.stability_edge(2.0) == 1.0
    assert entry.best_rate(0.1, 2.0) == pytest.approx(0.95238, abs=5e-6)


@pytest.mark.parametrize(("name", "settings"), CASES)
@pytest.mark.parametrize("condition", [1.0, 3.0, 20.0, 5000.0])
def test_the_best_rate_is_best(name: str, settings: dict[str, float], condition: float) -> None:
    low, high = 0.1, 0.1 * condition
    best = OPTIMIZERS[name].best_rate(low, high, **settings)

    def worst(rate: float) -> float:
        return max(radius(name, c, rate, settings) for c in (low, math.sqrt(low * high), high))

    if best is not None:
        for share in (0.5, 0.9, 0.999, 1.001, 1.1):
            assert worst(best) < worst(share * best)
    elif name == "momentum":
        # Not one but many: a whole stretch of rates contracts by √β.
        momentum, decay = settings["momentum"], settings.get("weight_decay", 0.0)
        middle = 2 * (1 + momentum) / (1 - settings.get("dampening", 0.0))
        middle /= low + high + 2 * decay
        assert worst(middle) == pytest.approx(worst(0.99 * middle), rel=1e-9)
        assert worst(middle) == pytest.approx(math.sqrt(momentum), rel=1e-9)


def test_heavy_balls_best_rate_on_the_book_s_bowl() -> None:
    entry = OPTIMIZERS["momentum"]
    assert entry.best_rate(0.1, 2.0, momentum=0.9) is None
    assert entry.best_rate(0.1, 2.0, momentum=0.2) == pytest.approx(2.4 / 2.1)


@pytest.mark.parametrize("name", sorted(set(OPTIMIZERS) - {name for name, _ in CASES}))
def test_other_rules_have_no_marks(name: str) -> None:
    assert OPTIMIZERS[name].stability_edge(2.0) is None
    assert OPTIMIZERS[name].best_rate(0.1, 2.0) is None


def test_rates_without_meaning_are_none() -> None:
    entry = OPTIMIZERS["momentum"]
    for curvature in (0.0, -1.0, math.nan, math.inf):
        assert entry.stability_edge(curvature) is None
    assert entry.stability_edge(2.0, dampening=1.0) is None
    for low, high in ((0.0, 2.0), (-1.0, 2.0), (math.nan, 2.0)):
        assert OPTIMIZERS["gradient_descent"].best_rate(low, high) is None
    assert entry.stability_edge(2.0, learning_rate=5.0) == entry.stability_edge(2.0)
