"""Many alike values as one table: what they share is written once.

The frames of a knob differ in a few traces; axes, maps and words are the same from stop to stop
and from theme to theme. A value that occurs again, however deep, goes into a pool, and
``{"$": n}`` stands for it. ``static/js/frames.js`` puts it all together again.
"""

import base64
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.forms.encoding import encode

#: The key of a reference, which no value of ours uses for itself.
REFERENCE = "$"
#: A reference takes about as much room as this many bytes.
_SMALL = 12
#: Data of a trace, which Plotly reads as typed arrays too, once there are so many numbers.
_DATA = frozenset({"x", "y", "z", "u", "v"})
_MANY = 8
#: Beyond so many points only pixels hang on each, and single precision is enough.
_LONG = 1000
_SINGLE_LOW, _SINGLE_HIGH = 1e-37, 1e37
_PARTED = (dict, list, tuple, np.ndarray)


class Pool:
    """A table of values: ``add`` takes one in, ``packed`` gives what a file holds."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._entries: list[Any] = []
        self._uses: list[int] = []
        self._roots: list[int] = []
        #: The numbers of typed arrays that came before, by what they hold.
        self._arrays: dict[tuple[str, str, str], int] = {}

    def add(self, value: Any) -> None:
        """Take a value in: dicts, lists, arrays, text, numbers, None."""
        self._roots.append(self._taken(value, ""))

    def packed(self) -> dict[str, list[Any]]:
        """``roots``, the values in the order in which they came, and the ``pool``."""
        writer = _Writer(self._entries, self._uses)
        return {"roots": [writer.whole(root) for root in self._roots], "pool": writer.pool}

    def _taken(self, value: Any, name: str) -> int:
        """The number of a value, that of an equal one where there is one already."""
        if not isinstance(value, _PARTED):
            return self._numbered((type(value), value), value)
        if isinstance(value, dict):
            return self._array(value) if "bdata" in value else self._dict(value)
        if name in _DATA:
            value = _dense(value)
            if isinstance(value, dict):
                return self._dict(value)
        elif isinstance(value, np.ndarray):
            value = value.tolist()
        if any(isinstance(inner, _PARTED) for inner in value):
            row = _Row(self._taken(inner, "") for inner in value)
            return self._numbered(("row", *row), row, row)
        return self._numbered(("flat", *value, *map(type, value)), value)

    def _dict(self, value: dict[str, Any]) -> int:
        entry = {key: self._taken(inner, key) for key, inner in value.items()}
        return self._numbered(("dict", *entry.items()), entry, entry.values())

    def _array(self, packed: dict[str, Any]) -> int:
        told = (packed["dtype"], packed["bdata"], packed.get("shape", ""))
        if told not in self._arrays:
            self._arrays[told] = self._dict(_denser(packed))
        return self._arrays[told]

    def _numbered(self, told: tuple[Any, ...], entry: Any, parts: Iterable[int] = ()) -> int:
        """The number of an entry, a new one if nothing equal has come before."""
        number = self._numbers.setdefault(told, len(self._entries))
        if number == len(self._entries):
            self._entries.append(entry)
            self._uses.append(0)
            for part in parts:
                self._uses[part] += 1
        return number


class _Row(list[int]):
    """A list whose parts are numbers of entries."""


class _Writer:
    """Entries as JSON can hold them, the larger ones that are used again in the pool."""

    def __init__(self, entries: list[Any], uses: list[int]) -> None:
        self.entries = entries
        self.uses = uses
        self.pool: list[Any] = []
        self._places: dict[int, int] = {}

    def part(self, number: int) -> Any:
        """What stands for an entry inside another one: itself, or a reference."""
        if number in self._places:
            return {REFERENCE: self._places[number]}
        value = self.whole(number)
        if self.uses[number] < 2 or len(encode(value)) <= _SMALL:
            return value
        self._places[number] = len(self.pool)
        self.pool.append(value)
        return {REFERENCE: self._places[number]}

    def whole(self, number: int) -> Any:
        """An entry with its parts."""
        entry = self.entries[number]
        if isinstance(entry, dict):
            return {key: self.part(inner) for key, inner in entry.items()}
        return [self.part(inner) for inner in entry] if isinstance(entry, _Row) else entry


def _dense(values: Any) -> Any:
    """Numbers as the typed array that is shortest, or as they are where digits are shorter."""
    plain = values.tolist() if isinstance(values, np.ndarray) else list(values)
    if len(plain) < _MANY or not _numeric(plain):
        return plain
    array = np.asarray(plain)
    if array.dtype.kind not in "if" or array.ndim > 2:
        return plain
    packed = _typed(array)
    return packed if len(packed["bdata"]) < len(encode(plain)) else plain


def _denser(packed: dict[str, Any]) -> dict[str, Any]:
    """A typed array as the shortest one of the same numbers."""
    flat = np.frombuffer(base64.b64decode(packed["bdata"]), dtype=f"<{packed['dtype']}")
    shape = [int(size) for size in packed.get("shape", str(flat.size)).split(",")]
    found = _typed(flat.reshape(shape))
    return found if len(found["bdata"]) < len(packed["bdata"]) else packed


def _typed(array: NDArray[Any]) -> dict[str, Any]:
    kind = _kind(array)
    text = base64.b64encode(np.ascontiguousarray(array, dtype=f"<{kind}").tobytes()).decode()
    shape = {"shape": ", ".join(map(str, array.shape))} if array.ndim > 1 else {}
    return {"dtype": kind, "bdata": text, **shape}


def _numeric(values: Iterable[Any]) -> bool:
    """Whether there are nothing but finite numbers, in rows of one length or in none."""
    values = list(values)
    if values and all(isinstance(row, list | tuple) for row in values):
        return len({len(row) for row in values}) == 1 and all(map(_numeric, values))
    return all(type(value) in (int, float) and abs(value) < float("inf") for value in values)


def _kind(array: NDArray[Any]) -> str:
    """The shortest type that holds the numbers: exactly, or to a pixel where there are many."""
    finite = np.abs(array[np.isfinite(array)].astype(float))
    largest = finite.max(initial=0)
    if array.ndim > 1 and finite.size == array.size and largest < 2**7:
        # A map of labels; lines are floats, for scripts read them too.
        if np.all(np.mod(finite, 1) == 0):
            return "i1"
    sizes = finite[finite > 0]
    if sizes.size and not (_SINGLE_LOW < sizes.min() and largest < _SINGLE_HIGH):
        return "f8"
    with np.errstate(over="ignore"):
        exact = np.array_equal(array.astype("f4").astype("f8"), array, equal_nan=True)
    return "f4" if exact or array.size > _LONG else "f8"
