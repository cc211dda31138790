"""The softmax page: its arithmetic against mpmath and scipy, a headline for every outcome."""

import json
import math
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest
from scipy.special import softmax as reference

from app.catalogue.languages import LANGUAGES
from app.forms.encoding import encode
from app.lessons.headline import bare
from app.lessons.reading import Problem, read
from app.lessons.registry import LESSONS
from app.lessons.softmax.experiment import DTYPES, SoftmaxExperiment, ranges, work, worked
from app.lessons.softmax.reach import score_window, shift_window
from app.lessons.softmax.show import outcome, show
from app.lessons.softmax.wording import exact_sum, percent, reach, units

LESSON = LESSONS["softmax"]


def asked(query: str, lang: str = "en") -> tuple[SoftmaxExperiment, list[Problem]]:
    items = [tuple(part.split("=", 1)) for part in query.split("&") if part]
    return read(SoftmaxExperiment, items, lang, blanks=True)  # type: ignore[arg-type]


def experiment(query: str) -> SoftmaxExperiment:
    found, problems = asked(query)
    assert not problems, problems
    return found


@pytest.mark.parametrize("query", ["", "scores=0.3,2.9,4", "scores=-3,0,7,7", "temperature=0.3"])
@pytest.mark.parametrize("shift", ["max", "none", "3.5", "-12"])
def test_the_shares_are_those_of_mpmath_whatever_the_constant(query: str, shift: str) -> None:
    made = worked(experiment(f"{query}&shift={shift}"))
    if not made.range[0] <= made.constant <= made.range[1]:
        assert made.kind in ("overflow", "underflow")
        return
    with mpmath.workdps(60):
        powers = [mpmath.exp(mpmath.mpf(x) / mpmath.mpf(made.temperature)) for x in made.scores]
        right = [float(power / sum(powers)) for power in powers]
    assert np.allclose(made.shares, right, rtol=1e-11)


def test_the_numbers_of_the_book() -> None:
    first = worked(experiment("scores=0.3,2.9,4")).shares
    assert np.allclose(first, [0.01821127, 0.24519181, 0.73659691], atol=5e-9)
    assert all(map(math.isnan, worked(experiment("scores=1010,1000,990&shift=none")).shares))
    shifted = worked(experiment("scores=1010,1000,990")).shares
    assert np.allclose(shifted, [9.99954600e-01, 4.53978686e-05, 2.06106005e-09], rtol=1e-8)


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("", "max"),
        ("shift=1004", "max"),
        ("shift=600", "any"),
        ("shift=0", "naive_overflow"),
        ("shift=none", "naive_overflow"),
        ("scores=0.3,2.9,4&shift=none", "naive"),
        ("scores=709.5,709.5&shift=none", "naive_sum"),
        ("shift=200", "overflow"),
        ("scores=1000,1000&shift=290.4", "sum"),
        ("shift=1900", "underflow"),
        ("shift=1746", "frayed"),
        ("format=float32&shift=900", "overflow"),
        ("format=float32&shift=1200", "underflow"),
        ("format=float32&scores=1e39,1", "lost"),
        ("temperature=0.2", "cold"),
        ("temperature=100", "warm"),
        ("scores=5,5,5", "equal"),
        ("scores=5,5,5&temperature=3", "equal"),
        ("scores=4,1,4", "tie"),
    ],
)
def test_every_outcome_has_its_headline(query: str, kind: str) -> None:
    found = experiment(query)
    assert outcome(found) == kind
    for lang in LANGUAGES:
        shown = show(found, lang)
        assert shown.kind == kind
        assert 20 < len(bare(shown.headline)) <= 150
        assert shown.headline != bare(shown.headline)
        assert shown.detail


def test_the_headline_holds_the_deciding_number() -> None:
    assert "73.7%" in show(experiment("shift=600"), "en").headline
    assert "e to the 804" in show(experiment("shift=200"), "en").headline
    assert "0.736597" in show(experiment("shift=1746"), "en").headline
    assert "1004를" in bare(show(experiment(""), "ko").headline)


@pytest.mark.parametrize("form", DTYPES)
@pytest.mark.parametrize("scores", [(1000.3, 1002.9, 1004.0), (0.0, -50.0), (3.0, 3.0, 3.0, 3.0)])
def test_the_constants_that_are_said_to_survive_do(scores: tuple[float, ...], form: str) -> None:
    (low, high), (first, last) = ranges(scores, 1.0, form)
    assert low <= first <= last <= high
    said = [float(end.replace("−", "-")) for end in reach((low, high))]
    for constant in (*said, low, high):
        assert work(scores, constant, 1.0, form).kind in ("fine", "frayed")
    kind = DTYPES[form]
    below, above = np.nextafter(kind(low), kind(-np.inf)), np.nextafter(kind(high), kind(np.inf))
    assert work(scores, float(below), 1.0, form).kind in ("overflow", "sum")
    assert work(scores, float(above), 1.0, form).kind == "underflow"
    # The closed form: the largest power, with all its equals, just fits.
    ties = scores.count(max(scores))
    top = max(scores) - math.log(float(np.finfo(kind).max)) + math.log(ties)
    assert math.isclose(low, top, rel_tol=2e-3)


