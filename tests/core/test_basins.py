"""Basin maps: which minimum each start runs to."""

import numpy as np
import pytest

from app.catalogue.functions import FUNCTIONS
from app.catalogue.optimizers import OPTIMIZERS
from app.core.basins import DIVERGED, NONE_REACHED, Basins, basins
from app.core.descent import descend
from app.core.objective import objective


def mapped(
    text: str, rate: float, domain: tuple[float, ...], n: int = 31, steps: int = 400
) -> Basins:
    axes = tuple(np.linspace(a, b, n) for a, b in zip(domain[0::2], domain[1::2], strict=True))
    rule = OPTIMIZERS["gradient_descent"].rule(learning_rate=rate)
    return basins(objective(text), rule, axes, steps, domain=domain)


def test_two_wells_are_found_and_halve_the_plane() -> None:
    made = mapped("(x**2 - 1)**2 + y**2", 0.05, (-2.0, 2.0, -2.0, 2.0))
    assert made.minima == pytest.approx(np.array([[-1, 0, 0], [1, 0, 0]]), abs=1e-9)
    assert (made.labels[:, :15] == 0).all() and (made.labels[:, 16:] == 1).all()
    assert (made.labels[:, 15] == NONE_REACHED).all(), "on the ridge it ends on the saddle"


def test_labels_are_those_of_single_runs() -> None:
    entry = FUNCTIONS["himmelblau"]
    axes = np.linspace(-5, 5, 12), np.linspace(-5, 5, 9)
    rule = OPTIMIZERS["gradient_descent"].rule(learning_rate=0.01)
    made = basins(
        objective(entry.expression), rule, axes, 300, domain=entry.domain, minima=entry.minima
    )
    assert made.labels.shape == (9, 12)
    for i in range(0, 9, 2):
        for j in range(0, 12, 3):
            end = descend(
                objective(entry.expression),
                rule,
                (axes[0][j], axes[1][i]),
                300,
                domain=entry.domain,
            ).points[-1]
            label = made.labels[i, j]
            assert label >= 0
            assert np.abs(end - made.minima[label, :2]).max() < 0.05


def test_starts_that_fly_off_are_marked() -> None:
    made = mapped("x**2 + y**2", 1.5, (-1.0, 1.0, -1.0, 1.0), n=5)
    assert made.labels[0, 0] == DIVERGED and made.labels[2, 2] == 0


def test_one_variable() -> None:
    made = mapped("(x**2 - 1)**2", 0.05, (-2.0, 2.0), n=9)
    assert made.labels.tolist() == [0] * 4 + [NONE_REACHED] + [1] * 4
    assert made.minima.shape == (2, 2)


def test_no_minimum_at_all() -> None:
    made = mapped("x + y", 0.1, (-1.0, 1.0, -1.0, 1.0), n=4, steps=10)
    assert (made.labels == NONE_REACHED).all() and made.minima.shape == (0, 3)


def test_a_minimum_far_outside_the_domain_is_reached_all_the_same() -> None:
    made = mapped("(x - 200)**2/2", 0.1, (-6.0, 6.0), n=3, steps=1000)
    assert made.labels.tolist() == [0, 0, 0]
    assert made.minima == pytest.approx(np.array([[200.0, 0.0]]))
