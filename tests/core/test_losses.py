"""Losses: the book's numbers, closed forms, SciPy's logs, and gradients by central differences."""

import math
from typing import Any

import mpmath
import numpy as np
import pytest
import scipy.special

from app.core.losses import (
    LOSSES,
    LabelError,
    LossError,
    ProbabilityError,
    SettingError,
    ShapeError,
    TargetError,
    cross_entropy,
    evaluate,
    mean_squared_error,
    sum_squared_error,
)

Y1 = [0.1, 0.05, 0.6, 0, 0.05, 0.1, 0, 0.1, 0, 0]
Y2 = [0.1, 0.05, 0.1, 0, 0.05, 0.1, 0, 0.6, 0, 0]
T = [0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
RANDOM = np.random.default_rng(11)
LOGITS = RANDOM.normal(scale=3, size=(4, 5))
PROBABILITIES = scipy.special.softmax(LOGITS, axis=-1)
SOFT = RANDOM.dirichlet(np.ones(5), size=4)
LABELS = [0, 4, 2, 2]
ONE_HOT = np.eye(5)[LABELS]


def test_every_loss_has_a_title_in_each_language() -> None:
    assert all(set(entry.title) == {"en", "ko"} for entry in LOSSES.values())


def test_the_numbers_of_chapter_four() -> None:
    assert evaluate("sum_squared_error", Y1, T).loss == pytest.approx(0.0975, rel=1e-15)
    assert evaluate("sum_squared_error", Y2, T).loss == pytest.approx(0.5975, rel=1e-15)
    assert evaluate("cross_entropy", Y1, T, epsilon=1e-7).loss == 0.510825457099338
    assert evaluate("cross_entropy", Y2, T, epsilon=1e-7).loss == 2.302584092994546
    for targets in (2, T):
        both: Any = [targets, targets]
        batch = evaluate("cross_entropy", [Y1, Y2], both, epsilon=1e-7)
        assert batch.loss == 1.406704775046942
        assert batch.per_sample.tolist() == [0.510825457099338, 2.302584092994546]
        assert batch.batch_size == 2


def test_the_best_and_the_worst_with_epsilon() -> None:
    assert evaluate("cross_entropy", [0, 1], 1, epsilon=1e-7).loss == pytest.approx(-1e-7, rel=1e-6)
    assert evaluate("cross_entropy", [0, 1], 0, epsilon=1e-7).loss == pytest.approx(
        16.118, abs=5e-4
    )


def test_softmax_with_loss_on_the_weights_of_chapter_four() -> None:
    w = np.array([[0.47355232, 0.9977393, 0.84668094], [0.85557411, 0.03563661, 0.69422093]])
    x = np.array([0.6, 0.9])
    found = evaluate("cross_entropy", x @ w, 2, input="logits")
    assert found.loss == pytest.approx(0.92806854, abs=1e-7)
    p = scipy.special.softmax(x @ w)
    np.testing.assert_allclose(np.outer(x, found.gradient), np.outer(x, p - [0, 0, 1]), rtol=1e-14)


def test_the_squared_errors_are_their_closed_forms() -> None:
    y, t = RANDOM.normal(size=(2, 6, 3))
    half, difference = sum_squared_error(y, t)
    np.testing.assert_allclose(half, [0.5 * np.dot(d, d) for d in y - t])
    np.testing.assert_array_equal(difference, y - t)
    mean, gradient = mean_squared_error(y, t)
    np.testing.assert_allclose(mean, half * 2 / 3)
    np.testing.assert_allclose(gradient, difference * 2 / 3)


@pytest.mark.parametrize("targets", [LABELS, ONE_HOT, SOFT], ids=["labels", "one-hot", "soft"])
def test_logits_answer_as_their_probabilities(targets: Any) -> None:
    found = evaluate("cross_entropy", LOGITS, targets, input="logits", reduction="none")
    straight = evaluate("cross_entropy", PROBABILITIES, targets, reduction="none")
    np.testing.assert_allclose(found.per_sample, straight.per_sample, rtol=1e-13)
    dense = ONE_HOT if targets is LABELS else np.asarray(targets)
    wanted = -(dense * scipy.special.log_softmax(LOGITS, axis=-1)).sum(axis=-1)
    np.testing.assert_allclose(found.per_sample, wanted, rtol=1e-13)
    np.testing.assert_allclose(found.gradient, PROBABILITIES - dense, atol=1e-15)


CASES: list[tuple[Any, str, float]] = [
    ("sum_squared_error", "probabilities", 0.0),
    ("mean_squared_error", "probabilities", 0.0),
    ("cross_entropy", "probabilities", 0.0),
    ("cross_entropy", "probabilities", 1e-2),
    ("cross_entropy", "logits", 0.0),
]


@pytest.mark.parametrize(("kind", "input", "epsilon"), CASES)
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@pytest.mark.parametrize("targets", [LABELS, SOFT], ids=["labels", "soft"])
def test_the_gradient_is_that_of_the_reduced_loss(
    kind: Any, input: Any, epsilon: float, reduction: Any, targets: Any
) -> None:
    y = LOGITS if input == "logits" else PROBABILITIES
    found = evaluate(kind, y, targets, input, epsilon, reduction)

    def loss(outputs: Any) -> float:
        moved = evaluate(kind, outputs, targets, input, epsilon, reduction).loss
        return float(np.sum(moved))

    slopes = np.empty_like(y)
    for place in np.ndindex(y.shape):
        step = np.zeros_like(y)
        step[place] = 1e-4 * (1 if input == "logits" else y[place])
        slopes[place] = (loss(y + step) - loss(y - step)) / (2 * step[place])
    np.testing.assert_allclose(found.gradient, slopes, rtol=1e-6, atol=1e-8)


def test_the_reductions() -> None:
    none = evaluate("cross_entropy", PROBABILITIES, LABELS, reduction="none")
    assert none.loss is none.per_sample
    total = evaluate("cross_entropy", PROBABILITIES, LABELS, reduction="sum")
    mean = evaluate("cross_entropy", PROBABILITIES, LABELS)
    assert total.loss == pytest.approx(none.per_sample.sum())
    assert mean.loss == pytest.approx(none.per_sample.mean())
    np.testing.assert_array_equal(none.gradient, total.gradient)
    np.testing.assert_allclose(mean.gradient * 4, total.gradient)


def test_a_single_sample_is_a_batch_of_one() -> None:
    one = evaluate("cross_entropy", Y1, 2)
    batch = evaluate("cross_entropy", [Y1], [2])
    assert (one.loss, one.batch_size, one.per_sample.shape) == (batch.loss, 1, (1,))
    assert one.gradient.shape == (10,) and batch.gradient.shape == (1, 10)
    np.testing.assert_array_equal(one.gradient, batch.gradient[0])


def test_nothing_times_log_nothing_is_nothing() -> None:
    found = evaluate("cross_entropy", [0.0, 1.0], [0, 1])
    assert (found.loss, found.gradient.tolist()) == (0.0, [0.0, -1.0])
    assert math.copysign(1, found.loss) == 1
    for odd in (math.inf, math.nan):
        found = evaluate("cross_entropy", [odd, 0.5], [0, 1])
        assert found.loss == math.log(2) and found.gradient[0] == 0
    found = evaluate("cross_entropy", [-math.inf, 0.0], [0, 1], input="logits")
    assert (found.loss, found.gradient.tolist()) == (0.0, [0.0, 0.0])


def test_an_infinite_loss_is_a_value() -> None:
    with np.errstate(all="raise"):
        found = evaluate("cross_entropy", [0.0, 1.0], 0)
        assert (found.loss, found.gradient.tolist()) == (math.inf, [-math.inf, 0.0])
        found = evaluate("cross_entropy", [-math.inf, 0.0], 0, input="logits")
        assert (found.loss, found.gradient.tolist()) == (math.inf, [-1.0, 1.0])
        assert evaluate("sum_squared_error", [1e200], [0.0]).loss == math.inf
        assert math.isnan(float(evaluate("mean_squared_error", [math.inf], [math.inf]).loss))
        assert math.isnan(float(evaluate("cross_entropy", [math.nan, 1], 0, "logits").loss))


def test_huge_logits_do_not_overflow() -> None:
    found = evaluate("cross_entropy", [[1010, 1000, 990], [-5000, 0, 5000]], [1, 0], "logits")
    assert found.per_sample[1] == 10000
    assert found.per_sample[0] == pytest.approx(10 + math.log1p(math.exp(-10) + math.exp(-20)))


def test_a_confident_right_answer_keeps_its_digits() -> None:
    gap = mpmath.mpf(60)
    found = evaluate("cross_entropy", [60.0, 0.0], 0, input="logits")
    assert found.loss == pytest.approx(float(mpmath.log1p(mpmath.exp(-gap))), rel=1e-14)
    rest = float(mpmath.exp(-gap) / (1 + mpmath.exp(-gap)))
    np.testing.assert_allclose(found.gradient, [-rest, rest], rtol=1e-14)


def test_targets_that_miss_one_by_a_hair_have_their_own_gradient() -> None:
    t = np.array([0.3, 0.7 - 5e-7])
    _, gradient = cross_entropy([0.4, -1.2], t, "logits")
    wanted = scipy.special.softmax([0.4, -1.2]) * t.sum() - t
    np.testing.assert_allclose(gradient, wanted, rtol=1e-12)


REFUSED: list[tuple[type[LossError], str, tuple[int, ...], dict[str, Any]]] = [
    (LabelError, "label_range", (1,), {"y": [Y1, Y2], "t": [2, 10]}),
    (LabelError, "label_range", (), {"y": Y1, "t": -1}),
    (LabelError, "label_range", (0,), {"y": [Y1], "t": [1e300]}),
    (LabelError, "label_whole", (1,), {"y": [Y1, Y2], "t": [2, 1.5]}),
    (LabelError, "label_whole", (0,), {"y": [Y1, Y2], "t": [math.nan, 1]}),
    (LabelError, "label_whole", (0,), {"y": [Y1, Y2], "t": [math.inf, 1]}),
    (TargetError, "target_sum", (1,), {"y": [[0.5, 0.5]] * 2, "t": [[0, 1], [0.5, 0.6]]}),
    (TargetError, "target_sum", (), {"y": [0.5, 0.5], "t": [0, 0]}),
    (TargetError, "target_sum", (), {"y": [0.5, 0.5], "t": [0, 1 + 2e-6]}),
    (TargetError, "target_sum", (), {"y": [0.5, 0.5], "t": [0, math.inf]}),
    (TargetError, "target_negative", (1, 0), {"y": [[0.5, 0.5]] * 2, "t": [[0, 1], [-0.5, 1.5]]}),
    (TargetError, "target_negative", (0,), {"y": [0.5, 0.5], "t": [math.nan, 1]}),
    (ProbabilityError, "probability_negative", (1,), {"y": [1, -1e-9], "t": 0}),
    (ShapeError, "shapes_batch", (), {"y": [Y1, Y2], "t": [2]}),
    (ShapeError, "shapes_batch", (), {"y": [Y1, Y2], "t": 2}),
    (ShapeError, "shapes_batch", (), {"y": [Y1, Y2], "t": [T]}),
    (ShapeError, "shapes_sample", (), {"y": Y1, "t": [2, 3]}),
    (ShapeError, "sample_or_batch", (), {"y": [[[1.0]]], "t": [[[1.0]]]}),
    (ShapeError, "sample_or_batch", (), {"y": 0.5, "t": 0}),
    (ShapeError, "empty", (), {"y": [], "t": []}),
    (ShapeError, "empty", (), {"y": [[], []], "t": [0, 0]}),
    (SettingError, "epsilon_logits", (), {"y": Y1, "t": 2, "input": "logits", "epsilon": 1e-7}),
]


@pytest.mark.parametrize(("error", "key", "place", "arguments"), REFUSED)
def test_what_has_no_loss_is_refused_at_its_place(
    error: type[LossError], key: str, place: tuple[int, ...], arguments: dict[str, Any]
) -> None:
    with pytest.raises(error) as raised:
        evaluate("cross_entropy", **arguments)
    assert isinstance(raised.value, ValueError)
    assert (raised.value.key, raised.value.place) == (f"loss_fault.{key}", place)


def test_the_value_that_is_wrong_is_told_as_the_api_writes_it() -> None:
    for bad, word in ((math.nan, "NaN"), (-math.inf, "-Infinity"), (-0.25, "-0.25")):
        with pytest.raises(TargetError) as raised:
            evaluate("cross_entropy", [0.5, 0.5], [bad, 1])
        assert raised.value.values["value"] == word


def test_the_squared_errors_take_any_numbers_but_no_logits() -> None:
    assert evaluate("sum_squared_error", [-3.0, 5.0], [7.0, -1.0], epsilon=1e-7).loss == 68
    assert evaluate("mean_squared_error", [[-3.0, 5.0]], [1]).loss == 12.5
    with pytest.raises(SettingError):
        evaluate("sum_squared_error", [1.0], [1.0], input="logits")


def test_targets_within_the_tolerance_are_a_distribution() -> None:
    evaluate("cross_entropy", [0.5, 0.5], [0.5, 0.5 + 9e-7])
    evaluate("cross_entropy", [1.5, 0.5], [0.1 * 3, 0.7])  # y itself need not sum to 1
