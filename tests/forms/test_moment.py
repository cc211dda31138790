"""The clock: what follows it, in every figure that does."""

import base64
import json
from typing import Any

import numpy as np
import pytest

from app.catalogue.languages import LANGUAGES
from app.forms.encoding import encode
from app.forms.moving.moment import length, moment, moves, steps
from app.lessons.lesson import Figure, Lesson
from app.lessons.registry import FIGURES, LESSONS
from tests.lessons.samples import experiment_of

CLOCKED = [figure for figure in FIGURES.values() if figure.clock]
BY_NAME = [figure.name for figure in CLOCKED]


def numbers(values: Any) -> np.ndarray[Any, Any]:
    if isinstance(values, dict):
        return np.frombuffer(base64.b64decode(values["bdata"]), "<" + values["dtype"]).astype(float)
    return np.array(values, dtype=float)


def drawn(figure: Figure, query: str = "", lang: str = "en", theme: str = "light") -> Any:
    return figure.draw(experiment_of(figure, query), lang, theme)


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_exactly_the_clocked_figures_have_marks_that_follow_it(lesson: Lesson) -> None:
    for query in lesson.samples:
        experiment = experiment_of(lesson, query)
        last = lesson.board(experiment, [], [], LANGUAGES[0])["steps"]
        for figure in lesson.figures:
            shown = figure.draw(experiment, LANGUAGES[0], "light")
            assert bool(moves(shown)) <= figure.clock, figure.name
            # What a rule remembers may be nothing at all; every other clocked figure moves.
            assert bool(moves(shown)) == figure.clock or figure.name == "race-memory", figure.name
            assert steps(shown) <= last
            for move in moves(shown):
                follows(shown["data"], **move)


def follows(data: Any, trace: int, along: int, until: bool = False) -> None:
    """Assert that a trace can follow the clock along another, and at rest stands at its end."""
    assert trace > along or (until and trace != along), "a mark lies over its path, a halo under it"
    keys = [key for key in "xyz" if key in data[along]]
    assert len({length(data[along][key]) for key in keys}) == 1
    for key in keys:
        path, at_rest = numbers(data[along][key]), numbers(data[trace][key])
        expected = path if until else path[-1:]
        assert np.allclose(at_rest, expected, rtol=1e-6, atol=1e-9, equal_nan=True)


@pytest.mark.parametrize("name", BY_NAME)
def test_a_moment_moves_what_follows_the_clock_and_nothing_else(name: str) -> None:
    figure = drawn(FIGURES[name])
    before = encode(figure)
    found = moment(figure, 2)
    assert encode(figure) == before, "the figure itself is left alone"
    moved = {move["trace"]: move for move in moves(figure)}
    for i, (old, new) in enumerate(zip(figure["data"], found["data"], strict=True)):
        if i not in moved:
            assert new is old
            continue
        along = figure["data"][moved[i]["along"]]
        for key in (key for key in "xyz" if key in along):
            part = numbers(along[key])[0 if moved[i].get("until") else 2 : 3]
            assert np.array_equal(numbers(new[key]), part, equal_nan=True)
            assert type(new[key]) is type(along[key])
    assert json.loads(encode(found))["layout"] == json.loads(before)["layout"]


@pytest.mark.parametrize("name", BY_NAME)
def test_the_last_moment_and_all_beyond_are_the_figure_at_rest(name: str) -> None:
    figure = drawn(FIGURES[name])
    for step in (steps(figure), steps(figure) + 1, 10**9):
        assert encode(moment(figure, step)) == encode(figure)
    assert encode(moment(figure, -1)) == encode(moment(figure, 0))


def named(figure: Any, name: str) -> Any:
    [trace] = [trace for trace in figure["data"] if trace["name"] == name]
    return trace


def test_a_run_that_leaves_the_map_is_cut_at_the_frame_and_keeps_its_points() -> None:
    figure = drawn(FIGURES["descent"], "learning_rate=1.1")
    top = figure["layout"]["yaxis"]["range"][1]
    # y = 2 (-1.2)^k is outside |y| ≤ 5 for good from step 6 on.
    assert top == 5
    path = numbers(named(figure, "Gradient descent, 1.1")["y"])
    assert np.allclose(path, 2 * (-1.2) ** np.arange(61), rtol=1e-9)
    named(figure, "leaves the map at step 6")
    seen = numbers(named(figure, "path on the map")["y"])
    assert len(seen) == 61 and np.isnan(seen[7:]).all()
    assert seen[6] == pytest.approx(top)
    assert np.array_equal(seen[:6], path[:6])
    last = numbers(moment(figure, 6)["data"][-1]["y"])
    assert last == pytest.approx([top])
    assert np.isnan(numbers(moment(figure, 7)["data"][-1]["y"])).all(), "it has left"


def test_a_run_that_was_never_on_the_map_has_nothing_to_show() -> None:
    figure = drawn(FIGURES["descent"], "start=30,1&steps=3&domain=0,1,0,1")
    assert np.isnan(numbers(named(figure, "path on the map")["x"])).all()
    assert encode(moment(figure, 1))


def test_a_pinned_run_stays_while_the_other_moves() -> None:
    figure = drawn(FIGURES["descent"], "pinned=learning_rate%3D0.5")
    pinned = named(figure, "Pinned: Gradient descent, 0.5")
    assert any(trace is pinned for trace in moment(figure, 1)["data"])
    entries = [trace["name"] for trace in figure["data"] if trace.get("showlegend")]
    assert entries == ["Pinned: Gradient descent, 0.5", "Gradient descent, 0.9"]
    curves = drawn(FIGURES["convergence"], "pinned=learning_rate%3D0.5")["data"]
    shown = [trace["name"] for trace in curves if trace.get("showlegend", True)]
    assert shown == ["Pinned: Gradient descent, 0.5", "Gradient descent, 0.9"]
