"""The headline: what this run does, in one computed sentence, with the decisive number."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalogue.languages import say
from app.core.memory import remembered
from app.core.objective import Objective
from app.core.sweep import TOLERANCE
from app.lessons.descent.experiment import Run, ladder_rate
from app.lessons.descent.marks import Marks
from app.lessons.headline import segments
from app.lessons.numbers import digits, factor, place, plain, rounded_down
from app.lessons.sentences import flat_reason, outcome_sentence

#: A factor this close to 0, as a step that lands exactly leaves it.
_NOTHING = 1e-9
#: An eigenvector this close to an axis bears the axis's name.
_ALIGNED = 0.999
#: A line of the headline holds so many Latin letters.
_LINE = 76


@dataclass(frozen=True)
class Motion:
    """What one step of plain gradient descent does along each direction at the marks' place.

    ``factors`` are 1 − ηλ with the names of what they multiply, and ``felt`` tells which of them
    the start has anything of; ``everywhere`` tells that the function is quadratic, so that they
    hold at every step and not only near the minimum.
    """

    factors: tuple[float, ...]
    names: tuple[str, ...]
    felt: tuple[bool, ...]
    everywhere: bool

    def slowest(self, among: Iterable[int]) -> int:
        """The direction of the largest factor, of those that the start feels where any is."""
        chosen = list(among)
        felt = [index for index in chosen if self.felt[index]]
        return max(felt or chosen, key=lambda index: abs(self.factors[index]))


def _width(text: str) -> float:
    """The width of a text in Latin letters; a Hangul syllable is as wide as one and a half."""
    return sum(1.6 if "가" <= letter <= "힣" else 1 for letter in text)


def motion(run: Run, marks: Marks, lang: str) -> Motion | None:
    """The factors of a plain descent; None for other rules, noise, or no minimum in reach."""
    if run.experiment.optimizer != "gradient_descent" or not marks.axes or not marks.edge:
        return None
    factors = tuple(1 - run.rate * value for value in marks.curvatures)
    everywhere = _quadratic(run, marks)
    centre = _centre(run, marks)
    widths = np.array(run.scene.domain[1::2]) - np.array(run.scene.domain[0::2])
    names = []
    for index, axis in enumerate(marks.axes):
        aligned = [i for i, part in enumerate(axis) if abs(part) > _ALIGNED]
        direction = "steep" if index == len(marks.axes) - 1 else "gentle"
        if aligned:
            near = abs(centre[aligned[0]]) <= 1e-6 * widths[aligned[0]]
            variable = run.scene.objective.variables[aligned[0]]
            names.append(variable if near else _shifted(variable, float(centre[aligned[0]])))
        else:
            names.append(say(lang, f"verdict.direction.{direction}"))
    if len({round(value, 12) for value in marks.curvatures}) == 1 and len(marks.axes) > 1:
        names = [say(lang, "verdict.direction.all")] * len(names)
    offsets = np.abs(np.array(marks.axes) @ (np.array(run.scene.start) - centre))
    felt = tuple((offsets > 1e-12 * float(widths.max())).tolist())
    return Motion(factors, tuple(names), felt, everywhere)


def _centre(run: Run, marks: Marks) -> NDArray[np.float64]:
    """The minimum of the quadratic at the marks' place: one Newton step from there."""
    at = np.array(marks.at)
    if marks.curvatures[0] <= 1e-12 * marks.curvatures[-1]:
        return at
    objective = run.scene.objective
    step = np.linalg.solve(objective.hessian(at), objective.gradient(at))
    centre: NDArray[np.float64] = at - step
    return centre if np.isfinite(centre).all() else at


def _shifted(variable: str, centre: float) -> str:
    """What a step multiplies along an axis: the distance from the minimum, as x − 3 or x + 5."""
    return f"{variable} {'−' if centre > 0 else '+'} {digits(abs(centre))}"


def _quadratic(run: Run, marks: Marks) -> bool:
    """Whether the Hessian is the same at the start, at the place of the marks and in between."""
    return _bends_alike(run.scene.objective, run.scene.start, marks.at)


@remembered("results")
def _bends_alike(objective: Objective, first: tuple[float, ...], last: tuple[float, ...]) -> bool:
    """As ``_quadratic``; no learning rate changes it."""
    start, at = np.array(first), np.array(last)
    places = [start, at, 0.7 * start + 0.3 * at + 0.123, start * 1.7 - 0.71]
    bends = objective.hessian(np.stack(places, axis=-1))
    return bool(np.allclose(bends, bends[..., :1], rtol=1e-9, atol=1e-12))


