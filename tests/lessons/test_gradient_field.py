"""Arrows, their angles and their goals against SciPy and plain arithmetic; every case in words."""

import math

import numpy as np
import pytest
from scipy.optimize import minimize, rosen_der

from app.catalogue.functions import FUNCTIONS
from app.catalogue.languages import LANGUAGES
from app.lessons.gradient_field.arrows import angle, arrow, lattice, reached
from app.lessons.gradient_field.claims import right_angle, steepest
from app.lessons.gradient_field.experiment import GradientFieldExperiment
from app.lessons.gradient_field.figures import field, here
from app.lessons.gradient_field.figures.shrinking import shrinking
from app.lessons.gradient_field.show import show
from app.lessons.headline import bare
from app.lessons.numbers import degrees
from app.lessons.reading import read


def asked(**keys: str) -> GradientFieldExperiment:
    made, problems = read(GradientFieldExperiment, list(keys.items()), "en")
    assert not problems, problems
    return made


def test_the_numbers_of_the_course() -> None:
    told = arrow(asked(f="bowl", point="-7,2"))
    assert told.vector == (0.7, -4.0)
    assert round(told.angle, 2) == 64.13
    cosine = np.dot((0.7, -4.0), (7, -2)) / (math.hypot(0.7, 4) * math.hypot(7, 2))
    assert told.angle == pytest.approx(math.degrees(math.acos(cosine)), rel=1e-12)
    for point, slope in (("3,4", (6, 8)), ("0,2", (0, 4)), ("3,0", (6, 0))):
        assert arrow(asked(f="round_bowl", point=point)).gradient == slope
    assert arrow(asked(f="rosenbrock", point="-1,-1")).gradient == (-804, -400)


def test_on_circles_every_arrow_hits() -> None:
    circles = lattice(asked(f="round_bowl"))
    assert circles.missed.size > 100
    assert circles.worst == 0.0
    assert arrow(asked(f="round_bowl", point="1.37,-0.2")).kind == "circles"


def test_arrows_are_those_of_scipy_and_turn_with_the_sign() -> None:
    down = lattice(asked(f="rosenbrock"))
    up = lattice(asked(f="rosenbrock", arrows="uphill"))
    expected = np.stack([rosen_der(at) for at in down.places.T], axis=1)
    np.testing.assert_allclose(up.vectors, expected, rtol=1e-10, atol=1e-9)
    np.testing.assert_array_equal(up.vectors, -down.vectors)
    np.testing.assert_array_equal(up.missed, down.missed)


def test_angles_keep_their_digits_at_the_ends() -> None:
    tiny = np.array([1.0, 1e-9])
    assert float(angle(tiny, np.array([1.0, 0.0]))) == pytest.approx(math.degrees(1e-9))
    assert float(angle(-tiny, np.array([1.0, 0.0]))) == pytest.approx(180 - math.degrees(1e-9))
    assert float(angle(np.array([3e200, 4e200]), np.array([4e-200, 3e-200]))) == pytest.approx(
        math.degrees(math.atan2(7, 24))
    )
    assert math.isnan(float(angle(np.zeros(2), np.array([1.0, 0.0]))))
    assert float(angle(np.array([-2.0]), np.array([5.0]))) == 180.0


@pytest.mark.parametrize(
    ("f", "start"),
    [
        ("x**2 + 3*y**2 + x*y - 4*x", (-4.0, 3.0)),
        ("(1-x)**2 + 100*(y-x**2)**2 + 1", (-1.2, 1.0)),
        ("exp(x**2 + y**2/3) + x", (1.0, 1.0)),
    ],
)
def test_a_function_of_ones_own_gets_the_minimum_that_scipy_finds(
    f: str, start: tuple[float, float]
) -> None:
    objective = asked(f=f).scene.objective
    result = minimize(
        lambda at: float(objective.value(at)), start, method="BFGS", options={"gtol": 1e-9}
    )
    assert reached(f, start) == pytest.approx(tuple(result.x), abs=1e-5)


