"""What a file computes itself: the knobs that are turned in it, and the programs in it."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from app.forms.form import Asked
from app.lessons.kernels import KernelQuery
from app.lessons.queries import SETTING_NAMES
from app.lessons.reading import read

_REGISTRY, _TRACES, _KERNELS = "live/registry", "live/traces", "live/kernels"
#: The modules of a file that computes nothing, by the names of those that they stand in for.
NOTHING_LIVE: Mapping[str, str] = {
    _REGISTRY: "export const liveOf = async () => null;\n",
    _TRACES: "export const redraw = () => null;\n",
}

_RUN = ("learning_rate", "steps", "start", *SETTING_NAMES)
_THREE = ("lambda1", "lambda2", "steps", "start")
_RACE = ("factor", *(f"{place}_learning_rate" for place in "abcd"), "steps", "start", "scale")
#: Keys by which a figure can be drawn anew without the server, the knob of its file first.
_TURNED: Mapping[str, tuple[str, ...]] = {
    "descent": _RUN,
    "surface": _RUN,
    "convergence": _RUN,
    "rate-small": ("small", "steps", "start"),
    "rate-right": ("learning_rate", "steps", "start"),
    "rate-large": ("large", "steps", "start"),
    "rate-factors": ("learning_rate", *_THREE),
    "rate-loss": ("learning_rate", *_THREE),
    "rate-schedule": ("learning_rate", *_THREE),
    "rate-sweep": ("learning_rate", "small", "large"),
    "race": _RACE,
    "race-loss": _RACE,
    "race-memory": _RACE,
    "race-edges": ("beta",),
    "gradient-field": ("point",),
    "arrow-here": ("point",),
    "directions": ("point",),
    "shrinking-arrow": ("point",),
}


def turned_keys(asked: Asked) -> list[str]:
    """The keys that the file of a figure turns by computing; none where it holds frames."""
    view = asked.staged
    live = view["live"]
    if not live:
        return []
    kinds = {c["key"]: c["kind"] for c in view["controls"] if c["key"] not in view["absent"]}
    # What a lesson holds fast in this state: a fair race's best rates were found for them.
    held = live.get("held", ())
    keys = (key for key in _TURNED.get(asked.entry.name, ()) if key not in held)
    return [key for key in keys if key in live["asked"] and kinds.get(key, "choice") != "choice"]


def carried(figures: Iterable[Asked]) -> dict[str, str]:
    """The modules of a file of these figures, by the names of those that they stand in for."""
    lessons: dict[str, None] = {}
    addresses: dict[str, None] = {}
    for asked in figures:
        if turned_keys(asked):
            lessons[asked.entry.lesson] = None
            addresses |= dict.fromkeys(_addresses(asked.staged["live"]["kernels"]))
    if not lessons:
        return dict(NOTHING_LIVE)
    programs = {f"live/kernel_{k}": _program(address) for k, address in enumerate(addresses)}
    return {_REGISTRY: _registry(lessons), _KERNELS: _kernels(addresses), **programs}


def _addresses(kernels: Mapping[str, str] | Iterable[str]) -> Iterable[str]:
    return kernels.values() if isinstance(kernels, Mapping) else kernels


def _program(address: str) -> str:
    """The text of the module of an address."""
    query: Any
    query, problems = read(KernelQuery, parse_qsl(address.partition("?")[2]), "en")
    if problems:
        raise ValueError(f"no kernel has the address {address}")
    text: str = query.module()
    return text


def _registry(lessons: Iterable[str]) -> str:
    lines, entries = [], []
    for k, lesson in enumerate(lessons):
        lines.append(f'import {{ prepare as lesson{k} }} from "./{lesson.replace("-", "_")}.js";')
        entries.append(f'"{lesson}": lesson{k}')
    table = f"const PREPARED = {{ {', '.join(entries)} }};"
    found = "export const liveOf = async (lesson) => PREPARED[lesson] ?? null;"
    return "\n".join([*lines, table, found, ""])


def _kernels(addresses: Iterable[str]) -> str:
    """A module that has its kernels with it and knows no others."""
    lines, entries = [], []
    for k, address in enumerate(addresses):
        lines.append(f'import * as kernel{k} from "./kernel_{k}.js";')
        entries.append(f"[{_quoted(address)}, kernel{k}]")
    return "\n".join(
        [
            *lines,
            f"const HELD = new Map([{', '.join(entries)}]);",
            "export async function kernel(address) {",
            "  const found = HELD.get(address);",
            "  if (!found) throw new Error(`This file has no kernel ${address}`);",
            "  return found;",
            "}",
            "",
        ]
    )


def _quoted(text: str) -> str:
    """A text as a literal of a script, in ASCII."""
    inner = "".join(
        letter if " " <= letter <= "~" and letter not in '"\\' else f"\\u{{{ord(letter):x}}}"
        for letter in text
    )
    return f'"{inner}"'
