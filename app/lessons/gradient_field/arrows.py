"""The arrow at a place, the arrows on a lattice, and by how much each misses the minimum."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.catalogue.lookup import find
from app.catalogue.optimizers import OPTIMIZERS
from app.core.descent import descend
from app.core.memory import remembered
from app.core.objective import Objective
from app.core.outcome import FLAT, resting_place
from app.lessons.descent.shown import shown
from app.lessons.gradient_field.experiment import GradientFieldExperiment
from app.lessons.scene import Domain, own_domain

Array = NDArray[np.float64]

#: Arrows across the map; as many down as its shape asks for.
ACROSS = 17
#: A gradient as short as rounding leaves it, and so much shorter than the longest, counts as none.
_NOTHING = 1e-6
#: An angle in degrees below which an arrow points straight at its goal.
STRAIGHT = 0.005


def angle(vector: ArrayLike, way: ArrayLike) -> Array:
    """The angle in degrees, 0 to 180, between vectors of shape (d, …); NaN where one is 0."""
    a, b = np.asarray(vector, dtype=np.float64), np.asarray(way, dtype=np.float64)
    with np.errstate(all="ignore"):
        # Scaled first, so that no product leaves the floats.
        a, b = a / np.abs(a).max(axis=0), b / np.abs(b).max(axis=0)
        dot = (a * b).sum(axis=0)
        cross = a[0] * b[1] - a[1] * b[0] if a.shape[0] == 2 else np.zeros_like(dot)
        turned: Array = np.degrees(np.arctan2(np.abs(cross), dot))
    return np.where(np.isfinite(dot), turned, np.nan)


@remembered("results")
def reached(f: str, point: tuple[float, ...]) -> tuple[float, ...] | None:
    """The minimum that a descent from ``point`` comes to rest in, or None.

    Line search goes downhill, and Newton's method then takes the last bits.
    """
    objective = find(f).objective
    domain = own_domain(find(f))
    slope = objective.gradient_at(*point)
    if not all(map(math.isfinite, (objective.value_at(*point), *slope))):
        return None
    here = point
    for name, steps in (("line_search", 150), ("newton", 25)):
        run = descend(objective, OPTIMIZERS[name].rule(), here, steps, domain=domain, stop=True)
        here = tuple(map(float, run.points[-1]))
        if run.outcome.kind == "diverged" or (name, run.outcome.kind) == ("newton", "flat"):
            return None
    if resting_place(objective, np.array(here)) != "minimum" or not _sharp(objective, here):
        return None
    polished = descend(objective, OPTIMIZERS["newton"].rule(), here, 3, domain=domain).points[-1]
    return tuple(round(float(part), 9) + 0.0 for part in polished)


def _sharp(objective: Objective, point: tuple[float, ...]) -> bool:
    """Whether a minimum at ``point`` has a place of its own: a kink, or curved every way.

    The tail of exp(−x) is flat too, and on x⁴ a descent stops well before the middle.
    """
    at = np.array(point)
    if not np.isfinite(objective.exact(at)).all():
        return True
    hessian, slope = objective.hessian(at), objective.gradient(at)
    if not np.isfinite(hessian).all() or float(np.abs(slope).max()) > FLAT:
        return False
    low, high = np.linalg.eigvalsh(hessian)[[0, -1]]
    if not low > 1e-12 * high:
        return False
    left = np.linalg.solve(hessian, slope)
    return bool(np.abs(left).max() <= 1e-6 * (1.0 + np.abs(at).max()))


class Goals(NamedTuple):
    """The minima that angles are measured to; ``found`` if a descent had to look for one."""

    places: tuple[tuple[float, ...], ...]
    found: bool

    def nearest(self, points: ArrayLike) -> Array:
        """The nearest goal to each of the points, shape (d, …)."""
        at = np.asarray(points, dtype=np.float64)
        goals = np.array(self.places)
        apart = goals.reshape(*goals.shape, *[1] * (at.ndim - 1)) - at
        index = np.argmin(np.hypot.reduce(apart, axis=1), axis=0)
        return np.moveaxis(goals[index], -1, 0)


def goals_of(experiment: GradientFieldExperiment) -> Goals:
    """The known minima, else the one that a descent from the place reaches, else none."""
    place = experiment.scene
    if place.minima:
        return Goals(tuple(row[:-1] for row in place.minima), False)
    found = reached(experiment.f, place.start)
    return Goals((found,) if found else (), found is not None)


class Lattice(NamedTuple):
    """The arrows of a map: places and vectors (d, n), and their angles to the nearest goal.

    Only places with a gradient are among them; ``pitch`` is the distance of neighbours and
    ``longest`` the length of the longest vector. ``missed`` is the angle of the way down.
    """

    places: Array
    vectors: Array
    lengths: Array
    missed: Array
    pitch: float
    longest: float

    @property
    def mean(self) -> float:
        """The mean of the angles, NaN where there is none."""
        told = self.missed[np.isfinite(self.missed)]
        return float(told.mean()) if told.size else math.nan

    @property
    def worst(self) -> float:
        """The largest of the angles, NaN where there is none."""
        told = self.missed[np.isfinite(self.missed)]
        return float(told.max()) if told.size else math.nan


def window(experiment: GradientFieldExperiment) -> Domain:
    """What the map shows."""
    return shown(experiment.scene.domain)


@remembered("results")
def lattice(experiment: GradientFieldExperiment) -> Lattice:
    """The arrows on an even lattice over the map."""
    objective = experiment.scene.objective
    ends = window(experiment)
    pitch = (ends[1] - ends[0]) / ACROSS
    x = ends[0] + pitch * (np.arange(ACROSS) + 0.5)
    if objective.dimension == 1:
        places = x[None, :]
    else:
        rows = max(3, round((ends[3] - ends[2]) / pitch))
        y = ends[2] + (ends[3] - ends[2]) * (np.arange(rows) + 0.5) / rows
        places = np.stack([part.ravel() for part in np.meshgrid(x, y)])
    slopes = objective.gradient(places)
    keep = np.isfinite(slopes).all(axis=0) & np.isfinite(objective.value(places))
    places, slopes = places[:, keep], slopes[:, keep]
    with np.errstate(all="ignore"):
        lengths: Array = np.hypot.reduce(slopes, axis=0)
    goals = goals_of(experiment)
    missed = np.full(lengths.shape, np.nan)
    if goals.places and places.size:
        missed = angle(-slopes, goals.nearest(places) - places)
    longest = float(lengths[np.isfinite(lengths)].max(initial=0.0))
    vectors = experiment.sign * slopes
    return Lattice(np.array(places), vectors, lengths, missed, pitch, longest)


class Arrow(NamedTuple):
    """The arrow at the place: gradient, arrow, length, goal (or None) and angle to it (or NaN).

    ``kind``: undefined, corner, minimum, saddle, inflection, maximum, plateau (no arrow there);
    circles, straight, miss, away, unknown (where the arrow leads).
    """

    point: tuple[float, ...]
    value: float
    gradient: tuple[float, ...]
    vector: tuple[float, ...]
    length: float
    goal: tuple[float, ...] | None
    angle: float
    kind: str


@remembered("results", lambda _: 2_000)
def arrow(experiment: GradientFieldExperiment) -> Arrow:
    """The arrow at the experiment's place."""
    place = experiment.scene
    point = place.start
    at = np.array(point)
    value = place.objective.value_at(*point)
    slope = place.objective.gradient(at)
    with np.errstate(all="ignore"):
        length = float(np.hypot.reduce(slope))
    vector = tuple(float(part) + 0.0 for part in experiment.sign * slope)
    goals = goals_of(experiment)
    goal = tuple(map(float, goals.nearest(at))) if goals.places else None
    missed = float(angle(slope * -1.0, np.array(goal) - at)) if goal else math.nan
    turned = float(angle(np.array(vector), np.array(goal) - at)) if goal else math.nan
    exact = place.objective.exact(at)
    if not math.isfinite(value):
        kind = "undefined"
    elif not np.isfinite(exact).all() or not math.isfinite(length):
        kind = "corner"
    elif length <= min(FLAT, _NOTHING * lattice(experiment).longest):
        rest = resting_place(place.objective, at, place.minima)
        # On a line there is no way round: what would be a saddle is an inflection.
        kind = "inflection" if rest == "saddle" and place.objective.dimension == 1 else rest
    else:
        kind = _leading(missed, lattice(experiment))
    none = kind in ("undefined", "corner", "minimum", "saddle", "inflection", "maximum", "plateau")
    return Arrow(
        point=point,
        value=value,
        gradient=tuple(float(part) + 0.0 for part in slope),
        vector=vector,
        length=length,
        goal=goal,
        angle=math.nan if none else turned,
        kind=kind,
    )


def _leading(missed: float, around: Lattice) -> str:
    """Where the way down leads."""
    if not math.isfinite(missed):
        return "unknown"
    if missed < STRAIGHT:
        # One arrow may be lucky; round level lines make all of them so.
        return "circles" if around.worst < STRAIGHT and around.places.shape[0] == 2 else "straight"
    return "miss" if missed <= 90 else "away"
