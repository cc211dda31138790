"""What a link to the page may hold, and the race that it asks for."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from app.catalogue.lookup import Found, find
from app.catalogue.optimizers import OPTIMIZERS
from app.core.descent import Trajectory, descend
from app.core.expression import MAX_LENGTH, ExpressionError
from app.core.memory import remembered
from app.core.objective import objective
from app.core.optimizers.rule import JointRule, Rule
from app.core.stability import stability
from app.core.sweep import TOLERANCE
from app.lessons.board import ClockQuery
from app.lessons.descent.experiment import telling_rate
from app.lessons.optimizers.contenders import (
    NONE,
    PLACES,
    Contender,
    settings_faults,
    settings_of,
)
from app.lessons.optimizers.tuning import Tuned, tune
from app.lessons.queries import Function, FunctionQuery, Start
from app.lessons.reading import Fault
from app.lessons.scene import Scene, scene

Array = NDArray[np.float64]

MAX_STEPS = 1000
#: The rates of the book's figure, chosen there by hand for x²/20 + y².
BOOK_RATES = {"gradient_descent": 0.95, "momentum": 0.1, "adagrad": 1.5, "adam": 0.3}
#: The rules that find the length of a step by themselves: 1 is a whole step.
_WHOLE = ("newton", "line_search")
_NAMES = ", ".join(OPTIMIZERS)

Name = Annotated[
    str, Field(description="A rule of the race.", json_schema_extra={"enum": list(OPTIMIZERS)})
]
Further = Annotated[str, Field(description=f"A further rule, or {NONE}: {_NAMES}.")]
RuleRate = Annotated[
    float | None, Field(gt=0, description="Its learning rate; one that suits f if left out.")
]
Settings = Annotated[
    str | None,
    Field(max_length=200, description="Its other settings, as momentum=0.9,weight_decay=0.1."),
]


class RaceExperiment(ClockQuery, FunctionQuery):
    """Every key that the page and its figures understand."""

    STAND_INS: ClassVar[dict[str, str]] = {}

    f: Function = "bowl"
    start: Start = None
    steps: Annotated[
        int, Field(ge=0, le=MAX_STEPS, description="How many gradients each rule may ask for.")
    ] = 30
    factor: Annotated[
        float, Field(gt=0, description="What every learning rate is multiplied by.")
    ] = 1.0
    fair: Annotated[
        bool, Field(description="Whether each rule gets the best rate of one and the same sweep.")
    ] = False
    scale: Annotated[
        float, Field(ge=1e-6, le=1e6, description="What f is multiplied by before the race.")
    ] = 1.0
    a: Name = "gradient_descent"
    b: Further = "momentum"
    c: Further = "adagrad"
    d: Further = "adam"
    a_learning_rate: RuleRate = None
    b_learning_rate: RuleRate = None
    c_learning_rate: RuleRate = None
    d_learning_rate: RuleRate = None
    a_settings: Settings = None
    b_settings: Settings = None
    c_settings: Settings = None
    d_settings: Settings = None
    watch: Annotated[Literal["a", "b", "c", "d"], Field(description="Whose memory is drawn.")] = "d"
    beta: Annotated[
        float, Field(ge=0, lt=1, description="The momentum whose edges are computed.")
    ] = 0.9

    def faults_together(self) -> Iterable[Fault]:
        yield from super().faults_together()
        if self.scale != 1 and len(self.f) > MAX_LENGTH - 40:
            yield Fault("scale", "optimizers.fault.long", {})
        elif self.scale != 1:
            try:
                scaled(self.f, self.scale)
            except ExpressionError:
                yield Fault("scale", "optimizers.fault.long", {})
        for place in PLACES:
            name = getattr(self, place)
            if name not in OPTIMIZERS and (name != NONE or place == "a"):
                allowed = _NAMES if place == "a" else f"{NONE}, {_NAMES}"
                yield Fault(place, "query.choice", {"allowed": allowed})
            elif name != NONE:
                text = getattr(self, f"{place}_settings")
                yield from settings_faults(f"{place}_settings", name, text)


class Costs(NamedTuple):
    """What a run asked of the function besides one gradient a step."""

    values: int
    hessians: int


@dataclass(frozen=True)
class Run:
    """One contender's run, with what it cost; ``heights`` are in the units of f itself."""

    contender: Contender
    rate: float
    trajectory: Trajectory
    heights: Array
    costs: Costs
    tuned: Tuned | None

    @property
    def lost(self) -> bool:
        """Whether it diverged or has no value."""
        return self.trajectory.outcome.kind == "diverged" or not math.isfinite(self.heights[-1])


