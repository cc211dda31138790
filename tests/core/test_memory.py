"""Every cache is bounded in bytes, and keeps what was used last."""

from dataclasses import dataclass
from functools import cached_property
from threading import Thread

import numpy as np
import pytest

from app.core import memory
from app.core.memory import LIMITS, Memory, remembered, weight


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Memory[object]:
    """A pool ``small`` of 80,000 bytes."""
    made: Memory[object] = Memory(80_000)
    monkeypatch.setitem(memory._POOLS, "small", made)
    return made


def test_a_thousand_results_stay_within_the_limit(small: Memory[object]) -> None:
    @remembered("small")
    def squares(n: int) -> object:
        return np.arange(n, n + 100.0) ** 2

    for n in range(1000):
        squares(n)
    assert small.weight <= small.limit
    assert 40 < len(small) < 100
    assert squares(999) is squares(999)


def test_equal_arguments_share_a_result_and_none_is_one(small: Memory[object]) -> None:
    calls: list[object] = []

    @remembered("small")
    def asked(*arguments: object, **named: object) -> None:
        calls.append((arguments, named))

    for _ in range(3):
        asked(1, "x")
        asked(1, "x", deep=True)
    assert calls == [((1, "x"), {}), ((1, "x"), {"deep": True})]


def test_two_functions_with_equal_arguments_do_not_mix(small: Memory[object]) -> None:
    one = remembered("small")(lambda x: ("one", x))
    other = remembered("small")(lambda x: ("other", x))
    assert (one(1), other(1), one(1)) == (("one", 1), ("other", 1), ("one", 1))


def test_an_exception_is_not_remembered(small: Memory[object]) -> None:
    tries: list[int] = []

    @remembered("small")
    def failing(x: int) -> int:
        tries.append(x)
        raise ValueError(x)

    for _ in range(2):
        with pytest.raises(ValueError):
            failing(1)
    assert (tries, len(small)) == ([1, 1], 0)


def test_what_is_too_heavy_is_computed_again(small: Memory[object]) -> None:
    @remembered("small", lambda _: 10_001)
    def heavy(x: int) -> list[int]:
        return [x]

    assert heavy(1) is not heavy(1)
    assert small.weight == 0


def test_many_threads_keep_the_sum_right(small: Memory[object]) -> None:
    def fill(first: int) -> None:
        for n in range(first, first + 2000):
            small.put(n % 700, n, 100 + n % 50)
            small.get(n % 300)

    threads = [Thread(target=fill, args=(k * 1000,)) for k in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    held = [weight for _, weight in small._held.values()]
    assert small.weight == sum(held) <= small.limit
    small.clear()
    assert (small.weight, len(small)) == (0, 0)


@dataclass(frozen=True)
class Grown:
    size: int

    @cached_property
    def values(self) -> object:
        return np.zeros(self.size)


def test_weights_are_those_of_the_arrays_within() -> None:
    array = np.zeros(1000)
    assert 8000 <= weight(array) < 8300
    assert 8000 <= weight(array[:10]) < 8300, "a view holds the whole"
    assert weight({"a": [array, array]}) < 9000, "each is counted once"
    assert weight("x" * 500) >= 500
    grown = Grown(1000)
    before = weight(grown)
    assert grown.values is not None
    assert weight(grown) >= before + 8000
    assert weight([0.5] * 1000) >= 32_000


def test_the_limits_together_are_what_a_small_server_can_spare() -> None:
    assert sum(LIMITS.values()) <= 160_000_000
