"""The headline says what the run does, in both languages, for every outcome."""

import pytest

from app.catalogue.functions import FUNCTIONS
from app.catalogue.languages import LANGUAGES
from app.catalogue.optimizers import OPTIMIZERS
from app.lessons.descent.experiment import DescentExperiment, run_of
from app.lessons.descent.marks import Marks, marks, slider
from app.lessons.descent.verdict import verdict
from app.lessons.headline import segments
from app.lessons.reading import read


def judged(query: str, lang: str = "en") -> tuple[str, str, dict[str, str] | None, Marks]:
    items = [tuple(part.split("=", 1)) for part in query.split("&") if part]
    experiment, problems = read(DescentExperiment, items, lang)  # type: ignore[arg-type]
    assert not problems, problems
    run = run_of(experiment)
    found = marks(run)
    words = verdict(run, found, lang)
    headline, detail = ("".join(p["text"] for p in words[k]) for k in ("headline", "detail"))
    return headline, detail, words["offer"], found


LEAPS = "Leaps across the valley on its way down: each step multiplies {} by −0.80"

CLAIMS = [
    ("", "Leaps across the valley on its way down: each step multiplies y by −0.80"),
    ("learning_rate=0.1", "Creeps: each step multiplies x by 0.99, so it takes very many"),
    ("learning_rate=0.5", "Walks down without a leap: each step multiplies x by 0.95"),
    ("learning_rate=1.1", "Past the edge: each step multiplies y by −1.20"),
    ("learning_rate=1", "Goes back and forth for ever between two places"),
    ("learning_rate=1e-6", "Hardly moves: after 60 steps it has come 0.015% of the way down"),
    ("f=round_bowl&learning_rate=0.5", "Lands on the minimum in a single step"),
    (
        "f=round_bowl&learning_rate=10&gradient=numerical&steps=100",
        "Frozen by rounding at step 10, where the slope is not 0",
    ),
    ("f=3", "Stuck on a plateau: there is no slope to follow"),
    ("f=x**2-y**2&start=1,0&learning_rate=0.3", "Stops on a saddle, not at a minimum"),
    ("f=cos(x)&start=0", "Sits on a maximum: without a slope there is no step"),
    ("f=1/x&start=0", "No start: at 0 the function has no value"),
    (
        "f=log(x)&start=1&learning_rate=0.1",
        "Leaves the function’s domain: step 7 cannot be taken",
    ),
    (
        "f=x&learning_rate=10",
        "Runs downhill without end: after 60 steps there is no bottom in sight",
    ),
    (
        "f=(x-3)**2&start=0&learning_rate=0.1",
        "Walks down without a leap: each step multiplies x − 3 by 0.80",
    ),
    ("f=(x+5)**2&start=0&learning_rate=0.9", LEAPS.format("x + 5")),
    ("start=0,0", "The start is already within 10⁻³ of the lowest value"),
    ("start=-7,0&learning_rate=1.1", "Walks down without a leap: each step multiplies x by 0.89"),
    (
        "f=-x**4&start=1&learning_rate=0.1",
        "Runs downhill without end: after 8 steps there is no bottom in sight",
    ),
    ("f=x**3&start=0", "Stops at a level inflection, not at a minimum"),
    ("steps=0", "No step yet: the run has only its start (−7, 2)"),
]


@pytest.mark.parametrize(("query", "headline"), CLAIMS, ids=[c[0] or "default" for c in CLAIMS])
def test_headlines(query: str, headline: str) -> None:
    assert judged(query)[0] == headline
    korean = judged(query, "ko")
    assert any("가" <= c <= "힣" for c in korean[0])


def test_the_line_below_says_when_it_arrives_and_where_the_edge_is() -> None:
    _, detail, offer, found = judged("")
    assert detail == (
        "The value is within 10⁻³ of the lowest after 42 steps. Past a rate of 1.00 it diverges."
    )
    assert offer is None
    assert found.edge == 1.0 and found.best == pytest.approx(2 / 2.1)


