"""An outcome in one sentence: what happened, at which step, and why."""

import math

import numpy as np

from app.catalogue.languages import say
from app.core.descent import Trajectory
from app.lessons.numbers import digits, place
from app.lessons.scene import Scene


def outcome_sentence(run: Trajectory, scene: Scene, lang: str) -> str:
    """The outcome of a run in words."""
    outcome = run.outcome
    last = run.points[-1]
    slope = scene.objective.gradient(last)
    values: dict[str, object] = {
        "step": outcome.step,
        "steps": len(run.points) - 1,
        "period": outcome.period,
        "place": place(last),
        "value": digits(float(run.values[-1])),
        "slope": digits(float(np.hypot.reduce(slope))),
    }
    key = f"{outcome.kind}.{outcome.reason}"
    if outcome.kind == "flat":
        key = f"flat.{flat_reason(run)}"
    if outcome.kind == "frozen":
        gap = float(np.spacing(np.abs(last).max()))
        values |= {"gap": digits(gap), "size": digits(float(np.abs(last).max()), 2)}
    if outcome.reason == "undefined" and outcome.step <= 1 and not _valued(run):
        key = "diverged.nowhere"
    if outcome.kind == "descending" and not _valued(run):
        key = "diverged.nowhere"
    if outcome.reason == "far" and run.values[outcome.step] > run.values[0]:
        key = "diverged.far_worse"
    if outcome.reason == "growth" and run.values[-1] <= run.values[0]:
        key = "diverged.growing"
    return say(lang, f"outcome.{key}", **values)


def flat_reason(run: Trajectory) -> str:
    """Why a run rests at a flat place; on a line, a saddle is an inflection."""
    line = run.points.shape[1] == 1
    return "inflection" if line and run.outcome.reason == "saddle" else run.outcome.reason


def _valued(run: Trajectory) -> bool:
    """Whether the function has a value at the start."""
    return math.isfinite(float(run.values[0]))
