"""One update of many runs as a program that writes into arrays made beforehand.

The arithmetic is that of the rule and of the objective's gradient, operation by operation, so each
run is to the last bit what the plain step on arrays makes of it. The state is kept twice: an
update reads one copy and writes the other, so a rule may keep whatever it likes of the old one.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.kernel import Programs
from app.core.kernel.inplace import Place, Writer
from app.core.kernel.tracing import trace
from app.core.kernel.update_parts import COLUMN, SPREAD, parted
from app.core.memory import remembered
from app.core.optimizers.rule import JointRule, Rule

Array = NDArray[np.float64]

#: Kinds of arrays: one number a run, and one a run and coordinate.
_RUNS, _COORDINATES = 1, 2


class Crowd:
    """The compiled update of a rule that treats each coordinate alike, on one function.

    ``spread`` names the settings that are arrays of one number a run; with ``scheduled`` the
    learning rate is another one at each update, and with ``valued`` the function's values are
    computed on the way. The coordinates are updated together: the rule's
    arrays have shape (d, K), the gradient's (K,).
    """

    def __init__(
        self,
        programs: Programs,
        make: Callable[..., Rule | JointRule],
        flags: tuple[tuple[str, bool], ...],
        spread: frozenset[str],
        scheduled: bool,
        valued: bool,
    ) -> None:
        self.dimension = len(programs.variables)
        self.traced = trace(programs, make, flags, slope="given", scheduled=scheduled)
        self.parts = parted(self.traced, spread)
        self.valued = valued
        writer = self._written(programs)
        self._arrays = tuple(writer.arrays.values())
        axes = range(self.dimension)
        fields = self.parts.fields
        once = [f"p{i}" for i in self.parts.edge if not self._late(i)]
        late = [f"c{i}" for i in self.parts.edge if self._late(i)]
        states, others = [f"s{f}" for f in fields], [f"n{f}" for f in fields]
        into = ["n", "v"] if valued else ["n"]
        lists = [f"{name}_" for name in [*into, *late]]
        loop = [
            f"for {', '.join([*into, *late])}, in zip({', '.join(lists)}):",
            *(f"    {line}" for line in [f"{''.join(f'x{a}, ' for a in axes)}= x", *writer.lines]),
            "    x = n",
            *(f"    {s}, {n} = {n}, {s}" for s, n in zip(states, others, strict=True)),
            f"return ({''.join(f'{s}, ' for s in states)}), ({''.join(f'{n}, ' for n in others)})",
        ]
        gradients = ["g", *(f"g{axis}" for axis in axes)]
        self._run = writer.compiled(
            ["x", *gradients, *states, *others, *writer.arrays, *once, *lists], loop
        )

    def _late(self, index: int) -> bool:
        return self.parts.levels[index] == COLUMN

    def _written(self, programs: Programs) -> Writer:
        """The lines of one update: the gradient, then the rule."""
        writer, traced, parts = Writer(), self.traced, self.parts
        places = {
            index: Place(f"x{programs.variables.index(str(node.payload))}", _RUNS)
            for index, node in enumerate(programs.tape.nodes)
            if node.operation == "variable"
        }
        slopes = [(node, f"g{axis}") for axis, node in enumerate(programs.partials)]
        if self.valued:
            slopes.append((programs.root, "v"))
        writer.write(programs.tape, slopes, places)
        places = {
            traced.point[0]: Place("x", _COORDINATES),
            traced.given[0]: Place("g", _COORDINATES),
        }
        for index in parts.edge:
            kind = _COORDINATES if parts.levels[index] == SPREAD else 0
            places[index] = Place(f"{'c' if self._late(index) else 'p'}{index}", kind)
        roots = [(traced.following[0], "n")]
        for field in parts.fields:
            places[traced.state[0][field]] = Place(f"s{field}", _COORDINATES)
            roots.append((traced.carried[0][field], f"n{field}"))
        writer.write(traced.tape, roots, places)
        return writer

    def run(
        self,
        points: Array,
        states: Sequence[Array],
        targets: Sequence[Sequence[Array]],
        once: Sequence[Any],
        late: Sequence[Sequence[Any]],
    ) -> tuple[Sequence[Array], Sequence[Array]]:
        """Update K runs as often as there are targets, the points of each update into one.

        ``targets`` are the list for the points and, where valued, that for the values before each
        update. ``points`` and every state and target have shape (d, K), values (K,). Returns the
        states after the last update and before it; those given are written over.
        """
        shapes = {_RUNS: points.shape[1:], _COORDINATES: points.shape}
        work = [np.empty(shapes[k], dtype=np.bool_ if b else np.float64) for k, b in self._arrays]
        gradient = np.empty(points.shape)
        others = [np.empty(points.shape) for _ in states]
        with np.errstate(all="ignore"):
            found: tuple[Sequence[Array], Sequence[Array]] = self._run(
                points, gradient, *gradient, *states, *others, *work, *once, *targets, *late
            )
        return found


@remembered("functions", lambda _: 60_000)
def crowd(
    programs: Programs,
    make: Callable[..., Rule | JointRule],
    flags: tuple[tuple[str, bool], ...],
    spread: frozenset[str],
    scheduled: bool,
    valued: bool,
) -> Crowd:
    """The :class:`Crowd` of a rule on a function, made once."""
    return Crowd(programs, make, flags, spread, scheduled, valued)
