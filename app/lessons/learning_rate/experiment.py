"""What a link to the page may hold, and the three runs that it asks for."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from app.catalogue.functions import FunctionEntry
from app.catalogue.lookup import Found, find
from app.catalogue.optimizers import OPTIMIZERS
from app.core import schedules
from app.core.descent import EXACT, Slopes, Trajectory, descend
from app.core.memory import remembered
from app.core.objective import objective
from app.core.stability import stability
from app.core.sweep import TOLERANCE, Sweep, nearest
from app.core.sweep import sweep as run_sweep
from app.lessons.answers import spaced
from app.lessons.board import ClockQuery
from app.lessons.descent.experiment import telling_rate
from app.lessons.numbers import plain, rounded
from app.lessons.queries import Function, FunctionQuery, Noise, Seed, Start
from app.lessons.scene import Scene, scene

RULE = OPTIMIZERS["gradient_descent"].rule
#: The three rates of the stage, by their keys, from left to right.
RATES = ("small", "learning_rate", "large")
MAX_STEPS = 2000
#: So many rates are tried for the picture of all rates, each for so many updates at the most.
TRIED = 101
TRIED_STEPS = 400
#: What StepLR and ExponentialLR multiply by unless told otherwise.
_GAMMA = {"step": 0.1, "exponential": 0.95}

Curvature = Annotated[
    float, Field(ge=1e-6, le=1e6, description="A curvature of λ₁x²/2 + λ₂y²/2, where f is empty.")
]
OwnFunction = Annotated[
    Function | None,
    Field(description="A catalogue name or an expression; λ₁x²/2 + λ₂y²/2 if left out."),
]
OneRate = Annotated[float | None, Field(gt=0, description="A learning rate; one that suits f.")]


class RateExperiment(ClockQuery, FunctionQuery):
    """Every key that the page and its figures understand."""

    STAND_INS: ClassVar[dict[str, str]] = {}

    f: OwnFunction = None  # type: ignore[assignment]
    learning_rate: OneRate = None
    small: OneRate = None
    large: OneRate = None
    steps: Annotated[int, Field(ge=0, le=MAX_STEPS, description="How many updates to run.")] = 60
    start: Start = None
    lambda1: Curvature = 0.1
    lambda2: Curvature = 2.0
    schedule: Annotated[
        Literal["constant", "step", "exponential", "cosine"],
        Field(description="How the rate changes along the run."),
    ] = "constant"
    gamma: Annotated[
        float | None,
        Field(
            gt=0,
            le=1,
            description="What step and exponential multiply the rate by; 0.1 and 0.95 if left out.",
        ),
    ] = None
    step_size: Annotated[
        int, Field(ge=1, le=MAX_STEPS, description="Updates between two drops of step.")
    ] = 20
    eta_min: Annotated[float, Field(ge=0, description="The rate in which cosine ends.")] = 0.0
    noise: Noise = 0.0
    seed: Seed = 0

    @property
    def found(self) -> Found:
        """The objective, and what is known of it."""
        return quadratic(self.lambda1, self.lambda2) if self.f is None else find(self.f)

    @property
    def suiting(self) -> Mapping[str, float]:
        """The three rates that show too small, right and too large on the function."""
        return _suiting(self.f, self.lambda1, self.lambda2)

    @property
    def tried_steps(self) -> int:
        """For how many updates each rate of the sweep is run."""
        return min(self.steps, TRIED_STEPS)

    @property
    def factor(self) -> float:
        """What step and exponential multiply the rate by."""
        return _GAMMA.get(self.schedule, 1.0) if self.gamma is None else self.gamma

    def rates_from(self, rate: float) -> list[float]:
        """The rate of each update, from a rate at the outset."""
        count = range(max(self.steps, 1))
        match self.schedule:
            case "step":
                own = {"step_size": self.step_size, "gamma": self.factor}
                return [schedules.step(rate, t, **own) for t in count]  # type: ignore[arg-type]
            case "exponential":
                return [schedules.exponential(rate, t, gamma=self.factor) for t in count]
            case "cosine":
                own = {"t_max": max(self.steps, 1), "eta_min": self.eta_min}
                return [schedules.cosine(rate, t, **own) for t in count]  # type: ignore[arg-type]
        return [schedules.constant(rate, t) for t in count]


@remembered("functions", lambda found: 24_000 + 1_500 * len(found.text))
def quadratic(first: float, second: float) -> Found:
    """λ₁x²/2 + λ₂y²/2 as a function of the catalogue's kind, with its minimum."""
    terms = [
        f"{variable}**2" if curve == 2 else f"{plain(curve / 2)}*{variable}**2"
        for variable, curve in (("x", first), ("y", second))
    ]
    text = " + ".join(terms)
    entry = FunctionEntry(
        name="quadratic",
        title={"en": "Quadratic bowl", "ko": "이차함수 그릇"},
        expression=text,
        domain=(-10.0, 10.0, -5.0, 5.0),
        start=(-7.0, 2.0),
        minima=((0.0, 0.0, 0.0),),
        learning_rate=rounded(1.8 / max(first, second), 3),
        note={"en": "", "ko": ""},
        source="",
    )
    return Found(objective(text), entry, text)