def test_a_rate_past_the_edge_is_answered_with_one_that_works() -> None:
    _, detail, offer, _ = judged("learning_rate=1.1")
    assert "Below a rate of 1.00 it settles." in detail
    assert offer == {"learning_rate": "0.95", "text": "Try 0.95"}
    assert judged("learning_rate=0.95")[2] is None


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_a_verdict_at_every_rate(name: str, lang: str) -> None:
    for rate in ("", "&learning_rate=1e-9", "&learning_rate=3", "&learning_rate=1e30"):
        headline, detail, offer, _ = judged(f"f={name}{rate}", lang)
        assert headline and detail is not None
        assert "{" not in headline + detail and "[" not in headline + detail
        if offer:
            kept = judged(f"f={name}&learning_rate={offer['learning_rate']}", lang)
            assert kept[2] is None, "what is offered works"


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_rule_has_a_verdict_and_a_slider(optimizer: str) -> None:
    for name in ("bowl", "rosenbrock", "saddle", "parabola"):
        headline, _, _, found = judged(f"f={name}&optimizer={optimizer}")
        assert headline
        experiment = DescentExperiment(f=name, optimizer=optimizer)
        low, high = slider(run_of(experiment))
        assert 0 < low < run_of(experiment).rate < high
        known = OPTIMIZERS[optimizer].edge is not None and name in ("bowl", "parabola")
        assert (found.edge is not None) == (
            known or (found.edge is not None and name == "rosenbrock")
        )


def test_the_slider_does_not_move_with_the_rate() -> None:
    ends = {slider(run_of(DescentExperiment(learning_rate=rate))) for rate in (0.1, 0.9, 5.0)}
    assert ends == {(0.005, 2.0)}


def test_segments_keep_roles_apart() -> None:
    assert segments("a [run]b[/run] c[edge]d[/edge]") == [
        {"text": "a "},
        {"text": "b", "role": "run"},
        {"text": " c"},
        {"text": "d", "role": "edge"},
    ]


def test_what_is_only_near_is_not_called_the_edge_of_a_minimum() -> None:
    assert "By the curvature here, the edge is" in judged("f=x**4&start=1&steps=20")[1]
    assert (
        "first within 10⁻³ of its final value"
        in judged("f=x**4-3*x**2+x&start=2&learning_rate=0.02&steps=200")[1]
    )


def test_the_edge_is_never_rounded_past_itself() -> None:
    assert "0.1111" in judged("f=booth")[1]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_rate_above_the_edge_is_offered(name: str) -> None:
    for rate in ("1e-9", "1e3"):
        _, _, offer, found = judged(f"f={name}&learning_rate={rate}")
        if offer and found.edge:
            assert float(offer["learning_rate"]) <= found.edge


def test_another_minimum_is_told_as_one_and_not_as_a_way_still_to_go() -> None:
    # Styblinski and Tang's tables: −39.16617 a coordinate at the lowest, −25.02944 at the other.
    _, detail, _, _ = judged("f=styblinski_tang&start=2.5,-3&learning_rate=0.02&steps=30")
    gap = 39.166166 - 25.029445
    assert f"another minimum, where the value is {gap:.3g} higher than in the lowest" in detail
    _, korean, _, _ = judged("f=styblinski_tang&start=2.5,-3&learning_rate=0.02&steps=30", "ko")
    assert "다른 극소점" in korean


def test_the_fastest_rate_is_marked_only_where_it_leads_to_the_minimum() -> None:
    for name in FUNCTIONS:
        found = judged(f"f={name}")[3]
        if found.best:
            kind = run_of(
                DescentExperiment(f=name, learning_rate=found.best)
            ).trajectory.outcome.kind
            assert kind in ("converged", "descending"), name
    assert judged("f=goldstein_price")[3].best is None
    assert judged("")[3].best == pytest.approx(2 / 2.1)