def arrival(run: Run) -> int | None:
    """The first step within 1e-3 of the lowest known value, or of where an own function ends."""
    values = run.trajectory.values
    if run.scene.minima:
        target = min(m[-1] for m in run.scene.minima)
    elif run.trajectory.outcome.kind == "converged":
        target = float(values[-1])
    else:
        return None
    within = np.flatnonzero(values <= target + TOLERANCE)
    return int(within[0]) if within.size else None


def verdict(run: Run, marks: Marks, lang: str) -> dict[str, Any]:
    """``headline`` and ``detail`` as pieces with roles, and an ``offer`` of a rate that works.

    ``long`` tells that the headline does not fit a line of the page at its full size.
    """
    words = _Words(run, marks, lang)
    headline = segments(words.headline())
    return {
        "headline": headline,
        "long": _width("".join(piece["text"] for piece in headline)) > _LINE,
        "detail": segments(words.detail()),
        "offer": words.offer(),
    }


class _Words:
    """Chooses the sentences for one run."""

    def __init__(self, run: Run, marks: Marks, lang: str) -> None:
        self.run, self.marks, self.lang = run, marks, lang
        self.outcome = run.trajectory.outcome
        self.arrival = arrival(run)
        noisy = run.experiment.noise > 0
        self.motion = None if noisy else motion(run, marks, lang)
        self.quadratic = bool(marks.axes) and _quadratic(run, marks)
        self.steps = len(run.trajectory.points) - 1
        #: Whether the headline already says after how many steps the run arrives.
        self.counted = False

    @property
    def higher(self) -> float | None:
        """How much higher than the lowest known is the minimum that the run has settled in."""
        values = [row[-1] for row in self.run.scene.minima]
        if not values or not self.marks.reached or not self.marks.curvatures:
            return None
        last = float(self.run.trajectory.values[-1])
        here = float(self.run.scene.objective.value(np.array(self.marks.at)))
        settled = abs(last - here) <= TOLERANCE and self.marks.curvatures[0] > 0
        return here - min(values) if settled and here - min(values) > TOLERANCE else None

    def say(self, key: str, **values: object) -> str:
        return say(self.lang, f"verdict.{key}", **values)

    def outcome_sentence(self) -> str:
        return outcome_sentence(self.run.trajectory, self.run.scene, self.lang)

    def headline(self) -> str:
        outcome = self.outcome
        values: dict[str, object] = {
            "step": outcome.step,
            "steps": self.steps,
            "period": outcome.period,
            "value": digits(float(self.run.trajectory.values[-1])),
            "place": place(self.run.trajectory.points[-1]),
            "start": place(self.run.scene.start),
        }
        if not math.isfinite(self.run.trajectory.values[0]):
            return self.say("nowhere", **values)
        if self.steps == 0 and outcome.kind != "diverged":
            return self.say("no_step", **values)
        match outcome.kind:
            case "diverged":
                return self._diverged(values)
            case "frozen":
                return self.say("frozen", **values)
            case "cycling":
                return self.say("swings" if outcome.period == 2 else "cycling", **values)
            case "flat":
                return self.say(f"flat.{flat_reason(self.run.trajectory)}", **values)
            case "stalled":
                return self._stalled(values)
        return self._arriving(values)

    def _diverged(self, values: dict[str, object]) -> str:
        if self.outcome.reason == "undefined":
            return self.say("undefined", **values)
        if self.motion and self.marks.edge and self.run.rate > self.marks.edge:
            fastest = self.motion.slowest(range(len(self.motion.factors)))
            values |= self._factor(self.motion, fastest)
            return self.say("past_edge" if self.motion.everywhere else "past_edge_near", **values)
        falling = self.run.trajectory.values[-1] < self.run.trajectory.values[0]
        if self.outcome.reason in ("far", "overflow") and falling:
            return self.say("endless", **values)
        return self.say("flies_apart", **values)

    def _factor(self, motion: Motion, index: int) -> dict[str, object]:
        return {"factor": factor(motion.factors[index]), "axis": motion.names[index]}

    def _stalled(self, values: dict[str, object]) -> str:
        if not self.run.scene.minima:
            return self.say("stalled", **values)
        trajectory = self.run.trajectory.values
        lowest = min(m[-1] for m in self.run.scene.minima)
        whole = float(trajectory[0]) - lowest
        share = (float(trajectory[0]) - float(trajectory[-1])) / whole if whole > 0 else 0.0
        return self.say("stalled_share", share=digits(100 * share, 2), **values)

    def _arriving(self, values: dict[str, object]) -> str:
        if self.arrival == 0 and self.run.scene.minima:
            self.counted = True
            return self.say("already", **values)
        moving = self.motion
        if moving and (moving.everywhere or self.marks.reached):
            return self._moving(moving, values)
        if self.arrival is not None and self.run.scene.minima:
            self.counted = True
            return self.say("arrives", arrival=self.arrival, **values)
        first, last = self.run.trajectory.values[[0, -1]]
        if self.outcome.kind == "converged":
            return self.say("other_minimum" if self.run.scene.minima else "rests", **values)
        return self.say("under_way" if last < first else "wanders", **values)

    def _moving(self, moving: Motion, values: dict[str, object]) -> str:
        """The headline of a plain descent near its minimum, by its factors."""
        factors = moving.factors
        felt = [i for i in range(len(factors)) if moving.felt[i]] or list(range(len(factors)))
        if moving.everywhere and all(abs(factors[i]) <= _NOTHING for i in felt):
            return self.say("one_step", **values)
        leaping = [i for i in felt if factors[i] < -_NOTHING]
        index = moving.slowest(leaping or felt)
        values |= self._factor(moving, index)
        if abs(factors[index]) < 0.005 and not moving.everywhere:
            return self.say("lands_near", **values)
        if moving.everywhere and factors[index] < -1:
            # A few steps past the edge have not gone far yet, but they only grow.
            key = "past_edge"
        elif leaping:
            key = "leaps"
        else:
            walks = self.arrival is not None or abs(factors[index]) < 0.97
            key = "walks" if walks else "creeps"
        return self.say(key if moving.everywhere else f"{key}_near", **values)

    def detail(self) -> str:
        kind = self.outcome.kind
        sentences = []
        if kind in ("converged", "descending") and self.steps:
            if self.arrival is not None and not self.counted:
                key = "arrival" if self.run.scene.minima else "arrival_own"
                sentences.append(self.say(key, arrival=self.arrival))
            elif self.arrival is None and self.higher is not None:
                sentences.append(self.say("settled", gap=digits(self.higher, 3)))
            elif self.arrival is None and self.run.scene.minima and kind == "descending":
                lowest = min(m[-1] for m in self.run.scene.minima)
                gap = digits(float(self.run.trajectory.values[-1]) - lowest, 2)
                sentences.append(self.say("gap", steps=self.steps, gap=gap))
            elif self.arrival is None and kind == "descending":
                # The headline has the value already.
                slope = self.run.scene.objective.gradient(self.run.trajectory.points[-1])
                length = digits(float(np.hypot.reduce(slope)))
                sentences.append(self.say("slope", slope=length))
            elif self.arrival is None:
                sentences.append(self.outcome_sentence())
        elif self.steps or kind == "diverged":
            sentences.append(self.outcome_sentence())
        edge = self.marks.edge
        if edge is not None and kind not in ("frozen", "flat"):
            sentences.append(self._edge(edge))
        return " ".join(sentences)

    def _edge(self, edge: float) -> str:
        words = {"edge": edge_words(edge)}
        rate = self.run.rate
        if not self.quadratic and not self.marks.minimum:
            return self.say("edge.here", **words)
        if math.isclose(rate, edge, rel_tol=1e-9):
            return self.say("edge.at", **words)
        if rate > edge:
            return self.say("edge.below" if self.quadratic else "edge.below_near", **words)
        return self.say("edge.past" if self.quadratic else "edge.past_near", **words)

    def offer(self) -> dict[str, str] | None:
        """A rate that works, tried before it is offered; None where the run is well as it is."""
        if self.outcome.kind not in ("diverged", "stalled", "cycling", "frozen"):
            return None
        experiment = self.run.experiment
        edge = self.marks.edge
        tried = [self.marks.best, edge and edge * 0.5]
        for rate in [rounded_down(r) for r in tried if r] + [self._ladder()]:
            if rate == experiment.learning_rate or (edge is not None and rate > edge):
                continue
            if self.run.with_rate(rate).outcome.kind in ("converged", "descending"):
                text = self.say("offer", rate=digits(rate, 4))
                return {"learning_rate": plain(rate), "text": text}
        return None

    def _ladder(self) -> float:
        experiment = self.run.experiment
        return ladder_rate(
            experiment.found, experiment.optimizer, experiment.own_settings(), self.run.scene.start
        )


def edge_words(edge: float) -> str:
    """The edge as the headline shows it: two decimals where they say it all."""
    short = f"{edge:.2f}"
    return short if math.isclose(float(short), edge, rel_tol=1e-9) else digits(edge, 4)
