"""What the loop of a crowd reads beside its runs: numbers of the settings and of each step."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from app.core.kernel.columns import computed, steady_from
from app.core.kernel.crowd import Crowd
from app.core.kernel.update_parts import COLUMN, SPREAD


class Tables:
    """What the loop of a crowd reads beside its runs, for given settings and ``steps`` updates."""

    def __init__(
        self,
        made: Crowd,
        settings: Mapping[str, Any],
        rates: Sequence[float] | None,
        count: int,
        steps: int,
    ) -> None:
        traced, parts = made.traced, made.parts
        tape = traced.tape
        known = {
            node: settings[name]
            for name, node in traced.settings.items()
            if not (traced.scheduled and name == "learning_rate")
        }
        known = computed(tape, parts.settings, known)
        columns = dict(known)
        columns[traced.k] = np.arange(1.0, steps + 1)
        if traced.scheduled and rates is not None:
            last = len(rates) - 1
            columns[traced.settings["learning_rate"]] = np.array(
                [rates[min(k, last)] for k in range(steps)]
            )
        self._alike(made, columns, steps)
        columns = computed(tape, parts.columns, columns)
        shape = (made.dimension, count)

        def value(index: int) -> Any:
            constant = tape.constants[index]
            return known[index] if constant is None else constant

        self.initial = [
            np.array(np.broadcast_to(value(traced.initial[0][field]), shape), dtype=np.float64)
            for field in parts.fields
        ]
        self._once = [
            np.array(np.broadcast_to(known[index], shape))
            if parts.levels[index] == SPREAD
            else _alone(known[index])
            for index in parts.edge
            if parts.levels[index] != COLUMN
        ]
        self.late = [
            np.broadcast_to(columns[index], (steps,))
            for index in parts.edge
            if parts.levels[index] == COLUMN
        ]

        #: Updates counted from 0, all after this one read the same numbers.
        self.steady_from = steady_from(self.late)

    @staticmethod
    def _alike(made: Crowd, columns: dict[int, Any], steps: int) -> None:
        """Add the states that are alike for all runs, before each update."""
        traced, parts = made.traced, made.parts
        if not parts.alike:
            return
        tape = traced.tape
        fields = [
            (traced.state[0][f], traced.carried[0][f], traced.initial[0][f]) for f in parts.alike
        ]
        follow: set[int] = {state for state, _, _ in fields}
        for index in parts.columns:
            if any(i in follow for i in tape.nodes[index].operands):
                follow.add(index)
        columns.update(computed(tape, [i for i in parts.columns if i not in follow], columns))
        needed = tape.needed([carried for _, carried, _ in fields])
        order = [i for i in needed if i in follow]
        operands = {i for n in order for i in tape.nodes[n].operands}
        read = {i: columns[i] for i in operands if i in columns}
        now = {
            s: tape.constants[i] if tape.constants[i] is not None else columns[i]
            for s, _, i in fields
        }
        kept: dict[int, list[Any]] = {state: [] for state, _, _ in fields}
        for k in range(steps):
            for state, value in now.items():
                kept[state].append(value)
            here = {i: v[k] if isinstance(v, np.ndarray) else v for i, v in read.items()}
            found = computed(tape, order, {**here, **now})
            now = {
                s: tape.constants[c] if tape.constants[c] is not None else found[c]
                for s, c, _ in fields
            }
        columns.update({state: np.array(values) for state, values in kept.items()})

    def keep(self, kept: Any) -> None:
        """Go on with some of the runs."""
        self._once = self.once(kept)

    def once(self, runs: Any) -> list[Any]:
        """The numbers of the settings for some of the runs."""
        return [v[:, runs] if isinstance(v, np.ndarray) and v.ndim == 2 else v for v in self._once]

    def columns(self, first: int, count: int) -> list[Any]:
        """The numbers of the updates ``first`` + 1 to ``first`` + ``count``."""
        rows = slice(first, first + count)
        # A number goes to NumPy as an array of one, a truth to Python.
        return [v[rows].tolist() if v.dtype == bool else v[rows, None] for v in self.late]


def _alone(value: Any) -> Any:
    """A number as NumPy takes it fastest, a truth as Python does."""
    return bool(value) if isinstance(value, bool | np.bool_) else np.array(float(value))
