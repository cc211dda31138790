"""The lesson on the output layer: answers, losses, gradients, ties and what must match."""

import math

import numpy as np
import pytest
from scipy import special
from scipy.optimize import approx_fprime

from app.catalogue.languages import LANGUAGES
from app.lessons.headline import bare
from app.lessons.output_layer.experiment import (
    OutputLayerExperiment,
    answer,
    answer_of,
    crossed_gradient,
    squared_gradient,
)
from app.lessons.output_layer.figures.answers import draw_answers
from app.lessons.output_layer.figures.bars import room
from app.lessons.output_layer.figures.push import draw_push, now
from app.lessons.output_layer.figures.scores import draw_scores
from app.lessons.output_layer.show import show
from app.lessons.reading import read

_SCORES = [(0.3, 2.9, 4.0), (10.0, 0.0, 0.0), (-3.0, -2.5), tuple(np.linspace(-4, 5, 10))]


def test_the_numbers_of_the_book() -> None:
    found = answer_of(OutputLayerExperiment())
    assert found.y == pytest.approx([0.01821127, 0.24519181, 0.73659691], abs=5e-9)
    assert found.loss == pytest.approx(-math.log(0.73659691), abs=1e-8)
    assert tuple(answer_of(OutputLayerExperiment(task="regression")).y) == (0.3, 2.9, 4.0)


@pytest.mark.parametrize("scores", _SCORES)
def test_both_pairs_have_the_gradient_y_minus_t(scores: tuple[float, ...]) -> None:
    for label in range(len(scores)):
        found = answer(scores, "classification", label)
        t = np.eye(len(scores))[label]
        assert found.gradient == pytest.approx(special.softmax(scores) - t, abs=1e-15)

        def entropy(a: np.ndarray, k: int = label) -> float:
            return float(special.logsumexp(a) - a[k])

        slope = approx_fprime(np.array(scores), entropy, 1e-7)
        assert found.gradient == pytest.approx(slope, abs=1e-5)
    truth = tuple(float(k) for k in range(len(scores)))
    found = answer(scores, "regression", truth)
    assert found.gradient == pytest.approx(np.array(scores) - truth)
    assert found.loss == pytest.approx(0.5 * np.sum((np.array(scores) - truth) ** 2))


@pytest.mark.parametrize("scores", _SCORES)
def test_squares_after_softmax_have_the_gradient_of_the_chain_rule(
    scores: tuple[float, ...],
) -> None:
    for label in range(len(scores)):

        def squares(a: np.ndarray, k: int = label) -> float:
            return float(0.5 * ((special.softmax(a) - np.eye(a.size)[k]) ** 2).sum())

        slope = approx_fprime(np.array(scores), squares, 1e-7)
        assert squared_gradient(np.array(scores), label) == pytest.approx(slope, abs=1e-6)


def test_the_wrong_pair_gives_up_when_surely_wrong() -> None:
    crossed, squared = now(OutputLayerExperiment(scores=(10, 0, 0), target=1))
    y = special.softmax([10, 0, 0])
    assert crossed == pytest.approx(1 - y[1])
    g = y - [0, 1, 0]
    assert squared == pytest.approx(-y[1] * (g[1] - g @ y), rel=1e-9)
    assert crossed / squared > 1e4


def test_rows_of_scores_give_rows_of_gradients() -> None:
    rows = np.array([[0.3, 2.9, 4.0], [1.0, 1.0, 1.0]])
    for gradient in (crossed_gradient, squared_gradient):
        together = gradient(rows, 1)
        assert together.shape == rows.shape
        for row, one in zip(rows, together, strict=True):
            assert gradient(row, 1) == pytest.approx(one, abs=1e-15)


