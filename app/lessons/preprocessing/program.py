"""The NumPy program of the lesson ``preprocessing``: split, normalise, descend."""

from textwrap import indent

from app.catalogue.languages import say
from app.lessons.lesson import Program
from app.lessons.literal import table
from app.lessons.preprocessing.experiment import (
    PreprocessingQuery,
    path_of,
    prepared_of,
    rate_of,
)

_CENTRE = """x, y = x - np.array([x1[train].mean(), x2[train].mean()]), y - y.mean()"""
_PREPARE = {
    "raw": "",
    "centred": _CENTRE,
    "standardised": f"{_CENTRE}\nx = x * np.array([1 / x1[train].std(), 1 / x2[train].std()])",
    "zca": """values, vectors = np.linalg.eigh((c := x - x.mean(axis=0)).T @ c / len(x))
matrix = (vectors * (1 / np.sqrt(values))) @ vectors.T
x, y = (x - np.array([x1[train].mean(), x2[train].mean()])) @ matrix.T, y - y.mean()""",
    "pca": """values, vectors = np.linalg.eigh((c := x - x.mean(axis=0)).T @ c / len(x))
largest = vectors[np.abs(vectors).argmax(axis=0), [0, 1]]
matrix = (vectors * np.sign(largest) * (1 / np.sqrt(values))).T[::-1]
x, y = (x - np.array([x1[train].mean(), x2[train].mean()])) @ matrix.T, y - y.mean()""",
}


def program(query: PreprocessingQuery, lang: str) -> Program:
    """Prints both weights after the last step."""
    entry, each = query.dataset, prepared_of(query)
    path, rate = path_of(query, each), rate_of(query, each)
    way = query.whitening if query.normalisation == "whitened" else query.normalisation
    titles = [entry.columns[name].title[lang] for name in (*entry.features, entry.target)]
    told = {
        key: say(
            lang,
            f"preprocessing.program.{key}",
            rows=entry.size,
            x1=titles[0],
            x2=titles[1],
            y=titles[2],
            way=say(lang, f"preprocessing.option.normalisation.{each.kind}"),
        )
        for key in ("data", "split", "raw", "way", "rate")
    }
    columns = entry.matrix(*entry.features, entry.target).T
    # The program comes first and its data last: a reader need not pass the numbers by.
    text = f"""import numpy as np

def learn(x1, x2, y):
    # {told["split"]}
    train = np.sort(np.random.default_rng({query.seed}).permutation(len(y))[{query.test}:])
    x, y = np.stack([x1, x2], axis=1)[train], y[train]
    # {told["raw" if way == "raw" else "way"]}
{indent(_PREPARE[way], "    ")}
    hessian = np.array([[(a * b).sum() / len(y) for b in x.T] for a in x.T])
    slope, w = np.array([(a * y).sum() / len(y) for a in x.T]), np.zeros(2)
    for step in range({len(path) - 1}):  # {told["rate"]}
        w = w - {rate!r} * (hessian[:, 0] * w[0] + hessian[:, 1] * w[1] - slope)
    print(*w)

# {told["data"]}
{table("data", columns)}
learn(*data)
"""
    return Program(text, (float(path[-1, 0]), float(path[-1, 1])))
