"""One update of a rule on one function, recorded: what every generated program is printed from.

Settings and the number k of the update are variables of the recording, so one program serves
every position of every slider. A setting that is a bool is branched on, and each branch is a
recording of its own.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from app.core.arithmetic import Number
from app.core.kernel import Programs
from app.core.kernel.recording import Recorded, node_of, replay
from app.core.kernel.tape import Tape
from app.core.optimizers.rule import JointRule, Rule, default_settings

#: Where the rule's gradient comes from: the exact one, a central difference of step ``h``, or
#: variables ``g0``, ``g1`` that the program fills (``clean`` is then the exact one).
Slope = Literal["exact", "central", "given"]

#: What a node depends on, in order: nothing, the settings, also k, and anything else.
CONSTANT, SETTING, COLUMN, LOOP = range(4)
#: The setting that a schedule changes.
RATE = "learning_rate"
_COLUMNS = ("k", "shake0", "shake1")


@dataclass(frozen=True, eq=False)
class Traced:
    """One update on a tape of its own; every field holds indices of nodes.

    ``point`` are the variables ``x``, ``y`` and ``settings`` one variable each (with a central
    difference also ``h``); ``k`` counts the updates from 1. ``value`` is the function's at the
    point, ``clean`` its gradient there, ``hessian`` its upper triangle by rows (None where the
    rule asks for none), ``given`` the gradient that the rule gets: with noise ``clean`` plus the
    variables ``shake0``, ``shake1``. ``asked`` are the points whose value the rule asks for.
    ``initial``, ``state`` and ``carried`` are the state of each coordinate at first, before and
    after the update, ``memory`` the names of its fields; ``following`` is the new point.
    """

    tape: Tape
    point: tuple[int, ...]
    settings: dict[str, int]
    k: int
    value: int
    clean: tuple[int, ...]
    given: tuple[int, ...]
    hessian: tuple[int, ...] | None
    initial: tuple[tuple[int, ...], ...]
    state: tuple[tuple[int, ...], ...]
    following: tuple[int, ...]
    carried: tuple[tuple[int, ...], ...]
    asked: tuple[tuple[int, ...], ...]
    memory: tuple[str, ...]
    scheduled: bool

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the coordinates."""
        return tuple(str(self.tape.nodes[i].payload) for i in self.point)

    def edge(self, roots: Iterable[int], level: int) -> list[int]:
        """The nodes of one level that the roots, or nodes of a later level, are computed from."""
        roots = list(roots)
        found = set(roots)
        for index in self.tape.needed(roots):
            if self.levels[index] > level:
                found.update(self.tape.nodes[index].operands)
        return sorted(index for index in found if self.levels[index] == level)

    @cached_property
    def levels(self) -> list[int]:
        """What each node depends on: CONSTANT, SETTING, COLUMN (k and noise) or LOOP."""
        early = set(self.settings)
        if self.scheduled:
            early.discard(RATE)
        found: list[int] = []
        for index, node in enumerate(self.tape.nodes):
            if self.tape.constants[index] is not None or node.operation == "truth":
                level = CONSTANT
            elif node.operation == "variable":
                name = str(node.payload)
                late = name in _COLUMNS or (self.scheduled and name == RATE)
                level = SETTING if name in early else COLUMN if late else LOOP
            else:
                level = max(found[i] for i in node.operands)
            found.append(level)
        return found


