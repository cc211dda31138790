"""The lesson batches: the network, the stopwatch with a clock of the test's own, the headline."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from scipy.special import expit, softmax

from app.forms.encoding import encode
from app.lessons.batches import measuring
from app.lessons.batches.experiment import (
    BatchesExperiment,
    keys_of,
    nearest,
    times_of,
)
from app.lessons.batches.figures import faster, shapes, time
from app.lessons.batches.measuring import SIZES, Measurement, Spread
from app.lessons.batches.network import LAYERS, MOST, compared, network, way
from app.lessons.batches.show import show
from app.lessons.reading import read


class Clock:
    """A clock that each forward pass moves by a price of its own."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """One by one costs 20 µs a picture; a batch 3 µs a picture and 17 µs on top."""
    clock = Clock()

    def moves(cost: Callable[[int], float]) -> Callable[..., Any]:
        def made(_: object, size: int) -> Any:
            def run() -> None:
                clock.now += cost(size) * 1e-6

            return measuring._Timed(run, size)

        return made

    monkeypatch.setattr(measuring, "_loop", moves(lambda size: 20 * size))
    monkeypatch.setattr(measuring, "_product", moves(lambda size: 3 * size + 17))
    return clock


def carried_out(asked: Measurement) -> Measurement:
    while not asked.finished:
        asked.step()
    return asked


def test_the_network_computes_what_scipy_does() -> None:
    made = network(3)
    x = made.pictures[:7]
    a = expit(x @ made.weights[0] + made.biases[0])
    a = expit(a @ made.weights[1] + made.biases[1])
    wanted = softmax(a @ made.weights[2] + made.biases[2], axis=-1)
    assert np.allclose(made.forward(x), wanted, rtol=1e-12, atol=1e-15)
    assert made.forward(x[0]).shape == (10,)
    assert np.allclose(made.forward(x[0]), wanted[0], rtol=1e-12, atol=1e-15)
    assert [w.shape for w in made.weights] == [(784, 50), (50, 100), (100, 10)]
    assert made.pictures.dtype == np.float64


@pytest.mark.parametrize("size", SIZES)
def test_a_batch_gives_the_answers_of_single_pictures(size: int) -> None:
    found = compared(1, size)
    assert found.difference < 1e-12
    assert found.same_class
    assert sum(found.classes) == size


def test_the_pictures_fall_into_several_classes() -> None:
    assert sum(count > 0 for count in compared(0, MOST).classes) >= 5


def test_the_shapes_chain_into_a_forward_pass() -> None:
    stages = [stage.shape(37) for stage in way()]
    assert stages[0] == (37, 784) and stages[-1] == (37, 10)
    for left, weights, result in zip(stages[0::2], stages[1::2], stages[2::2], strict=False):
        assert left[1] == weights[0]
        assert result == (left[0], weights[1])


def test_a_measurement_finds_what_the_clock_says(clock: Clock) -> None:
    found = carried_out(Measurement(repeats=3, clock=clock))
    assert found.rounds == 3 and found.done == found.total == 30
    for size, loop, product in zip(SIZES, found.loop, found.product, strict=True):
        assert loop == pytest.approx((20, 20, 20), rel=1e-6)
        assert product == pytest.approx([3 + 17 / size] * 3, rel=1e-6)
    assert found.seconds > 0


def test_the_spread_is_that_of_the_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    prices = iter([5, 5, 5, 5, 9, 9, 1, 1, 5, 5, 7, 7])
    found = Measurement(sizes=(1,), repeats=5, clock=Clock())
    monkeypatch.setattr(Measurement, "_enough", lambda self, way: 1)
    monkeypatch.setattr(Measurement, "_timing", lambda self, way, calls: next(prices))
    carried_out(found)
    assert found.loop == found.product == [Spread(1, 5, 9)]


def test_short_runs_are_repeated_within_a_timing_and_long_ones_are_not(clock: Clock) -> None:
    asked = Measurement(sizes=(1, 1000), repeats=1, clock=clock)
    carried_out(asked)
    (loop, product), (long, _) = asked._ways
    assert loop.calls == product.calls == 100  # of 20 µs, until 2 ms are full
    assert long.calls == 1


def test_a_clock_that_stands_still_ends_all_the_same() -> None:
    found = carried_out(Measurement(sizes=(1, 2), repeats=2, clock=lambda: 7.0))
    assert found.rounds == 2
    assert found.loop[0] == (0, 0, 0)


def test_when_time_is_up_every_size_has_been_timed_once(clock: Clock) -> None:
    found = carried_out(Measurement(repeats=25, clock=clock, limit=0.0))
    assert found.rounds == 1 and found.done == len(SIZES)


@pytest.mark.parametrize("sizes", [(), (0, 1), (1, 1), (2, 1), (1, 1001)])
def test_sizes_that_cannot_be_measured_are_refused(sizes: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="sizes"):
        Measurement(sizes=sizes)


def test_no_repeats_are_refused() -> None:
    with pytest.raises(ValueError, match="repeats"):
        Measurement(repeats=0)


def test_the_program_says_each_step_and_the_result() -> None:
    lines: list[Any] = []
    settings = json.dumps({"sizes": [1, 2], "repeats": 2, "seed": 5})
    measuring.main(settings, lambda line: lines.append(json.loads(line)))
    assert lines[:-1] == [{"done": done, "total": 4} for done in (1, 2, 3, 4)]
    result = lines[-1]["result"]
    assert result["repeats"] == 2 and result["blas"]
    for rows in (result["loop"], result["product"]):
        assert all(0 < low <= middle <= high for low, middle, high in rows)


def spelled(alone: float, once: float, per: float = 3) -> str:
    costs = [alone if once == 0 else per + once / size for size in SIZES]
    return ",".join(f"{share * cost:.3g}" for cost in costs for share in (1, 1.2, 1.5))


FLAT, FALLING = spelled(20, 0), spelled(0, 17)
STATES = {
    "": "unmeasured",
    f"B=1&loop={FLAT}&product={FALLING}": "same",
    f"B=10&loop={FLAT}&product={FALLING}": "gain",
    f"B=100&loop={FLAT}&product={FALLING}": "gain",
    f"B=500&loop={FLAT}&product={FALLING}": "level",
    f"B=1000&loop={FLAT}&product={FALLING}": "best",
    f"B=5&loop={FALLING}&product={FLAT}": "slower",
}


def seen(query: str, lang: str = "en") -> BatchesExperiment:
    items = [(key, value) for key, _, value in (p.partition("=") for p in query.split("&") if p)]
    experiment, problems = read(BatchesExperiment, items, lang)
    assert not problems, problems
    return experiment


@pytest.mark.parametrize("query, kind", STATES.items(), ids=STATES.values())
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_state_has_its_headline(query: str, kind: str, lang: str) -> None:
    shown = show(seen(query, lang), lang)
    assert shown.kind == kind
    assert "{" not in shown.headline + shown.detail
    assert ("B" in shown.marks) == (kind != "unmeasured")


def test_the_headline_says_what_was_measured() -> None:
    shown = show(seen(f"B=100&loop={FLAT}&product={FALLING}&measured=2026-11-24T10:30Z"), "en")
    assert "3.17 µs" in shown.headline and "6.3" in shown.headline
    assert (
        "one by one 20 µs" in shown.detail
        and "24 and 3.8 µs" in shown.detail
        and "2026‑11‑24 10:30" in shown.detail
    )
    [row] = [row for row in shown.tables["times"].rows if row[0] == "100"]
    assert row[1:] == ("20 / 24 / 30", "3.17 / 3.8 / 4.75", "6.3")


def test_a_size_between_two_is_told_to_be_so() -> None:
    assert SIZES[nearest(73)] == 100 and SIZES[nearest(70)] == 50
    assert [SIZES[nearest(size)] for size in SIZES] == list(SIZES)
    assert (
        "73 was not measured; 100" in show(seen(f"B=73&loop={FLAT}&product={FALLING}"), "en").detail
    )


def test_without_times_no_number_of_them_is_shown() -> None:
    shown = show(seen("B=50"), "en")
    assert {cell for row in shown.tables["times"].rows for cell in row[1:]} == {"–"}
    for draw in (time.draw, faster.draw):
        figure = draw(seen("B=50"), "en", "light")
        assert all(trace["y"] == [None] for trace in figure["data"])
        assert figure["layout"]["yaxis"]["tickvals"] == []


def test_the_figure_draws_the_times_of_the_address() -> None:
    figure = json.loads(encode(time.draw(seen(f"loop={FLAT}&product={FALLING}"), "en", "light")))
    lines = {trace["name"]: trace for trace in figure["data"]}
    assert lines["one by one"]["y"] == [20] * 10
    assert lines["in one product"]["y"] == [float(f"{3 + 17 / size:.3g}") for size in SIZES]
    whisker = lines["in one product: min–max"]["y"]
    assert whisker[:3] == [20, 30, None]
    assert lines["one by one: median"]["y"] == [24] * 10
    assert figure["layout"]["yaxis"]["type"] == figure["layout"]["xaxis"]["type"] == "log"


def test_the_shapes_follow_the_batch_size() -> None:
    names = [trace["name"] for trace in shapes.draw(seen("B=7"), "en", "light")["data"]]
    assert names[0] == "X, 7 × 784" and names[1] == "W₁, 784 × 50" and names[-1] == "Y, 7 × 10"


def test_times_survive_the_way_through_the_address() -> None:
    loop = [Spread(17.123456, 18.98765, 1234567.0)] * len(SIZES)
    product = [Spread(0.00123456, 0.5, 9.996)] * len(SIZES)
    keys = keys_of(loop, product, datetime(2026, 11, 24, 10, 30, 59, tzinfo=UTC))
    times = times_of(seen("&".join(f"{key}={value}" for key, value in keys.items())))
    assert times is not None
    assert times.loop[0] == (17.1, 19, 1230000) and times.product[0] == (0.00123, 0.5, 10)
    assert keys["measured"] == "2026-11-24T10:30Z"


BAD = {
    "B=0": {"B"},
    "B=1001": {"B"},
    "B=2.5": {"B"},
    f"loop={FLAT}": {"loop"},
    f"product={FLAT}": {"product"},
    f"loop={FLAT},1&product={FLAT}": {"loop", "product"},
    f"loop=1,2,3&product={FLAT}": {"loop", "product"},
    f"loop={FLAT.replace('20,24', '24,20')}&product={FLAT}": {"loop", "product"},
    f"loop={FLAT.replace('20', '0')}&product={FLAT}": {"loop", "product"},
    f"loop={FLAT.replace('30', '1e10')}&product={FLAT}": {"loop", "product"},
    f"loop={FLAT.replace('20', 'nan')}&product={FLAT}": {"loop", "product"},
    "measured=2026-13-24T10:30Z": {"measured"},
    "measured=<b>": {"measured"},
    "measured=2026-11-24T10:30Z\n": {"measured"},
}


@pytest.mark.parametrize("query, keys", BAD.items())
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_bad_values_fall_back_with_a_sentence(query: str, keys: set[str], lang: str) -> None:
    items = [(key, value) for key, _, value in (p.partition("=") for p in query.split("&"))]
    experiment, problems = read(BatchesExperiment, items, lang, blanks=True)
    assert experiment == BatchesExperiment()
    assert {problem.key for problem in problems} == keys
    assert all(problem.message.endswith(".") for problem in problems)


def test_the_layers_are_the_book_s() -> None:
    assert LAYERS == (784, 50, 100, 10)
