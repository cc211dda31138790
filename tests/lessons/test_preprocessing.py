"""The lesson ``preprocessing``: its numbers against NumPy and SciPy, a headline for every state."""

import numpy as np
import pytest
from scipy import stats

from app.core.datasets import KINDS, Kind
from app.lessons.headline import bare
from app.lessons.preprocessing.experiment import (
    PreprocessingQuery,
    all_of,
    left_of,
    path_of,
    prepared_of,
)
from app.lessons.preprocessing.figures.data import ellipse
from app.lessons.preprocessing.figures.loss import draw_loss
from app.lessons.preprocessing.figures.race import draw_race
from app.lessons.preprocessing.show import show
from app.lessons.reach import near
from app.lessons.reading import read


def test_far_points_keep_their_direction() -> None:
    points = np.array([[1.0, 2.0], [3e200, -4e200], [0.0, 0.0], [-1e300, 1e-300]])
    found = near(points, np.zeros(2), 10.0)
    np.testing.assert_allclose(found, [[1, 2], [6, -8], [0, 0], [-10, 0]], atol=1e-12)


def query(**keys: object) -> PreprocessingQuery:
    return PreprocessingQuery.model_validate(keys)


@pytest.mark.parametrize("data", ["tips", "iris"])
@pytest.mark.parametrize("kind", KINDS)
def test_curvature_and_rates_are_those_of_numpy(data: str, kind: Kind) -> None:
    each = prepared_of(query(data=data), kind)
    x = each.x[each.train]
    z = {
        "raw": x,
        "centred": x - x.mean(axis=0),
        "standardised": stats.zscore(x),
        "whitened": each.rows,
    }[kind]
    hessian = z.T @ z / len(z)
    np.testing.assert_allclose(each.loss.curvature, hessian, rtol=1e-9, atol=1e-12)
    least, most = np.linalg.eigvalsh(hessian)
    assert each.condition == pytest.approx(np.linalg.cond(hessian), rel=1e-9)
    assert each.edge == pytest.approx(2 / most, rel=1e-9)
    assert each.best_rate == pytest.approx(2 / (least + most), rel=1e-9)


@pytest.mark.parametrize("data", ["tips", "iris"])
def test_each_way_makes_the_condition_number_smaller_and_whitening_makes_it_one(data: str) -> None:
    numbers = [each.condition for each in all_of(query(data=data))]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[-1] == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize("whitening", ["zca", "pca"])
def test_white_data_have_the_identity_as_covariance_and_one_step_arrives(whitening: str) -> None:
    asked = query(normalisation="whitened", whitening=whitening)
    each = prepared_of(asked)
    np.testing.assert_allclose(np.cov(each.rows.T, bias=True), np.eye(2), atol=1e-12)
    assert each.steps(each.best_rate) == 1
    assert left_of(asked, each)[1] < 1e-25


def test_all_ways_are_one_model_where_a_bias_is_learnt() -> None:
    fits = []
    for each in all_of(query()):
        w = each.with_bias.minimum
        z = np.column_stack([each.fitted.apply(each.x[each.test]), np.ones(len(each.test))])
        fits.append(z @ w)
    for other in fits[1:]:
        np.testing.assert_allclose(other, fits[0], rtol=1e-9)
    # Centred or further, the fit without a bias and the mean added is the same model as well.
    for each in all_of(query())[1:]:
        np.testing.assert_allclose(each.answers(each.fitted), fits[0], rtol=1e-9)


def test_the_path_is_that_of_a_plain_loop() -> None:
    asked = query(normalisation="centred", learning_rate=0.02, steps=25)
    each = prepared_of(asked)
    y = each.y[each.train] - each.y[each.train].mean()
    w = np.zeros(2)
    for _ in range(25):
        w = w - 0.02 * each.rows.T @ (each.rows @ w - y) / len(y)
    np.testing.assert_allclose(path_of(asked, each)[-1], w, rtol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_the_counted_steps_are_those_of_the_race(kind: Kind) -> None:
    each = prepared_of(query(), kind)
    counted = each.steps(each.best_rate)
    assert counted is not None
    if counted <= 400:
        left = left_of(query(normalisation=kind, steps=400), each)
        assert int(np.argmax(left <= 1e-3)) == counted


def test_the_ellipse_has_the_roots_of_the_curvatures_as_half_axes() -> None:
    each = prepared_of(query())
    sizes = np.hypot(*ellipse(each).T)
    assert sizes.max() ** 2 == pytest.approx(each.stability.eigenvalues[1], rel=1e-3)
    assert sizes.min() ** 2 == pytest.approx(each.stability.eigenvalues[0], rel=1e-3)


def test_a_single_test_row_normalised_by_itself_says_nothing() -> None:
    for kind in ("centred", "standardised", "whitened"):
        each = prepared_of(query(test=1, normalisation=kind))
        np.testing.assert_array_equal(each.own.apply(each.x[each.test]), [[0.0, 0.0]])
        assert each.answers(each.own)[0] == each.level == each.y[each.train].mean()
    raw = prepared_of(query(test=1))
    np.testing.assert_array_equal(raw.answers(raw.own), raw.answers(raw.fitted))


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        *(({"normalisation": kind}, "best") for kind in KINDS),
        ({"learning_rate": 1}, "past"),
        ({"learning_rate": 1e-5}, "chosen"),
        ({"learning_rate": 1e300}, "past"),
        ({"learning_rate": 5e-324}, "idle"),
        ({"normalisation": "whitened", "learning_rate": 1.9}, "chosen"),
    ],
)
def test_each_state_has_its_headline(keys: dict[str, object], kind: str) -> None:
    for lang in ("ko", "en"):
        shown = show(query(**keys), lang)
        assert shown.kind == kind
        assert len(bare(shown.headline)) < 120


def test_the_edge_itself_is_told_apart() -> None:
    each = prepared_of(query(normalisation="standardised"))
    shown = show(query(normalisation="standardised", learning_rate=each.edge), "en")
    assert shown.kind == "edge" and "never arrives" in shown.headline


@pytest.mark.parametrize("rate", [1e300, 50.0, 0.004])
def test_a_run_out_of_the_floats_is_still_a_picture(rate: float) -> None:
    asked = query(learning_rate=rate, steps=400)
    for lang in ("ko", "en"):
        draw_loss(asked, lang, "light")
        draw_race(asked, lang, "dark")
    assert np.isfinite(path_of(asked, prepared_of(asked))).all()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("normalisation=scaled", "normalisation"),
        ("whitening=cholesky", "whitening"),
        ("learning_rate=0", "learning_rate"),
        ("learning_rate=nan", "learning_rate"),
        ("steps=-1", "steps"),
        ("test=0", "test"),
        ("test=123", "test"),
        ("data=iris&test=76", "test"),
        ("seed=1.5", "seed"),
        ("step=61", "step"),
        ("statistics=all", "statistics"),
    ],
)
def test_a_bad_value_is_told_beside_its_field_and_the_page_goes_on(text: str, key: str) -> None:
    items = [(part.split("=")[0], part.split("=")[1]) for part in text.split("&")]
    for lang in ("ko", "en"):
        found, problems = read(PreprocessingQuery, items, lang, blanks=True)
        assert [problem.key for problem in problems] == [key]
        assert problems[0].message
        assert show(found, lang).headline