@dataclass(frozen=True)
class Bend:
    """The curvatures, ascending, at the place that the middle run belongs to, and what they allow.

    ``edge`` is 2/λmax and ``best`` 2/(λmin + λmax), None where they have no meaning; ``everywhere``
    tells that f is quadratic, so that they hold at every step.
    """

    at: tuple[float, ...]
    curvatures: tuple[float, ...]
    edge: float | None
    best: float | None
    everywhere: bool


@dataclass(frozen=True)
class Run:
    """One run: its key, its rate at the outset, the trajectory, and the same without noise."""

    key: str
    rate: float
    trajectory: Trajectory
    calm: Trajectory


@dataclass(frozen=True)
class Three:
    """The runs of an experiment, each computed when first asked for."""

    experiment: RateExperiment

    @cached_property
    def scene(self) -> Scene:
        """Function, domain and start."""
        return scene(self.experiment.found, None, self.experiment.start)

    @cached_property
    def rates(self) -> dict[str, float]:
        """The three rates: those given, else such as suit the function."""
        own = self.experiment.suiting
        return {key: getattr(self.experiment, key) or own[key] for key in RATES}

    @cached_property
    def runs(self) -> dict[str, Run]:
        """The three runs."""
        return {key: self._one(key, rate) for key, rate in self.rates.items()}

    def _one(self, key: str, rate: float) -> Run:
        asked, made = self.experiment, self.at(rate)
        calm = self._run(asked.rates_from(rate), asked.steps, EXACT) if asked.noise else made
        return Run(key, rate, made, calm)

    @cached_property
    def unchanging(self) -> Trajectory:
        """The middle run without its schedule."""
        return self.at(self.rates["learning_rate"], constant=True)

    def at(self, rate: float, constant: bool = False) -> Trajectory:
        """The run at a rate, all else as the experiment says; or without its schedule."""
        asked = self.experiment
        rates = [rate] if constant else asked.rates_from(rate)
        return self._run(rates, asked.steps, Slopes(None, asked.noise, asked.seed))

    def undisturbed(self, rate: float, steps: int) -> Trajectory:
        """The first steps at a constant rate without noise."""
        return self._run([rate], steps, EXACT)

    def _run(self, rates: list[float], steps: int, slopes: Slopes) -> Trajectory:
        return descend(
            self.scene.objective,
            schedules.scheduled(RULE, rates),
            self.scene.start,
            steps,
            domain=self.scene.domain,
            minima=self.scene.minima,
            slopes=slopes,
        )

    def bend_of(self, made: Trajectory) -> Bend:
        """The curvature at the minimum that a run reaches, or would."""
        place, converged = self.scene, made.outcome.kind == "converged"
        end = made.points[0 if made.outcome.kind == "diverged" else -1]
        if not converged and place.minima:
            end = np.array(nearest(place.minima, end)[:-1])
        return bend(place, tuple(map(float, end)), converged or bool(place.minima))

    @cached_property
    def bend(self) -> Bend:
        """The curvature at the minimum of the middle run."""
        return self.bend_of(self.runs["learning_rate"].trajectory)

    def lowest(self, made: Trajectory) -> float | None:
        """The lowest value known: the function's minimum, else where the run itself converges."""
        if self.scene.minima:
            return min(row[-1] for row in self.scene.minima)
        return float(made.values[-1]) if made.outcome.kind == "converged" else None

    def arrival(self, made: Trajectory) -> int | None:
        """The first step within 1e-3 of the lowest value known."""
        lowest = self.lowest(made)
        if lowest is None:
            return None
        within = np.flatnonzero(made.values <= lowest + TOLERANCE)
        return int(within[0]) if within.size else None

    @property
    def sweep(self) -> Sweep:
        """Every rate of the slider, each for a whole run, constant and without noise."""
        asked = self.experiment
        return _swept(asked.f, asked.lambda1, asked.lambda2, asked.start, asked.tried_steps)

    @property
    def span(self) -> tuple[float, float]:
        """The ends of the sliders; they hang on the function alone."""
        return _span(self.experiment.suiting)


