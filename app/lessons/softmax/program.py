"""The NumPy program that gives the shares of the picture."""

import math

from app.catalogue.languages import say
from app.lessons.lesson import Program
from app.lessons.softmax.experiment import SoftmaxExperiment, worked


def program(experiment: SoftmaxExperiment, lang: str) -> Program:
    """The program of an experiment, its settings filled in; its comments are in ``lang``."""
    made = worked(experiment)
    word = {name: say(lang, f"softmax.program.{name}") for name in ("c", "why", "sum")}
    if experiment.shift == "max":
        constant = f"C = np.max(x)  # {word['c']}"
    else:
        constant = f"C = np.{made.format}({made.constant!r})"
    # Scores whose difference leaves the floats are divided first, as the page does it.
    far = any(math.isinf(x - made.constant) for x in made.scores)
    shifted = "x / T - C / T" if far else "(x - C) / T"
    text = f"""\
import numpy as np

np.seterr(all="ignore")  # {word["why"]}
x = np.array({list(made.scores)!r}, dtype=np.{made.format})
T = np.{made.format}({made.temperature!r})
{constant}

shifted = {shifted}
powers = np.exp(shifted)
y = powers / np.sum(powers)

print(shifted)
print(powers)
print(np.sum(y))  # {word["sum"]}
print(*map(float, y))
"""
    return Program(text, tuple(made.shares))
