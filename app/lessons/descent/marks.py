"""The two marks on the learning-rate slider: the edge, and the fastest rate."""

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.memory import remembered
from app.core.stability import stability
from app.core.sweep import nearest
from app.lessons.descent.experiment import Run, RunQuery, run_of, telling_rate
from app.lessons.numbers import rounded


@dataclass(frozen=True)
class Marks:
    """Where the run's rule becomes unstable (``edge``) and fastest (``best``); None if unknown.

    They belong to the place ``at``: the minimum that the run reaches, else the nearest known,
    else the last point. ``curvatures`` are the Hessian's eigenvalues there, ascending, with
    ``axes`` their directions, one a row; ``reached`` tells that the run came near the place, and
    ``minimum`` that the place is a minimum and not only where the run happened to end.
    """

    at: tuple[float, ...]
    curvatures: tuple[float, ...]
    axes: tuple[tuple[float, ...], ...]
    edge: float | None
    best: float | None
    reached: bool
    minimum: bool


def marks(run: Run) -> Marks:
    """The marks of a run."""
    trajectory, scene = run.trajectory, run.scene
    last = trajectory.points[-1]
    known = bool(scene.minima)
    if trajectory.outcome.kind == "converged" or not known:
        at = tuple(map(float, last))
    else:
        at = tuple(nearest(scene.minima, last)[:-1])
    low, high = np.array(scene.domain[0::2]), np.array(scene.domain[1::2])
    with np.errstate(all="ignore"):
        near = bool((np.abs(last - np.array(at)) <= 0.05 * (high - low)).all())
    reached = trajectory.outcome.kind == "converged" or (known and near)
    found = _marks_at(run, at, reached, known or trajectory.outcome.kind == "converged")
    return found if found.best is None or _leads(run, found) else replace(found, best=None)


def _leads(run: Run, found: Marks) -> bool:
    """Whether the fastest rate takes this start to the marks' minimum, or is on its way there.

    It is the fastest near the minimum; from far away its first steps may throw the run elsewhere.
    """
    tried = run_of(run.experiment.model_copy(update={"learning_rate": found.best})).trajectory
    if tried.outcome.kind not in ("converged", "descending"):
        return False
    if not run.scene.minima:
        return bool(tried.values[-1] <= tried.values[0])
    return tuple(nearest(run.scene.minima, tried.points[-1])[:-1]) == found.at or _is_minimum_near(
        run, tried.points[-1], found.at
    )


def _is_minimum_near(run: Run, point: NDArray[np.float64], at: tuple[float, ...]) -> bool:
    """Whether a point rests at ``at``, which a run may know more exactly than the catalogue."""
    widths = np.array(run.scene.domain[1::2]) - np.array(run.scene.domain[0::2])
    return bool((np.abs(point - np.array(at)) <= 1e-3 * widths).all())


def _marks_at(run: Run, at: tuple[float, ...], reached: bool, minimum: bool) -> Marks:
    hessian = run.scene.objective.hessian(np.array(at))
    curvatures = stability(hessian).eigenvalues
    if not all(map(math.isfinite, curvatures)):
        return Marks(at, curvatures, (), None, None, reached, minimum)
    axes = tuple(tuple(map(float, axis)) for axis in np.linalg.eigh(hessian)[1].T)
    chosen, settings = run.experiment.chosen(), run.experiment.own_settings()
    edge = best = None
    # A curvature that is 0 but for rounding is a flat direction, not a downhill one.
    if curvatures[0] >= -1e-12 * abs(curvatures[-1]):
        edge = chosen.stability_edge(curvatures[-1], **settings)
        best = chosen.best_rate(curvatures[0], curvatures[-1], **settings)
    return Marks(at, curvatures, axes, edge, best, reached, minimum)


def slider(run: Run) -> tuple[float, float]:
    """The ends of the slider. They hang on the function and the rule alone, never on the rate."""
    experiment = run.experiment
    return _reach(experiment.f, experiment.optimizer, tuple(experiment.own_settings().items()))


@remembered("results")
def _reach(f: str, optimizer: str, settings: tuple[tuple[str, Any], ...]) -> tuple[float, float]:
    experiment = RunQuery.model_construct(f=f, optimizer=optimizer, **dict(settings))
    run = Run(experiment)
    edges = [_marks_at(run, tuple(row[:-1]), True, True).edge for row in run.scene.minima]
    found = [edge for edge in edges if edge is not None]
    if found:
        # A run may reach any of the minima; the slider holds the edge of each.
        return rounded(min(found) / 200, 1), rounded(max(found) * 2)
    good = telling_rate(experiment.f, experiment.optimizer)
    return rounded(good / 100, 1), rounded(good * 10)
