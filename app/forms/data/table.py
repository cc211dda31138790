"""A figure as a table of text: one head, then a row a step or a row a point that is drawn."""

import math
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

import numpy as np

from app.core.descent import Trajectory
from app.forms.data.drawn import Drawn, drawn, paths
from app.forms.encoding import number
from app.forms.form import Asked


class Table(NamedTuple):
    """The heads of the columns, and rows of cells as text."""

    head: Sequence[str]
    rows: Iterable[Sequence[str]]


def table(asked: Asked) -> Table:
    """The table of a figure.

    A figure that follows the clock gives its runs side by side, a row a step, the start first:
    whole descents where it draws such, else the paths as they are drawn. All others give what is
    drawn, a row a point, under the name of its trace.
    """
    if asked.entry.runs:
        return side_by_side(
            [_run(*each) for each in asked.entry.runs(asked.experiment, asked.lang)]
        )
    if asked.entry.clock:
        return side_by_side(paths(asked.figure))
    return of_points(drawn(asked.figure))


def _run(name: str, made: Trajectory) -> Drawn:
    """Point, value and the gradient as it was used, at every finite point."""
    letters = "xy"[: made.points.shape[1]]
    columns = {
        **dict(zip(letters, made.points.T.tolist(), strict=True)),
        "value": made.values.tolist(),
        **{f"gradient_{x}": g for x, g in zip(letters, made.gradients.T.tolist(), strict=True)},
    }
    return Drawn(name, "descent", columns)


def side_by_side(found: Sequence[Drawn]) -> Table:
    """A row a step; a run that has ended leaves its cells empty, and one alone needs no name.

    A column that only counts the steps is left out, for that is the first.
    """
    head, columns = ["step"], []
    first = min((run.first or 0 for run in found), default=0)
    for run in found:
        counted = run.first == first
        kept = {key: values for key, values in run.columns.items() if key != "x" or not counted}
        for key, values in kept.items():
            alone = len(kept) == 1 and run.name
            head.append(run.name if alone else key if len(found) == 1 else f"{run.name}: {key}")
            columns.append([cell(value) for value in values])
    rows = enumerate(zip_longest(*columns, fillvalue=""), start=first)
    return Table([text(words) for words in head], ([str(step), *row] for step, row in rows))


def of_points(found: Sequence[Drawn]) -> Table:
    """Every point of every trace; a column that a trace has nothing for is empty there."""
    keys = list(dict.fromkeys(key for trace in found for key in trace.columns))
    return Table(("trace", *keys), (row for trace in found for row in _rows(trace, keys)))


def _rows(trace: Drawn, keys: Sequence[str]) -> Iterable[list[str]]:
    name = text(trace.name)
    empty = [None] * trace.length
    for values in zip(*(trace.columns.get(key, empty) for key in keys), strict=True):
        # A gap between two lines is nothing that is drawn.
        if values[0] is not None:
            yield [name, *map(cell, values)]


def cell(value: Any) -> str:
    """One value as text: a number that reads back alike, not a number as the API's word for it.

    None is an empty cell; words stay words.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, int | np.integer):
        return str(int(value))
    if isinstance(value, np.float32) and np.isfinite(value):
        # The shortest text of the single precision that was drawn.
        return str(value)
    found = number(float(value))
    return found if isinstance(found, str) else repr(found)


def text(words: str) -> str:
    """Words as a cell on one line that no spreadsheet takes for a formula."""
    plain = " ".join(words.split())
    return (
        f"'{plain}" if plain.startswith(("=", "+", "-", "@")) and not _is_number(plain) else plain
    )


def _is_number(words: str) -> bool:
    try:
        return not math.isnan(float(words))
    except ValueError:
        return False
