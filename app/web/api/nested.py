"""Nested lists of numbers in a body, read into an array, or refused at the place that is wrong."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray
from pydantic import WithJsonSchema

from app.web.api.describing import NESTED, NUMBER, told
from app.web.errors import Detail, InvalidInput
from app.web.wording import NUMBER_OR_WORD, spot

MOST_NUMBERS = 1_000_000
MOST_LEVELS = 32
_WORDS = ("NaN", "Infinity", "-Infinity")
_NUMBERS = {int, float}


def nested(key: str) -> WithJsonSchema:
    """Return the schema of a body's key that holds nested numbers, described by ``docs.{key}``.

    The key itself is ``Any``; its value is read by ``array``.
    """
    lists = {"type": "array", "minItems": 1, "items": NESTED}
    return WithJsonSchema({"anyOf": [NUMBER, lists], "description": told(key)})


def array(value: Any, key: str) -> NDArray[np.float64]:
    """Return evenly nested lists of numbers, or one number, as an array.

    Goes down level by level, so that a million numbers cost a few passes and no recursion.
    Raises ``InvalidInput`` for lists that are ragged, empty, too deep or too many, and for what
    is no number: truth values, text but the words for NaN and ±inf, null, integers beyond float64.
    """
    level: list[Any] = [value]
    shape: list[int] = []
    while type(level[0]) is list:
        _check_lists(level, shape, key)
        shape.append(len(level[0]))
        if len(shape) > MOST_LEVELS:
            refuse((key,), f"may be nested at most {MOST_LEVELS} deep")
        level = list(chain.from_iterable(level))
        if len(level) > MOST_NUMBERS:
            refuse((key,), f"may hold at most {MOST_NUMBERS:,} numbers")
    return _numbers(level, shape, key).reshape(shape)


def refuse(place: tuple[str | int, ...], allowed: str, kind: str = "value_error") -> NoReturn:
    """Raise ``InvalidInput`` at a place of the body; ``allowed`` ends the sentence."""
    loc = ("body", *place)
    raise InvalidInput([Detail(loc, f"{spot(loc)} {allowed}.", kind)])


def _check_lists(level: list[Any], shape: list[int], key: str) -> None:
    """Refuse what stands beside a list and is none, or is not as long."""
    if set(map(type, level)) != {list}:
        wrong = _first(level, lambda item: type(item) is not list)
        refuse(_place(wrong, shape, key), "must be a list, as its neighbours are", "list_type")
    wanted = len(level[0])
    if set(map(len, level)) != {wanted}:
        wrong = _first(level, lambda item: len(item) != wanted)
        entries = "1 entry" if wanted == 1 else f"{wanted:,} entries"
        first = spot(("body", *_place(0, shape, key)))
        refuse(_place(wrong, shape, key), f"must have {entries}, as {first} has", "ragged")
    if wanted == 0:
        refuse(_place(0, shape, key), "must have at least one entry", "too_short")


def _numbers(level: list[Any], shape: list[int], key: str) -> NDArray[np.float64]:
    if not set(map(type, level)) <= _NUMBERS:
        level = [float(item) if _is_word(item) else item for item in level]
        wrong = _first(level, lambda item: type(item) not in _NUMBERS)
        if wrong >= 0:
            # A list among numbers is ragged nesting, and is told as such.
            wanted = "a number, as its neighbours are"
            wanted = wanted if type(level[wrong]) is list else NUMBER_OR_WORD
            wanted += "" if shape else ", or lists of such numbers"
            refuse(_place(wrong, shape, key), f"must be {wanted}", "float_type")
    try:
        return np.array(level, dtype=np.float64)
    except OverflowError:
        wrong = _first(level, _is_too_large)
        refuse(_place(wrong, shape, key), f"must be {NUMBER_OR_WORD}", "float_type")


def _is_word(item: Any) -> bool:
    return type(item) is str and item in _WORDS


def _is_too_large(item: float) -> bool:
    try:
        float(item)
    except OverflowError:
        return True
    return False


def _first(level: Sequence[Any], wrong: Callable[[Any], bool]) -> int:
    """Return the index of the first item that is wrong, or −1."""
    return next((index for index, item in enumerate(level) if wrong(item)), -1)


def _place(index: int, shape: Sequence[int], key: str) -> tuple[str | int, ...]:
    """Return where in the body an item of a flattened level stands."""
    return (key, *map(int, np.unravel_index(index, tuple(shape)))) if shape else (key,)
