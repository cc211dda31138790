"""The NumPy program of ``why-loss``."""

from app.catalogue.languages import say
from app.lessons.lesson import Program
from app.lessons.why_loss.classifier import POINTS
from app.lessons.why_loss.experiment import WhyLossExperiment, seen

_ANSWER = {
    "sigmoid": "small = np.exp(-np.abs(a))\n    return np.where(a >= 0, 1.0, small) / (1 + small)",
    "step": "return np.where(a > 0, 1.0, 0.0)",
}


def program(experiment: WhyLossExperiment, lang: str) -> Program:
    """Both numerical gradients at w."""
    found = seen(experiment)
    columns = [", ".join(f"{row[i]:g}" for row in POINTS) for i in range(3)]
    words = {
        key: say(lang, f"why-loss.program.{key}") for key in ("points", "answer", "loss", "result")
    }
    text = f"""import numpy as np

# {words["points"]}
x1 = np.array([{columns[0]}])
x2 = np.array([{columns[1]}])
t = np.array([{columns[2]}])
w, h = {experiment.w!r}, {experiment.h!r}

def answer(a):  # {words["answer"]}
    {_ANSWER[experiment.activation]}

def accuracy(w):
    return ((w * x1 + x2 > 0) == t).mean()

def loss(w):  # {words["loss"]}
    y = answer(w * x1 + x2)
    return -(t * np.log(y + 1e-7) + (1 - t) * np.log(1 - y + 1e-7)).mean()

def gradient(f):
    return float((f(w + h) - f(w - h)) / (2 * h))

for f in (accuracy, loss):
    print(f.__name__, float(f(w + h)), float(f(w - h)))
# {words["result"]}
print(gradient(accuracy), gradient(loss))
"""
    return Program(text, (found.of_accuracy.gradient, found.of_loss.gradient))
