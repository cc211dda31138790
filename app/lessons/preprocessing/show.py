"""What the page of the lesson ``preprocessing`` says of its experiment."""

import numpy as np

from app.catalogue.languages import say
from app.core.datasets import covariance
from app.lessons.board import Shown, Table
from app.lessons.controls import Mark, Slider
from app.lessons.numbers import digits
from app.lessons.preprocessing.experiment import (
    SHARE,
    Prepared,
    PreprocessingQuery,
    all_of,
    prepared_of,
    rate_of,
)

#: Down to which condition number a bowl is a ravine, a valley, an oval.
_SHAPES = ((100.0, "ravine"), (10.0, "valley"), (1.5, "oval"), (0.0, "round"))


def show(query: PreprocessingQuery, lang: str) -> Shown:
    """The headline, the numbers of the prose, the tables and the marks."""
    each = prepared_of(query)
    rate = rate_of(query, each)
    kind, needed = kind_of(query, each)
    words = {
        "way": say(lang, f"preprocessing.way.{each.kind}"),
        "shape": say(lang, f"preprocessing.shape.{shape(each.condition)}"),
        "condition": _ratio(each.condition),
        "rate": digits(rate),
        "steps": "∞" if needed is None else needed,
        "best": digits(each.best_rate),
        "best_steps": each.steps(each.best_rate),
        "edge": digits(each.edge),
        "share": digits(SHARE),
    }
    unit = query.dataset.columns[query.dataset.target].unit[lang]
    spread = covariance(each.rows)
    return Shown(
        kind=kind,
        headline=say(lang, f"preprocessing.headline.{kind}", **words),
        detail=say(lang, f"preprocessing.detail.{kind}", **words),
        values={
            "condition": f"[run]{_ratio(each.condition)}[/run]",
            "root": digits(each.condition**0.5),
            "most": digits(each.stability.eigenvalues[-1]),
            "least": digits(each.stability.eigenvalues[0]),
            "covariance": _matrix(spread),
            "right": f"[best]{digits(each.error(each.fitted))} {unit}[/best]",
            "wrong": f"[edge]{digits(each.error(each.own))} {unit}[/edge]",
        },
        tables={
            "ways": _ways(query, lang),
            "bias": _bias(query, lang),
            "parts": _parts(query, each, lang),
        },
        marks={
            "learning_rate": [
                Mark(each.best_rate, say(lang, "preprocessing.mark.best"), "best"),
                Mark(each.edge, say(lang, "preprocessing.mark.edge"), "edge"),
            ]
        },
        ranges={
            "learning_rate": Slider(1e-3, 3.0, "log"),
            "test": Slider(1, query.dataset.size // 2, step=1),
        },
        steps=query.steps,
        fields={"learning_rate": f"{rate:.3g}"} if query.learning_rate is None else {},
        absent=frozenset() if each.kind == "whitened" else frozenset({"whitening"}),
    )


def kind_of(query: PreprocessingQuery, each: Prepared) -> tuple[str, int | None]:
    """Which of the headlines is true, and how many steps the run needs."""
    rate = rate_of(query, each)
    needed = each.steps(rate)
    if query.learning_rate is None:
        return "best", needed
    if needed is None:
        if np.isclose(rate, each.edge, rtol=1e-12):
            return "edge", None
        return "past" if rate > each.edge else "idle", None
    return "chosen", needed


def shape(condition: float) -> str:
    """The word for a loss of this condition number."""
    return next(word for least, word in _SHAPES if condition > least)


def _ratio(value: float) -> str:
    """A condition number: below ten with three decimals, since 3.997 is not 4."""
    return digits(value, 4 if value < 10 else 3)


def _matrix(matrix: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> str:
    """A two by two matrix on one line, rounding taken off."""
    rows = ["  ".join(digits(round(float(v), 12)) for v in row) for row in matrix]
    return f"({' ; '.join(rows)})"


def _ways(query: PreprocessingQuery, lang: str) -> Table:
    """The four ways side by side, each at its own best rate."""
    rows = []
    for each in all_of(query):
        look = "[run]{}[/run]" if each.kind == query.normalisation else "{}"
        steps = each.steps(each.best_rate)
        cells = (
            say(lang, f"preprocessing.option.normalisation.{each.kind}"),
            _ratio(each.condition),
            digits(each.edge),
            digits(each.best_rate),
            "∞" if steps is None else f"{steps:,}",
        )
        rows.append(tuple(look.format(cell) for cell in cells))
    heads = ("way", "condition", "edge", "best", "steps")
    return Table(
        head=tuple(say(lang, f"preprocessing.column.{key}") for key in heads), rows=tuple(rows)
    )


def _bias(query: PreprocessingQuery, lang: str) -> Table:
    """The same with a bias as the third unknown: the same model in each row."""
    rows = []
    for each in all_of(query):
        loss = each.with_bias
        values = np.linalg.eigvalsh(loss.curvature)
        steps = loss.steps_until(SHARE, float(2 / (values[0] + values[-1])), (0.0, 0.0, 0.0))
        means = loss.curvature[2, :2]
        rows.append(
            (
                say(lang, f"preprocessing.option.normalisation.{each.kind}"),
                ", ".join(digits(round(float(v), 12)) for v in means),
                _ratio(float(values[-1] / values[0])),
                "∞" if steps is None else f"{steps:,}",
                digits(loss.least, 6),
            )
        )
    heads = ("way", "coupling", "condition", "steps", "least")
    return Table(
        head=tuple(say(lang, f"preprocessing.column.{key}") for key in heads), rows=tuple(rows)
    )


def _parts(query: PreprocessingQuery, each: Prepared, lang: str) -> Table:
    """Mean and standard deviation of the features in both parts, and the errors."""
    entry = query.dataset
    rows = []
    for axis, name in enumerate(entry.features):
        column = entry.columns[name]
        title = f"{column.short[lang]} ({column.unit[lang]})"
        both = each.x[each.train, axis], each.x[each.test, axis]
        for key, measure in (("mean", np.mean), ("deviation", np.std)):
            cells = (digits(float(measure(part)), 4) for part in both)
            rows.append((say(lang, f"preprocessing.row.{key}", column=title), *cells))
    rows.append(
        (
            say(lang, "preprocessing.row.error"),
            f"[best]{digits(each.error(each.fitted))}[/best]",
            f"[edge]{digits(each.error(each.own))}[/edge]",
        )
    )
    heads = ("", *(say(lang, f"preprocessing.column.{key}") for key in ("train", "test")))
    return Table(head=heads, rows=tuple(rows))
