"""The ticks of a log axis: on the axis, few, and far enough from each other."""

import math

import pytest

from app.lessons.decades import decades

ENDS = [(-0.66, 0.83), (0.05, 0.28), (-3.4, -1.1), (2.0, 2.001), (-0.1, 2.2), (5.3, 7.6)]


@pytest.mark.parametrize(("low", "high"), ENDS)
def test_a_narrow_axis_has_a_few_ticks_apart(low: float, high: float) -> None:
    found = decades(low, high)
    places = [math.log10(tick) for tick in found["tickvals"]]
    assert 1 <= len(places) <= 9
    assert places == sorted(set(places)) and len(found["ticktext"]) == len(places)
    if high - low > 0.3:
        assert len(places) >= 2
        # Nine per cent of an axis of 200 pixels is a line of its type.
        assert min(b - a for a, b in zip(places, places[1:], strict=False)) > 0.09 * (high - low)


@pytest.mark.parametrize(("low", "high"), [(-3.0, 1.0), (-16.0, 2.0), (-300.0, 300.0)])
def test_a_wide_axis_has_powers_of_ten_alone(low: float, high: float) -> None:
    found = decades(low, high)
    assert found["dtick"] == int(found["dtick"]) >= 1
    assert 2 <= (high - low) / found["dtick"] <= 7
