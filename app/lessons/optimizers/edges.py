"""The edges of momentum and of Nesterov's form, by formula and by whole runs."""

from app.catalogue.optimizers import OPTIMIZERS
from app.core.descent import walk
from app.core.memory import remembered
from app.core.objective import objective

#: The rules whose edge hangs on β, each with the formula's name in the messages.
RULES = ("momentum", "nesterov")
_STEPS = 2000
_UNIT = objective("x**2/2")


def edge(name: str, beta: float, curvature: float) -> float:
    """The largest stable rate of a rule on a quadratic of this curvature; raises KeyError."""
    found = OPTIMIZERS[name].stability_edge(curvature, momentum=beta)
    assert found is not None, name
    return found


def shrinks(name: str, beta: float, rate: float) -> bool:
    """Whether a whole run on x²/2 from 1 ends nearer to 0 than a run ten times shorter."""
    rule = OPTIMIZERS[name].rule(learning_rate=rate, momentum=beta)
    points = walk(_UNIT, rule, (1.0,), _STEPS).points
    if len(points) <= _STEPS:
        return False
    early, late = (max(abs(x[0]) for x in points[n - 100 : n]) for n in (_STEPS // 10, _STEPS))
    return late < early or late < 1e-12


@remembered("results")
def measured(name: str, beta: float) -> float:
    """The edge on x²/2 by halving an interval, run by run, to three digits."""
    low, high = 0.05, 8.0
    while high - low > 5e-4:
        middle = (low + high) / 2
        low, high = (middle, high) if shrinks(name, beta, middle) else (low, middle)
    return low


@remembered("results")
def size_after(name: str, beta: float, share: float, steps: int = 1000) -> float:
    """How far from the minimum x²/2 leaves a run from 1, at this share of the edge.

    The largest |x| of the last hundred of ``steps`` updates; infinite where it left the floats.
    """
    rule = OPTIMIZERS[name].rule(learning_rate=share * edge(name, beta, 1.0), momentum=beta)
    points = walk(_UNIT, rule, (1.0,), steps).points
    if len(points) <= steps:
        return float("inf")
    return max(abs(point[0]) for point in points[-100:])