@dataclass(frozen=True)
class Race:
    """The runs of an experiment, each computed when first asked for."""

    experiment: RaceExperiment

    @cached_property
    def scene(self) -> Scene:
        """Function (scaled where asked), domain and start."""
        asked = self.experiment
        own = scene(asked.found, None, asked.start)
        if asked.scale == 1:
            return own
        made = scaled(asked.f, asked.scale).objective
        return Scene(made, own.entry, own.domain, own.start, own.text)

    @cached_property
    def minima(self) -> tuple[tuple[float, ...], ...]:
        """The known minima of what is raced on."""
        rows = self.scene.minima
        return tuple((*row[:-1], row[-1] * self.experiment.scale) for row in rows)

    @cached_property
    def contenders(self) -> tuple[Contender, ...]:
        """Who races, at the rates given or at such as suit the function."""
        return tuple(self._contender(place) for place in PLACES if self._name(place) != NONE)

    def _name(self, place: str) -> str:
        name: str = getattr(self.experiment, place)
        return name

    def _contender(self, place: str) -> Contender:
        name = self._name(place)
        settings = settings_of(name, getattr(self.experiment, f"{place}_settings"))
        rate = getattr(self.experiment, f"{place}_learning_rate")
        return Contender(place, name, rate or own_rate(self.experiment.f, name), settings)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The runs, in the order of the places."""
        return tuple(self._run(contender) for contender in self.contenders)

    def _run(self, contender: Contender) -> Run:
        asked, place = self.experiment, self.scene
        tuned = self.tuned(contender) if asked.fair else None
        rate = (tuned.rate if tuned else contender.learning_rate) * asked.factor
        rate = min(max(rate, 5e-324), 1.7e308)
        rule, count = counted(contender.rule(rate))
        made = descend(
            place.objective,
            rule,
            place.start,
            asked.steps,
            domain=place.domain,
            minima=self.minima,
        )
        return Run(contender, rate, made, made.values / asked.scale, count(), tuned)

    def tuned(self, contender: Contender) -> Tuned:
        """The best rate of the common sweep for a contender."""
        asked = self.experiment
        return _tuned(
            asked.f, asked.scale, asked.start, asked.steps, contender.name, contender.settings
        )

    @cached_property
    def lowest(self) -> float | None:
        """The lowest value known of f itself."""
        return min((row[-1] for row in self.scene.minima), default=None)

    @cached_property
    def offset(self) -> float:
        """What heights are measured from: the lowest known, else the lowest that anyone saw."""
        if self.lowest is not None:
            return self.lowest
        seen = [
            float(np.nanmin(run.heights)) for run in self.runs if np.isfinite(run.heights).any()
        ]
        return min(seen, default=0.0)

    def arrival(self, run: Run) -> int | None:
        """After how many gradients a run is first within 1e-3 of the lowest known value."""
        if self.lowest is None:
            return None
        within = np.flatnonzero(run.heights <= self.lowest + TOLERANCE)
        return int(within[0]) if within.size else None

    @cached_property
    def standings(self) -> tuple[Run, ...]:
        """The runs from the lowest final value to the highest; the lost ones last."""
        return tuple(sorted(self.runs, key=lambda run: (run.lost, float(run.heights[-1]))))

    @cached_property
    def curvature(self) -> tuple[float, float]:
        """The least and the largest curvature, of f itself, at its minimum (else those of 1)."""
        rows = self.scene.minima
        if not rows:
            return 1.0, 1.0
        original = scene(self.experiment.found).objective
        found = stability(original.hessian(np.array(rows[0][:-1]))).eigenvalues
        good = all(map(math.isfinite, found)) and found[-1] > 0
        return (found[0], found[-1]) if good else (1.0, 1.0)


@remembered("results", lambda race: 20_000 + 500 * race.experiment.steps)
def race_of(experiment: RaceExperiment) -> Race:
    """The race of an experiment; all figures of one page share it."""
    return Race(experiment)


def scaled(f: str, scale: float) -> Found:
    """The function times a number."""
    text = find(f).text
    return Found(objective(f"{scale!r}*({text})"), None, text)


def own_rate(f: str, name: str) -> float:
    """The rate at which a rule sets out on a function unless it is told another."""
    if f == "bowl" and name in BOOK_RATES:
        return BOOK_RATES[name]
    if name in _WHOLE:
        return 1.0
    return telling_rate(f, name)


@remembered("results")
def _tuned(
    f: str,
    scale: float,
    start: tuple[float, ...] | None,
    steps: int,
    name: str,
    settings: tuple[tuple[str, Any], ...],
) -> Tuned:
    own = scene(find(f), None, start)
    made = own.objective if scale == 1 else scaled(f, scale).objective
    rule = OPTIMIZERS[name].rule
    return tune(
        made,
        lambda rates: rule(learning_rate=rates, **dict(settings)),
        own.start,
        steps,
        own.domain,
    )


def counted(rule: Rule | JointRule) -> tuple[Rule | JointRule, Any]:
    """The same rule, and how many values and Hessians it has asked for so far."""
    if isinstance(rule, Rule):
        return rule, lambda: Costs(0, 0)
    seen = {"values": 0, "hessians": 0}

    def step(gradients: Any, xs: Any, hessian: Any, value_at: Any, k: Any) -> tuple[Any, ...]:
        def bend(at: Any) -> Any:
            seen["hessians"] += 1
            return hessian(at)

        def value(*at: Any) -> Any:
            seen["values"] += 1
            return value_at(*at)

        return rule.step(gradients, xs, bend, value, k)

    return JointRule(step), lambda: Costs(seen["values"], seen["hessians"])
