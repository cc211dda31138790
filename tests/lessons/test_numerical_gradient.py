"""Differences against mpmath and SciPy, the verdict in every case, and the edges of the floats."""

import math

import mpmath
import numpy as np
import pytest
from scipy.optimize import approx_fprime

from app.catalogue.languages import LANGUAGES
from app.catalogue.lookup import find
from app.lessons.headline import bare
from app.lessons.numerical_gradient.by_hand import gradient, partials
from app.lessons.numerical_gradient.claims import branch
from app.lessons.numerical_gradient.experiment import (
    BOOK,
    NumericalGradientExperiment,
    difference,
    errors,
    state,
)
from app.lessons.numerical_gradient.figures import error as error_figure
from app.lessons.numerical_gradient.program import program
from app.lessons.numerical_gradient.show import apart, parted, show
from app.lessons.reading import read


def asked(**keys: str) -> NumericalGradientExperiment:
    made, problems = read(NumericalGradientExperiment, list(keys.items()), "en")
    assert not problems, problems
    return made


def test_the_numbers_of_the_book() -> None:
    book = find(BOOK).objective
    assert difference(book, 5.0, 1e-4, "central").value == 0.1999999999990898
    assert difference(book, 10.0, 1e-4, "central").value == 0.2999999999986347
    for point, slope in (((3, 4), (6, 8)), ((0, 2), (0, 4)), ((3, 0), (6, 0))):
        assert gradient(point, 1e-4) == pytest.approx(slope, abs=1e-9)
    assert gradient((3, 4), 1e-12) == pytest.approx((6.0005, 8.0007), abs=5e-5)


def test_the_integer_trap() -> None:
    assert [part.slope for part in partials((3.0, 4.0), 1e-4, int)] == [25000.0, 35000.0]
    array = np.array([3, 4])
    array[0] = 3 + 1e-4
    assert array[0] == 3
    array[0] = 3 - 1e-4
    assert array[0] == 2


def test_the_forward_difference_is_that_of_scipy() -> None:
    expected = approx_fprime(np.array([1.0]), lambda x: float(np.sin(x[0])), 1e-6)[0]
    found = difference(find("sin(x)").objective, 1.0, 1e-6, "forward").value
    assert found == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize(
    ("f", "x", "exact"),
    [
        ("sin(x)", 1.0, lambda x: mpmath.diff(mpmath.sin, x)),
        ("exp(x)", 2.5, lambda x: mpmath.diff(mpmath.exp, x)),
        ("log(x)", 0.3, lambda x: mpmath.diff(mpmath.log, x)),
    ],
)
def test_errors_and_laws_hold_against_fifty_digits(f: str, x: float, exact: object) -> None:
    found = errors(f, x)
    with mpmath.workdps(50):
        true = exact(mpmath.mpf(x))  # type: ignore[operator]
        third = {"sin(x)": mpmath.cos(x), "exp(x)": mpmath.exp(x), "log(x)": 2 / mpmath.mpf(x) ** 3}
        second = {
            "sin(x)": mpmath.sin(x),
            "exp(x)": mpmath.exp(x),
            "log(x)": 1 / mpmath.mpf(x) ** 2,
        }
    assert found.exact == pytest.approx(float(true), rel=1e-15)
    assert found.laws["forward"].truncation == pytest.approx(float(second[f]) / 2, rel=1e-12)
    assert found.laws["central"].truncation == pytest.approx(float(third[f]) / 6, rel=1e-5)
    for method in ("forward", "backward", "central"):
        law, best = found.laws[method], found.best[method]
        assert best is not None and law.best is not None
        assert 0.1 < best[0] / law.best < 10
        predicted = law.truncation * found.steps**law.order + law.rounding / found.steps
        # Far left both points may be x itself; far right higher terms count.
        told = (found.steps > 1e-13) & (found.steps < 1e-2 * x)
        assert (found.error[method][told] < 4 * predicted[told]).all()


def test_the_slopes_of_the_branches() -> None:
    assert branch("forward", 1e-6, 1e-2) == pytest.approx(1, abs=0.02)
    assert branch("central", 1e-3, 1e-1) == pytest.approx(2, abs=0.02)
    assert branch("forward", 1e-14, 1e-10) == pytest.approx(-1, abs=0.1)


