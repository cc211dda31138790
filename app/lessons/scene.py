"""The place where a descent happens: a function, the domain to look at, and where to start."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.catalogue.functions import FunctionEntry
from app.catalogue.lookup import Found
from app.core.memory import remembered
from app.core.objective import Objective

Array = NDArray[np.float64]
Domain = tuple[float, ...]

#: What is shown of a function that the catalogue does not know.
OWN_DOMAIN = {1: (-6.0, 6.0), 2: (-6.0, 6.0, -4.0, 4.0)}
#: Where to start in it, as shares of the domain; the first place where the function has a slope.
_STARTS = ((1 / 6, 7 / 8), (5 / 6, 7 / 8), (2 / 3, 3 / 4), (5 / 8, 5 / 8), (0.55, 0.55), (0.5, 0.5))


@dataclass(frozen=True)
class Scene:
    """An objective with its entry (or None), the domain, the start, and its text as written."""

    objective: Objective
    entry: FunctionEntry | None
    domain: Domain
    start: tuple[float, ...]
    text: str

    @property
    def minima(self) -> tuple[tuple[float, ...], ...]:
        """The known minima, (x[, y], value)."""
        return self.entry.minima if self.entry else ()

    def axes(self, *counts: int) -> tuple[Array, ...]:
        """Evenly spaced coordinates along each side of the domain, ends included."""
        sides = zip(self.domain[0::2], self.domain[1::2], counts, strict=True)
        return tuple(np.linspace(low, high, count) for low, high, count in sides)


def scene(
    found: Found, domain: Domain | None = None, start: tuple[float, ...] | None = None
) -> Scene:
    """The scene of a function; what is not given is the function's own."""
    place = domain or own_domain(found)
    return Scene(found.objective, found.entry, place, start or own_start(found, place), found.text)


def own_domain(found: Found) -> Domain:
    """The domain that a function is shown on."""
    return found.entry.domain if found.entry else OWN_DOMAIN[found.objective.dimension]


def own_start(found: Found, domain: Domain) -> tuple[float, ...]:
    """The start of the catalogue, else a place in the domain where the function has a slope."""
    if found.entry:
        return found.entry.start
    return _sloping(found.objective, domain)


@remembered("results")
def _sloping(objective: Objective, domain: Domain) -> tuple[float, ...]:
    sides = list(zip(domain[0::2], domain[1::2], strict=True))
    places = [
        tuple(
            _round(low + share * (high - low), high - low)
            for (low, high), share in zip(sides, shares, strict=False)
        )
        for shares in _STARTS
    ]
    for place in places:
        slope = objective.gradient_at(*place)
        if math.isfinite(objective.value_at(*place)) and all(map(math.isfinite, slope)):
            return place
    return places[0]


def _round(value: float, width: float) -> float:
    """A coordinate with no more digits than a person would type for a domain of this width."""
    digits = 1 - math.floor(math.log10(width))
    return round(value, digits) + 0.0
