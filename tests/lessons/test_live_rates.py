"""What travels to the browser for the three rates: the place, the words, a seed's draws."""

import base64

import numpy as np
import pytest

from app.lessons.learning_rate.experiment import RateExperiment, three_of
from app.lessons.learning_rate.lesson import LESSON
from app.lessons.learning_rate.live import live
from app.lessons.reading import read


@pytest.mark.parametrize(
    ("keys", "rows", "dimension"),
    [
        ({"noise": 0.5}, 401, 2),
        ({"noise": 2.0, "seed": 12, "steps": 900}, 901, 2),
        ({"noise": 1.0, "seed": 3, "f": "sin(x)", "steps": 0}, 401, 1),
    ],
)
def test_the_draws_are_those_of_the_run(keys: dict[str, object], rows: int, dimension: int) -> None:
    experiment = RateExperiment.model_validate(keys)
    sent = live(experiment, "en")["draws"]
    drawn = np.frombuffer(base64.b64decode(sent["bdata"]), dtype="<f8").reshape(rows, dimension)
    assert sent["seed"] == experiment.seed
    # Gradients as the rule was given them, less those without noise.
    three = three_of(experiment)
    made = three.runs["small"].trajectory
    clean = three.scene.objective.gradient(made.points.T).T
    shaken = clean + experiment.noise * drawn[: len(made.points)]
    np.testing.assert_allclose(made.gradients, shaken, rtol=1e-12, atol=1e-12)


def test_without_noise_no_draws_travel_and_the_bowl_needs_no_program() -> None:
    sent = live(RateExperiment(), "ko")
    assert sent["draws"] is None and sent["kernels"] == {}
    other = live(RateExperiment.model_validate({"f": "rosenbrock"}), "ko")
    assert "rosenbrock" in other["kernels"]["f"]


def test_a_view_says_on_which_keys_each_figure_hangs() -> None:
    items = [("learning_rate", "0.5"), ("small", "0.1"), ("step", "3"), ("theme", "dark")]
    experiment, problems = read(RateExperiment, items, "en", blanks=True)
    view = LESSON.view(experiment, problems, items, "en")
    assert view["live"]["keys"].keys() == {figure.name for figure in LESSON.figures}
    for name, keys in view["live"]["keys"].items():
        own = {key for key, _ in items if f"{key}=" in view["figures"][name]}
        assert own == {key for key, _ in items} & set(keys)
