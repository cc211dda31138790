"""The losses page: its losses against closed forms and scipy, a headline for every outcome."""

import json
import math
from typing import Any

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from scipy.special import log_softmax, softmax

from app.catalogue.languages import LANGUAGES
from app.forms.encoding import encode
from app.lessons.headline import bare
from app.lessons.losses.experiment import (
    CLASSES,
    LossesExperiment,
    crowding,
    further,
    measured,
    turned,
)
from app.lessons.losses.figures.push import pushes
from app.lessons.losses.show import outcome, show
from app.lessons.reading import Problem, read
from app.lessons.registry import LESSONS

LESSON = LESSONS["losses"]
RIGHT = "0.1,0.05,0.6,0,0.05,0.1,0,0.1,0,0"
WRONG = "0.1,0.05,0.1,0,0.05,0.1,0,0.6,0,0"
HOT = "0,0,1,0,0,0,0,0,0,0"


def asked(query: str, lang: str = "en") -> tuple[LossesExperiment, list[Problem]]:
    items = [tuple(part.split("=", 1)) for part in query.split("&") if part]
    return read(LossesExperiment, items, lang, blanks=True)  # type: ignore[arg-type]


def experiment(query: str) -> LossesExperiment:
    found, problems = asked(query)
    assert not problems, problems
    return found


def test_the_two_examples_of_the_book_and_their_mean() -> None:
    for query, error, entropy in (
        (f"estimate={RIGHT}", 0.0975, 0.510825457099338),
        (f"estimate={WRONG}", 0.5975, 2.302584092994546),
    ):
        made = measured(experiment(query)).one
        assert math.isclose(made.error, error, rel_tol=1e-14)
        assert math.isclose(made.entropy, entropy, rel_tol=1e-15)
    for query in (f"estimate={RIGHT}&batch={WRONG}", f"estimate={WRONG}&batch={RIGHT}"):
        made = measured(experiment(query)).batch
        assert math.isclose(made.entropy, 1.406704775046942, rel_tol=1e-15)
        assert math.isclose(made.error, (0.0975 + 0.5975) / 2, rel_tol=1e-14)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.1, 0.5, 0.6, 0.999, 1.0])
@pytest.mark.parametrize("base", [RIGHT, WRONG, HOT, "0,0,0.6,0,0,0,0,0.4,0,0"])
def test_the_knob_keeps_the_sum_and_the_proportion_of_the_others(share: float, base: str) -> None:
    before = experiment(f"estimate={base}")
    after = experiment(f"estimate={base}&p={share}")
    assert after.share == share
    assert math.isclose(math.fsum(after.answer), 1, abs_tol=1e-10)
    others = [k for k in range(CLASSES) if k != after.target]
    rest = sum(before.answer[k] for k in others)
    for k in others:
        part = before.answer[k] / rest if rest else 1 / 9
        assert math.isclose(after.answer[k], part * (1 - share), abs_tol=1e-11)
    # The curve, which the knob moves along, passes through the loss that is computed.
    curve = 0.5 * (1 + crowding(before.estimate, before.target)) * (1 - share) ** 2
    assert math.isclose(measured(after).one.error, curve, abs_tol=1e-11)


@pytest.mark.parametrize("base", ["0.9," * 9 + "0.9", "0,0,0.5,0,0,0,0,0,0,0", "0," * 9 + "0"])
def test_the_knob_makes_a_distribution_of_what_was_none(base: str) -> None:
    found = experiment(f"estimate={base}&p=0.4")
    assert math.isclose(math.fsum(found.answer), 1, abs_tol=1e-10)
    assert found.answer[:2] == pytest.approx((0.6 / 9, 0.6 / 9), abs=1e-11)
    assert not show(found, "en").notices


