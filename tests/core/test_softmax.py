"""Softmax: the book's numbers, SciPy's, and the exact range of constants that survive."""

import math
from typing import Any

import mpmath
import numpy as np
import pytest
import scipy.special

from app.core.softmax import faithful, shares, softmax, surviving

RANDOM = np.random.default_rng(5)
BLOCK = RANDOM.normal(scale=20, size=(2, 3, 4, 5))


def test_the_numbers_of_chapter_three() -> None:
    y = softmax([0.3, 2.9, 4.0]).y
    np.testing.assert_allclose(y, [0.01821127, 0.24519181, 0.73659691], atol=5e-9)
    assert y.sum() == 1
    scores = [1010, 1000, 990]
    naive = softmax(scores, shift="none")
    assert np.isnan(naive.y).all() and naive.overflow
    assert naive.exponentials.tolist() == [math.inf] * 3
    shifted = softmax(scores)
    np.testing.assert_allclose(shifted.y, [9.99954600e-01, 4.53978686e-05, 2.06106005e-09], 5e-9)
    assert shifted.shifted.tolist() == [0, -10, -20] and not shifted.overflow


@pytest.mark.parametrize("axis", [-1, 0, 2, (0, 1), (-1, 0), (0, 1, 2, 3), None])
def test_it_is_scipys(axis: Any) -> None:
    found = softmax(BLOCK, axis)
    np.testing.assert_allclose(found.y, scipy.special.softmax(BLOCK, axis), rtol=1e-14)
    logs = softmax(BLOCK, axis, log=True)
    # SciPy's loses digits near 0, which the tests of the log hold to mpmath's.
    wanted = scipy.special.log_softmax(BLOCK, axis)
    np.testing.assert_allclose(logs.y, wanted, rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(found.y.sum(axis=axis), 1, rtol=1e-14)
    assert found.sum.shape == BLOCK.sum(axis=axis, keepdims=True).shape
    np.testing.assert_allclose(found.exponentials / found.sum, found.y, rtol=1e-15)


@pytest.mark.parametrize("shift", [0.0, -300.0, 41.5, 300.0])
def test_any_constant_gives_the_same_on_paper(shift: float) -> None:
    found = softmax(BLOCK, shift=shift)
    np.testing.assert_allclose(found.y, softmax(BLOCK).y, rtol=1e-12)
    np.testing.assert_allclose(found.shifted, BLOCK - shift)
    logs = softmax(BLOCK, shift=shift, log=True).y
    np.testing.assert_allclose(logs, scipy.special.log_softmax(BLOCK, -1), rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize("temperature", [0.01, 0.5, 3.0, 1e6])
def test_temperature_divides_the_scores(temperature: float) -> None:
    y = softmax(BLOCK, temperature=temperature).y
    np.testing.assert_allclose(y, scipy.special.softmax(BLOCK / temperature, -1), rtol=1e-11)


@pytest.mark.parametrize("temperature", [0.0, -1.0, math.nan, math.inf])
def test_a_temperature_is_positive_and_finite(temperature: float) -> None:
    with pytest.raises(ValueError, match="temperature"):
        softmax([1, 2], temperature=temperature)


@pytest.mark.parametrize("temperature", [5e-324, 1e-310])
def test_a_tiny_temperature_leaves_the_winner(temperature: float) -> None:
    found = softmax([1, 2], temperature=temperature)
    assert (found.y.tolist(), found.shifted.tolist()) == ([0, 1], [-math.inf, 0])


def test_a_temperature_that_float32_cannot_hold() -> None:
    with pytest.raises(ValueError, match="float32"):
        softmax([1, 2], temperature=1e-50, dtype=np.float32)


def test_the_log_keeps_the_digits_of_a_tiny_rest() -> None:
    for gap in (40.0, 100.0, 700.0):
        exact = -mpmath.log1p(mpmath.exp(-mpmath.mpf(gap)) * 2)
        found = softmax([gap, 0.0, 0.0], log=True).y[0]
        assert found == pytest.approx(float(exact), rel=1e-14)
    tied = softmax([7.0, 7.0, -1e5], log=True).y
    np.testing.assert_allclose(tied, [-math.log(2), -math.log(2), -1e5 - 7 - math.log(2)])


@pytest.mark.parametrize(
    ("scores", "wanted"),
    [
        ([-math.inf, 0.0], [0, 1]),
        ([math.inf, 0.0], [math.nan, math.nan]),
        ([math.nan, 0.0], [math.nan, math.nan]),
        ([-math.inf, -math.inf], [math.nan, math.nan]),
        ([1e308, -1e308], [1, 0]),
        ([1.7e308, 1.7e308], [0.5, 0.5]),
        ([5.0], [1]),
    ],
)
@pytest.mark.parametrize("log", [False, True])
def test_what_is_not_finite_and_what_is_huge(
    scores: list[float], wanted: list[float], log: bool
) -> None:
    with np.errstate(all="raise"):
        found = softmax(scores, log=log)
    with np.errstate(divide="ignore"):
        expected = np.log(wanted) if log else np.array(wanted)
    np.testing.assert_array_equal(found.y, expected)
    assert not found.overflow


def test_one_bad_slice_leaves_the_others() -> None:
    y = softmax([[math.nan, 1.0], [0.0, 0.0]]).y
    assert np.isnan(y[0]).all() and y[1].tolist() == [0.5, 0.5]


def test_a_difference_beyond_the_floats_over_a_great_temperature() -> None:
    found = softmax([1.5e308, -1.5e308], temperature=1e308)
    np.testing.assert_allclose(found.shifted, [0, -3], rtol=1e-15)
    assert softmax([1e308, -1e308], temperature=1e300, log=True).y[1] == pytest.approx(-2e8)


def test_overflow_is_told_of_an_exponential_and_of_the_sum() -> None:
    assert softmax([710, 0], shift="none").overflow
    assert softmax([709.5, 709.5], shift="none").overflow
    assert not softmax([709.5, 0], shift="none").overflow
    assert not softmax([-800, -800], shift="none").overflow  # an underflow: 0/0
    assert np.isnan(softmax([-800, -800], shift="none").y).all()
    assert softmax([89, 0], shift="none", dtype=np.float32).overflow
    assert not softmax([89, 0], shift="none").overflow


def test_a_sum_that_overflows_alone_makes_zeros() -> None:
    found = softmax([709.5, 709.5], shift="none")
    assert np.isfinite(found.exponentials).all() and found.sum.item() == math.inf
    assert found.y.tolist() == [0, 0]


def test_float32_is_computed_in_float32() -> None:
    found = softmax([0.3, 2.9, 4.0], dtype=np.float32)
    for part in (found.y, found.sum, found.shifted, found.exponentials):
        assert part.dtype == np.float32
    np.testing.assert_allclose(found.y, [0.01821127, 0.24519181, 0.73659691], rtol=1e-6)


@pytest.mark.parametrize("axis", [2, -3, (0, 0), (0, -2)])
def test_an_axis_must_be_there_once(axis: Any) -> None:
    with pytest.raises(ValueError):
        softmax([[1, 2]], axis)


def test_the_edges_of_exp() -> None:
    assert surviving([0])[0] == -709.782712893384
    assert surviving([0], dtype=np.float32)[0] == pytest.approx(-88.72283, abs=5e-6)
    # The sum of two overflows log 2 sooner.
    assert surviving([0, 0])[0] == pytest.approx(math.log(2) - 709.782712893384, abs=1e-12)
    # All underflow where the largest does: past the logarithm of half the smallest subnormal.
    assert surviving([0])[1] == pytest.approx(1075 * math.log(2), abs=1e-10)


SCORES: list[tuple[list[float], float]] = [
    ([1010, 1000, 990], 1.0),
    ([0.3, 2.9, 4.0], 1.0),
    ([0.3, 2.9, 4.0], 0.01),
    ([0.3, 2.9, 4.0], 50.0),
    ([-5000, -5001], 1.0),
    ([3.0] * 1000, 1.0),
    ([7.0], 1.0),
    ([0.0, -1e30], 2.0),
    ([-math.inf, 1.0], 1.0),
    ([1e30], 1.0),
]


@pytest.mark.parametrize(("scores", "temperature"), SCORES)
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_the_range_ends_where_it_says(
    scores: list[float], temperature: float, kind: type[np.floating[Any]]
) -> None:
    low, high = surviving(scores, temperature, kind)
    finest_low, finest_high = faithful(scores, temperature, kind)
    assert low == finest_low <= float(kind(max(scores))) <= finest_high <= high

    def lives(constant: Any) -> bool:
        found = softmax(scores, temperature=temperature, shift=constant, dtype=kind)
        # A sum that overflows over finite exponentials makes zeros of y, not NaN.
        return bool(np.isfinite(found.y).all()) and abs(found.y.sum() - 1) < 0.1

    def beyond(end: float, towards: float) -> float:
        return float(np.nextafter(kind(end), kind(towards)))

    assert kind(low) == low and kind(high) == high
    assert lives(low) and not lives(beyond(low, -math.inf))
    assert lives(high) and not lives(beyond(high, math.inf))
    best = softmax(scores, temperature=temperature, dtype=kind).exponentials
    tiny = np.finfo(kind).tiny
    kept = best >= tiny
    for constant, whole in ((finest_high, True), (beyond(finest_high, math.inf), False)):
        found = softmax(scores, temperature=temperature, shift=constant, dtype=kind)
        assert bool((found.exponentials[kept] >= tiny).all()) == whole


def test_a_great_temperature_leaves_no_end_but_that_of_the_floats() -> None:
    most = float(np.finfo(np.float64).max)
    assert surviving([1.0, 2.0], 1e308) == (-most, most)
    assert faithful([1.0, 2.0], 1e308) == (-most, most)


@pytest.mark.parametrize("scores", [[math.nan, 1], [math.inf, 1], [-math.inf, -math.inf]])
def test_where_nothing_survives(scores: list[float]) -> None:
    assert np.isnan(surviving(scores)).all()
    assert np.isnan(faithful(scores)).all()


def test_past_the_faithful_end_digits_are_lost() -> None:
    scores = [0.0, -5.0]
    exact = softmax(scores).y
    _, last = faithful(scores)
    np.testing.assert_allclose(softmax(scores, shift=last).y, exact, rtol=1e-12)
    found = softmax(scores, shift=surviving(scores)[1]).y
    assert np.isfinite(found).all() and found[1] == 0.0 != exact[1]


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize(
    "shape",
    [(), (1,), (10,), (1, 10), (60, 10), (1000, 10), (9000, 3), (70, 41), (3, 30_000), (4, 5, 60)],
)
def test_the_shares_alone_are_those_of_the_softmax(shape: tuple[int, ...], dtype: Any) -> None:
    x = np.random.default_rng(len(shape)).normal(scale=30, size=shape).astype(dtype)
    axis = None if shape == () else -1
    found, wanted = shares(x, axis, dtype), softmax(x, axis, dtype=dtype).y
    assert found.shape == wanted.shape and found.dtype == dtype and found.flags.c_contiguous
    np.testing.assert_allclose(found, wanted, rtol=4 * np.finfo(dtype).eps)


@pytest.mark.parametrize("axis", [0, 1, -2, (0, 1), None])
def test_the_shares_over_other_axes(axis: Any) -> None:
    np.testing.assert_array_equal(shares(BLOCK, axis), softmax(BLOCK, axis).y)


@pytest.mark.parametrize("classes", [3, 50])
def test_the_shares_of_what_is_no_number(classes: int) -> None:
    x = np.zeros((400, classes))
    x[1, 0], x[2, 1], x[3, :2], x[4] = np.nan, np.inf, (np.inf, -np.inf), -np.inf
    x[5], x[6, 0], x[7] = 1e308, -1e308, 1e308 * np.linspace(-1, 1, classes)
    np.testing.assert_allclose(shares(x), softmax(x).y, rtol=1e-15)


def test_shares_of_nothing() -> None:
    with pytest.raises(ValueError):
        shares(np.empty((0,)))
    with pytest.raises(ValueError):
        shares([1.0, 2.0], 1)
