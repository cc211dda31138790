"""What a link to the softmax page may hold, and the softmax that it asks for."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from app.core.memory import remembered
from app.core.softmax import Softmax, faithful, softmax, surviving
from app.lessons.board import BoardQuery
from app.lessons.numbers import digits
from app.lessons.queries import numbers
from app.lessons.reading import Fault

LEAST, MOST = 2, 10
DTYPES: dict[str, type[np.floating[Any]]] = {"float64": np.float64, "float32": np.float32}
#: Temperatures that both formats hold.
COLDEST, HOTTEST = 1e-30, 1e30
#: How far a share may lie from that of the safe constant and still count as the same.
_SAME = {"float64": 1e-11, "float32": 1e-4}


def constant(text: str) -> float:
    """The number that a typed constant means; NaN where it means none."""
    try:
        return float(text) + 0.0
    except ValueError:
        return math.nan


class SoftmaxExperiment(BoardQuery):
    """Every key that the softmax page and its figures understand."""

    scores: Annotated[
        tuple[float, ...],
        numbers(*range(LEAST, MOST + 1), example="0.3,2.9,4"),
        Field(
            description="The scores, two to ten numbers.",
            json_schema_extra={"type": "string", "examples": ["0.3,2.9,4"]},
        ),
    ] = (1000.3, 1002.9, 1004.0)
    shift: Annotated[
        str,
        Field(
            description="The constant C that is subtracted from every score before the exponential:"
            " max (the largest score), none (nothing), or a number.",
            examples=["max", "none", "600"],
        ),
    ] = "max"
    temperature: Annotated[
        float,
        Field(
            description="What the scores are divided by.",
            json_schema_extra={"minimum": COLDEST, "maximum": HOTTEST},
        ),
    ] = 1.0
    format: Annotated[
        Literal["float64", "float32"], Field(description="The floats in which all is computed.")
    ] = "float64"

    def faults(self) -> Iterable[Fault]:
        if self.shift not in ("max", "none") and not math.isfinite(constant(self.shift)):
            yield Fault("shift", "softmax.fault.shift", {})
        if not COLDEST <= self.temperature <= HOTTEST:
            zero = "zero" if self.temperature == 0 else "range"
            values = {"low": digits(COLDEST), "high": digits(HOTTEST)}
            yield Fault("temperature", f"softmax.fault.temperature.{zero}", values)

    @property
    def largest(self) -> float:
        """The largest score, the safe constant."""
        return max(self.scores)

    @property
    def constant(self) -> float:
        """C as a number."""
        if self.shift == "max":
            return self.largest
        return 0.0 if self.shift == "none" else constant(self.shift)


@dataclass(frozen=True)
class Worked:
    """One softmax with every stage of its arithmetic, in one format and with one constant."""

    scores: tuple[float, ...]
    constant: float
    temperature: float
    format: str

    @property
    def dtype(self) -> type[np.floating[Any]]:
        """The type of the format."""
        return DTYPES[self.format]

    @cached_property
    def result(self) -> Softmax:
        """Every stage of it."""
        return softmax(
            self.scores, temperature=self.temperature, shift=self.constant, dtype=self.dtype
        )

    @cached_property
    def shifted(self) -> list[float]:
        """(x − C)/T of each score."""
        return [float(v) for v in self.result.shifted]

    @cached_property
    def exponentials(self) -> list[float]:
        """The exponential of each."""
        return [float(v) for v in self.result.exponentials]

    @property
    def total(self) -> float:
        """The sum of the exponentials."""
        return float(self.result.sum[0])

    @cached_property
    def shares(self) -> list[float]:
        """The share of each."""
        return [float(v) for v in self.result.y]

    @property
    def sum_of_shares(self) -> Any:
        """The shares added up as NumPy adds them, in their own format."""
        return np.sum(self.result.y)

    @property
    def range(self) -> tuple[float, float]:
        """The constants with which this format gives an answer; NaN where none does."""
        return ranges(self.scores, self.temperature, self.format)[0]

    @property
    def faithful(self) -> tuple[float, float]:
        """The constants with which it gives the answer to all its digits."""
        return ranges(self.scores, self.temperature, self.format)[1]

    @property
    def safe(self) -> "Worked":
        """The same with the largest score as the constant."""
        return work(self.scores, max(self.scores), self.temperature, self.format)

    @property
    def apart(self) -> float:
        """How far the shares lie from those of the safe constant, at most."""
        pairs = zip(self.shares, self.safe.shares, strict=True)
        return max(abs(mine - other) for mine, other in pairs)

    @property
    def kind(self) -> str:
        """What becomes of it: lost (no score fits the format), overflow, sum, underflow, frayed
        or fine.
        """
        if math.isnan(self.range[0]):
            return "lost"
        if any(map(math.isinf, self.exponentials)):
            return "overflow"
        if math.isinf(self.total):
            return "sum"
        if self.total == 0:
            return "underflow"
        return "fine" if self.apart <= _SAME[self.format] else "frayed"


@remembered("results")
def work(scores: tuple[float, ...], shift: float, temperature: float, form: str) -> Worked:
    """The softmax of some scores; the pictures of one page share it."""
    return Worked(scores, shift, temperature, form)


def worked(experiment: SoftmaxExperiment, form: str | None = None) -> Worked:
    """The softmax that an experiment asks for, or the same in another format."""
    return work(
        experiment.scores,
        experiment.constant,
        experiment.temperature,
        form or experiment.format,
    )


@remembered("results")
def ranges(
    scores: tuple[float, ...], temperature: float, form: str
) -> tuple[tuple[float, float], tuple[float, float]]:
    """The constants that survive in a format, and those that cost no digit."""
    dtype = DTYPES[form]
    return surviving(scores, temperature, dtype), faithful(scores, temperature, dtype)
