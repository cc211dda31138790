"""The NumPy program that gives the losses of the picture."""

from app.catalogue.languages import say
from app.lessons.lesson import Program
from app.lessons.losses.experiment import LossesExperiment, Ten, measured

_LONGEST = 96


def program(experiment: LossesExperiment, lang: str) -> Program:
    """The program of an experiment, its settings filled in; its comments are in ``lang``."""
    made = measured(experiment)
    word = {
        name: say(lang, f"losses.program.{name}")
        for name in ("rows", "labels", "same", "guard", "zero")
    }
    samples = experiment.samples
    rows = "\n".join(_row(sample.estimate) for sample in samples)
    labels = [sample.label for sample in samples]
    guard = word["guard"] if experiment.small else word["zero"]
    text = f"""\
import numpy as np

np.seterr(divide="ignore", invalid="ignore")
y = np.array([  # {word["rows"]}
{rows}
])
labels = np.array({labels!r})  # {word["labels"]}
t = np.eye(10)[labels]
epsilon = {experiment.small!r}  # {guard}

squared = 0.5 * np.sum((y - t) ** 2, axis=1)
cross = 0 - np.sum(np.where(t > 0, t * np.log(y + epsilon), 0), axis=1)
by_label = 0 - np.log(y[np.arange(len(y)), labels] + epsilon)

print(squared, cross)
print(np.allclose(cross, by_label))  # {word["same"]}
print(float(squared[0]), float(cross[0]), float(squared.mean()), float(cross.mean()))
"""
    numbers = (made.one.error, made.one.entropy, made.batch.error, made.batch.entropy)
    return Program(text, numbers)


def _row(estimate: Ten) -> str:
    """A row of the array, in two lines where one would be too long."""
    whole = f"    {list(estimate)!r},"
    if len(whole) <= _LONGEST:
        return whole
    half = len(estimate) // 2
    first, second = (", ".join(map(repr, part)) for part in (estimate[:half], estimate[half:]))
    return f"    [{first},\n     {second}],"
