"""A figure away from its page: its own controls, its one knob, its clock."""

from urllib.parse import parse_qsl

import pytest

from app.catalogue.languages import LANGUAGES
from app.lessons.lesson import Figure
from app.lessons.reading import read
from app.lessons.registry import FIGURES, LESSONS
from app.lessons.staged import staged

EVERY = list(FIGURES.values())


def cases() -> list[tuple[Figure, str]]:
    return [(figure, query) for figure in EVERY for query in LESSONS[figure.lesson].samples[:2]]


@pytest.mark.parametrize(("figure", "query"), cases(), ids=lambda p: getattr(p, "name", p))
def test_a_staged_figure_says_all_that_it_needs(figure: Figure, query: str) -> None:
    items = parse_qsl(query, keep_blank_values=True)
    experiment, problems = read(figure.experiment, items, "en", blanks=True)
    for lang in LANGUAGES:
        found = staged(figure, experiment, problems, items, lang)
        assert found["lang"] == lang and found["figure"] == figure.name
        assert found["address"].startswith(f"/{lang}/figures/{figure.name}.json")
        assert found["description"] and found["title"] and found["verdict"]["sentence"]
        keys = [control["key"] for control in found["controls"]]
        assert len(keys) == len(set(keys))
        assert all(control["label"] for control in found["controls"])
        assert set(keys) <= set(found["experiment"]), "each has a text for its field"
        assert figure.keys is None or set(keys) <= set(figure.keys)
        assert found["knob"] is None if not keys else found["knob"] in keys
        assert found["steps"] == 0 or figure.clock


def test_the_knob_is_the_one_that_matters() -> None:
    def knob(name: str) -> str | None:
        figure = FIGURES[name]
        return staged(figure, figure.experiment(), [], [], "en")["knob"]  # type: ignore[no-any-return]

    assert knob("descent") == knob("surface") == knob("rate-right") == "learning_rate"
    assert (knob("softmax"), knob("losses"), knob("rate-small")) == ("shift", "p", "small")


def test_the_clock_runs_where_the_marks_follow_it() -> None:
    for figure in EVERY:
        drawn = figure.draw(figure.experiment(), "en", "light")
        moves = (drawn["layout"].get("meta") or {}).get("moves", [])
        assert bool(moves) == figure.clock, figure.name


def test_the_descents_controls_are_those_of_its_page() -> None:
    figure = FIGURES["descent"]
    query = [("optimizer", "adam"), ("f", "rosenbrock")]
    experiment, _ = read(figure.experiment, query, "en")
    found = staged(figure, experiment, [], query, "en")
    assert "beta1" not in found["absent"] and "momentum" in found["absent"]
    assert found["experiment"]["beta1"] == "0.9" and found["experiment"]["momentum"] == ""
    rule = next(c for c in found["controls"] if c["key"] == "optimizer")
    assert {"learning_rate", "beta1"} <= set(rule["clears"])


def test_a_headline_speaks_of_the_picture_under_it() -> None:
    def told(name: str, query: str) -> str:
        figure = FIGURES[name]
        experiment, _ = read(figure.experiment, parse_qsl(query), "en")
        return str(staged(figure, experiment, [], [], "en")["verdict"]["sentence"])

    rates = "small=0.04&learning_rate=0.9&large=1.07"
    assert "0.9" in told("rate-right", rates)
    assert "0.04" in told("rate-small", rates) and "0.9 " not in told("rate-small", rates)
    assert "1.07" in told("rate-large", rates)
    assert told("field", "learning_rate=1.2").startswith("Contour map of f = x**2/20 + y**2")
    assert len(told("race-winners", "")) <= 150
