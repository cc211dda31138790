"""The program of the page: the function, its gradient, the arrow, and its angle to the minimum."""

import math

from app.catalogue.languages import say
from app.lessons.gradient_field.arrows import arrow
from app.lessons.gradient_field.experiment import GradientFieldExperiment
from app.lessons.lesson import Program
from app.lessons.listing import floats, function_lines, program_text

_LESSON = "gradient-field"


def program(experiment: GradientFieldExperiment, lang: str) -> Program:
    """The NumPy program that gives the arrow, its length, and its angle where there is one."""
    told = arrow(experiment)
    sign = "-" if experiment.sign < 0 else ""

    def comment(key: str) -> str:
        return "# " + say(lang, f"{_LESSON}.program.{key}")

    gradient = [
        comment("gradient"),
        *function_lines(experiment.scene.objective, "gradient", arithmetic="arrays"),
    ]
    here = [
        f"point = np.array({floats(told.point)})",
        'with np.errstate(all="ignore"):',
        f"    arrow = {sign}gradient(*point) + 0.0  {comment(experiment.arrows)}",
        "    length = np.hypot.reduce(arrow)",
    ]
    prints: tuple[float, ...] = (*told.vector, told.length)
    if told.goal is None or len(told.point) == 1 or not math.isfinite(told.angle):
        last = ["print(*map(float, arrow), float(length))"]
        return Program(program_text(gradient, [*here, *last]), prints)
    way = [
        f"way = np.array({floats(told.goal)}) - point  {comment('way')}",
        "a, b = arrow / np.abs(arrow).max(), way / np.abs(way).max()",
        "angle = np.degrees(np.arctan2(np.abs(a[0] * b[1] - a[1] * b[0]), (a * b).sum()))",
        "print(*map(float, arrow), float(length), float(angle))",
    ]
    return Program(program_text(gradient, here, way), (*prints, told.angle))
