"""What one rate does, as a kind with the numbers that its sentences need."""

import math
from dataclasses import dataclass, field

import numpy as np

from app.core.descent import Trajectory
from app.core.sweep import nearest
from app.lessons.learning_rate.experiment import Run, Three
from app.lessons.numbers import digits, factor
from app.lessons.sentences import flat_reason


@dataclass(frozen=True)
class Regime:
    """``kind`` names the sentences ``caption.KIND`` and ``headline.KIND``; ``role`` the colour."""

    kind: str
    role: str
    values: dict[str, object] = field(default_factory=dict)


def regime(three: Three, run: Run) -> Regime:
    """What a run does, in the first of the kinds that fits it."""
    made = run.trajectory
    outcome, steps = made.outcome, len(made.points) - 1
    values: dict[str, object] = {
        "rate": digits(run.rate, 4),
        "steps": steps,
        "step": outcome.step,
        "period": outcome.period,
        "value": digits(float(made.values[-1])),
    }
    if not math.isfinite(made.values[0]):
        return Regime("nowhere", "edge", values)
    if outcome.kind == "diverged":
        return _diverged(three, run, values)
    if steps == 0:
        return Regime("still", "quiet", values)
    if three.experiment.noise > 0:
        return _shaken(three, run, values)
    if outcome.kind == "cycling":
        return Regime("swings" if outcome.period == 2 else "cycles", "edge", values)
    if outcome.kind == "flat":
        return Regime(f"flat.{flat_reason(made)}", "quiet", values)
    arrival = three.arrival(made)
    if arrival is not None:
        kind = "arrives" if arrival else "already"
        return Regime(kind, "best", {**values, "arrival": arrival})
    if outcome.kind == "converged":
        return Regime("elsewhere" if three.scene.minima else "rests", "quiet", values)
    return _on_the_way(three, made, values)


def _diverged(three: Three, run: Run, values: dict[str, object]) -> Regime:
    outcome, seen = run.trajectory.outcome, run.trajectory.values
    if outcome.reason == "undefined":
        return Regime("undefined", "edge", values)
    steady = three.experiment.schedule == "constant" and three.experiment.noise == 0
    known = three.bend_of(run.trajectory)
    curve = known.curvatures[-1]
    if steady and known.everywhere and run.rate * curve > 2:
        return Regime("past", "edge", {**values, "factor": factor(1 - run.rate * curve)})
    if outcome.reason in ("far", "overflow") and seen[-1] < seen[0]:
        return Regime("endless", "edge", values)
    return Regime("flies", "edge", values)


def _shaken(three: Three, run: Run, values: dict[str, object]) -> Regime:
    """A run with noise: either it hovers, or without noise, too, it would still be on its way."""
    made, level, lowest = run.trajectory, hovering(three, run.trajectory), three.lowest(run.calm)
    if lowest is not None and float(run.calm.values[-1]) - lowest > 0.5 * level:
        return _on_the_way(three, made, values)
    return Regime("hovers", "run", {**values, "level": digits(level)})


def _on_the_way(three: Three, made: Trajectory, values: dict[str, object]) -> Regime:
    first, last = float(made.values[0]), float(made.values[-1])
    if not last < first:
        return Regime("wanders", "quiet", values)
    lowest = three.lowest(made)
    if lowest is None:
        return Regime("falls", "run", values)
    values |= {"gap": digits(last - lowest, 2)}
    share = covered(three, made)
    if 0 < share < 0.9:
        return Regime("creeps", "run", {**values, "share": digits(100 * share, 2)})
    return Regime("short", "run", values)


def covered(three: Three, made: Trajectory) -> float:
    """The share of the distance to the deepest minimum that a run has covered; 0 if unknown."""
    if not three.scene.minima:
        return 0.0
    lowest = three.lowest(made)
    deepest = tuple(row for row in three.scene.minima if row[-1] == lowest)
    target = np.array(nearest(deepest, made.points[-1])[:-1])
    first, last = (float(np.hypot.reduce(made.points[k] - target)) for k in (0, -1))
    return 1 - last / first if first else 0.0


def hovering(three: Three, made: Trajectory) -> float:
    """The mean value above the lowest known, over the last quarter of a run."""
    tail = made.values[-max(1, len(made.values) // 4) :]
    return float(np.mean(tail)) - (three.lowest(made) or 0.0)
