"""One start, many learning rates: where each of them leads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.descent import walk
from app.core.objective import Objective
from app.core.optimizers.rule import JointRule, Rule
from app.core.outcome import Evidence, Outcome, judge
from app.core.population import path as path_of
from app.core.stability import stability

Array = NDArray[np.float64]

#: Within this of the lowest value known, a run counts as having arrived.
TOLERANCE = 1e-3
#: So many recorded coordinates are held in memory at once (32 MB).
_BATCH = 4_000_000
#: Up to so many updates each rate is run by itself where arrays would round otherwise than floats:
#: a chaotic run is then the very run that the same rate gives alone.
_ALONE = 100_000


@dataclass(frozen=True)
class Sweep:
    """What K learning rates did; every list has length K.

    ``final_values`` of a run that left the floats is the value it left them with;
    ``steps_to_tolerance`` the first step within 1e-3 of ``target``, None where never;
    ``measured_edge`` the smallest rate from which on every rate diverges, None if none does.
    """

    learning_rates: Array
    final_values: Array
    steps_to_tolerance: list[int | None]
    outcomes: list[Outcome]
    target: float | None
    measured_edge: float | None
    largest_stable_learning_rate: float | None


def sweep(
    objective: Objective,
    make_rule: Callable[[Any], Rule | JointRule],
    start: tuple[float, ...],
    learning_rates: Array,
    steps: int,
    *,
    domain: tuple[float, ...],
    minima: tuple[tuple[float, ...], ...] = (),
) -> Sweep:
    """Run every rate from ``start`` for ``steps`` updates of the rule made with it."""
    known = min((m[-1] for m in minima), default=None)
    finals: list[float] = []
    outcomes: list[Outcome] = []
    arrivals: list[Array] = []
    ends: list[Array] = []
    alone = not objective.algebraic and learning_rates.size * steps <= _ALONE
    size = max(1, _BATCH // ((steps + 1) * objective.dimension))
    # The values of all runs are needed again when the lowest of them is the target.
    for first in range(0, learning_rates.size, size):
        rates = learning_rates[first : first + size]
        if alone:
            path = _each(objective, make_rule, start, rates, steps)
            values = objective.value(path)
        else:
            starts = np.repeat(np.array(start, dtype=np.float64)[:, None], rates.size, axis=1)
            rows, values = path_of(objective, make_rule(rates), starts, steps)
            path = rows.transpose(1, 0, 2)
        for run in range(rates.size):
            outcome, final, end = _follow(
                objective, path[:, :, run], values[:, run], domain, minima
            )
            outcomes.append(outcome)
            finals.append(final)
            ends.append(end)
        arrivals.append(_lowest_so_far(values))
    lowest = _target(known, arrivals)
    reached = np.concatenate(arrivals, axis=1)
    return Sweep(
        learning_rates=learning_rates,
        final_values=np.array(finals),
        steps_to_tolerance=_first_within(reached, lowest),
        outcomes=outcomes,
        target=lowest,
        measured_edge=_edge(learning_rates, outcomes),
        largest_stable_learning_rate=_computed_edge(
            objective, np.array(finals), outcomes, ends, minima
        ),
    )


def _each(
    objective: Objective,
    make_rule: Callable[[Any], Rule | JointRule],
    start: tuple[float, ...],
    rates: Array,
    steps: int,
) -> Array:
    """The same by the loop of one start; what comes after a step out of the floats is NaN."""
    path = np.full((objective.dimension, steps + 1, rates.size), np.nan)
    for run, rate in enumerate(rates.tolist()):
        walked = walk(objective, make_rule(rate), start, steps)
        rows = walked.points if walked.left is None else [*walked.points, walked.left]
        path[:, : len(rows), run] = np.array(rows).T
    return path


def _follow(
    objective: Objective,
    path: Array,
    values: Array,
    domain: tuple[float, ...],
    minima: tuple[tuple[float, ...], ...],
) -> tuple[Outcome, float, Array]:
    """Outcome, final value and last finite point of one run, path of shape (d, steps + 1)."""
    finite = np.isfinite(path).all(axis=0)
    length = finite.size if finite.all() else int(np.argmin(finite))
    points = np.ascontiguousarray(path[:, :length].T)
    outcome = judge(
        Evidence(
            objective=objective,
            domain=domain,
            minima=minima,
            points=points,
            values=values[:length],
            slopes=np.empty(0),
            broken=length < finite.size,
            h=None,
        )
    )
    return outcome, float(values[min(length, finite.size - 1)]), points[-1]


def _lowest_so_far(values: Array) -> Array:
    """The values with what is not finite as +infinity, so that comparing leaves it out."""
    result: Array = np.where(np.isfinite(values), values, np.inf)
    return result


def _target(known: float | None, values: list[Array]) -> float | None:
    if known is not None:
        return known
    lowest = min(float(v.min()) for v in values)
    return lowest if np.isfinite(lowest) else None


def _first_within(values: Array, target: float | None) -> list[int | None]:
    if target is None:
        return [None] * values.shape[1]
    within = values <= target + TOLERANCE
    first = np.argmax(within, axis=0)
    hits = within[first, np.arange(within.shape[1])]
    return [int(k) if hit else None for k, hit in zip(first, hits, strict=True)]


def _edge(rates: Array, outcomes: list[Outcome]) -> float | None:
    edge = None
    for rate, outcome in zip(rates[::-1], outcomes[::-1], strict=True):
        if outcome.kind != "diverged":
            break
        edge = float(rate)
    return edge


def _computed_edge(
    objective: Objective,
    finals: Array,
    outcomes: list[Outcome],
    ends: list[Array],
    minima: tuple[tuple[float, ...], ...],
) -> float | None:
    """2/λmax at the minimum that the best run reached; None where no run reached one.

    Reached is a minimum at which a run converged, or a known one whose value it came within
    1e-3 of.
    """
    kept = [i for i, o in enumerate(outcomes) if o.kind != "diverged" and np.isfinite(finals[i])]
    if not kept:
        return None
    best = min(kept, key=lambda i: (outcomes[i].kind != "converged", finals[i]))
    place = ends[best]
    if outcomes[best].kind != "converged":
        row = nearest(minima, place) if minima else None
        if row is None or abs(finals[best] - row[-1]) > TOLERANCE:
            return None
        place = np.array(row[:-1])
    return stability(objective.hessian(place)).largest_stable_learning_rate


def nearest(minima: tuple[tuple[float, ...], ...], point: Array) -> tuple[float, ...]:
    """The minimum (x[, y], value) nearest to a point."""
    return min(minima, key=lambda m: float(np.hypot.reduce(np.array(m[:-1]) - point)))
