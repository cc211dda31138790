"""The sentence that tells two runs apart, in both languages, for every way they can differ."""

from urllib.parse import parse_qsl

import pytest

from app.catalogue.functions import FUNCTIONS
from app.catalogue.languages import LANGUAGES
from app.catalogue.optimizers import OPTIMIZERS
from app.lessons.descent.comparison import comparison, differences
from app.lessons.descent.experiment import DescentExperiment, pinned_run, run_of
from app.lessons.reading import read


def experiment(query: str, pinned: str, lang: str = "en") -> DescentExperiment:
    made, problems = read(DescentExperiment, [*parse_qsl(query), ("pinned", pinned)], lang)
    assert not problems, problems
    return made


def told(query: str, pinned: str, lang: str = "en") -> str:
    made = experiment(query, pinned, lang)
    other = pinned_run(made)
    assert other is not None
    return comparison(run_of(made), other, lang)


WELLS = "f=x**4-3*x**2%2Bx&start=2&steps=200&learning_rate="
BOWL = "f=round_bowl&steps=100&learning_rate="
CASES = {
    # The numbers of the book: 42 steps at 0.9, 43 at 0.95.
    "another rate": (
        "learning_rate=0.95",
        "learning_rate=0.9",
        "Learning rate 0.9 → 0.95: the paths part at step 1, by more than 0.02, this run ends 1.05 "
        "times closer to the lowest value (2.83 × 10⁻⁵ above it, not 2.98 × 10⁻⁵), and the pinned "
        "run is the first within 10⁻³ of the lowest value, after 42 steps against 43.",
    ),
    "the same run": (
        "",
        "learning_rate=0.9",
        "This run and the pinned one are the same; change a setting and see what it does.",
    ),
    "the same function in other words": (
        "f=x**2/20%2By**2",
        "learning_rate=0.9",
        "This run and the pinned one are the same; change a setting and see what it does.",
    ),
    "another function": (
        "f=rosenbrock",
        "learning_rate=0.9",
        "The pinned run belongs to another function (Stretched bowl), so neither paths nor values "
        "can be compared.",
    ),
    "other variables": (
        "f=parabola",
        "f=x**2%2By**2",
        "The pinned run belongs to another function (Round bowl), so neither paths nor values can "
        "be compared.",
    ),
    "one diverges": (
        "learning_rate=1.1",
        "learning_rate=0.9",
        "Learning rate 0.9 → 1.1: the paths part at step 1, by more than 0.02, this run diverges "
        "at step 1, the pinned run ends at 2.98 × 10⁻⁵, and only the pinned run comes within 10⁻³ "
        "of the lowest value, after 42 steps.",
    ),
    "both diverge": (
        "learning_rate=1.2",
        "learning_rate=1.1",
        "Learning rate 1.1 → 1.2: the paths part at step 1, by more than 0.02, the pinned run "
        "diverges at step 1, and this run diverges at step 1.",
    ),
    "one freezes, as in the book": (
        BOWL + "10&gradient=numerical",
        BOWL + "0.1&gradient=numerical",
        "Learning rate 0.1 → 10: the paths part at step 1, by more than 0.018, this run is frozen "
        "by rounding at step 10, the pinned run ends at 1.04 × 10⁻¹⁸, and only the pinned run "
        "comes within 10⁻³ of the lowest value, after 23 steps.",
    ),
    "more steps": (
        "steps=100",
        "learning_rate=0.9",
        "Steps 60 → 100: the paths stay within 0.02 of each other for 60 steps, this run ends "
        "1890 times closer to the lowest value (1.58 × 10⁻⁸ above it, not 2.98 × 10⁻⁵), and both "
        "are within 10⁻³ of the lowest value after 42 steps.",
    ),
    "another start, landing exactly": (
        "f=round_bowl&learning_rate=0.5&start=1,1",
        "f=round_bowl&learning_rate=0.5&start=1,2",
        "Start (1, 2) → (1, 1): the starts lie 1 apart, both end at the lowest value, and both "
        "are within 10⁻³ of the lowest value after 1 step.",
    ),
    "an own function has no known minimum": (
        WELLS + "0.02",
        WELLS + "0.01",
        "Learning rate 0.01 → 0.02: the paths part at step 1, by more than 0.012, both end at the "
        "value −1.07, and this run is the first within 10⁻³ of the lowest value that either "
        "finds, after 15 steps against 33.",
    ),
    "another rule": (
        "optimizer=adam&learning_rate=0.9",
        "learning_rate=0.9",
        "Optimizer Gradient descent → Adam: the paths part at step 1, by more than 0.02, the "
        "pinned run ends",
    ),
    "a setting of the rule, by the name that people use": (
        "optimizer=momentum&momentum=0.5&learning_rate=0.2",
        "optimizer=momentum&learning_rate=0.2",
        "Momentum 0.9 → 0.5: the paths part at step 2",
    ),
    "two settings": (
        "learning_rate=0.8&noise=0.1",
        "learning_rate=0.9",
        "Learning rate 0.9 → 0.8, noise 0 → 0.1: ",
    ),
    "rates that read alike are told in full": (
        "learning_rate=0.900001",
        "learning_rate=0.9",
        "Learning rate 0.9 → 0.900001: the paths stay within",
    ),
}