@pytest.mark.parametrize(
    ("query", "kind", "words"),
    [
        ("", "clear", "class 2"),
        ("task=regression", "numbers", "0.3, 2.9, 4"),
        ("task=regression&scores=1,2,3,4,5", "many", "from 1 to 5"),
        ("scores=1,1.1,1.2", "narrow", "Class 2"),
        ("scores=0,0,10", "sure", "9.08 × 10⁻⁵"),
        ("scores=10,0,0", "misled", "4.54 × 10⁻⁵"),
        ("scores=0,1000", "certain", "Class 1"),
        ("scores=1000,0", "misled", "only 0"),
        ("scores=2,2,1", "tie", "0, 1"),
        ("scores=1,1", "level", "50%"),
        ("scores=0,0,0,0,0,0,0,0,0,0", "level", "All 10"),
        ("scores=0,1e-17", "rounded", "class 1"),
        ("scores=1e6,-1e6&target=0", "certain", "Class 0"),
    ],
)
def test_every_regime_has_its_sentence(query: str, kind: str, words: str) -> None:
    items = [(k, v) for k, _, v in (part.partition("=") for part in query.split("&") if part)]
    experiment, problems = read(OutputLayerExperiment, items, "en")
    assert not problems
    assert words in bare(show(experiment, "en").headline)
    for lang in LANGUAGES:
        shown = show(experiment, lang)
        assert shown.kind == kind and "{" not in shown.headline + shown.detail
        assert len(bare(shown.headline)) <= 110


def test_a_share_just_short_of_1_is_not_drawn_as_100_percent() -> None:
    for scores, said in {(0, 10): ">99.9%", (0, 1000): "100%", (0, 5): "99.3%"}.items():
        figure = draw_answers(OutputLayerExperiment(scores=scores), "en", "light")
        assert said in [note["text"] for note in figure["layout"]["annotations"]]


def test_a_tie_is_told_and_drawn() -> None:
    experiment = OutputLayerExperiment(scores=(2, 2, 1))
    for draw in (draw_scores, draw_answers):
        figure = draw(experiment, "en", "light")
        lit = figure["data"][0]["marker"]["color"]
        assert lit[0] == lit[1] != lit[2]
        assert [n["text"] for n in figure["layout"]["annotations"]].count("largest") == 2


def test_the_largest_share_is_that_of_the_largest_score() -> None:
    for a in np.random.default_rng(1).normal(0, 5, (500, 7)).tolist():
        found = answer(tuple(a), "classification", 0)
        assert found.first == found.level == (int(np.argmax(special.softmax(a))),)


@pytest.mark.parametrize(
    ("query", "key", "words"),
    [
        ([("target", "3")], "target", "0 to 2"),
        ([("target", "-1")], "target", "0"),
        ([("target", "1.5")], "target", "whole"),
        ([("scores", "1")], "scores", "Between 2 and 10"),
        ([("scores", "1,nan")], "scores", "numbers"),
        ([("scores", "1,inf")], "scores", "numbers"),
        ([("scores", "")], "scores", "numbers"),
        ([("scores", ",".join("1" * 11))], "scores", "not 11"),
        ([("scores", ",".join("1" * 1000))], "scores", "numbers"),
        ([("scores", "1,2e6")], "scores", "1,000,000"),
        ([("truth", "1,2")], "truth", "3 true numbers"),
        ([("truth", "1,2,1e9")], "truth", "1,000,000"),
        ([("task", "clustering")], "task", "regression"),
    ],
)
def test_what_does_not_fit_is_told_and_falls_back(
    query: list[tuple[str, str]], key: str, words: str
) -> None:
    experiment, problems = read(OutputLayerExperiment, query, "en")
    assert experiment == OutputLayerExperiment()
    assert [p.key for p in problems] == [key]
    assert words in problems[0].message
    assert show(experiment, "en").headline


def test_the_default_truth_fits_every_number_of_scores() -> None:
    for count in range(2, 11):
        experiment = OutputLayerExperiment(scores=(0.5,) * count)
        assert 0 <= experiment.label < count and len(experiment.numbers) == count
        assert not list(experiment.faults())
        assert len(show(experiment, "ko").tables["answer"].rows) == count + 1


def test_a_score_without_a_logarithm_is_told() -> None:
    rows = show(OutputLayerExperiment(scores=(-1, 2), target=0), "en").tables["pairs"].rows
    assert bare(rows[3][3]) == "undefined"


@pytest.mark.parametrize("scores", [(-1e6, 1e6), (0.0, 0.0), (-1e-300, -2.0), (5.0, 10.0)])
def test_axes_hold_their_bars(scores: tuple[float, ...]) -> None:
    low, high = room(np.array(scores), -1, 6)
    assert low < min(*scores, 0) and high > max(*scores, 0)
    figure = draw_push(OutputLayerExperiment(scores=scores), "en", "light")
    assert (
        figure["layout"]["xaxis"]["range"][0] <= scores[1] <= figure["layout"]["xaxis"]["range"][1]
    )
