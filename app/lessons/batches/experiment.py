"""The experiment of ``batches``: a batch size, and measured times that stand in the URL."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, NamedTuple

from pydantic import Field

from app.lessons.batches.measuring import SIZES, Spread
from app.lessons.batches.network import MOST
from app.lessons.board import BoardQuery
from app.lessons.queries import Seed, numbers
from app.lessons.reading import Fault

_COUNT = 3 * len(SIZES)
_MOST_MICROSECONDS = 1e9
_WHEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z")
_EXAMPLE = f"19.8,20.1,24.5,… ({_COUNT})"


def _times(what: str) -> object:
    text = (
        f"Measured microseconds a picture, {what}: least, median and greatest for each of the"
        f" batch sizes {', '.join(map(str, SIZES))}; POST /api/batches gives them."
    )
    return Field(description=text, json_schema_extra={"type": "string", "anyOf": []})


class BatchesExperiment(BoardQuery):
    """The keys of the lesson."""

    B: Annotated[int, Field(ge=1, le=MOST, description="How many pictures at a time.")] = 100
    seed: Seed = 0
    loop: Annotated[
        tuple[float, ...] | None,
        numbers(_COUNT, example=_EXAMPLE),
        _times("one picture after another"),
    ] = None
    product: Annotated[
        tuple[float, ...] | None,
        numbers(_COUNT, example=_EXAMPLE),
        _times("all in one product"),
    ] = None
    measured: Annotated[
        str | None,
        Field(description="When it was measured, in UTC, as 2026-11-24T10:30Z.", max_length=40),
    ] = None

    def faults(self) -> Iterable[Fault]:
        for key in ("loop", "product"):
            given = getattr(self, key)
            if given is not None and not _plausible(given):
                yield Fault(key, "batches.fault.times", {"most": f"{_MOST_MICROSECONDS:,.0f}"})
        if (self.loop is None) != (self.product is None):
            yield Fault("loop" if self.product is None else "product", "batches.fault.pair", {})
        if self.measured is not None and not _is_time(self.measured):
            yield Fault("measured", "batches.fault.measured", {})


def _plausible(times: tuple[float, ...]) -> bool:
    rows = zip(times[0::3], times[1::3], times[2::3], strict=True)
    return all(0 < low <= middle <= high <= _MOST_MICROSECONDS for low, middle, high in rows)


def _is_time(text: str) -> bool:
    if not _WHEN.fullmatch(text):
        return False
    try:
        datetime.strptime(text, "%Y-%m-%dT%H:%MZ")
    except ValueError:
        return False
    return True


class Times(NamedTuple):
    """Measured times, one entry for each of ``SIZES``.

    They are compared by the least of the repeats: whatever else the machine does can only add to
    a time, never take from it.
    """

    loop: tuple[Spread, ...]
    product: tuple[Spread, ...]

    def faster(self, index: int) -> float:
        """How many times less a picture costs in a batch of that size than alone."""
        return self.loop[index].low / self.product[index].low

    @property
    def best(self) -> int:
        """The place of the size at which a picture costs least."""
        return min(range(len(SIZES)), key=lambda index: self.product[index].low)

    @property
    def enough(self) -> int:
        """The place of the smallest size that comes within a tenth of the best."""
        least = self.product[self.best].low
        return next(i for i, spread in enumerate(self.product) if spread.low <= 1.1 * least)


def times_of(experiment: BatchesExperiment) -> Times | None:
    """The times that stand in the query; None where nothing has been measured."""
    if experiment.loop is None or experiment.product is None:
        return None
    return Times(_spreads(experiment.loop), _spreads(experiment.product))


def _spreads(flat: tuple[float, ...]) -> tuple[Spread, ...]:
    return tuple(Spread(*flat[i : i + 3]) for i in range(0, len(flat), 3))


def nearest(count: int) -> int:
    """The place of the measured size that is nearest to a batch size, as a ratio."""
    ratios = [max(size / count, count / size) for size in SIZES]
    return ratios.index(min(ratios))


def keys_of(loop: Sequence[Spread], product: Sequence[Spread], when: datetime) -> dict[str, str]:
    """The keys of the page that show these times, each to three digits."""

    def spelled(rows: Sequence[Spread]) -> str:
        return ",".join(f"{float(f'{value:.3g}'):.12g}" for row in rows for value in row)

    return {
        "loop": spelled(loop),
        "product": spelled(product),
        "measured": when.strftime("%Y-%m-%dT%H:%MZ"),
    }