@pytest.mark.parametrize(("query", "pinned", "words"), CASES.values(), ids=CASES)
def test_what_is_told(query: str, pinned: str, words: str) -> None:
    assert told(query, pinned).startswith(words)
    korean = told(query, pinned, "ko")
    assert korean.endswith(("다.", "세요.", ")."))
    assert "{" not in korean


def test_korean_joins_its_clauses() -> None:
    assert told("learning_rate=0.95", "learning_rate=0.9", "ko") == (
        "학습률 0.9 → 0.95: 두 경로는 1번째 갱신에서 0.02 넘게 갈라지고, 끝에서는 지금 실행이 "
        "최솟값에 1.05배 더 가까우며(차이 2.83 × 10⁻⁵, 고정한 실행은 2.98 × 10⁻⁵), 최솟값의 10⁻³ "
        "이내에는 고정한 실행이 42번 만에 먼저 듭니다(지금 실행은 43번)."
    )


def test_swapped_the_numbers_are_the_same() -> None:
    one = told("learning_rate=0.95", "learning_rate=0.9")
    other = told("learning_rate=0.9", "learning_rate=0.95")
    assert "the pinned run is the first" in one and "this run is the first" in other
    assert "Learning rate 0.95 → 0.9:" in other


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_pair_of_rules_has_a_sentence(optimizer: str) -> None:
    for lang in LANGUAGES:
        for rate in ("1e-9", "0.5", "1e9"):
            sentence = told(f"optimizer={optimizer}&learning_rate={rate}", "learning_rate=1", lang)
            assert "{" not in sentence and "nan" not in sentence.lower()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_can_be_compared_with_itself(name: str) -> None:
    for rate in ("1e-12", "1e3"):
        made = experiment(f"f={name}&learning_rate={rate}", f"f={name}")
        other = pinned_run(made)
        assert other is not None and differences(run_of(made), other, "ko")
        assert comparison(run_of(made), other, "en")


@pytest.mark.parametrize(
    "bad",
    ["x", "f=x%2B*", "learning_rate=-1", "colour=red", "pinned=f%3Dbowl", "%ff=1", "f=bowl&f=bowl"],
)
def test_a_pinned_run_that_cannot_be_read_is_left_out_and_told(bad: str) -> None:
    made, problems = read(DescentExperiment, [("pinned", bad)], "en", blanks=True)
    assert made.pinned is None and pinned_run(made) is None
    assert [problem.key for problem in problems] == ["pinned"]
    assert "could not be read" in problems[0].message


def test_an_empty_pin_of_a_form_is_none() -> None:
    made, problems = read(DescentExperiment, [("pinned", "")], "en", blanks=True)
    assert made.pinned is None and not problems
