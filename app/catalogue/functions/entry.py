"""What the catalogue knows about one objective."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FunctionEntry:
    """One objective of the catalogue: its formula, where to look at it, and what it teaches.

    `title` and `note` hold a text for each language ("en", "ko"). Points are one number a
    coordinate; a row of `minima` is a point followed by the value there, deepest first, and
    holds every global minimum inside the domain and the local ones where they are few.
    """

    name: str
    """The key in URLs and in `FUNCTIONS`."""
    title: dict[str, str]
    expression: str
    """Formula in Python syntax, in `x` alone or in `x` and `y`."""
    domain: tuple[float, ...]
    """(xmin, xmax) or (xmin, xmax, ymin, ymax), at least as wide as it is high."""
    start: tuple[float, ...]
    minima: tuple[tuple[float, ...], ...]
    """(x, value) or (x, y, value); empty where the function has no minimum."""
    learning_rate: float
    """A telling rate for 60 steps of plain gradient descent from `start`."""
    note: dict[str, str]
    """One sentence a language on what the function teaches; its numbers hold for the start
    and the rate above, and are tested."""
    source: str
