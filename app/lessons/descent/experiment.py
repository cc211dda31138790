"""What a link to the descent page may hold, and the run that it asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl

import numpy as np
from pydantic import Field

from app.catalogue.languages import DEFAULT
from app.catalogue.lookup import Found, find
from app.catalogue.optimizers import OPTIMIZERS
from app.core.descent import Trajectory
from app.core.memory import remembered
from app.core.population import MAX_UPDATES
from app.lessons.answers import own_rate, run, swept
from app.lessons.board import ClockQuery
from app.lessons.queries import (
    DifferenceStep,
    Domain,
    Function,
    Gradient,
    Noise,
    OptimizerQuery,
    Rate,
    Rates,
    Seed,
    Start,
    Steps,
    rates_faults,
)
from app.lessons.reading import Fault, read, shown, tidy
from app.lessons.scene import Scene, scene

#: The rates that are tried when nothing tells which one suits: 1, 2 and 5 of each power of ten.
_LADDER = np.array(
    [float(f"{digit}e{power}") for power in range(-5, 1) for digit in (1, 2, 5)] + [10]
)


class RunQuery(OptimizerQuery):  # type: ignore[valid-type, misc]
    """The keys on which a run hangs; a pinned run is one of these, written as a query."""

    f: Function = "bowl"
    start: Start = None
    learning_rate: Annotated[
        Rate, Field(description="The learning rate; one that suits the function if left out.")
    ] = None
    steps: Steps = 60
    gradient: Gradient = "exact"
    h: DifferenceStep = 1e-4
    noise: Noise = 0.0
    seed: Seed = 0
    domain: Domain = None

    @property
    def scene(self) -> Scene:
        """Function, domain and start."""
        return scene(self.found, self.domain, self.start)

    @property
    def rate(self) -> float:
        """The learning rate: the one given, else one that suits the function."""
        return self.learning_rate or telling_rate(self.f, self.optimizer)


class DescentExperiment(ClockQuery, RunQuery):
    """Every key that the descent page and its figures understand."""

    pinned: Annotated[
        str | None,
        Field(
            max_length=2000,
            description="The query of a second run, drawn in grey to compare with.",
            examples=["f=bowl&learning_rate=0.1"],
        ),
    ] = None
    predict: Annotated[
        Literal["", "1"], Field(description="1 hides the path until its reader has guessed it.")
    ] = ""
    arrows: Annotated[
        Literal["downhill", "uphill", "none"],
        Field(description="Arrows along minus the gradient, along the gradient, or none."),
    ] = "downhill"
    lengths: Annotated[
        Literal["true", "equal"],
        Field(description="Arrows as long as the gradient, or all of one length."),
    ] = "true"
    view: Annotated[
        Literal["contour", "surface"], Field(description="The map from above, or in 3-D.")
    ] = "contour"
    panel: Annotated[
        Literal["", "sweep", "basins"], Field(description="The further picture that is open.")
    ] = ""
    learning_rates: Annotated[
        Rates | None,
        Field(description="lowest,highest,count of the sweep; around the edge if left out."),
    ] = None
    n: Annotated[
        int, Field(ge=2, le=201, description="Starts along each axis of the basin map.")
    ] = 81
    axes: Annotated[
        Literal["outside", "none"], Field(description="Axes around the map, or the map alone.")
    ] = "outside"

    def faults_together(self) -> Iterable[Fault]:
        yield from super().faults_together()
        if self.pinned is not None:
            keys = _read_pinned(self.pinned)[1]
            if keys:
                yield Fault("pinned", "page.descent.pinned_bad", {"keys": ", ".join(keys)})
        if self.learning_rates is not None:
            yield from rates_faults(self.learning_rates)
            runs = self.learning_rates[2]
            if runs * self.steps > MAX_UPDATES:
                values = {"runs": tidy(runs), "limit": tidy(MAX_UPDATES)}
                yield Fault("learning_rates", "query.updates", values)

    @property
    def pinned_query(self) -> RunQuery | None:
        """The run that is pinned, or None."""
        return None if self.pinned is None else _read_pinned(self.pinned)[0]


@remembered("results", lambda _: 4_000)
def _read_pinned(text: str) -> tuple[RunQuery, tuple[str, ...]]:
    """A pinned run by the reader that reads every query, and the keys that it refused."""
    try:
        items = parse_qsl(text, keep_blank_values=True, strict_parsing=True, errors="strict")
    except ValueError:
        return RunQuery(), (shown(text),)
    query, problems = read(RunQuery, items, DEFAULT)
    return query, tuple(dict.fromkeys(problem.key for problem in problems))


@dataclass(frozen=True)
class Run:
    """An experiment with its scene and, computed once when first asked for, its trajectory."""

    experiment: RunQuery

    @cached_property
    def scene(self) -> Scene:
        """Function, domain and start."""
        return self.experiment.scene

    @cached_property
    def rate(self) -> float:
        """The learning rate in use."""
        return self.experiment.rate

    @cached_property
    def trajectory(self) -> Trajectory:
        """The run itself."""
        return self.with_rate(self.rate)

    def with_rate(self, rate: float) -> Trajectory:
        """The same run at another learning rate."""
        return run(self.scene, self.experiment, rate)


@remembered("results", lambda run: 5_000 + 110 * run.experiment.steps)
def run_of(experiment: RunQuery) -> Run:
    """The run of an experiment; the figures of one page share it."""
    return Run(experiment)


def pinned_run(experiment: DescentExperiment) -> Run | None:
    """The run that is pinned beside an experiment's own, or None."""
    query = experiment.pinned_query
    return None if query is None else run_of(query)


@remembered("results")
def telling_rate(f: str, optimizer: str) -> float:
    """A learning rate with which the rule shows what it does on this function.

    The catalogue's for plain gradient descent; else the one of a ladder of rates that gets
    lowest in sixty steps from the function's own start.
    """
    found = find(f)
    if found.entry and optimizer == "gradient_descent":
        return found.entry.learning_rate
    return ladder_rate(found, optimizer)


def ladder_rate(
    found: Found,
    optimizer: str,
    settings: dict[str, Any] | None = None,
    start: tuple[float, ...] | None = None,
    steps: int = 60,
) -> float:
    """The rate of the ladder that gets lowest without diverging; the rule's own if none does."""
    place = scene(found, None, start)
    tried = swept(place, OPTIMIZERS[optimizer], settings or {}, _LADDER, steps)
    sound = [
        (float(value), float(rate))
        for rate, value, outcome in zip(
            tried.learning_rates, tried.final_values, tried.outcomes, strict=True
        )
        if outcome.kind not in ("diverged", "stalled") and np.isfinite(value)
    ]
    if not sound:
        return own_rate(optimizer)
    lowest = min(value for value, _ in sound)
    # Of rates that all arrive, the smallest shows the way best.
    return min(rate for value, rate in sound if value <= lowest + 1e-6)
