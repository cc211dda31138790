"""The learning-rate lesson: its edge, its headline in every state, its schedules."""

from typing import Any

import numpy as np
import pytest

from app.catalogue.functions import FUNCTIONS
from app.catalogue.languages import LANGUAGES
from app.lessons.headline import bare
from app.lessons.learning_rate.experiment import RateExperiment, Three, three_of
from app.lessons.learning_rate.lesson import LESSON
from app.lessons.learning_rate.show import show
from app.lessons.reading import read


def three(**keys: Any) -> Three:
    return three_of(RateExperiment.model_validate(keys))


def shown(lang: str = "en", **keys: Any) -> Any:
    return show(RateExperiment.model_validate(keys), lang)


def test_it_opens_on_the_books_function_with_three_telling_rates() -> None:
    made = three()
    assert made.scene.objective.value_at(-7.0, 2.0) == pytest.approx(49 / 20 + 4)
    assert made.rates == {"small": 0.05, "learning_rate": 0.9, "large": 1.05}
    assert made.bend.edge == 1.0
    assert made.bend.best == pytest.approx(2 / 2.1)
    assert made.arrival(made.runs["learning_rate"].trajectory) == 42


@pytest.mark.parametrize(("first", "second"), [(0.1, 2.0), (3.0, 0.5), (1.0, 1.0), (1e-3, 1e3)])
def test_a_quadratic_is_the_closed_form(first: float, second: float) -> None:
    """X_k = (1 − ηλ)^k x_0, whatever the curvatures."""
    rate = 1.1 / max(first, second)
    made = three(lambda1=first, lambda2=second, learning_rate=rate, steps=25)
    points = made.runs["learning_rate"].trajectory.points
    steps = np.arange(26)[:, None]
    factors = 1 - rate * np.array([first, second])
    np.testing.assert_allclose(points, factors**steps * np.array([-7.0, 2.0]), rtol=1e-9)
    assert made.bend.edge == pytest.approx(2 / max(first, second))
    assert made.bend.best == pytest.approx(2 / (first + second))


@pytest.mark.parametrize("curve", [0.25, 2.0, 3.0, 7.3])
def test_just_below_the_edge_it_settles_and_just_past_it_diverges(curve: float) -> None:
    edge = 2 / curve
    keys = {"lambda1": 0.1, "lambda2": curve, "steps": 2000}
    below = three(learning_rate=edge * 0.99, **keys).runs["learning_rate"].trajectory
    past = three(learning_rate=edge * 1.01, **keys).runs["learning_rate"].trajectory
    assert abs(below.points[-1, 1]) < 1e-3
    assert past.outcome.kind == "diverged"


def test_the_table_of_the_edge_is_exact_and_free_of_noise() -> None:
    rows = shown(noise=1.0, steps=0).tables["cycle"].rows
    assert [row[2] for row in rows] == ["2", "−2", "2", "−2", "2", "−2", "2"]


STATES = [
    ({}, "arrives", "42 steps"),
    ({"learning_rate": 0.4}, "short", "too high"),
    ({"learning_rate": 0.05}, "creeps", "29%"),
    ({"learning_rate": 1}, "swings", "two places"),
    ({"learning_rate": 1.2}, "past", "−1.40"),
    ({"learning_rate": 1e300}, "past", "too large"),
    ({"lambda1": 1, "lambda2": 1, "learning_rate": 1}, "arrives", "a single step"),
    ({"steps": 0}, "still", "No step"),
    ({"start": (0, 0)}, "already", "already"),
    ({"noise": 0.5, "steps": 400, "learning_rate": 0.5}, "hovers", "never lets it rest"),
    ({"noise": 2.5}, "hovers", "never lets it rest"),
    ({"noise": 0.5, "learning_rate": 0.05}, "creeps", "too small"),
    ({"schedule": "cosine", "steps": 200}, "arrives", "decaying"),
    ({"schedule": "exponential", "gamma": 0.5}, "creeps", "too soon"),
    ({"f": "double_well"}, "elsewhere", "another hollow"),
    ({"f": "rosenbrock", "steps": 500}, "creeps", "still slow"),
    ({"f": "saddle", "start": (1, 0), "learning_rate": 0.4}, "flat", "saddle"),
    ({"f": "x", "steps": 30, "learning_rate": 1000}, "endless", "No bottom"),
    ({"f": "log(x)", "start": (1,), "learning_rate": 5}, "undefined", "domain"),
    ({"f": "log(x)", "start": (-1,)}, "nowhere", "No start"),
    ({"f": "x**4 + y**2", "learning_rate": 50}, "flies", "too large"),
    ({"f": "(x - 3)**2", "learning_rate": 0.3}, "arrives", "arrive"),
]


