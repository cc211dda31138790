"""The NumPy program of the lesson ``mini-batch``: one batch's gradient beside the true one."""

from app.catalogue.languages import say
from app.core.datasets import Sampling
from app.lessons.lesson import Program
from app.lessons.literal import table
from app.lessons.mini_batch.experiment import MiniBatchQuery, estimate_of

_DRAW: dict[Sampling, str] = {
    "without_replacement": "permutation(len(x))",
    "with_replacement": "integers(0, len(x), len(x))",
}


def program(query: MiniBatchQuery, lang: str) -> Program:
    """Prints the gradient on the batch and its angle to the true one, in degrees."""
    entry, estimate = query.dataset, estimate_of(query)
    x, y = (entry.columns[name].title[lang] for name in (entry.feature, entry.target))
    told = {
        key: say(lang, f"mini-batch.program.{key}", x=x, y=y, rows=entry.size)
        for key in ("data", "standardise", "draw", "prints")
    }
    columns = entry.matrix(entry.feature, entry.target).T
    # The program comes first and its data last: a reader need not pass the numbers by.
    text = f"""import numpy as np

def gradient(x, y, w={query.start[0]!r}, b={query.start[1]!r}):
    error = w * x + b - y
    return np.array([(error * x).mean(), error.mean()])

def compare(x, y):
    x, y = ((v - v.mean()) * (1 / v.std()) for v in (x, y))  # {told["standardise"]}
    # {told["draw"]}
    rows = np.random.default_rng({query.seed}).{_DRAW[query.sampling]}[:{query.batch_size}]
    (a, c), (d, e) = gradient(x, y), gradient(x[rows], y[rows])
    # {told["prints"]}
    print(d, e, abs(np.degrees(np.arctan2(a * e - c * d, a * d + c * e))))

# {told["data"]}
{table("data", columns)}
compare(*data)
"""
    return Program(text, (*estimate.estimated.tolist(), estimate.angle))
