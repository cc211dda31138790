"""What a browser is told of a query's keys is what this program itself allows."""

from app.lessons.gradient_field.experiment import GradientFieldExperiment
from app.lessons.optimizers.experiment import RaceExperiment
from app.lessons.readable import readable
from app.lessons.reading import read


def test_kinds_defaults_and_ends_are_those_of_the_query() -> None:
    keys = readable(RaceExperiment)
    assert keys["factor"] == {"kind": "number", "default": "1", "blank": False, "above": 0}
    assert keys["steps"]["kind"] == "integer" and keys["steps"]["high"] == 1000
    assert keys["a_learning_rate"] == {
        "kind": "number",
        "default": "",
        "blank": True,
        "above": 0,
    }
    assert keys["start"]["kind"] == readable(GradientFieldExperiment)["point"]["kind"] == "numbers"
    assert keys["fair"]["kind"] == "boolean" and keys["b_settings"]["kind"] == "text"
    assert keys["watch"]["options"] == ["a", "b", "c", "d"]


def test_what_the_ends_shut_out_is_refused_and_what_they_let_in_is_read() -> None:
    for model in (RaceExperiment, GradientFieldExperiment):
        for key, told in readable(model).items():
            for side, wrong in (("low", -1), ("high", 1), ("above", 0), ("below", 0)):
                if side not in told:
                    continue
                outside = told[side] + wrong * (1 if told["kind"] == "integer" else 1e-9)
                _, problems = read(model, [(key, repr(outside))], "en", blanks=True)
                assert [problem.key for problem in problems] == [key], (key, side)
            if told["default"]:
                found, problems = read(model, [(key, told["default"])], "en", blanks=True)
                assert not problems and found == model()
