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
    text = f"""import numpy as np

# {told["data"]}
{table("x, y", columns)}
x, y = ((v - v.mean()) * (1 / v.std()) for v in (x, y))  # {told["standardise"]}

def gradient(rows, w={query.start[0]!r}, b={query.start[1]!r}):
    error = w * x[rows] + b - y[rows]
    return np.array([(error * x[rows]).mean(), error.mean()])

# {told["draw"]}
rows = np.random.default_rng({query.seed}).{_DRAW[query.sampling]}[:{query.batch_size}]
(a, c), (d, e) = gradient(slice(None)), gradient(rows)
# {told["prints"]}
print(d, e, abs(np.degrees(np.arctan2(a * e - c * d, a * d + c * e))))
"""
    return Program(text, (*estimate.estimated.tolist(), estimate.angle))