@pytest.mark.parametrize(("keys", "kind", "words"), STATES, ids=[str(s[0]) for s in STATES])
def test_the_headline_says_what_happens(keys: dict[str, Any], kind: str, words: str) -> None:
    found = shown("en", **keys)
    assert found.kind == kind
    assert words in bare(found.headline)
    assert "{" not in found.headline + found.detail
    assert bare(shown("ko", **keys).headline)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_three_rates_in_order_and_a_sentence(name: str) -> None:
    made = three(f=name)
    assert made.rates["small"] < made.rates["learning_rate"] < made.rates["large"]
    low, high = made.span
    assert low < made.rates["learning_rate"] <= high
    for lang in LANGUAGES:
        assert len(bare(show(made.experiment, lang).headline)) < 110


def test_a_schedule_that_starts_past_the_edge_comes_back() -> None:
    made = three(learning_rate=1.05, schedule="cosine").runs["learning_rate"].trajectory
    assert made.values.max() > made.values[0] > made.values[-1]


def test_noise_hovers_where_the_formula_says() -> None:
    """E[λx²/2] = ησ²/(2(2 − ηλ)), from the variance of an autoregression of order one."""
    rate, noise, found = 0.5, 0.5, []
    for seed in range(30):
        made = three(learning_rate=rate, noise=noise, steps=800, seed=seed)
        found.append(made.runs["learning_rate"].trajectory.values[-400:].mean())
    expected = sum(rate * noise**2 / (2 * (2 - rate * curve)) for curve in (0.1, 2.0))
    assert np.mean(found) == pytest.approx(expected, rel=0.1)


def test_the_sweep_turns_at_the_edge() -> None:
    made = three().sweep
    for rate, outcome in zip(made.learning_rates, made.outcomes, strict=True):
        assert (outcome.kind == "diverged") == (rate > 1)


BAD = [
    ("learning_rate", "0"),
    ("learning_rate", "nan"),
    ("small", "-1"),
    ("large", "inf"),
    ("lambda1", "0"),
    ("lambda2", "1e9"),
    ("steps", "2001"),
    ("steps", "1.5"),
    ("schedule", "linear"),
    ("gamma", "1.5"),
    ("gamma", "0"),
    ("step_size", "0"),
    ("eta_min", "-0.1"),
    ("noise", "-1"),
    ("seed", "x"),
    ("start", "1"),
    ("start", "1,2,3"),
    ("f", "x +"),
    ("step", "61"),
]


@pytest.mark.parametrize(("key", "value"), BAD)
def test_a_bad_value_falls_back_with_a_sentence(key: str, value: str) -> None:
    for lang in LANGUAGES:
        experiment, problems = read(RateExperiment, [(key, value)], lang, blanks=True)
        assert [problem.key for problem in problems] == [key]
        assert problems[0].message
        assert LESSON.view(experiment, problems, [(key, value)], lang)["verdict"]["headline"]


def test_extremes_are_no_fault() -> None:
    for keys in (
        {"learning_rate": 1e-300, "small": 1e-308, "large": 1e308},
        {"lambda1": 1e-6, "lambda2": 1e6, "steps": 1},
        {"start": (1e300, -1e300)},
        {"noise": 1e308},
        {"schedule": "exponential", "gamma": 1e-300},
        {"schedule": "cosine", "eta_min": 1e300},
        {"schedule": "step", "step_size": 2000, "steps": 1},
        {"f": "0*x"},
        {"f": "1/x + 1/y"},
        {"f": "exp(exp(x))"},
        {"f": "sqrt(-1 - x**2)"},
    ):
        experiment = RateExperiment.model_validate(keys)
        for lang in LANGUAGES:
            seen = LESSON.view(experiment, [], [], lang)
            assert seen["verdict"]["headline"]
            for figure in LESSON.figures:
                assert figure.draw(experiment, lang, "light")["data"]
