"""The NumPy program of the race."""

from app.lessons.lesson import Program
from app.lessons.listing import floats, gradient_lines, value_lines
from app.lessons.optimizers.experiment import RaceExperiment, Run, race_of
from app.lessons.optimizers.updates import POWER, can, update
from app.lessons.optimizers.words import named, words


def program(experiment: RaceExperiment, lang: str) -> Program:
    """Every contender whose rule can be written in a few lines, and where it ends."""
    race = race_of(experiment)
    racing = [run for run in race.runs if can(run.contender.name)]
    left = [named(run, lang) for run in race.runs if not can(run.contender.name)]
    bodies = [_update(run) for run in racing]
    written = [line for body in bodies for line in body]
    needs_value = any("value(" in line for line in written)
    slopes = gradient_lines(race.scene.objective)
    values = value_lines(race.scene.objective) if needs_value else []
    needs_math = any("math." in line for line in (*slopes, *values))
    lines = [
        *(["import math", ""] if needs_math else []),
        "import numpy as np",
        "",
        *slopes,
        "",
        *values,
        *(POWER if any("power(" in line for line in written) else ()),
        "",
        *written,
        "",
        *([f"# {words(lang, 'program.without', who=', '.join(left))}"] if left else []),
        "ends = []",
        f"for update in [{', '.join(run.contender.place for run in racing)}]:",
        f"    p, s = np.array({floats(race.scene.start)}), {{}}",
        f"    for k in range(1, {experiment.steps + 1}):",
        "        moved = update(p, gradient(*p), s, k)",
        f"        if not np.isfinite(moved).all():  # {words(lang, 'program.left')}",
        "            break",
        "        p = moved",
        "    ends += p.tolist()",
        "print(*map(repr, ends))",
    ]
    prints = [float(x) for run in racing for x in run.trajectory.points[-1]]
    return Program("\n".join(lines) + "\n", tuple(prints))


def _update(run: Run) -> list[str]:
    settings = {"learning_rate": float(run.rate), **run.contender.full_settings}
    return update(run.contender.name, run.contender.place, settings)