def test_the_knob_where_it_stands_changes_nothing() -> None:
    for base in (RIGHT, WRONG, HOT, "0.2,0.2,0.2,0.2,0,0,0,0,0,0.2"):
        row = experiment(f"estimate={base}").estimate
        for target in range(CLASSES):
            assert turned(row, target, row[target]) == pytest.approx(row, abs=1e-11)


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("", "ahead"),
        (f"estimate={WRONG}", "behind"),
        ("p=0.95", "sure"),
        ("p=0.001", "little"),
        ("p=0", "nothing_held"),
        ("p=0&epsilon=0", "nothing"),
        ("p=1", "perfect_below"),
        ("p=1&epsilon=0", "perfect"),
        (f"estimate={HOT}", "perfect_below"),
        ("estimate=" + ",".join(["0.1"] * 10), "tied"),
        ("target=7", "behind"),
        ("target=9&epsilon=0", "nothing"),
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


def test_what_the_book_says_of_epsilon() -> None:
    assert measured(experiment("p=0&epsilon=0")).one.entropy == math.inf
    assert math.isclose(measured(experiment("p=0")).one.entropy, 16.118, abs_tol=5e-4)
    assert math.isclose(measured(experiment("p=1")).one.entropy, -1e-7, rel_tol=1e-6)
    assert measured(experiment("p=1&epsilon=0")).one.entropy == 0
    assert "16.118" in show(experiment("p=0"), "en").headline
    assert "∞" in show(experiment("p=0&epsilon=0"), "en").headline
    assert "−1 × 10⁻⁷" in show(experiment("p=1"), "ko").headline


@pytest.mark.parametrize("query", ["", "p=0.3", "p=0.001&epsilon=0", "target=9", "p=0"])
def test_one_hot_and_label_give_the_same(query: str) -> None:
    made = measured(experiment(query))
    assert made.one.entropy == made.labelled.entropy
    assert made.one.error == made.labelled.error
    rows = show(experiment(query), "en").tables["forms"].rows
    assert rows[0][2:] == rows[1][2:]


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9])
def test_the_gradients_by_the_scores_are_those_of_finite_differences(share: float) -> None:
    estimate = [0.1, 0.05, 0.6, 0.02, 0.05, 0.08, 0.01, 0.05, 0.02, 0.02]
    text = ",".join(map(str, estimate))
    made = measured(experiment(f"estimate={text}&p={share}&epsilon=0"))
    scores = np.log(np.array(made.experiment.answer))
    target = np.array(made.experiment.one_hot)

    def squared(a: Any) -> float:
        return float(0.5 * ((softmax(a) - target) ** 2).sum())

    def cross(a: Any) -> float:
        return float(-(target * log_softmax(a)).sum())

    by_squared, by_cross = made.by_scores
    assert np.allclose(by_squared, approx_fprime(scores, squared, 1e-7), atol=1e-6)
    assert np.allclose(by_cross, approx_fprime(scores, cross, 1e-7), atol=1e-6)
    pushed = pushes(made.experiment, share)
    assert np.allclose(pushed, [-by_cross[2], -by_squared[2]], atol=1e-11)


def test_only_the_true_class_counts_in_the_cross_entropy() -> None:
    spread, lumped = (
        measured(experiment("")),
        measured(experiment("estimate=0,0,.6,0,0,0,0,.4,0,0")),
    )
    assert spread.one.entropy == lumped.one.entropy
    assert math.isclose(lumped.one.error, 0.16)


def test_an_estimate_that_is_no_distribution_is_told_and_computed_all_the_same() -> None:
    found = experiment("estimate=0.1,0.1,0.5,0.1,0.1,0.1,0.1,0.1,0,0")
    for lang in LANGUAGES:
        shown = show(found, lang)
        assert len(shown.notices) == 1 and "1.2" in shown.notices[0]
        assert shown.tables["gradients"].rows[0][-1] == "–"
    assert math.isclose(measured(found).one.entropy, -math.log(0.5 + 1e-7))
    assert not show(experiment("p=0.123"), "en").notices


