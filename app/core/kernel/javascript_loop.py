"""The loop of a JavaScript module: one recording of a rule on a function, everything inlined."""

from collections.abc import Sequence

from app.core.kernel.javascript_parts import LOOP
from app.core.kernel.javascript_text import JAVASCRIPT
from app.core.kernel.tracing import RATE, SETTING, Traced
from app.core.kernel.writing import Writer, moves

#: What a loop is given beside its settings.
_GIVEN = (RATE, "scale")


def loop_lines(name: str, traced: Traced) -> list[str]:
    """The function ``name`` that runs the rule of one recording."""
    point = traced.variables
    fields = [node for each in traced.state for node in each]
    initial = [node for each in traced.initial for node in each]
    carried = [node for each in traced.carried for node in each]
    later = [traced.value, *traced.clean, *traced.following, *carried]
    writer = Writer(traced.tape, JAVASCRIPT, [*initial, *later])
    before = ["let learning_rate = settings.learning_rate;"]
    before += [f"const {key} = settings.{key};" for key in traced.settings if key not in _GIVEN]
    before += writer.write([*initial, *traced.edge(later, SETTING)], apart=True)
    before += _tables(traced, later, writer)
    names = [str(traced.tape.nodes[node].payload) for node in fields]
    before += [f"let {key} = {writer.names[i]};" for key, i in zip(names, initial, strict=True)]
    slopes = writer.write([traced.value, *traced.clean])
    slopes += [f"let g{axis} = {writer.names[node]};" for axis, node in enumerate(traced.clean)]
    update = writer.write([*traced.following, *carried], apart=True)
    moved = [writer.names[node] for node in traced.following]
    after = [*moved, *(writer.names[node] for node in carried)]
    text = LOOP.format(
        name=name,
        before=_indented(before, 2),
        point=", ".join(f"{x} = start[{axis}]" for axis, x in enumerate(point)),
        slopes=_indented(slopes, 4),
        central=_indented(_central(point), 6),
        value=writer.names[traced.value],
        record=_indented(_row("points", point) + _row("clean", _slopes(point)), 4),
        states=_indented(_remembered(names), 4),
        shaken=_indented(_shaken(point), 6),
        update=_indented(_costs(traced, update), 4),
        finite=" + ".join(f"{each} * 0" for each in moved),
        following=", ".join(moved),
        carry=_indented(moves(zip([*point, *names], after, strict=True), "const {} = {};"), 4),
    )
    return text.splitlines()


def _slopes(point: Sequence[str]) -> list[str]:
    return [f"g{axis}" for axis in range(len(point))]


def _row(array: str, words: Sequence[str]) -> list[str]:
    """Assignments of the row of the point k."""
    count = len(words)
    places = ["k - 1"] if count == 1 else [f"{count} * k - {count - axis}" for axis in range(count)]
    return [f"{array}[{place}] = {word};" for place, word in zip(places, words, strict=True)]


def _remembered(names: Sequence[str]) -> list[str]:
    """The state of each coordinate, kept where it is asked for."""
    if not names:
        return []
    places = (f"states[{len(names)} * (k - 1) + {i}] = {name};" for i, name in enumerate(names))
    return ["if (states !== null) {", *(f"  {line}" for line in places), "}"]


def _central(point: Sequence[str]) -> list[str]:
    """The central difference in the textbook's order of arithmetic."""
    lines = ["const width = 2 * h;"]
    for axis, x in enumerate(point):
        ends = [", ".join([*point[:axis], f"{x} {s} h", *point[axis + 1 :]]) for s in "+-"]
        each = [f"scale * value({end})" for end in ends]
        lines.append(f"g{axis} = ({each[0]} - {each[1]}) / width;")
    return lines


def _shaken(point: Sequence[str]) -> list[str]:
    """The noise added, and what the rule gets recorded."""
    adding = [line.replace("] = ", "]") for line in _row("shakes", [""] * len(point))]
    adding = [f"g{axis} += {line[:-1]};" for axis, line in enumerate(adding)]
    return adding + _row("gradients", _slopes(point))


def _tables(traced: Traced, roots: Sequence[int], writer: Writer) -> list[str]:
    """A table for each power of a setting to the number of the update."""
    lines = []
    for index in traced.tape.needed(roots):
        node = traced.tape.nodes[index]
        if node.operation == "power_by_products" and node.operands[1] == traced.k:
            base = node.operands[0]
            if traced.levels[base] <= SETTING:
                lines += writer.write([base], apart=True)
                lines.append(f"const powers{index} = powers({writer.names[base]}, steps + 1);")
                writer.names[index] = f"powers{index}[k]"
    return lines


def _costs(traced: Traced, update: list[str]) -> list[str]:
    """The update, and the values and Hessians that it asks for counted."""
    tape = traced.tape
    bodies = [
        Writer(tape, JAVASCRIPT, ()).body(index)
        for index, node in enumerate(tape.nodes)
        if node.operation == "repeated"
    ]
    inside = sum(any(body.intersection(at) for body in bodies) for at in traced.asked)
    outside = len(traced.asked) - inside
    lines = ["let rounds = 0;", *update] if inside else list(update)
    if inside or outside:
        lines.append(f"run.costs.values += {outside} + {inside} * rounds;")
    if traced.hessian is not None:
        lines.append("run.costs.hessians++;")
    return lines


def _indented(lines: Sequence[str], spaces: int) -> str:
    return "\n".join(" " * spaces + line for line in lines)
