"""The JavaScript module of a function and a rule: the same arithmetic in the reader's browser.

The module stands alone (ASCII, no imports, no ``eval``), and the reader's text never reaches it:
it is printed from nodes. Everything algebraic agrees with Python to the last bit; ``exp``, ``sin``
and their like are the engine's own and may differ in the last place.
"""

import inspect
import itertools
import json
from collections.abc import Callable, Sequence
from typing import Any

from app.core.kernel import Programs
from app.core.kernel.javascript_loop import loop_lines
from app.core.kernel.javascript_parts import EXACT, WALK, helpers
from app.core.kernel.javascript_text import JAVASCRIPT, LOWER_SIDE, UPPER_SIDE
from app.core.kernel.recording import replay
from app.core.kernel.tape import Tape
from app.core.kernel.tracing import flags_of, trace
from app.core.kernel.writing import Language, Writer
from app.core.memory import remembered
from app.core.objective import Objective
from app.core.optimizers.rule import Optimizer, default_settings


def module_text(objective: Objective, optimizer: Optimizer) -> str:
    """The text of the module of a function and a rule."""
    return _module(objective.expression.programs, inspect.unwrap(optimizer.rule))


@remembered("functions")
def _module(programs: Programs, make: Callable[..., Any]) -> str:
    flags = flags_of(make)
    lines = [
        f"export const variables = {json.dumps(list(programs.variables))};",
        f"export const settings = {json.dumps(list(default_settings(make)))};",
        "",
        *_function("value", programs, (programs.root,)),
        *_function("gradient", programs, programs.partials),
        *_function("hessian", programs, programs.curvatures),
        *_exact(programs),
    ]
    loops: list[str] = []
    memory: tuple[str, ...] = ()
    for choice in itertools.product((False, True), repeat=len(flags)):
        loops.append(f"loop{len(loops)}")
        booleans = tuple(zip(flags, choice, strict=True))
        traced = trace(programs, make, booleans, "given", scheduled=True, scaled=True)
        memory = traced.memory
        lines += loop_lines(loops[-1], traced)
    lines[2:2] = [f"export const memory = {json.dumps(list(memory))};"]
    lines += WALK.format(
        dimension=len(programs.variables),
        remembered=len(programs.variables) * len(memory),
        loop=_chosen(loops, flags),
    ).splitlines()
    text = "\n".join(lines) + "\n"
    return text + helpers(text)


def _chosen(loops: list[str], flags: Sequence[str]) -> str:
    """The loop for the settings that are bools."""
    chosen = loops[0]
    if flags:
        places = (f"{2**i} * Boolean(settings.{name})" for i, name in enumerate(reversed(flags)))
        chosen = f"[{', '.join(loops)}][{' + '.join(places)}]"
    return chosen


def _exact(programs: Programs) -> list[str]:
    """The gradient where it exists: where both sides of a kink have the same slope."""
    nodes = (programs.tape.nodes[i] for i in programs.tape.needed(programs.partials))
    operations = {node.operation for node in nodes}
    lines, upper, lower = [], "gradient", "gradient"
    if operations & {"sign", "larger_slope", "ratio"}:
        upper = lower = "upper"
        lines += _function("upper", programs, programs.partials, UPPER_SIDE)
    if operations & {"sign", "larger_slope"}:
        lower = "lower"
        lines += _function("lower", programs, programs.partials, LOWER_SIDE)
    text = EXACT.format(
        point=", ".join(programs.variables),
        beside=", ".join(f"{x} + 1e-6 * (1 + Math.abs({x}))" for x in programs.variables),
        upper=upper,
        lower=lower,
    )
    return [*lines, *text.splitlines()]


def _function(
    name: str, programs: Programs, roots: tuple[int, ...], language: Language | None = None
) -> list[str]:
    """A function of the point: a number for the value, else an array."""
    tape = Tape()
    places = {variable: tape.variable(variable) for variable in programs.variables}
    nodes = replay(programs.tape, roots, tape, places)
    writer = Writer(tape, language or JAVASCRIPT, nodes)
    lines = writer.write(nodes, "  ")
    words = [writer.names[node] for node in nodes]
    answer = words[0] if name == "value" else f"[{', '.join(words)}]"
    return [
        f"{'' if language else 'export '}function {name}({', '.join(programs.variables)}) {{",
        *lines,
        f"  return {answer};",
        "}",
        "",
    ]
