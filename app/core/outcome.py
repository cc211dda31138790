"""How a run ended: one word, the step at which it was decided, and the reason behind it.

An outcome is a value, never an exception. It is judged at the last point, and the first kind that
fits is the answer: frozen, diverged, converged, flat, cycling, stalled, descending.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.core.objective import Objective
from app.core.stability import eigenvalues

Array = NDArray[np.float64]

#: The gradient's norm below which a place counts as flat.
FLAT = 1e-8
#: How many widths of the domain an iterate may go before it counts as gone.
WIDTHS = 10.0
KINDS = ("frozen", "diverged", "converged", "flat", "cycling", "stalled", "descending")


class Outcome(NamedTuple):
    """``kind`` is one of :data:`KINDS`; ``step`` where it was decided; ``reason`` says why.

    Reasons: ``gap``, ``coarse`` or ``noise`` (frozen: x + h is x, or not h away from x, or f
    rounds coarser than it differs);
    ``overflow``, ``undefined``, ``growth`` or ``far`` (diverged); ``minimum`` (converged);
    ``plateau``, ``saddle`` or ``maximum`` (flat); ``cycle`` (cycling, with its ``period``);
    ``slow`` (stalled); ``under_way`` (descending).
    """

    kind: str
    step: int
    reason: str
    period: int = 0


@dataclass(frozen=True)
class Evidence:
    """What a judgement needs of a run of n steps.

    ``points`` (n+1, d) and ``values`` (n+1,) hold finite points only; ``slopes`` (n+1, d) are
    the gradients that the rule was given, before noise. ``broken`` tells that the step after the
    last point was not finite. ``h`` is the step of the numerical gradient, None for the exact one.
    """

    objective: Objective
    domain: tuple[float, ...]
    minima: tuple[tuple[float, ...], ...]
    points: Array
    values: Array
    slopes: Array
    broken: bool
    h: float | None


def judge(run: Evidence) -> Outcome:
    """The outcome of a run, judged at its last point."""
    exact = run.objective.gradient(run.points.T).T
    norms = _norms(exact)
    return (
        _frozen(run, exact, norms)
        or _diverged(run, norms)
        or _at_rest(run, norms)
        or _cycling(run)
        or _stalled(run, norms)
        or Outcome("descending", len(run.points) - 1, "under_way")
    )


def _norms(gradients: Array) -> Array:
    with np.errstate(all="ignore"):
        if gradients.shape[1] == 2:  # ten times faster than the same by reduction, row by row
            norms: Array = np.hypot(gradients[:, 0], gradients[:, 1])
        else:
            norms = np.hypot.reduce(gradients, axis=1)
    return norms


def _last_stretch(holds: NDArray[np.bool_]) -> int:
    """The first index from which a condition holds to the end (its length if it does not)."""
    broken = np.flatnonzero(~holds)
    return int(broken[-1]) + 1 if broken.size else 0


def _frozen(run: Evidence, exact: Array, norms: Array) -> Outcome | None:
    """Rounding has made the numerical gradient 0, or noise of its own size."""
    if run.h is None or run.broken or not norms[-1] > FLAT:
        return None
    nothing = (run.slopes == 0).all(axis=1) & (norms > FLAT)
    with np.errstate(all="ignore"):
        same = (run.points + run.h == run.points).all(axis=1)
        # One rounding of f, spread over 2h, is the least error that the difference can have.
        noise = np.finfo(np.float64).eps * np.abs(run.values) / (2 * run.h)
        wrong = _norms(run.slopes - exact)
        # Where floats lie about h apart, x ± h is not h away and the slope is off by as much.
        width = (run.points + run.h) - (run.points - run.h)
        coarse = (np.abs(width / (2 * run.h) - 1) > 0.05).any(axis=1) & (wrong > norms / 20)
        drowned = (noise > norms) & (wrong > norms / 2)
    zero = nothing & (same | (4 * noise > norms))
    reason = "gap" if same[-1] else "noise"
    if zero[-1]:
        return Outcome("frozen", _last_stretch(zero), reason)
    lost = (drowned | coarse) & (norms > FLAT)
    if lost[-1] and not _lengthening(run):
        return Outcome("frozen", _last_stretch(lost), "coarse" if coarse[-1] else "noise")
    return None


def _diverged(run: Evidence, norms: Array) -> Outcome | None:
    last = len(run.points) - 1
    if run.broken:
        nowhere = last == 0 and not math.isfinite(run.values[0])
        # Far out, inf − inf is NaN too; there the floats end and not the function.
        near = float(np.abs(run.points[-1]).max()) < 1e100
        undefined = nowhere or (near and (math.isnan(run.values[-1]) or math.isnan(norms[-1])))
        return Outcome("diverged", last + 1, "undefined" if undefined else "overflow")
    # The ends alone, for most runs have not diverged.
    begun, ended = _distance(run.points[[0, -1]], run.domain).tolist()
    moving = last > 0 and bool((run.points[-1] != run.points[-2]).any())
    far = ended > WIDTHS and moving and ended > begun and norms[-1] > FLAT
    lengthening = _lengthening(run)
    growing = lengthening and _climbing(run)
    # A run down a slope that steepens for ever is on its way out as soon as it has left the map.
    leaving = lengthening and ended > max(1.0, begun)
    if not ((far and not _slowing(run)) or growing or leaving):
        return None
    distance = _distance(run.points, run.domain)
    gone = distance > WIDTHS
    with np.errstate(all="ignore"):
        worse = ~(run.values <= run.values[0])
    reason = "growth" if growing or (lengthening and worse.any()) else "far"
    for sign in (worse, gone, distance > 0.5):
        if sign.any():
            return Outcome("diverged", int(np.argmax(sign)), reason)
    return Outcome("diverged", last, reason)


def _distance(points: Array, domain: tuple[float, ...]) -> Array:
    """How many widths of the domain each point is away from its middle, (n,)."""
    middle, widths = _frame(domain)
    with np.errstate(all="ignore"):
        away = np.abs(points - middle) / widths
        # By columns: along rows of two, max is forty times slower.
        distance: Array = np.maximum(away[:, 0], away[:, -1])
    return distance


def _last_half(run: Evidence) -> int:
    """Where the last half of the run begins; it has four steps where there are four."""
    last = len(run.points) - 1
    return max(0, min(last // 2, last - 4))


def _lengthening(run: Evidence) -> bool:
    """Whether, over the last half, each step was longer than the one before."""
    half = _last_half(run)
    if len(run.points) - 1 - half < 2:
        return False
    with np.errstate(all="ignore"):
        # The last two alone tell it of most runs.
        before, after = _norms(np.diff(run.points[-3:], axis=0)).tolist()
        if not after - before > 0:
            return False
        strides = _norms(np.diff(run.points[half:], axis=0))
        return bool((np.diff(strides) > 0).all() and strides[-1] > 1.001 * strides[0])


def _slowing(run: Evidence) -> bool:
    """Whether the last step is short beside those before: the run is coming to rest somewhere."""
    with np.errstate(all="ignore"):
        strides = _norms(np.diff(run.points[_last_half(run) :], axis=0))
        return bool(strides[-1] < 0.5 * np.median(strides))


def _climbing(run: Evidence) -> bool:
    """Whether the value rose with every step of the last half of the run."""
    with np.errstate(all="ignore"):
        return bool((np.diff(run.values[_last_half(run) :]) > 0).all())


def _frame(domain: tuple[float, ...]) -> tuple[Array, Array]:
    """The middle and the widths of a domain, each of shape (d,)."""
    low, high = np.array(domain[0::2]), np.array(domain[1::2])
    return (low + high) / 2, high - low


def _at_rest(run: Evidence, norms: Array) -> Outcome | None:
    if not norms[-1] <= FLAT:
        return None
    step = _last_stretch(norms <= FLAT)
    nature = resting_place(run.objective, run.points[-1], run.minima)
    return Outcome("converged" if nature == "minimum" else "flat", step, nature)


def resting_place(
    objective: Objective, point: Array, minima: tuple[tuple[float, ...], ...] = ()
) -> str:
    """What a point with no gradient is: ``minimum``, ``saddle``, ``maximum`` or ``plateau``.

    Curvature decides where it can; a flat tail of a bowl that is still far away (exp(−x) at 30)
    is a plateau although it curves upwards, and where the curvature is 0 the values around do.
    """
    value = objective.value_at(*map(float, point))
    if any(abs(value - m[-1]) <= 1e-9 * max(1.0, abs(m[-1])) for m in minima):
        return "minimum"
    gradient = objective.gradient(point)
    hessian = objective.hessian(point)
    curvatures = eigenvalues(hessian)
    size = 1.0 + float(np.abs(point).max())
    if (curvatures > 0).all():
        step = np.linalg.solve(hessian, gradient)
        # Where the quadratic's own minimum is far, this is no more than the flank of something.
        if float(np.abs(step).max()) <= 1e-3 * size:
            around = _surroundings(objective, point, value, size)
            return around if around == "saddle" else "minimum"
    elif (np.abs(curvatures) > 1e-12).all() and np.isfinite(curvatures).all():
        return "maximum" if (curvatures < 0).all() else "saddle"
    return _surroundings(objective, point, value, size)


def _surroundings(objective: Objective, point: Array, value: float, size: float) -> str:
    """Judge a flat place by the values on small circles around it."""
    if objective.dimension == 1:
        directions = np.array([[1.0, -1.0]])
    else:
        angles = np.linspace(0.0, 2 * np.pi, 48, endpoint=False)
        directions = np.stack([np.cos(angles), np.sin(angles)])
    radii = size * np.array([1e-3, 1e-2])
    around = point[:, None, None] + directions[:, None, :] * radii[:, None]
    with np.errstate(invalid="ignore"):
        differences = objective.value(around) - value
    # A slope of 1e-8 alone changes the value by less than this: no hill, no valley.
    tolerance = 2e-10 * size + 1e-14 * abs(value)
    higher = bool((differences > tolerance).any())
    lower = bool((differences < -tolerance).any())
    if higher and lower:
        return "saddle"
    if higher:
        # A tail that only sinks one way has neighbours on both sides; a minimum has none lower.
        return "minimum"
    return "maximum" if lower else "plateau"


def _cycling(run: Evidence) -> Outcome | None:
    """Whether the run returns, again and again, to where it was."""
    last = len(run.points) - 1
    if last < 6:
        return None
    points = run.points
    _, widths = _frame(run.domain)
    if not _norms(np.diff(points[-2:], axis=0))[0] > 1e-9 * float(widths.max()):
        return None
    # Only a period that brings the last point back needs a closer look.
    longest = min(64, last // 3)
    # How far the place so many steps ago is from the last one, and how far any place since.
    away = _norms(points[last - longest :] - points[last])[::-1]
    spans = np.maximum.accumulate(away)
    near = away <= 0.05 * spans[-1]
    # The way back is no shorter than that of the last point; most periods end here already.
    near[3:] &= away[3:] <= 1e-3 * spans[2:-1]
    near[2] &= away[2] <= 0.05 * spans[1]
    drifting: list[int] = []
    for period in (np.flatnonzero(near[2:]) + 2).tolist():
        # Twice round a cycle that drifts is the same cycle, drifting.
        if any(period % shorter == 0 for shorter in drifting):
            continue
        span = float(spans[period - 1])
        back = float(_norms(points[-period:] - points[-2 * period : -period]).max())
        # A pair of places may drift slowly along the valley while it leaps across; a longer
        # cycle must return exactly, or any wandering would count.
        if back > (0.05 if period == 2 else 1e-3) * span:
            continue
        lengths = _norms(np.diff(points, axis=0))
        middle = (last // 2) - (last // 2) % period
        now = float(np.mean(lengths[-period:]))
        then = float(np.mean(lengths[middle : middle + period]))
        if abs(now - then) <= 5e-3 * now or (period > 2 and back <= 1e-6 * span):
            first = _first_return(points, period, 2 * back + 1e-9 * span)
            return Outcome("cycling", first, "cycle", period)
        drifting.append(period)
    return None


def _first_return(points: Array, period: int, tolerance: float) -> int:
    """The first step from which the run keeps repeating itself."""
    repeats = _norms(points[period:] - points[:-period]) <= tolerance
    return _last_stretch(repeats)


def _stalled(run: Evidence, norms: Array) -> Outcome | None:
    """Whether a hundred more steps like the last ones would not be seen on the map."""
    last = len(run.points) - 1
    if last < 1:
        return None
    if not norms[-1] > 1e-3 * float(np.nanmax(norms)):
        return None
    half = last // 2
    strides = _norms(np.diff(run.points[half:], axis=0))
    _, widths = _frame(run.domain)
    pace = float(strides.mean())
    if 100 * pace < 1e-3 * float(np.hypot.reduce(widths)):
        return Outcome("stalled", last, "slow")
    return None
