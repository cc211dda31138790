"""The NumPy program of ``batches``: it times both ways, and prints what does not hang on time."""

from app.catalogue.languages import say
from app.lessons.batches.experiment import BatchesExperiment
from app.lessons.batches.network import LAYERS, compared
from app.lessons.lesson import Program

_COMMENTS = ("network", "pictures", "timing", "classes")


def program(experiment: BatchesExperiment, lang: str) -> Program:
    """Both ways with the present batch size, their times and how many pictures fall in a class."""
    words = {key: say(lang, f"batches.program.{key}") for key in _COMMENTS}
    text = f"""import time
import numpy as np

rng = np.random.default_rng({experiment.seed})
n = {list(LAYERS)}  # {words["network"]}
W = [rng.standard_normal(shape) for shape in zip(n, n[1:])]
b = [rng.standard_normal(columns) for columns in n[1:]]
X = rng.standard_normal(({experiment.B}, n[0]))  # {words["pictures"]}

def forward(x):
    for k in (0, 1):
        x = 1 / (1 + np.exp(-(x @ W[k] + b[k])))
    scores = x @ W[2] + b[2]
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)

start = time.perf_counter()
alone = np.array([forward(x) for x in X])
middle = time.perf_counter()
batch = forward(X)
end = time.perf_counter()
# {words["timing"]}
print((middle - start) / len(X) * 1e6, (end - middle) / len(X) * 1e6)
print(np.abs(batch - alone).max())
# {words["classes"]}
print(*np.bincount(batch.argmax(axis=-1), minlength=n[-1]))
"""
    return Program(text, compared(experiment.seed, experiment.B).classes)