@remembered("results", lambda three: 10_000 + 400 * three.experiment.steps)
def three_of(experiment: RateExperiment) -> Three:
    """The runs of an experiment; all figures of one page share them."""
    return Three(experiment)


def bend(place: Scene, at: tuple[float, ...], minimum: bool) -> Bend:
    """What the curvature at a place allows."""
    hessian = place.objective.hessian(np.array(at))
    found = stability(hessian)
    finite = all(map(math.isfinite, found.eigenvalues))
    # A curvature that is 0 but for rounding is a flat direction, not a downhill one.
    valley = finite and found.eigenvalues[0] >= -1e-12 * abs(found.eigenvalues[-1])
    return Bend(
        at=at,
        curvatures=found.eigenvalues,
        edge=found.largest_stable_learning_rate if valley and minimum else None,
        best=found.best_learning_rate if valley and minimum else None,
        everywhere=valley and _quadratic(place, at),
    )


def _quadratic(place: Scene, at: tuple[float, ...]) -> bool:
    """Whether the Hessian is the same at the start, at a place, and elsewhere."""
    start, end = np.array(place.start), np.array(at)
    with np.errstate(all="ignore"):  # a start near the end of the floats
        places = [start, end, 0.7 * start + 0.3 * end + 0.123, start * 1.7 - 0.71]
    bends = place.objective.hessian(np.stack(places, axis=-1))
    return bool(np.allclose(bends, bends[..., :1], rtol=1e-9, atol=1e-12))


@remembered("results")
def _suiting(f: str | None, first: float, second: float) -> Mapping[str, float]:
    found = quadratic(first, second) if f is None else find(f)
    own = found.entry and found.entry.learning_rate
    right = own or telling_rate(found.text, "gradient_descent")
    edge = _own_edge(found, right)
    above = rounded(1.05 * edge, 3) if edge else 0.0
    return {
        "small": rounded(right / 18, 1),
        "learning_rate": right,
        "large": above if above > right else rounded(10 * right, 3),
    }


def _span(suiting: Mapping[str, float]) -> tuple[float, float]:
    edge = suiting["large"] / 1.05
    return rounded(edge / 200, 1), rounded(edge * 2)


@remembered("results")
def _swept(
    f: str | None, first: float, second: float, start: tuple[float, ...] | None, steps: int
) -> Sweep:
    place = scene(quadratic(first, second) if f is None else find(f), None, start)
    return run_sweep(
        place.objective,
        lambda tried: RULE(learning_rate=tried),
        place.start,
        spaced((*_span(_suiting(f, first, second)), float(TRIED))),
        steps,
        domain=place.domain,
        minima=place.minima,
    )


def _own_edge(found: Found, right: float) -> float | None:
    """2/λmax at the deepest known minimum, or where an own function's run converges."""
    place = scene(found)
    if place.minima:
        return bend(place, tuple(place.minima[0][:-1]), True).edge
    made = descend(
        place.objective, RULE(learning_rate=right), place.start, 400, domain=place.domain
    )
    end = tuple(map(float, made.points[-1]))
    return bend(place, end, True).edge if made.outcome.kind == "converged" else None