def trace(
    programs: Programs,
    make: Callable[..., Rule | JointRule],
    booleans: tuple[tuple[str, bool], ...] = (),
    slope: Slope = "exact",
    noisy: bool = False,
    scheduled: bool = False,
    scaled: bool = False,
) -> Traced:
    """Record one update of the rule that ``make`` makes on the function of ``programs``.

    ``booleans`` are the settings that are bools; one left out has its default. ``scheduled``
    says that the learning rate is another one at each update, ``scaled`` that the function is
    multiplied by a setting ``scale``.
    """
    tape = Tape()
    point = tuple(tape.variable(name) for name in programs.variables)
    numbers, flags = _settings(tape, make, dict(booleans))
    rule = make(**{name: Recorded(tape, node) for name, node in numbers.items()}, **flags)
    k = tape.variable("k")
    if scaled:
        numbers["scale"] = tape.variable("scale")
    place = _Place(programs, tape, numbers.get("scale"))
    value = place.value(point)
    clean = _clean(place, point, numbers, slope)
    given = clean
    if slope == "given":
        given = tuple(tape.variable(f"g{axis}") for axis in range(len(point)))
    elif noisy:
        shakes = [tape.variable(f"shake{axis}") for axis in range(len(point))]
        given = tuple(tape.apply("add", g, s) for g, s in zip(clean, shakes, strict=True))
    hessian: list[tuple[int, ...]] = []
    asked: list[tuple[int, ...]] = []
    initial: list[tuple[int, ...]] = []
    state: list[tuple[int, ...]] = []
    carried: list[tuple[int, ...]] = []
    xs = tuple(Recorded(tape, node) for node in point)
    slopes = tuple(Recorded(tape, node) for node in given)
    following: list[int] = []
    memory: tuple[str, ...] = ()
    if isinstance(rule, JointRule):

        def hessian_at(at: tuple[Number, ...]) -> list[list[Recorded]]:
            nodes = tuple(node_of(tape, x) for x in at)
            hessian.append(place.at(programs.curvatures, nodes))
            upper = [Recorded(tape, node) for node in hessian[-1]]
            return [upper] if len(upper) == 1 else [upper[:2], upper[1:]]

        def value_at(*at: Number) -> Recorded:
            asked.append(tuple(node_of(tape, x) for x in at))
            return Recorded(tape, place.value(asked[-1]))

        moved = rule.step(slopes, xs, hessian_at, value_at, Recorded(tape, k))
        following = [node_of(tape, x) for x in moved]
    else:
        for axis, (g, x) in enumerate(zip(slopes, xs, strict=True)):
            first = rule.init(x)
            memory = getattr(first, "_fields", ())
            fields = [tape.variable(f"state{axis}_{field}") for field in range(len(first))]
            before = _like(first, [Recorded(tape, node) for node in fields])
            moved_x, after = rule.step(g, x, before, Recorded(tape, k))
            following.append(node_of(tape, moved_x))
            initial.append(tuple(node_of(tape, each) for each in first))
            state.append(tuple(fields))
            carried.append(tuple(node_of(tape, each) for each in after))
    return Traced(
        tape=tape,
        point=point,
        settings=numbers,
        k=k,
        value=value,
        clean=clean,
        given=given,
        hessian=hessian[0] if hessian else None,
        initial=tuple(initial),
        state=tuple(state),
        following=tuple(following),
        carried=tuple(carried),
        asked=tuple(asked),
        memory=memory,
        scheduled=scheduled,
    )


def flags_of(make: Callable[..., Any]) -> tuple[str, ...]:
    """The names of the settings that are bools."""
    return tuple(name for name, value in default_settings(make).items() if isinstance(value, bool))


def _settings(
    tape: Tape, make: Callable[..., Any], booleans: Mapping[str, bool]
) -> tuple[dict[str, int], dict[str, bool]]:
    """A variable for each setting that is a number, and the bools as they are."""
    numbers: dict[str, int] = {}
    flags: dict[str, bool] = {}
    for name, default in default_settings(make).items():
        if isinstance(default, bool):
            flags[name] = bool(booleans.get(name, default))
        else:
            numbers[name] = tape.variable(name)
    return numbers, flags


@dataclass(frozen=True)
class _Place:
    """A function on the tape of a recording, times the node ``scale`` where there is one."""

    programs: Programs
    tape: Tape
    scale: int | None

    def at(self, roots: tuple[int, ...], nodes: tuple[int, ...]) -> tuple[int, ...]:
        """The expressions ``roots`` of the function's tape at a point."""
        places = dict(zip(self.programs.variables, nodes, strict=True))
        found = replay(self.programs.tape, roots, self.tape, places)
        if self.scale is not None:
            found = [self.tape.apply("multiply", self.scale, node) for node in found]
        return tuple(found)

    def value(self, nodes: tuple[int, ...]) -> int:
        """The value at a point."""
        return self.at((self.programs.root,), nodes)[0]


def _clean(
    place: _Place, point: tuple[int, ...], numbers: dict[str, int], slope: Slope
) -> tuple[int, ...]:
    """The nodes of the gradient without noise."""
    if slope != "central":
        return place.at(place.programs.partials, point)
    tape = place.tape
    h = numbers["h"] = tape.variable("h")
    width = tape.apply("multiply", tape.constant(2.0), h)
    slopes = []
    for axis, here in enumerate(point):
        ends = []
        for operation in ("add", "subtract"):
            beside = tape.apply(operation, here, h)
            ends.append(place.value((*point[:axis], beside, *point[axis + 1 :])))
        slopes.append(tape.apply("divide", tape.apply("subtract", *ends), width))
    return tuple(slopes)


def _like(first: Any, values: list[Recorded]) -> Any:
    """The values as a state of the same class as the first one."""
    return type(first)(*values) if hasattr(first, "_fields") else tuple(values)
