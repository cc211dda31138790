"""From a reader's ``f`` to an objective: a name of the catalogue, or an expression."""

from functools import cache
from typing import NamedTuple

from app.catalogue.functions import FUNCTIONS, FunctionEntry
from app.core.expression import parse
from app.core.memory import remembered
from app.core.objective import Objective, objective


class Found(NamedTuple):
    """An objective, and its entry if the catalogue knows it (by name or by formula)."""

    objective: Objective
    entry: FunctionEntry | None
    #: The expression as it was written, by the reader or by the catalogue.
    text: str
    #: Whether a ``^`` was read as ``**``.
    caret: bool = False


@cache
def _by_formula() -> dict[str, FunctionEntry]:
    return {parse(entry.expression).canonical: entry for entry in FUNCTIONS.values()}


@remembered("functions", lambda found: 24_000 + 1_500 * len(found.text))
def find(f: str) -> Found:
    """What ``f`` stands for; raises :class:`app.core.expression.ExpressionError`."""
    name = f.strip()
    if name in FUNCTIONS:
        expression = FUNCTIONS[name].expression
        return Found(objective(expression), FUNCTIONS[name], expression)
    made = objective(f)
    read = parse(f)
    return Found(made, _by_formula().get(read.canonical), read.text, read.caret)
