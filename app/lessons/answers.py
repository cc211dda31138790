"""What the GET endpoints answer, as plain dicts of arrays."""

from typing import Any

import numpy as np

from app.catalogue.optimizers import OPTIMIZERS
from app.core.basins import basins as map_basins
from app.core.descent import Slopes, Trajectory, descend
from app.core.optimizers.rule import Optimizer
from app.core.stability import Stability, stabilities
from app.core.sweep import Sweep, nearest
from app.core.sweep import sweep as run_sweep
from app.lessons.queries import BasinsQuery, DescentQuery, FieldQuery, SurfaceQuery, SweepQuery
from app.lessons.scene import Scene, scene
from app.lessons.sentences import outcome_sentence


def field(query: FieldQuery) -> dict[str, Any]:
    """``x``[, ``y``], ``value`` (ny, nx) and ``gradient``, one such array a coordinate."""
    place = scene(query.found, query.domain)
    axes = place.axes(*[query.n] * place.objective.dimension)
    return {
        **dict(zip("xy", axes, strict=False)),
        "value": place.objective.value_on(*axes),
        "gradient": place.objective.gradient_on(*axes),
    }


def surface(query: SurfaceQuery) -> dict[str, Any]:
    """``x``[, ``y``] and ``z`` (ny, nx)."""
    place = scene(query.found, query.domain)
    axes = place.axes(*[query.n] * place.objective.dimension)
    return {**dict(zip("xy", axes, strict=False)), "z": place.objective.value_on(*axes)}


def run(place: Scene, query: Any, learning_rate: float, stop: bool = False) -> Trajectory:
    """The trajectory that a query with optimizer, steps, gradient and noise asks for."""
    return descend(
        place.objective,
        query.chosen().rule(learning_rate=learning_rate, **query.own_settings()),
        place.start,
        query.steps,
        domain=place.domain,
        minima=place.minima,
        slopes=Slopes(query.h if query.gradient == "numerical" else None, query.noise, query.seed),
        stop=stop,
    )


def own_rate(optimizer: str) -> float:
    """The rate that an optimizer's documentation gives as its default."""
    return float(OPTIMIZERS[optimizer].settings[0].default)


def descent(query: DescentQuery) -> dict[str, Any]:
    """The run, its outcome, the stability at both ends, and the nearest known minimum."""
    place = scene(query.found, query.domain, query.start)
    rate = query.learning_rate or own_rate(query.optimizer)
    made = run(place, query, rate, query.stop)
    last = made.points[-1]
    start, end = stabilities(place.objective.hessian(made.points[[0, -1]].T))
    return {
        "points": made.points,
        "values": made.values,
        "gradients": made.gradients,
        "outcome": {
            "kind": made.outcome.kind,
            "step": made.outcome.step,
            "sentence": outcome_sentence(made, place, query.lang),
        },
        "stability": {
            "start": _described(start),
            "end": _described(end),
        },
        "minimum": _nearest(place, last),
    }


def _described(values: Stability) -> dict[str, Any]:
    return {**values._asdict(), "eigenvalues": list(values.eigenvalues)}


def _nearest(place: Scene, point: Any) -> dict[str, Any] | None:
    if not place.minima:
        return None
    row = nearest(place.minima, point)
    distance = float(np.hypot.reduce(np.array(row[:-1]) - point))
    return {"point": list(row[:-1]), "value": row[-1], "distance": distance}


def spaced(rates: tuple[float, ...]) -> Any:
    """Learning rates evenly spaced on a log axis; both ends exactly as given."""
    low, high, count = rates
    values = np.geomspace(low, high, int(count))
    values[0], values[-1] = low, high
    return values


def swept(
    place: Scene, optimizer: Optimizer, settings: dict[str, Any], rates: Any, steps: int
) -> Sweep:
    """The sweep of an array of rates from the scene's start, by a rule with these settings."""
    return run_sweep(
        place.objective,
        lambda tried: optimizer.rule(learning_rate=tried, **settings),
        place.start,
        rates,
        steps,
        domain=place.domain,
        minima=place.minima,
    )


def sweep(query: SweepQuery) -> dict[str, Any]:
    """Final value, steps to tolerance and outcome of every rate, and where the edge lies."""
    place = scene(query.found, query.domain, query.start)
    rates = spaced(query.learning_rates)
    result = swept(place, query.chosen(), query.own_settings(), rates, query.steps)
    return {
        "learning_rates": result.learning_rates,
        "final_values": result.final_values,
        "steps_to_tolerance": result.steps_to_tolerance,
        "outcomes": [outcome.kind for outcome in result.outcomes],
        "measured_edge": result.measured_edge,
        "largest_stable_learning_rate": result.largest_stable_learning_rate,
    }


def basins(query: BasinsQuery) -> dict[str, Any]:
    """The label of every start of a grid, and the minima that the labels name."""
    place = scene(query.found, query.domain)
    axes = place.axes(*[query.n] * place.objective.dimension)
    rate = query.learning_rate or own_rate(query.optimizer)
    made = map_basins(
        place.objective,
        query.chosen().rule(learning_rate=rate, **query.own_settings()),
        axes,
        query.steps,
        domain=place.domain,
        minima=place.minima,
    )
    return {**dict(zip("xy", axes, strict=False)), "labels": made.labels, "minima": made.minima}
