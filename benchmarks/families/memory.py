"""What the server holds after very many distinct requests: it must level off."""

from collections.abc import Iterator
from itertools import cycle

from benchmarks.load import get, load
from benchmarks.measure import Row, within
from benchmarks.serving import Server, ours, served

ORDER = 90

#: Distinct requests in all, and how often the memory is looked at on the way.
_MANY, _QUICK, _LOOKS = 100_000, 8_000, 20
#: Megabytes that the process may hold at the end, and that the last half may add.
_MOST, _CREEP = 320.0, 30.0

_PATTERNS = (
    "/en/descent.json?learning_rate={rate}&steps=200",
    "/api/descent?f=x**2*{rate}%2By**2&steps=60",
    "/ko/descent?learning_rate={rate}",
    "/en/embed/rate-loss.json?learning_rate={rate}",
    "/api/descent?f=sin({rate}*x)%2Bcos(y)*exp(-x**2/20)&start=1,1&steps=100",
    "/en/figures/field.json?f=bowl&domain=-{far},10,-5,5",
    "/en/softmax.json?x=0.3,2.9,{far}&temperature={rate}",
    "/en/optimizers.json?a_learning_rate={rate}",
    "/api/sweep?f=bowl&learning_rates={rate},2,21&steps=30",
    "/en/descent.json?learning_rate={rate}&f=rosenbrock&steps=1000",
)


def address(index: int) -> str:
    """The address of a request; no two have the same."""
    rate = 0.01 + index * 7e-6
    return _PATTERNS[index % len(_PATTERNS)].format(rate=f"{rate:.7g}", far=f"{5 + rate:.7g}")


def rows(quick: bool) -> Iterator[Row]:
    """The memory at the end, and how much of it the last half of the requests added."""
    count = _QUICK if quick else _MANY
    with served(ours, "/en/descent") as server:
        found = list(levels(server, count))
    case = f"after {count:,} distinct requests"
    told = ", ".join(f"{each:.0f}" for each in found[:: max(1, _LOOKS // 5)])
    yield within(
        "Memory of the server", case, found[-1], _MOST, unit="MB", note=f"on the way: {told}"
    )
    creep = found[-1] - found[len(found) // 2]
    yield within("Memory of the server", "growth over the last half", creep, _CREEP, unit="MB")


def levels(server: Server, count: int) -> Iterator[float]:
    """The memory before and after each part of the requests."""
    yield server.resident()
    codings = cycle(("br", "gzip", "identity"))
    each = count // _LOOKS
    for part in range(_LOOKS):
        coding = next(codings)

        def request(index: int, first: int = part * each, coding: str = coding) -> bytes:
            return get(address(first + index), Accept_Encoding=coding)

        done = load(server.port, request, clients=4, count=each, seconds=600)
        if done.failed:
            raise AssertionError(f"{done.failed} of {each} requests were refused")
        yield server.resident()