@pytest.mark.parametrize(
    ("query", "key", "part"),
    [
        ("estimate=-0.1,0.2,0.9,0,0,0,0,0,0,0", "estimate", "never negative, and −0.1 is"),
        ("estimate=2,0,0,0,0,0,0,0,0,0", "estimate", "at most 1"),
        ("estimate=0.5,0.5", "estimate", "Finite numbers"),
        ("estimate=NaN,0,0,0,0,0,0,0,0,1", "estimate", "Finite numbers"),
        ("p=1.5", "p", "from 0 to 1"),
        ("p=NaN", "p", "from 0 to 1"),
        ("target=10", "target", "from 0 to 9"),
        ("target=2.5", "target", "from 0 to 9"),
        ("epsilon=1", "epsilon", "0, 1e-7"),
        (f"batch={RIGHT}@10", "batch", "from 0 to 9"),
        (f"batch={RIGHT}@-1", "batch", "from 0 to 9"),
        (f"batch={RIGHT};0.5,0.5", "batch", "Sample 3 needs 10"),
        (f"batch={RIGHT};;", "batch", "Sample 3 needs 10"),
        ("batch=-1,0,0,0,0,0,0,0,0,1", "batch", "never negative"),
        ("batch=0,0,0,0,0,0,0,0,0,7", "batch", "at most 1"),
        ("batch=" + ";".join([RIGHT] * 40), "batch", "At most 31"),
    ],
)
def test_bad_input_falls_back_with_a_sentence(query: str, key: str, part: str) -> None:
    for lang in LANGUAGES:
        found, problems = asked(query, lang)
        assert [problem.key for problem in problems] == [key]
        assert getattr(found, key) == LossesExperiment.model_fields[key].default
    assert part in asked(query)[1][0].message


def test_a_batch_reads_labels_and_takes_the_target_where_there_is_none() -> None:
    samples = further(f"{RIGHT}@7; {WRONG} ;{HOT}@ 0", 2)
    assert [sample.label for sample in samples] == [7, 2, 0]
    assert further("none", 2) == () == further("", 2)
    table = show(experiment(f"batch={RIGHT}@7;{WRONG}"), "en").tables["batch"]
    assert len(table.rows) == 4
    assert len(show(experiment("batch=none"), "en").tables["batch"].rows) == 2


def test_the_fields_show_the_estimate_as_the_knob_leaves_it() -> None:
    fields = show(experiment("p=0.2"), "en").fields
    assert fields["estimate"] == "0.2,0.1,0.2,0,0.1,0.2,0,0.2,0,0"
    assert fields["p"] == "0.2"
    # Sent back as a form sends it, the same page comes out.
    again = experiment(f"p=0.2&estimate={fields['estimate']}")
    assert again.answer == experiment("p=0.2").answer


@pytest.mark.parametrize(
    "query",
    [
        "p=0&epsilon=0",
        "p=5e-324&epsilon=0",
        "estimate=0,0,0,0,0,0,0,0,0,0",
        "estimate=" + ",".join("1" * 10),
    ],
)
def test_the_ends_give_pictures_with_finite_places(query: str) -> None:
    found = experiment(query)
    for lang in LANGUAGES:
        for figure in LESSON.figures:
            text = encode(figure.draw(found, lang, "projector")).decode()
            drawn: dict[str, Any] = json.loads(text)
            assert drawn["data"] and figure.describe(found, lang)
            for trace in drawn["data"]:
                assert "NaN" not in str(trace.get("y")) and "Infinity" not in str(trace.get("y"))


def test_a_point_above_the_picture_stands_at_its_edge() -> None:
    data = LESSON.figures[1].draw(experiment("p=0"), "en", "light")["data"]
    assert data[2]["marker"]["symbol"][1] == "triangle-up"
    assert data[2]["y"][1] < 5
    inside = LESSON.figures[1].draw(experiment(""), "en", "light")["data"]
    assert math.isclose(inside[2]["y"][1], 0.510825457099338)
