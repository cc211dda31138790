"""What each number of an update depends on, which says when a program needs to compute it."""

from dataclasses import dataclass

from app.core.kernel.tracing import Traced

#: A node depends on nothing; on settings; on them and k; on settings that differ from run to run;
#: on the run.
CONSTANT, SETTING, COLUMN, SPREAD, RUN = range(5)


@dataclass(frozen=True)
class Parts:
    """The nodes of the update of the first coordinate, each list in order.

    ``settings`` are computed once and ``columns`` for every k before the loop; ``edge`` are those
    of both that the loop reads. ``fields`` of the state differ from run to run, ``alike`` do not
    and belong to the columns.
    """

    settings: tuple[int, ...]
    columns: tuple[int, ...]
    edge: tuple[int, ...]
    fields: tuple[int, ...]
    alike: tuple[int, ...]
    levels: dict[int, int]


def parted(traced: Traced, spread: frozenset[str]) -> Parts:
    """Part the update of a rule that treats each coordinate alike.

    ``spread`` are the settings of one number a run.
    """
    tape = traced.tape
    state, carried, initial = traced.state[0], traced.carried[0], traced.initial[0]
    order = tape.needed([traced.following[0], *carried, *initial])
    alike = set(range(len(state)))
    while True:
        levels = _levels(traced, order, spread, {state[field] for field in alike})
        left = {f for f in alike if max(levels[carried[f]], levels[initial[f]]) <= COLUMN}
        if left == alike:
            break
        alike = left
    fields = tuple(f for f in range(len(state)) if f not in alike)
    roots = {traced.following[0], *(carried[f] for f in fields)}
    read = {i for n in order if levels[n] == RUN for i in tape.nodes[n].operands} | roots
    return Parts(
        settings=tuple(n for n in order if levels[n] in (SETTING, SPREAD)),
        columns=tuple(n for n in order if levels[n] == COLUMN),
        edge=tuple(n for n in order if n in read and levels[n] in (SETTING, COLUMN, SPREAD)),
        fields=fields,
        alike=tuple(sorted(alike)),
        levels=levels,
    )


def _levels(
    traced: Traced, order: list[int], spread: frozenset[str], alike: set[int]
) -> dict[int, int]:
    numbers = {node: name for name, node in traced.settings.items()}
    levels: dict[int, int] = {}
    for index in order:
        node = traced.tape.nodes[index]
        if traced.tape.constants[index] is not None or node.operation == "truth":
            levels[index] = CONSTANT
        elif index in numbers:
            late = traced.scheduled and numbers[index] == "learning_rate"
            levels[index] = COLUMN if late else SPREAD if numbers[index] in spread else SETTING
        elif index == traced.k or index in alike:
            levels[index] = COLUMN
        elif node.operation == "variable":
            levels[index] = RUN
        else:
            of_operands = {levels[i] for i in node.operands}
            # What needs k as well as a number of each run is an array that changes with k.
            levels[index] = RUN if {COLUMN, SPREAD} <= of_operands else max(of_operands)
    return levels
