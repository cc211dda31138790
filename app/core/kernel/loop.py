"""The loop of one start: value and gradient inlined into the rule, on Python floats.

It does, step by step, the arithmetic of the plain loop of :mod:`app.core.descent`, and leaves the
same floats behind. What hangs on the settings alone is computed once, what hangs on them and on
the number k of the update in columns of NumPy before the loop begins.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.core.kernel import Programs
from app.core.kernel.python_text import (
    CAREFUL,
    CAREFUL_SCOPE,
    COLUMNS,
    COLUMNS_SCOPE,
    SWIFT,
    SWIFT_SCOPE,
    compiled,
)
from app.core.kernel.tracing import COLUMN, RATE, SETTING, Slope, Traced, trace
from app.core.kernel.writing import Language, Writer, moves
from app.core.memory import remembered

Array = NDArray[np.float64]
Columns = list[list[float]]

#: How many steps run before the loop looks up; short at first, for many runs fly off at once.
_STRIDES = (64, 256, 1024)


class Record(NamedTuple):
    """Rows of a run, coordinate by coordinate: the points, and the gradients at each.

    ``given`` is ``clean`` where there is no noise. The points may end with some that are not
    finite, and the last one may lack its gradient: the caller cuts.
    """

    points: Columns
    clean: Columns
    given: Columns


@remembered("functions", lambda loop: 10_000 + 450 * len(loop.traced.tape.nodes))
def loop_of(
    programs: Programs,
    make: Callable[..., Any],
    booleans: tuple[tuple[str, bool], ...],
    central: bool,
    noisy: bool,
    scheduled: bool,
) -> "Loop":
    """The loop of a function and a rule, made once; for the arguments see ``trace``."""
    slope: Slope = "central" if central else "exact"
    return Loop(trace(programs, make, booleans, slope, noisy, scheduled))


class Loop:
    """The programs of one recording."""

    def __init__(self, traced: Traced) -> None:
        self.traced = traced
        self.settings = [
            name for name in traced.settings if not (traced.scheduled and name == RATE)
        ]
        self.noisy = traced.given != traced.clean
        self._fields = [node for each in traced.state for node in each]
        self._carried = [node for each in traced.carried for node in each]
        self._roots = [*traced.clean, *traced.given, *traced.following, *self._carried]
        self._late = traced.edge(self._roots, COLUMN)

    @cached_property
    def first_state(self) -> Callable[..., tuple[float, ...]]:
        """The state before the first update, from the point and the settings."""
        initial = [node for each in self.traced.initial for node in each]
        writer = Writer(self.traced.tape, CAREFUL, initial)
        lines = [
            f"def first({', '.join([*self.traced.variables, *self.settings])}):",
            *writer.write(initial, "    "),
            f"    return ({''.join(f'{writer.names[node]}, ' for node in initial)})",
        ]
        return compiled("first", lines, CAREFUL_SCOPE)

    @cached_property
    def columns(self) -> Callable[..., tuple[Any, ...]]:
        """What each update finds computed: columns from k, noise, rates and the settings."""
        writer = Writer(self.traced.tape, COLUMNS, self._late)
        lines = writer.write(self._late, "    ")
        answer = "".join(f"{writer.names[node]}, " for node in self._late)
        head = f"def columns({', '.join([*self._given_columns, *self.settings])}):"
        return compiled("columns", [head, *lines, f"    return ({answer})"], COLUMNS_SCOPE)

    @cached_property
    def swift(self) -> Callable[..., tuple[float, ...]]:
        """The loop in plain Python; it stops before a step that plain Python cannot take."""
        return compiled("loop", self._lines(SWIFT), SWIFT_SCOPE)

    @cached_property
    def careful(self) -> Callable[..., tuple[float, ...]]:
        """The same loop with IEEE meaning throughout."""
        return compiled("loop", self._lines(CAREFUL), CAREFUL_SCOPE)

    def run(
        self,
        start: Sequence[float],
        settings: Mapping[str, float],
        steps: int,
        given_columns: Mapping[str, Array],
    ) -> Iterator[Record]:
        """The same growing record after each stretch of steps, until a point is not finite.

        It has at most ``steps`` + 1 rows. ``given_columns`` are ``shake0``, ``shake1`` and the
        ``learning_rate``, as far as the recording has them as columns, with so many entries too.
        """
        size, dimension = steps + 1, len(start)
        numbers = [float(settings[name]) for name in self.settings]
        columns = self._computed(size, numbers, given_columns)
        point = [float(x) for x in start]
        state: Sequence[float] = [*point, *self.first_state(*point, *numbers)]
        clean: Columns = [[] for _ in start]
        given: Columns = [[] for _ in start] if self.noisy else clean
        record = Record([[] for _ in start], clean, given)
        lists = [*record.points, *clean, *(given if self.noisy else ())]
        done, strides = 0, iter(_STRIDES)
        while done < size:
            end = min(size, done + next(strides, _STRIDES[-1]))
            rows = _rows([each[done:end] for each in columns], end - done)
            state = self.swift(rows, *lists, *state, *numbers)
            done = len(lists[0])
            if done < end:
                rows = _rows([each[done:end] for each in columns], end - done)
                state = self.careful(rows, *lists, *state, *numbers)
                done = end
            left = state[0] * 0.0 + state[dimension - 1] * 0.0 != 0
            if left and done < size:
                for column, x in zip(record.points, state, strict=False):
                    column.append(x)
            yield record
            if left:
                return

    def _computed(
        self, size: int, numbers: list[float], given_columns: Mapping[str, Array]
    ) -> Columns:
        if not self._late:
            return []
        k = np.arange(1.0, size + 1.0)
        with np.errstate(all="ignore"):
            found = self.columns(k, *(given_columns[n] for n in self._given_columns[1:]), *numbers)
        return [column.tolist() for column in found]

    @property
    def _given_columns(self) -> list[str]:
        names = ["k"]
        if self.noisy:
            names += [f"shake{axis}" for axis in range(len(self.traced.point))]
        return [*names, RATE] if self.traced.scheduled else names

    def _lines(self, language: Language) -> list[str]:
        """The text of the loop."""
        traced, tape = self.traced, self.traced.tape
        point = traced.variables
        names = [*point, *(str(tape.nodes[node].payload) for node in self._fields)]
        late = {node: f"column{node}" for node in self._late}
        before = Writer(tape, CAREFUL, traced.edge(self._roots, SETTING))
        hoisted = before.write(traced.edge(self._roots, SETTING), "    ", apart=True)
        writer = Writer(tape, language, self._roots, {**before.names, **late})
        # All is computed before anything is kept, so that a step that raises leaves no trace.
        body = writer.write(self._roots, apart=True)
        rows = [("xs", point), ("gs", [writer.names[node] for node in traced.clean])]
        if self.noisy:
            rows.append(("ns", [writer.names[node] for node in traced.given]))
        lists = [f"{key}{axis}" for key, words in rows for axis in range(len(words))]
        body += [f"{key}{i}.append({word})" for key, words in rows for i, word in enumerate(words)]
        after = [writer.names[node] for node in [*traced.following, *self._carried]]
        body += moves(zip(names, after, strict=True), "{} = {}")
        head = ", ".join(["rows", *lists, *names, *self.settings])
        return [
            f"def loop({head}):",
            *hoisted,
            "    try:",
            f"        for {', '.join(late.values()) or '_'} in rows:",
            *(f"            {line}" for line in body),
            "    except SLIPS:",
            "        pass",
            f"    return {', '.join(names)},",
        ]


def _rows(columns: Columns, count: int) -> Any:
    """What the loop goes through: the entries of the columns, row by row."""
    if not columns:
        return repeat(None, count)
    return columns[0] if len(columns) == 1 else zip(*columns, strict=True)
