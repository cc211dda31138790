"""What is remembered of what was computed, and how much of it: every bound stands here, in bytes.

A pool keeps what was used last, up to its limit, whoever filled it: a hall full of people who
each turn a knob cannot make the server grow. What is made once for the whole site (a template, a
claim of the prose) is no pool's affair.
"""

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

import numpy as np

V = TypeVar("V")
P = ParamSpec("P")

MEGABYTE = 1_000_000

LIMITS = {
    "answers": 48 * MEGABYTE,  # whole answers by their address, encoded and compressed
    "bodies": 16 * MEGABYTE,  # bodies by what they hang on, and pages that are packed already
    "tags": 4 * MEGABYTE,  # which version an address has, for those that hold it already
    "results": 24 * MEGABYTE,  # runs, sweeps, basins, fields, trained networks
    "functions": 24 * MEGABYTE,  # expressions with their derivatives and compiled programs
    "words": 8 * MEGABYTE,  # formulas as MathML, widths of letters, colours, codes
    "files": 16 * MEGABYTE,  # our own static files
}
"""The most bytes that each pool holds."""

# A result is asked for again by every figure of its page: one may fill half of its pool.
_SHARES = {"results": 2, "functions": 2, "files": 2}

_OBJECT = 120  # bytes of an entry and its key beyond what they hold
_DEEP = 12


class Memory(Generic[V]):
    """Keep the values used last, up to a total of ``limit`` bytes.

    A value heavier than one ``share``-th of the limit is not kept: one answer must not drive
    out all the others. Safe to use from several threads.
    """

    def __init__(self, limit: int, share: int = 8) -> None:
        self.limit = limit
        self.largest = limit // share
        self.weight = 0
        self.hits = 0
        self.misses = 0
        self._held: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: Hashable) -> V | None:
        """Return the value kept under ``key``, or None."""
        with self._lock:
            found = self._held.get(key)
            if found is None:
                self.misses += 1
                return None
            self.hits += 1
            self._held.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: V, weight: int) -> None:
        """Keep ``value``, which weighs so many bytes, and let go of the least recently used."""
        if weight > self.largest:
            return
        with self._lock:
            before = self._held.pop(key, None)
            if before is not None:
                self.weight -= before[1]
            self._held[key] = (value, weight)
            self.weight += weight
            while self.weight > self.limit:
                _, (_, released) = self._held.popitem(last=False)
                self.weight -= released

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._held.clear()
            self.weight = 0


_POOLS: dict[str, Memory[Any]] = {
    name: Memory(limit, _SHARES.get(name, 8)) for name, limit in LIMITS.items()
}


def pool(name: str) -> Memory[Any]:
    """Return the pool of that name, one for the whole process."""
    return _POOLS[name]


def renewed(name: str) -> Memory[Any]:
    """Return the pool of that name, empty, for an application that begins."""
    _POOLS[name] = Memory(LIMITS[name], _SHARES.get(name, 8))
    return _POOLS[name]


def pools() -> dict[str, Memory[Any]]:
    """Return every pool by its name."""
    return dict(_POOLS)


def remembered(
    name: str, weigh: Callable[[Any], int] | None = None
) -> Callable[[Callable[P, V]], Callable[P, V]]:
    """Remember in the pool ``name`` what a pure function gave for arguments that can be hashed.

    ``weigh`` tells the bytes of a result that grows after it was made; others are weighed as they
    are (see :func:`weight`). As with ``functools.lru_cache``, equal arguments share a result and
    an exception is not remembered.
    """
    memory, weighed = pool(name), weigh or weight

    def around(work: Callable[P, V]) -> Callable[P, V]:
        @wraps(work)
        def asked(*arguments: P.args, **named: P.kwargs) -> V:
            key = (work, arguments, *named.items()) if named else (work, arguments)
            found = memory.get(key)
            if found is None:
                made = work(*arguments, **named)
                # In a tuple, for None is a result too.
                memory.put(key, (made,), weighed(made) + _key_weight(arguments))
                return made
            result: V = found[0]
            return result

        return asked

    return around


def _key_weight(arguments: tuple[object, ...]) -> int:
    """The bytes of an entry's key: texts as they are, a query or a function by and large."""
    return _OBJECT + sum(len(each) if isinstance(each, str) else 600 for each in arguments)


def weight(value: object) -> int:
    """Estimate the bytes that a value holds: its arrays, texts and parts, each counted once."""
    return _weight(value, set(), _DEEP)


def _weight(value: object, seen: set[int], deep: int) -> int:
    if value is None or isinstance(value, bool | type) or callable(value) or id(value) in seen:
        return 0
    seen.add(id(value))
    if isinstance(value, np.ndarray):
        held = value if value.base is None else value.base
        return _OBJECT + int(getattr(held, "nbytes", value.nbytes))
    size = sys.getsizeof(value, 64)
    if isinstance(value, str | bytes | int | float) or deep == 0:
        return size
    if isinstance(value, dict):
        parts = [*value.keys(), *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        # Of a long row of numbers each weighs as much as the first.
        if len(value) > 64 and all(type(part) is float for part in value):
            return size + 24 * len(value)
        parts = list(value)
    else:
        parts = list(getattr(value, "__dict__", {}).values())
    return size + sum(_weight(part, seen, deep - 1) for part in parts)