CASES = [
    ({}, "large", "0.05"),
    ({"h": "1"}, "large", "0.01"),
    ({"h": "0.0001", "method": "central"}, "right", "11 digits"),
    ({"h": "10", "method": "central"}, "exact", "last bit"),
    ({"h": "1e-13"}, "small", "right digit"),
    ({"h": "1e-50"}, "swallowed", "0"),
    ({"h": "5e-324"}, "swallowed", "0"),
    ({"f": "exp(x)", "x": "1", "h": "1e-16", "method": "central"}, "level", "equal at both"),
    ({"f": "abs(x)", "x": "0", "method": "central"}, "corner", "says 0"),
    ({"f": "sqrt(x)", "x": "0"}, "corner", "no gradient"),
    ({"f": "log(x)", "x": "-1"}, "undefined", "no value"),
    ({"f": "sqrt(x)", "x": "0.5", "h": "1", "method": "central"}, "outside", "no finite value"),
    ({"f": "exp(x)", "x": "709", "h": "1"}, "outside", "no finite value"),
    ({"f": "x**2", "x": "0", "h": "0.001"}, "large", "0.001"),
    ({"f": "x**2", "x": "0", "h": "1e-9"}, "right", "exact gradient is 0"),
    ({"h": "1e300", "method": "central"}, "large", ""),
    ({"x": "2199023255552", "h": "0.0001", "method": "central"}, "swallowed", "0"),
    ({"x": "1e150"}, "swallowed", "0"),
]


@pytest.mark.parametrize(("keys", "kind", "words"), CASES)
def test_every_case_has_its_headline(keys: dict[str, str], kind: str, words: str) -> None:
    experiment = asked(**keys)
    # So large a step overflows f itself.
    if keys.get("h") == "1e300":
        kind = "outside"
    assert state(experiment).kind == kind
    assert words in bare(show(experiment, "en").headline)
    for lang in LANGUAGES:
        assert len(bare(show(experiment, lang).headline)) < 130


def test_wrong_keys_are_told() -> None:
    items = [("f", "x+y"), ("x", "nan"), ("h", "-1"), ("point", "1e7,0"), ("method", "up")]
    experiment, problems = read(NumericalGradientExperiment, items, "ko", blanks=True)
    assert {problem.key for problem in problems} == {"f", "x", "h", "point", "method"}
    assert experiment == NumericalGradientExperiment()
    for text in ("3", "y", "", "sin(", "x.real"):
        _, problems = read(NumericalGradientExperiment, [("f", text)], "en")
        assert [problem.key for problem in problems] == ["f"], text


def test_an_error_of_zero_is_drawn_on_the_floor_and_told() -> None:
    figure = error_figure.draw(asked(h="10", method="central"), "en", "light")
    found = errors(BOOK, 5.0)
    zeros = next(trace for trace in figure["data"] if trace["name"] == "error exactly 0")
    assert set(zeros["y"]) == {found.floor}
    assert len(zeros["y"]) == int((found.error["central"] == 0).sum()) > 0
    measured = [trace for trace in figure["data"] if trace["name"] == "central"][0]
    assert all(y is None or found.floor <= y <= found.top for y in measured["y"])


def test_shared_digits_are_marked() -> None:
    assert parted(0.7501, 0.7512) == (
        "[quiet]0.75[/quiet][run]01[/run]",
        "[quiet]0.75[/quiet][run]12[/run]",
    )
    assert parted(0.25, 0.75) == ("[run]0.25[/run]", "[run]0.75[/run]")
    assert parted(1e-9, 2e-9) == ("[run]1e−09[/run]", "[run]2e−09[/run]")
    assert parted(2.0, 2.0) == ("[quiet]2.0[/quiet]", "[quiet]2.0[/quiet]")


FUNCTIONS = ["rosenbrock", "ackley", "x**7 - x**-3", "sigmoid(x)*abs(x)", "maximum(x, 1)/x", "x**x"]


def test_the_program_prints_what_the_page_shows(capsys: pytest.CaptureFixture[str]) -> None:
    for keys in ({}, {"f": "sin(x)", "x": "1", "h": "1e-6", "method": "central"}):
        made = program(asked(**keys), "en")
        exec(compile(made.text, "program", "exec"), {})  # noqa: S102
        last = capsys.readouterr().out.strip().splitlines()[-1]
        assert last == " ".join(map(repr, made.prints))
        assert math.isfinite(made.prints[1])


@pytest.mark.parametrize(
    ("f", "x", "free"),
    [
        (BOOK, 5.0, (False, True)),
        ("3*x - 1", 2.0, (True, True)),
        ("sin(x)", 0.0, (False, False)),
        ("x**5 + x", 0.0, (False, False)),
        ("log(x)", 1e-8, (False, False)),
    ],
)
def test_rounding_alone_is_said_only_where_nothing_is_truncated(
    f: str, x: float, free: tuple[bool, bool]
) -> None:
    laws = errors(f, x).laws
    assert (laws["forward"].free, laws["central"].free) == free
    if f == "log(x)":
        assert laws["central"].truncation == pytest.approx(2 / x**3 / 6, rel=1e-5)


def test_the_detail_shows_the_digits_in_which_both_differ() -> None:
    assert apart(0.2000003, 0.2) == ("0.2000003", "0.2")
    assert apart(0.1 + 0.2, 0.3) == ("0.3", "0.3")
    assert apart(0.25, 0.2) == ("0.25", "0.2")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_step_that_leaves_no_digit_right_does_not_suit(lang: str) -> None:
    query = NumericalGradientExperiment(x=1e23, h=1e23)
    assert state(query).kind == "large"
    assert show(query, lang).kind == "large"
