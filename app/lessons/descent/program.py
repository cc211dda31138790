"""The NumPy program of the run: the function, its gradient, the rule, the loop."""

from functools import lru_cache

from app.catalogue.languages import say
from app.core.objective import Objective
from app.lessons.descent.experiment import Run, RunQuery, run_of
from app.lessons.lesson import Program
from app.lessons.listing import floats, gradient_lines, value_lines
from app.lessons.rule_lines import rule_lines


def program(experiment: RunQuery, lang: str) -> Program:
    """The run's own program; its last line is the last point."""
    run = run_of(experiment)
    settings = {"learning_rate": run.rate, **experiment.own_settings()}
    rule = rule_lines(experiment.chosen(), settings)
    value, slopes = map(list, _function(run.scene.objective))
    if experiment.gradient == "numerical":
        slopes = [*value, "", *_differences(experiment.h)]
    elif any("value(" in line for line in rule):
        slopes = [*value, "", *slopes]
    if any("hessian(" in line for line in rule):
        slopes = [*slopes, "", f"# {say(lang, 'descent.program.newton')}", *_curvatures()]
    shaken = _noise(run)
    slope = "gradient(*p) + noise[k - 1]" if shaken else "gradient(*p)"
    needs_math = any("math." in line for line in slopes)
    lines = [
        *(["import math", ""] if needs_math else []),
        "import numpy as np",
        "",
        *slopes,
        "",
        *rule,
        "",
        *shaken,
        f"p = np.array({floats(run.scene.start)})",
        f"for k in range(1, {experiment.steps + 1}):",
        f"    moved, state = step({slope}, p, state, k)",
        "    if not np.isfinite(moved).all():",
        "        break",
        "    p = moved",
        "print(*map(repr, p.tolist()))",
    ]
    last = run.trajectory.points[-1].tolist()
    return Program("\n".join(lines) + "\n", tuple(last))


@lru_cache(maxsize=256)
def _function(objective: Objective) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of the value and of the gradient."""
    return tuple(value_lines(objective)), tuple(gradient_lines(objective))


def _differences(h: float) -> list[str]:
    """The central difference, one coordinate at a time."""
    return [
        "def gradient(*p):",
        f"    h = {h!r}",
        "    sides = np.eye(len(p)) * h",
        "    return np.array([(value(*(p + e)) - value(*(p - e))) / (2 * h) for e in sides])",
    ]


def _curvatures() -> list[str]:
    """The Hessian for Newton's method, by differences of the exact gradient."""
    return [
        "def hessian(p, h=1e-5):",
        "    sides = np.eye(len(p)) * h",
        "    rows = np.array([(gradient(*(p + e)) - gradient(*(p - e))) / (2 * h) for e in sides])",
        "    return (rows + rows.T) / 2",
    ]


def _noise(run: Run) -> list[str]:
    """The noise of each step, drawn as the run draws it."""
    query = run.experiment
    if query.noise == 0:
        return []
    shape = f"({query.steps + 1}, {len(run.scene.start)})"
    drawn = f"np.random.default_rng({query.seed}).standard_normal({shape})"
    return [f"noise = {query.noise!r} * {drawn}"]
