"""Many starts, or many learning rates, moved together: the same rules on arrays.

A rule of the catalogue runs as a program on arrays made beforehand, see
:mod:`app.core.kernel.crowd`; any other is stepped on arrays as it is written, by :func:`stepped`,
which is also what the tests hold the program to: both give the same numbers to the last bit.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.core.kernel.crowd import Crowd, crowd
from app.core.kernel.crowd_tables import Tables
from app.core.objective import Objective
from app.core.optimizers.rule import JointRule, Rule

Array = NDArray[np.float64]

#: No request may ask for more starts × steps than this.
MAX_UPDATES = 20_000_000
#: So many runs are moved at once: 64 kB an array, so that a step's arrays stay in the cache.
BLOCK = 8_192
#: So many coordinates of points are made ready at once for whoever follows the runs.
_AHEAD = 400_000


class Last(NamedTuple):
    """The points (d, K) two updates ago and one, and which runs kept all else at the last one.

    All else is the state and the numbers that change with k.
    """

    two_ago: Array
    one_ago: Array
    kept: NDArray[np.bool_]


def same_bits(a: Array, b: Array) -> NDArray[np.bool_]:
    """Which of K columns (d, K) are alike to the last bit."""
    alike: NDArray[np.bool_] = (a.view(np.int64) == b.view(np.int64)).all(axis=0)
    return alike


class Runs:
    """K runs of one rule on one function, all at the same step."""

    def __init__(self, made: Crowd, tables: Tables, starts: Array) -> None:
        self._crowd = made
        self._tables = tables
        self.points = np.array(starts, dtype=np.float64)
        self.states = tables.initial
        self.step = 0

    def follow(self, targets: Array, values: Array | None = None) -> None:
        """Update as often as there are targets (n, d, K), the points of each update into one.

        Into ``values`` (n, K) go the values before each update, where the runs were made for it.
        """
        count = len(targets)
        columns = self._tables.columns(self.step, count)
        for block in self._blocks():
            before = [] if values is None else [list(values[:, block])]
            self._move(block, [list(targets[:, :, block]), *before], columns)
        self.points = np.array(targets[-1])
        self.step += count

    def advance(self, count: int) -> Last:
        """Update ``count`` ≥ 3 times and tell how the last updates went."""
        columns = self._tables.columns(self.step, count)
        steady = self._tables.steady_from <= self.step + count - 3
        found = Last(
            two_ago=np.empty(self.points.shape),
            one_ago=np.empty(self.points.shape),
            kept=np.full(self.points.shape[1], steady),
        )
        for block in self._blocks():
            # Two arrays by turns, and for the last updates three, so that one can look back.
            turn = np.empty((3, *self.points[:, block].shape))
            targets = [turn[k if k < 3 else k % 2] for k in reversed(range(count))]
            after, before = self._move(block, [targets], columns)
            found.two_ago[:, block], found.one_ago[:, block], self.points[:, block] = targets[-3:]
            for state, earlier in zip(after, before, strict=True):
                found.kept[block] &= same_bits(state, earlier)
        self.step += count
        return found

    @property
    def stateless(self) -> bool:
        """Whether a point alone decides where the run goes, once the numbers of k are steady."""
        return not self.states

    def keep(self, kept: NDArray[np.bool_]) -> None:
        """Go on with some of the runs."""
        self.points = self.points[:, kept]
        self.states = [state[:, kept] for state in self.states]
        self._tables.keep(kept)

    def _blocks(self) -> list[slice]:
        return [slice(first, first + BLOCK) for first in range(0, self.points.shape[1], BLOCK)]

    def _move(
        self, block: slice, targets: Sequence[Sequence[Array]], columns: Sequence[Any]
    ) -> tuple[Sequence[Array], Sequence[Array]]:
        """Update one block of the runs; their states after the last update and before it."""
        after, before = self._crowd.run(
            np.ascontiguousarray(self.points[:, block]),
            [np.array(state[:, block]) for state in self.states],
            targets,
            self._tables.once(block),
            columns,
        )
        for state, part in zip(self.states, after, strict=True):
            state[:, block] = part
        return after, before


def runs(
    objective: Objective,
    rule: Rule | JointRule,
    starts: Array,
    steps: int,
    valued: bool = False,
) -> Runs | None:
    """The runs as a program for at most ``steps`` updates; None where there is none."""
    origin = rule.origin
    if isinstance(rule, JointRule) or origin is None or steps < 1:
        return None
    spread = frozenset(n for n, value in origin.settings.items() if isinstance(value, np.ndarray))
    flags = tuple((n, v) for n, v in origin.settings.items() if isinstance(v, bool))
    programs = objective.expression.programs
    made = crowd(programs, origin.make, flags, spread, origin.rates is not None, valued)
    tables = Tables(made, origin.settings, origin.rates, starts.shape[1], steps)
    return Runs(made, tables, starts)


def march(
    objective: Objective, rule: Rule | JointRule, starts: Array, steps: int
) -> Iterator[Array]:
    """The points (d, K) after each of ``steps`` updates of K runs, with the exact gradient.

    Runs that leave the floats go on as infinities and NaN. A rule made with an array of K
    learning rates gives each run its own. The caller must not write into what is yielded.
    """
    together = runs(objective, rule, starts, steps)
    if together is None:
        yield from stepped(objective, rule, starts, steps)
        return
    ahead = max(1, _AHEAD // max(1, starts.size))
    for first in range(0, steps, ahead):
        targets = np.empty((min(ahead, steps - first), *starts.shape))
        together.follow(targets)
        yield from targets


def path(
    objective: Objective, rule: Rule | JointRule, starts: Array, steps: int
) -> tuple[Array, Array]:
    """Every point of K runs, the starts (d, K) first, and every value.

    Shapes (steps + 1, d, K) and (steps + 1, K).
    """
    points = np.empty((steps + 1, *starts.shape))
    points[0] = starts
    together = runs(objective, rule, starts, steps, valued=True)
    if together is None:
        for k, moved in enumerate(stepped(objective, rule, starts, steps), start=1):
            points[k] = moved
        return points, objective.value(points.transpose(1, 0, 2))
    values = np.empty((steps + 1, starts.shape[1]))
    together.follow(points[1:], values[:-1])
    values[-1] = objective.value(points[-1])
    return points, values


def stepped(
    objective: Objective, rule: Rule | JointRule, starts: Array, steps: int
) -> Iterator[Array]:
    """As :func:`march`, by the rule's own step on arrays."""
    points = np.array(starts, dtype=np.float64)
    states: list[Any] = [] if isinstance(rule, JointRule) else [rule.init(0.0) for _ in points]
    for k in range(1, steps + 1):
        with np.errstate(all="ignore"):
            slopes = objective.gradient(points)
            if isinstance(rule, JointRule):
                points = np.stack(
                    rule.step(
                        tuple(slopes),
                        tuple(points),
                        lambda at: objective.hessian(np.stack(at)),
                        lambda *at: objective.value(np.stack(at)),
                        k,
                    )
                )
            else:
                moved = []
                for axis, (g, x) in enumerate(zip(slopes, points, strict=True)):
                    following, states[axis] = rule.step(g, x, states[axis], k)
                    moved.append(following)
                points = np.stack(moved)
        yield points
