"""The optimizers lesson: its contenders, the fair race, its edges, its headline in every state."""

from typing import Any

import numpy as np
import pytest

from app.catalogue.languages import LANGUAGES, messages
from app.catalogue.optimizers import OPTIMIZERS
from app.lessons.headline import bare
from app.lessons.optimizers.contenders import PLACES, parsed
from app.lessons.optimizers.edges import RULES, edge, measured, shrinks
from app.lessons.optimizers.experiment import BOOK_RATES, Race, RaceExperiment, race_of
from app.lessons.optimizers.lesson import LESSON
from app.lessons.optimizers.memory import fields_of, remembered
from app.lessons.optimizers.program import program
from app.lessons.optimizers.show import show
from app.lessons.optimizers.tuning import RATES, chosen
from app.lessons.reading import read


def race(**keys: Any) -> Race:
    return race_of(RaceExperiment.model_validate(keys))


def runs(**keys: Any) -> dict[str, Any]:
    return {run.contender.name: run for run in race(**keys).runs}


def test_it_opens_on_the_books_figure() -> None:
    made = runs()
    assert {name: run.rate for name, run in made.items()} == BOOK_RATES
    points = made["gradient_descent"].trajectory.points
    assert len(points) == 31
    assert points[-1] == pytest.approx((-7 * 0.905**30, 2 * (-0.9) ** 30))


@pytest.mark.parametrize("beta", [0.0, 0.25, 0.5, 0.9])
def test_the_edges_are_where_a_root_of_the_recurrence_meets_the_unit_circle(beta: float) -> None:
    """By numpy's roots of the characteristic polynomials at curvature 1, and by whole runs."""
    heavy, ahead = (edge(name, beta, 1.0) for name in RULES)
    for share, inside in ((0.99, True), (1.01, False)):
        kept = 1 - share * ahead
        for polynomial in (
            [1, share * heavy - 1 - beta, beta],
            [1, -(1 + beta) * kept, beta * kept],
        ):
            assert (np.abs(np.roots(polynomial)).max() < 1) == inside
    assert measured("momentum", beta) == pytest.approx(heavy, abs=2e-3)
    assert measured("nesterov", beta) == pytest.approx(ahead, abs=2e-3)
    assert shrinks("momentum", beta, 0.99 * heavy)
    assert not shrinks("momentum", beta, 1.01 * heavy)


def test_the_fair_rate_is_the_best_of_whole_runs_one_by_one() -> None:
    made = race(fair=True, d="none")
    for run in made.runs:
        assert run.tuned is not None
        assert run.rate in RATES
        for rate in RATES[::12]:
            low, high = np.array(made.scene.domain[0::2]), np.array(made.scene.domain[1::2])
            other = race(
                a=run.contender.name, a_learning_rate=float(rate), b="none", c="none", d="none"
            ).runs[0]
            inside = ((other.trajectory.points >= low) & (other.trajectory.points <= high)).all()
            if inside and not other.lost:
                assert run.heights[-1] <= other.heights[-1] + 1e-8


def test_of_alike_runs_the_smallest_rate_is_chosen() -> None:
    assert chosen(np.array([5.0, 1.0, 1.0 + 1e-12, np.nan, np.inf]), 6.0) == 1
    assert chosen(np.array([np.nan, np.inf]), 6.0) == 0


def test_adam_does_not_hear_the_scale_and_plain_descent_does() -> None:
    plain, large = runs(), runs(scale=1e4)
    for name in ("adam", "adagrad"):
        np.testing.assert_allclose(
            large[name].trajectory.points, plain[name].trajectory.points, atol=1e-6
        )
    assert large["gradient_descent"].lost
    assert large["adam"].heights[-1] == pytest.approx(plain["adam"].heights[-1], rel=1e-5)


def test_what_costs_more_than_gradients_is_counted() -> None:
    made = runs(a="newton", b="line_search", b_learning_rate=4, c="none", d="none", steps=10)
    assert made["newton"].costs.hessians == 10
    assert made["newton"].costs.values == 0
    # Each step asks for the value here and for that of every trial, of which there is one at least.
    assert made["line_search"].costs.values >= 20
    assert np.diff(made["line_search"].heights).max() <= 0


def test_memory_is_the_state_of_the_very_run() -> None:
    made = race(watch="b")
    run = made.runs[1]
    traces = remembered(made.scene.objective, run.contender.rule(), made.scene.start, 30)
    assert [(t.name, t.coordinate) for t in traces] == [("v", "x"), ("v", "y")]
    moved = -0.1 * np.stack([t.values[1:] for t in traces], axis=1)
    np.testing.assert_allclose(np.diff(run.trajectory.points, axis=0), moved, atol=1e-12)
    assert fields_of(OPTIMIZERS["newton"].rule()) == ()
    assert remembered(made.scene.objective, OPTIMIZERS["gradient_descent"].rule(), (1, 1), 3) == []


