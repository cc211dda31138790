"""The program of the page: the function, its gradient, the arrow, and its angle to the minimum."""

import math

from app.catalogue.languages import say
from app.lessons.gradient_field.arrows import arrow
from app.lessons.gradient_field.experiment import GradientFieldExperiment
from app.lessons.lesson import Program
from app.lessons.numerical_gradient.written import written

_LESSON = "gradient-field"


def program(experiment: GradientFieldExperiment, lang: str) -> Program:
    """The NumPy program that gives the arrow, its length, and its angle where there is one."""
    told = arrow(experiment)
    programs = experiment.scene.objective.expression.programs
    gradient = written("gradient", programs.tape, programs.partials, programs.variables)
    sign = "-" if experiment.sign < 0 else ""

    def comment(key: str) -> str:
        return "# " + say(lang, f"{_LESSON}.program.{key}")

    point = ", ".join(repr(part) for part in told.point)
    text = f"""import numpy as np


{comment("gradient")}
{gradient}


point = np.array([{point}])
with np.errstate(all="ignore"):
    slope = np.array(gradient(*point), dtype=float).reshape(-1)
    arrow = {sign}slope + 0.0  {comment(experiment.arrows)}
    length = np.hypot.reduce(arrow)
"""
    prints: tuple[float, ...] = (*told.vector, told.length)
    if told.goal is None or len(told.point) == 1 or not math.isfinite(told.angle):
        return Program(text + "print(*map(float, arrow), float(length))\n", prints)
    goal = ", ".join(repr(part) for part in told.goal)
    text += f"""
way = np.array([{goal}]) - point  {comment("way")}
a, b = arrow / np.abs(arrow).max(), way / np.abs(way).max()
angle = np.degrees(np.arctan2(np.abs(a[0] * b[1] - a[1] * b[0]), (a * b).sum()))
print(*map(float, arrow), float(length), float(angle))
"""
    return Program(text, (*prints, told.angle))
