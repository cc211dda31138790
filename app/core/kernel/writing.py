"""Prints nodes of a tape as the lines of a program, in any language that has a table.

What is used once stands where it is used; what is used more often gets a name. Only text that the
tape itself wrote is ever printed: a reader's expression comes here as nodes.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from app.core.kernel.tape import Node, Tape

#: A longer expression gets a name, so that no line nests deeper than a parser can read.
_LONGEST = 240
_UNSPELLED = ("variable", "truth", "constant", "repeated", "settled")


@dataclass(frozen=True)
class Language:
    """How operations are spelled: ``{0}``, ``{1}`` … stand for the operands.

    ``definition`` gives ``{0}`` the value ``{1}``; ``loop`` are the lines of a bounded loop, with
    ``{t}`` and ``{done}`` for its results, ``{start}``, ``{next}``, ``{limit}`` and ``{body}``.
    """

    spelling: Mapping[str, str]
    definition: str
    loop: tuple[str, ...]
    infinity: str = "inf"
    nan: str = "nan"
    truths: tuple[str, str] = ("False", "True")
    extra: Callable[[Tape, Node], str | None] = lambda tape, node: None

    def literal(self, value: float) -> str:
        """A number as the language writes it, with every digit."""
        if math.isfinite(value):
            text = repr(value)
        elif value != value:
            text = self.nan
        else:
            text = self.infinity if value > 0 else f"-{self.infinity}"
        return f"({text})" if text.startswith("-") else text

    def spell(self, tape: Tape, node: Node) -> str:
        """The spelling of one operation."""
        return self.extra(tape, node) or self.spelling[node.operation]


@dataclass
class Writer:
    """Writes a program from top to bottom; ``names`` says what each node is called by now.

    ``roots`` are all that will ever be asked for: a node that two of them share gets a name.
    """

    tape: Tape
    language: Language
    roots: Iterable[int]
    names: dict[int, str] = field(default_factory=dict)
    uses: Counter[int] = field(init=False)

    def __post_init__(self) -> None:
        """Count how often each node is mentioned."""
        self.uses = Counter(self.roots)
        bodies: dict[int, set[int]] = {}
        for index in self.pending(self.roots):
            node = self.tape.nodes[index]
            if node.operation == "repeated":
                body = self.body(index)
                bodies.update(dict.fromkeys(body, body))
                self.uses.update([node.operands[0], *node.operands[2:]])
        for index in self.pending(self.roots):
            node = self.tape.nodes[index]
            if node.operation in _UNSPELLED or self.tape.constants[index] is not None:
                continue
            spelling = self.language.spell(self.tape, node)
            for place, operand in enumerate(node.operands):
                times = spelling.count(f"{{{place}}}")
                # What a loop takes from outside is computed before it, not in each round.
                outside = index in bodies and operand not in bodies[index]
                self.uses[operand] += 2 if outside else times

    def pending(self, roots: Iterable[int]) -> list[int]:
        """The nodes that these need and that have no name yet, in order."""
        wanted = {root for root in roots if root not in self.names}
        for index in range(max(wanted, default=-1), -1, -1):
            if index in wanted:
                operands = self.tape.nodes[index].operands
                wanted.update(i for i in operands if i not in self.names)
        return sorted(wanted)

    def body(self, loop: int) -> set[int]:
        """The nodes of a loop's body: its variable and what depends on it."""
        inside = {self.tape.nodes[loop].operands[1]}
        for index in range(min(inside), loop):
            if inside.intersection(self.tape.nodes[index].operands):
                inside.add(index)
        return inside

    def write(self, roots: Iterable[int], indent: str = "", apart: bool = False) -> list[str]:
        """The lines after which ``names`` holds every root; ``apart`` names them all."""
        roots = list(roots)
        pending = self.pending(roots)
        later: set[int] = set()
        for index in pending:
            if self.tape.nodes[index].operation == "repeated":
                later |= self.body(index)
        lines: list[str] = []
        for index in pending:
            if index not in later:
                lines += self._node(index, indent, apart and index in roots)
        return lines

    def _node(self, index: int, indent: str, apart: bool) -> list[str]:
        node = self.tape.nodes[index]
        constant = self.tape.constants[index]
        if constant is not None:
            self.names[index] = self.language.literal(constant)
        elif node.operation == "truth":
            self.names[index] = self.language.truths[int(node.payload or 0)]
        elif node.operation == "variable":
            self.names[index] = str(node.payload)
        elif node.operation == "repeated":
            return self._loop(index, indent)
        elif node.operation == "settled":
            self.names[index] = f"done{node.operands[0]}"
        else:
            words = [self.names[i] for i in node.operands]
            text = self.language.spell(self.tape, node).format(*words)
            if self.uses[index] <= 1 and not apart and len(text) <= _LONGEST:
                self.names[index] = text
            else:
                self.names[index] = f"t{index}"
                return [indent + self.language.definition.format(f"t{index}", _bare(text))]
        return []

    def _loop(self, index: int, indent: str) -> list[str]:
        start, trial, done, following = self.tape.nodes[index].operands
        name = self.names[index] = self.names[trial] = f"t{index}"
        words = {"t": name, "done": f"done{index}", "start": self.names[start]}
        words["limit"] = str(self.tape.nodes[index].payload)
        lines = []
        for line in self.language.loop:
            if line.strip() == "{body}":
                lines += self.write([done, following], indent + line.partition("{")[0])
                words["settled"], words["next"] = self.names[done], self.names[following]
            else:
                lines.append(indent + line.format(**words))
        return lines


def moves(pairs: Iterable[tuple[str, str]], definition: str) -> list[str]:
    """Assignments that act as if all were made at once; each source is a name or an expression."""
    pairs = [(target, source) for target, source in pairs if target != source]
    targets = {target for target, _ in pairs}
    kept = {source: f"old_{source}" for _, source in pairs if source in targets}
    lines = [definition.format(name, source) for source, name in kept.items()]
    ending = ";" if definition.endswith(";") else ""
    return lines + [f"{target} = {kept.get(source, source)}{ending}" for target, source in pairs]


def _bare(text: str) -> str:
    """The text without one pair of brackets around all of it."""
    if not (text.startswith("(") and text.endswith(")")):
        return text
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0 and place < len(text) - 1:
            return text
    return text[1:-1]


#: What Python and JavaScript spell alike.
INFIX = {
    "add": "({0} + {1})",
    "subtract": "({0} - {1})",
    "multiply": "({0} * {1})",
    "divide": "({0} / {1})",
    "negate": "(-{0})",
    "less": "({0} < {1})",
    "less_equal": "({0} <= {1})",
    "greater": "({0} > {1})",
    "greater_equal": "({0} >= {1})",
}