def test_any_constant_of_the_faithful_range_gives_the_same_shares() -> None:
    scores = experiment("").scores
    for constant in np.linspace(*worked(experiment("")).faithful, 101):
        assert np.allclose(
            work(scores, float(constant), 1.0, "float64").shares, reference(scores), rtol=1e-11
        )


def test_the_last_bits_of_the_sum_are_told_exactly() -> None:
    assert units(float(np.nextafter(1.0, 0.0)) - 1) == "−1 × 2⁻⁵³"
    assert units(0.0) == "0"
    assert units(float(np.nextafter(np.float32(1), np.float32(0))) - 1, "float32") == "−1 × 2⁻²⁴"
    assert exact_sum([0.1, 0.2]) == Fraction(0.1) + Fraction(0.2)
    # Three tenths of floats are not what adding the floats gives.
    assert float(exact_sum([0.1] * 10)) != sum([0.1] * 10)


@pytest.mark.parametrize("query", ["", "shift=none", "scores=1,2,3", "format=float32&shift=900"])
def test_the_tables_hold_both_formats_and_mark_what_is_no_number(query: str) -> None:
    tables = show(experiment(query), "en").tables
    assert {"now", "float64", "float32", "sums", "ranges", "temperatures"} == set(tables)
    for table in tables.values():
        assert all(len(row) == len(table.head) for row in table.rows)
    naive = [row[2] for row in tables["float64"].rows[:-1]]
    if experiment(query).largest > 800:
        assert set(naive) == {"[edge]NaN[/edge]"}
        assert {row[1] for row in tables["float32"].rows[:-1]} == {"[edge]∞[/edge]"}


def test_the_slider_reaches_every_mark_and_stands_at_the_constant() -> None:
    for query in ("", "scores=0.3,2.9,4", "scores=1e6,0", "scores=1e308,-1e308", "format=float32"):
        found = experiment(query)
        shown = show(found, "en")
        low, high = shift_window(found)
        assert low < high and math.isfinite(high - low)
        assert all(low <= mark.value <= high for mark in shown.marks["shift"])
        assert any(mark.role == "best" for mark in shown.marks["shift"])
        assert float(shown.fields["shift"]) == found.constant
        least, most = score_window(found.scores)
        assert least < most and math.isfinite(most - least)


@pytest.mark.parametrize(
    ("query", "key", "part"),
    [
        ("temperature=0", "temperature", "divides by 0"),
        ("temperature=-1", "temperature", "above 0"),
        ("temperature=1e-40", "temperature", "above 0"),
        ("temperature=hot", "temperature", "number is needed"),
        ("temperature=NaN", "temperature", "number is needed"),
        ("scores=1,NaN", "scores", "Finite numbers"),
        ("scores=1", "scores", "Finite numbers"),
        ("scores=1,,2", "scores", "Finite numbers"),
        ("scores=" + ",".join("1" * 11), "scores", "Finite numbers"),
        ("shift=inf", "shift", "max (the largest score)"),
        ("shift=min", "shift", "max (the largest score)"),
        ("format=float16", "format", "float64, float32"),
    ],
)
def test_bad_input_falls_back_with_a_sentence(query: str, key: str, part: str) -> None:
    for lang in LANGUAGES:
        found, problems = asked(query, lang)
        assert [problem.key for problem in problems] == [key]
        assert getattr(found, key) == SoftmaxExperiment.model_fields[key].default
    assert part in asked(query)[1][0].message


EXTREME = [
    "scores=1e308,-1e308",
    "scores=1e308,-1e308&shift=-1e308",
    "scores=1.7e308,1.7e308&shift=none&temperature=1e30",
    "scores=0,0,1&temperature=1e-30",
    "scores=0,5e-324&temperature=1e30",
    "scores=0,-1e308&format=float32",
    "scores=1e300,1e299,3&format=float32&shift=5",
    "scores=1,2,3,4,5,6,7,8,9,10&shift=1e300",
]


@pytest.mark.parametrize("query", EXTREME)
def test_the_largest_and_the_smallest_numbers_give_a_page_and_pictures_too(query: str) -> None:
    found = experiment(query)
    for lang in LANGUAGES:
        assert bare(show(found, lang).headline)
        for figure in LESSON.figures:
            drawn: dict[str, Any] = json.loads(encode(figure.draw(found, lang, "light")))
            assert drawn["data"]
            assert figure.describe(found, lang)
            for axis in ("xaxis", "yaxis"):
                low, high = drawn["layout"][axis]["range"]
                assert low < high


def test_a_share_below_one_is_never_rounded_to_the_whole() -> None:
    assert percent(1.0) == "100%"
    assert percent(0.99995) == "99.995%"
    assert percent(1 - 1e-9) != "100%"
    assert percent(0.5) == "50%"


def test_the_picture_of_a_failure_keeps_the_shares_that_there_should_be() -> None:
    bars = LESSON.figures[0].draw(experiment("shift=200"), "en", "light")["data"]
    assert bars[1]["y"] == [None, None, None]
    assert np.allclose(bars[0]["y"], reference(experiment("").scores), rtol=1e-11)
