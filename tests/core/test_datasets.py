"""Normalisation, splits and batches, against NumPy's own statistics and SciPy's matrix roots."""

from itertools import islice

import numpy as np
import pytest
from scipy import linalg

from app.catalogue.datasets import DATASETS
from app.core.datasets import (
    KINDS,
    Sampling,
    covariance,
    draw,
    draws,
    minibatches,
    normalisation,
    split,
)

SAMPLINGS: tuple[Sampling, ...] = ("without_replacement", "with_replacement")


@pytest.mark.parametrize("name", DATASETS)
def test_a_table_is_read_whole(name: str) -> None:
    entry = DATASETS[name]
    assert entry.size == {"tips": 244, "iris": 150}[name]
    assert {entry.target, *entry.features, entry.feature} <= set(entry.columns)
    for column in entry.table.values():
        assert column.shape == (entry.size,)
        assert np.isfinite(column).all() and (column > 0).all()
    assert entry.source and entry.licence


def test_the_numbers_of_the_tables_are_those_of_their_sources() -> None:
    tips, iris = DATASETS["tips"].table, DATASETS["iris"].table
    assert (tips["total_bill"][0], tips["tip"][0], tips["size"][0]) == (16.99, 1.01, 2)
    # The known statistics of the data: mean bill and tip; Fisher's means of the four lengths.
    assert tips["total_bill"].mean() == pytest.approx(19.785943, abs=1e-6)
    assert tips["tip"].mean() == pytest.approx(2.998279, abs=1e-6)
    assert iris["petal_length"].mean() == pytest.approx(3.758, abs=1e-9)
    assert iris["sepal_length"].mean() == pytest.approx(5.843333, abs=1e-6)
    assert iris["petal_width"].mean() == pytest.approx(1.199333, abs=1e-6)


@pytest.mark.parametrize("name", DATASETS)
def test_each_kind_does_what_it_says(name: str) -> None:
    entry = DATASETS[name]
    x = entry.matrix(*entry.features)
    z = {kind: normalisation(x, kind).apply(x) for kind in KINDS}
    np.testing.assert_array_equal(z["raw"], x)
    np.testing.assert_allclose(z["centred"], x - np.mean(x, axis=0), atol=1e-12)
    np.testing.assert_allclose(z["standardised"].mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(z["standardised"].std(axis=0), 1, atol=1e-12)
    np.testing.assert_allclose(np.cov(z["whitened"].T, bias=True), np.eye(2), atol=1e-12)
    np.testing.assert_allclose(covariance(x), np.cov(x.T, bias=True), atol=1e-12)


def test_zca_is_the_inverse_root_of_the_covariance_and_pca_its_principal_axes() -> None:
    x = DATASETS["tips"].matrix("total_bill", "size")
    zca, pca = normalisation(x, "whitened", "zca"), normalisation(x, "whitened", "pca")
    root = linalg.inv(linalg.sqrtm(np.cov(x.T, bias=True)))
    np.testing.assert_allclose(zca.matrix, root, rtol=1e-10)
    np.testing.assert_allclose(zca.matrix, zca.matrix.T, atol=1e-14)
    np.testing.assert_allclose(np.cov(pca.apply(x).T, bias=True), np.eye(2), atol=1e-12)
    # The first principal axis is that of the bills, whose variance is the larger one.
    assert abs(pca.matrix[0, 0]) > abs(pca.matrix[0, 1])
    # They differ by a rotation alone.
    turn = pca.matrix @ np.linalg.inv(zca.matrix)
    np.testing.assert_allclose(turn @ turn.T, np.eye(2), atol=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_no_spread_leaves_no_nan(kind: str) -> None:
    for x in (np.array([[3.0, 1.0]]), np.full((4, 2), 0.1), np.array([[1.0, 2.0], [2.0, 4.0]])):
        z = normalisation(x, kind).apply(x)  # type: ignore[arg-type]
        assert np.isfinite(z).all()
        assert np.abs(z).max() < 10


def test_what_is_learnt_on_one_part_is_applied_to_another() -> None:
    x = DATASETS["tips"].matrix("total_bill", "size")
    train, test = split(len(x), 61, 5)
    learnt = normalisation(x[train], "standardised")
    expected = (x[test] - x[train].mean(axis=0)) / x[train].std(axis=0)
    np.testing.assert_allclose(learnt.apply(x[test]), expected, atol=1e-12)


def test_a_split_parts_the_rows() -> None:
    train, test = split(244, 61, 0)
    assert (len(train), len(test)) == (183, 61)
    assert sorted([*train, *test]) == list(range(244))
    assert list(split(244, 61, 0)[1]) == list(test) != list(split(244, 61, 1)[1])
    for held_back in (0, 244, 300, -1):
        with pytest.raises(ValueError, match="held_back must be from 1 to 243"):
            split(244, held_back, 0)


def test_a_batch_without_replacement_has_each_row_once() -> None:
    assert sorted(draw(244, 244, 3, "without_replacement")) == list(range(244))
    rows = draws(50, 20, 300, 1, "without_replacement")
    assert rows.shape == (300, 20)
    assert all(len(set(batch)) == 20 for batch in rows.tolist())
    assert rows.min() >= 0 and rows.max() < 50


def test_a_batch_with_replacement_has_about_63_percent_of_the_rows() -> None:
    rows = draws(244, 244, 400, 1, "with_replacement")
    share = np.mean([len(set(batch)) / 244 for batch in rows.tolist()])
    assert share == pytest.approx(1 - (1 - 1 / 244) ** 244, abs=0.005)


@pytest.mark.parametrize("sampling", SAMPLINGS)
def test_a_batch_grows_and_the_first_of_the_stream_is_that_batch(sampling: Sampling) -> None:
    small, large = draw(244, 10, 7, sampling), draw(244, 40, 7, sampling)
    assert list(small) == list(large[:10])
    assert list(next(minibatches(244, 10, 7, sampling))) == list(small)


def test_an_epoch_sees_each_row_once_and_the_next_is_shuffled_anew() -> None:
    batches = list(islice(minibatches(10, 4, 2, "without_replacement"), 6))
    assert [len(batch) for batch in batches] == [4, 4, 2, 4, 4, 2]
    first, second = np.concatenate(batches[:3]), np.concatenate(batches[3:])
    assert sorted(first) == sorted(second) == list(range(10))
    assert list(first) != list(second)


def test_batches_with_replacement_are_always_full() -> None:
    batches = islice(minibatches(10, 4, 2, "with_replacement"), 7)
    assert [len(batch) for batch in batches] == [4] * 7


@pytest.mark.parametrize("batch_size", [0, -1, 11])
@pytest.mark.parametrize("sampling", SAMPLINGS)
def test_a_batch_has_at_least_one_row_and_at_most_all(batch_size: int, sampling: Sampling) -> None:
    message = "batch_size must be from 1 to 10"
    with pytest.raises(ValueError, match=message):
        draw(10, batch_size, 0, sampling)
    with pytest.raises(ValueError, match=message):
        draws(10, batch_size, 3, 0, sampling)
    with pytest.raises(ValueError, match=message):
        next(minibatches(10, batch_size, 0, sampling))