@pytest.mark.parametrize("name", [name for name in OPTIMIZERS if name != "newton"])
@pytest.mark.parametrize("f", ["bowl", "rosenbrock"])
def test_every_rule_but_newton_s_prints_its_own_digits(name: str, f: str) -> None:
    experiment = RaceExperiment.model_validate(
        {
            "f": f,
            "a": name,
            "a_learning_rate": 1e-3,
            "b": "none",
            "c": "none",
            "d": "none",
            "steps": 60,
        }
    )
    made = program(experiment, "en")
    scope: dict[str, Any] = {}
    exec(compile(made.text, "program", "exec"), scope)
    assert tuple(scope["ends"]) == made.prints


def test_every_rule_has_its_words() -> None:
    for lang in LANGUAGES:
        table = messages(lang)
        for name in OPTIMIZERS:
            for group in ("option.a", "option.d", "name", "short"):
                assert f"optimizers.{group}.{name}" in table


STATES = [
    ({}, "ahead", "18 times"),
    ({"fair": True}, "ahead", "Each at its best rate"),
    ({"factor": 1e6, "c": "none", "d": "none"}, "lost", "All of them diverge"),
    ({"steps": 0}, "still", "Nobody"),
    ({"b": "none", "c": "none", "d": "none"}, "alone", "runs alone"),
    ({"f": "x**4 + y**2"}, "ahead", "below"),
    ({"f": "x**4 + y**2", "b": "none", "c": "none", "d": "none"}, "alone", "the value is"),
    ({"factor": 20, "c": "none"}, "survivor", "Only Adam"),
    ({"b": "gradient_descent", "c": "none", "d": "none"}, "tie", "level"),
    ({"a": "newton", "b": "newton", "c": "none", "d": "none"}, "arrived", "both"),
    ({"a": "newton"}, "ahead", "reached the lowest"),
    ({"f": "log(x)", "start": (-1,)}, "nowhere", "No start"),
    ({"f": "round_bowl", "a_learning_rate": 0.4, "steps": 8}, "ahead", "far ahead"),
]


@pytest.mark.parametrize(("keys", "kind", "words"), STATES, ids=[str(s[0]) for s in STATES])
def test_the_headline_says_who_is_ahead(keys: dict[str, Any], kind: str, words: str) -> None:
    experiment = RaceExperiment.model_validate(keys)
    found = show(experiment, "en")
    assert found.kind == kind
    assert words in bare(found.headline)
    assert bare(show(experiment, "ko").headline)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("momentum=0.9", {"momentum": "0.9"}),
        (" beta1:0.8 , beta2 = 0.99 ", {"beta1": "0.8", "beta2": "0.99"}),
        ("", {}),
        (None, {}),
        ("momentum", None),
        ("momentum=", None),
        ("momentum=1,momentum=2", None),
    ],
)
def test_settings_are_read_from_one_text(text: str | None, found: dict[str, str] | None) -> None:
    assert parsed(text) == found


BAD = [
    ("a", "none"),
    ("b", "sgd"),
    ("a_learning_rate", "-1"),
    ("b_settings", "momentum=1"),
    ("b_settings", "momentum=abc"),
    ("b_settings", "momentum=1_0"),
    ("b_settings", "beta1=0.9"),
    ("b_settings", "momentum"),
    ("d_settings", "beta1=nan"),
    ("a_settings", "x=1"),
    ("fair", "perhaps"),
    ("factor", "0"),
    ("scale", "1e9"),
    ("steps", "1001"),
    ("watch", "e"),
    ("beta", "1"),
    ("start", "1"),
    ("f", "x +"),
    ("step", "31"),
]


@pytest.mark.parametrize(("key", "value"), BAD)
def test_a_bad_value_falls_back_with_a_sentence(key: str, value: str) -> None:
    for lang in LANGUAGES:
        experiment, problems = read(RaceExperiment, [(key, value)], lang, blanks=True)
        assert [problem.key for problem in problems] == [key]
        assert problems[0].message
        assert LESSON.view(experiment, problems, [(key, value)], lang)["verdict"]["headline"]


def test_extremes_are_no_fault() -> None:
    everyone = dict(zip(PLACES, ("newton", "line_search", "radam", "nadam"), strict=True))
    for keys in (
        {"factor": 1e300},
        {"factor": 1e-300},
        {"f": "0*x", "fair": True},
        {"f": "1/x + 1/y", "fair": True},
        {"f": "exp(exp(x))", "steps": 5, "fair": True},
        {"f": "sqrt(-1 - x**2)", "fair": True},
        {"start": (1e300, 1e300), "fair": True},
        {"scale": 1e-6, "fair": True},
        {"beta": 0.9999, "steps": 1},
        {**everyone, "f": "rastrigin", "fair": True},
    ):
        experiment = RaceExperiment.model_validate(keys)
        for lang in LANGUAGES:
            assert LESSON.view(experiment, [], [], lang)["verdict"]["headline"]
            for figure in LESSON.figures:
                assert figure.draw(experiment, lang, "light")["data"]
