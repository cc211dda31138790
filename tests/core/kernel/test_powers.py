"""Tables of powers against the power that a rule takes, to the last bit."""

import math

import numpy as np
import pytest

from app.core.arithmetic import power
from app.core.kernel.powers import powers, powers_to


@pytest.mark.parametrize("base", [0.9, 0.999, 0.0, 1.0, -0.7, 1.1, 1e-200, 1e200, math.nan])
def test_the_table_is_the_power_by_products(base: float) -> None:
    for count in (0, 1, 2, 3, 4, 7, 8, 1000):
        wanted = [power(base, k) for k in range(1, count + 1)]
        assert np.array_equal(powers(base, count), wanted, equal_nan=True)


@pytest.mark.parametrize("base", [0.96, 0.0, 3.0, -2.0, 1e300])
def test_any_exponents(base: float) -> None:
    exponents = np.array([0.0, 0.5, 1.0, 1.5, -2.0, 0.3, 4e-3, 700.25, -900.1, 1e9, math.inf])
    wanted = [power(base, float(each)) for each in exponents]
    assert np.array_equal(powers_to(base, exponents), wanted, equal_nan=True)
