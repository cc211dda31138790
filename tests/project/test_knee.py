"""The knee of a curve of costs, beside curves whose knee is known."""

import numpy as np
import pytest

from benchmarks.knee import knee

SIZES = np.geomspace(1, 1e6, 25)


@pytest.mark.parametrize("place", [30.0, 1e3, 2e4])
@pytest.mark.parametrize(("before", "after"), [(0.0, 1.0), (0.1, 0.9), (1.0, 2.0), (1.0, 0.5)])
def test_two_powers_that_meet(place: float, before: float, after: float) -> None:
    cost = 3.0 * np.where(SIZES < place, (SIZES / place) ** before, (SIZES / place) ** after)
    found = knee(SIZES.tolist(), cost.tolist())
    assert found.n == pytest.approx(place, rel=0.05)
    assert found.cost == pytest.approx(3.0, rel=0.05)
    assert (found.before, found.after) == pytest.approx((before, after), abs=0.02)


def test_a_fixed_cost_and_a_cost_for_each() -> None:
    """They are alike at n = 1,000, and the two lines meet near there."""
    found = knee(SIZES.tolist(), (1.0 + SIZES / 1_000).tolist())
    assert found.n is not None and 500 < found.n < 2_000


@pytest.mark.parametrize("slope", [0.0, 1.0, 1.6])
def test_one_power_has_no_knee(slope: float) -> None:
    noise = 1 + 0.05 * np.sin(7 * np.arange(SIZES.size))
    found = knee(SIZES.tolist(), (2 * SIZES**slope * noise).tolist())
    assert found.n is None and found.after == pytest.approx(slope, abs=0.02)


def test_too_few_points() -> None:
    with pytest.raises(ValueError, match="five"):
        knee([1, 2, 3, 4], [1, 2, 3, 4])
