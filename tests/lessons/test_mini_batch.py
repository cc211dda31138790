"""The lesson ``mini-batch``: its numbers against NumPy and SciPy, a headline for every state."""

import numpy as np
import pytest
from scipy import stats

from app.catalogue.datasets import DATASETS
from app.lessons.headline import bare
from app.lessons.mini_batch.experiment import MiniBatchQuery, estimate_of, loss_of
from app.lessons.mini_batch.figures.surface import draw_surface
from app.lessons.mini_batch.runs import places_of, runs_of
from app.lessons.mini_batch.show import show
from app.lessons.mini_batch.spread import half_size, law_of, spread_of
from app.lessons.reading import read


def query(**keys: object) -> MiniBatchQuery:
    return MiniBatchQuery.model_validate(keys)


def test_the_line_is_that_of_linregress() -> None:
    tips = DATASETS["tips"].table
    found = stats.linregress(stats.zscore(tips["total_bill"]), stats.zscore(tips["tip"]))
    np.testing.assert_allclose(loss_of("tips").minimum, [found.slope, found.intercept], atol=1e-12)
    # Standardised, the bowl is round: every direction has the curvature 1.
    np.testing.assert_allclose(loss_of("tips").curvature, np.eye(2), atol=1e-12)


def test_the_angle_is_the_one_between_the_two_gradients() -> None:
    estimate = estimate_of(query(seed=3, batch_size=5))
    cosine = np.dot(estimate.true, estimate.estimated) / (
        np.linalg.norm(estimate.true) * np.linalg.norm(estimate.estimated)
    )
    assert estimate.angle == pytest.approx(float(np.degrees(np.arccos(cosine))), abs=1e-9)
    assert estimate.share == pytest.approx(
        float(np.linalg.norm(estimate.estimated - estimate.true) / np.linalg.norm(estimate.true))
    )


@pytest.mark.parametrize("sampling", ["without_replacement", "with_replacement"])
@pytest.mark.parametrize("size", [1, 7, 60, 200])
def test_the_measured_spread_follows_the_law(sampling: str, size: int) -> None:
    spread = spread_of(query(sampling=sampling, draws=5000, seed=1), size)
    measured = spread.gradients.std(axis=0)
    np.testing.assert_allclose(measured, spread.expected, rtol=0.08)
    np.testing.assert_allclose(
        spread.gradients.mean(axis=0), spread.true, atol=5 * spread.expected.max() / 5000**0.5
    )


def test_all_rows_once_have_no_error_and_the_fitted_slope_is_that_of_linregress() -> None:
    law = law_of(query(draws=2000))
    assert law.expected[-1] == 0 and law.measured[-1] < 1e-12
    kept = law.fitted
    found = stats.linregress(np.log(law.sizes[kept]), np.log(law.measured[kept]))
    assert law.slope == pytest.approx(found.slope, rel=1e-9)
    assert law.slope == pytest.approx(-0.5, abs=0.03)


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ({}, "typical"),
        ({"batch_size": 1}, "drowned"),
        ({"batch_size": 200, "seed": 3}, "close"),
        ({"batch_size": 244}, "whole"),
        ({"batch_size": 244, "sampling": "with_replacement"}, "typical"),
        ({"start": "0.7,0.01"}, "lost"),
    ],
)
def test_each_state_has_its_headline(keys: dict[str, object], kind: str) -> None:
    for lang in ("ko", "en"):
        shown = show(query(**keys), lang)
        assert shown.kind == kind, shown.headline
        assert len(bare(shown.headline)) < 120


def test_the_headline_falls_with_every_row_and_names_the_size_that_halves_it() -> None:
    """What the knob proves: the typical error never rises with B, whatever the seed drew."""
    errors = [spread_of(query(batch_size=size)).expected_error for size in range(1, 245)]
    assert (np.diff(errors) < 0).all()
    for size in (1, 10, 100, 243):
        half = half_size(query(batch_size=size))
        assert errors[half - 1] <= errors[size - 1] / 2 < errors[half - 2]
        assert str(half) in bare(show(query(batch_size=size), "en").headline)
    assert half_size(query(batch_size=10, sampling="with_replacement")) == 40


def test_the_batches_of_one_seed_are_nested() -> None:
    small, large = (estimate_of(query(batch_size=size)).rows for size in (10, 40))
    np.testing.assert_array_equal(small, large[:10])


def test_a_batch_can_point_uphill_and_is_said_to() -> None:
    found = [
        seed
        for seed in range(200)
        if 90 < estimate_of(query(batch_size=3, seed=seed, start="0.2,0.3")).angle
        and estimate_of(query(batch_size=3, seed=seed, start="0.2,0.3")).share < 10
    ]
    assert found
    shown = show(query(batch_size=3, seed=found[0], start="0.2,0.3"), "en")
    assert "uphill for all the data" in shown.detail


def test_at_the_minimum_itself_nothing_is_divided_by_zero() -> None:
    w, b = loss_of("iris").minimum.tolist()
    at = query(data="iris", start=f"{w!r},{b!r}")
    if estimate_of(at).flat:
        assert show(at, "en").kind == "flat"
    draw_surface(at, "en", "light")


def test_equal_updates_and_equal_epochs_are_counted_exactly() -> None:
    full, batch, one = runs_of(query())
    assert [len(run.points) for run in (full, batch, one)] == [61, 61, 61]
    # Sixty batches of ten: an epoch of 244 has 24 full batches and one of four rows.
    assert (full.seen[-1], batch.seen[-1], one.seen[-1]) == (60 * 244, 2 * 244 + 100, 60)
    full, batch, one = runs_of(query(compare="epochs"))
    assert [len(run.points) - 1 for run in (full, batch, one)] == [3, 75, 732]
    assert full.seen[-1] == batch.seen[-1] == one.seen[-1] == 732


def test_the_clock_of_epochs_stands_at_the_last_finished_update() -> None:
    asked = query(compare="epochs")
    full, batch, one = runs_of(asked)
    assert asked.ticks == 60  # twentieths of an epoch
    assert places_of(asked, full).tolist() == [0] * 20 + [1] * 20 + [2] * 20 + [3]
    assert places_of(asked, one)[10] == 122
    assert places_of(asked, batch)[-1] == 75


def test_a_rate_past_the_edge_ends_in_finite_rows_and_says_so() -> None:
    wild = query(learning_rate=1e6, steps=400)
    full = runs_of(wild)[0]
    assert full.left and np.isfinite(full.points).all()
    assert "left the floats" in show(wild, "en").tables["runs"].rows[0][-1]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("batch_size=0", "batch_size"),
        ("batch_size=245", "batch_size"),
        ("batch_size=2.5", "batch_size"),
        ("data=iris&batch_size=200", "batch_size"),
        ("seed=-1", "seed"),
        ("start=1", "start"),
        ("start=1e9,0", "start"),
        ("start=nan,0", "start"),
        ("learning_rate=0", "learning_rate"),
        ("steps=401", "steps"),
        ("step=61", "step"),
        ("epochs=0", "epochs"),
        ("data=mnist", "data"),
        ("sampling=twice", "sampling"),
    ],
)
def test_a_bad_value_is_told_beside_its_field_and_the_page_goes_on(text: str, key: str) -> None:
    items = [(part.split("=")[0], part.split("=")[1]) for part in text.split("&")]
    for lang in ("ko", "en"):
        found, problems = read(MiniBatchQuery, items, lang, blanks=True)
        assert [problem.key for problem in problems] == [key]
        assert problems[0].message
        assert show(found, lang).headline