@pytest.mark.parametrize("f", ["x*y", "x + y", "3", "exp(-x) + y**2", "x**4 + y**4", "log(x) + y"])
def test_no_minimum_is_made_up(f: str) -> None:
    assert arrow(asked(f=f)).goal is None
    assert "angle" in bare(show(asked(f=f), "en").detail) or f in ("3", "log(x) + y")


CASES = [
    ({}, "miss", "misses the minimum by 64.13°"),
    ({"arrows": "uphill"}, "uphill-miss", "115.87° off"),
    ({"f": "round_bowl"}, "circles", "straight at the minimum"),
    ({"point": "-7,0"}, "straight", "straight at the minimum"),
    ({"point": "0,0"}, "minimum", "no arrow"),
    ({"f": "saddle", "point": "0,0"}, "saddle", "a saddle"),
    ({"f": "x**3", "point": "0"}, "inflection", "a level inflection"),
    ({"f": "-x**2 - y**2", "point": "0,0"}, "maximum", "a maximum"),
    ({"f": "3"}, "plateau", "flat"),
    ({"f": "abs(x) + abs(y)", "point": "0,1"}, "corner", "no gradient"),
    ({"f": "log(x) + y", "point": "-1,1"}, "undefined", "no value"),
    ({"f": "x + y"}, "unknown", "no minimum"),
    ({"f": "x + y", "arrows": "uphill"}, "uphill-unknown", "steepest way"),
    ({"f": "rosenbrock", "point": "-1.2,1.6"}, "away", "leads away"),
    ({"f": "parabola", "point": "3"}, "straight", "left"),
    ({"f": "parabola", "point": "3", "arrows": "uphill"}, "uphill-straight", "away"),
    ({"f": "round_bowl", "arrows": "uphill"}, "uphill-circles", "straight away"),
    ({"point": "1e150,-1e150"}, "miss", "misses"),
]


@pytest.mark.parametrize(("keys", "kind", "words"), CASES)
def test_every_case_has_its_headline(keys: dict[str, str], kind: str, words: str) -> None:
    experiment = asked(**keys)
    shown = show(experiment, "en")
    assert shown.kind == kind
    assert words in bare(shown.headline)
    for lang in LANGUAGES:
        assert len(bare(show(experiment, lang).headline)) < 130


def test_wrong_keys_are_told() -> None:
    items = [("f", "sin("), ("point", "1,2,3"), ("arrows", "x"), ("domain", "3,2,1,0")]
    experiment, problems = read(GradientFieldExperiment, items, "ko", blanks=True)
    assert {problem.key for problem in problems} == {"f", "point", "arrows", "domain"}
    assert experiment.point is None
    for point in ("4", "1e200,0"):
        _, problems = read(GradientFieldExperiment, [("point", point)], "en")
        assert [problem.key for problem in problems] == ["point"]
    _, problems = read(GradientFieldExperiment, [("f", "parabola"), ("point", "1,2")], "en")
    assert "one variable" in problems[0].message


def test_the_arrow_is_steepest_and_stands_on_the_level_line() -> None:
    assert abs(steepest()) <= 0.1
    assert right_angle() == pytest.approx(90, abs=1e-9)


def test_the_arrow_shrinks_to_nothing() -> None:
    for name, entry in FUNCTIONS.items():
        # The first minimum may be a rounded one, or a kink whose slope does not shrink.
        if entry.minima and name not in ("absolute_value",):
            made = shrinking(GradientFieldExperiment(f=name))
            assert made.length[-1] <= 1e-5 * max(1.0, float(np.nanmax(made.length))), name


def test_hovers_tell_vector_length_and_angle() -> None:
    experiment = asked(point="-7,2")
    around = lattice(experiment)
    text = field.draw(experiment, "en", "light")["data"][-1]["text"]
    assert len(text) == around.places.shape[1]
    assert all("to the minimum" in words and "length" in words for words in text)
    assert degrees(float(around.missed[0])) in text[0]


def test_the_right_angle_is_drawn_at_true_scale() -> None:
    layout = here.draw(asked(), "en", "light")["layout"]
    assert layout["yaxis"]["scaleanchor"] == "x" and layout["yaxis"]["scaleratio"] == 1
