"""What a form of a figure is: a name, a media type, and a pure function that makes the file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Picture:
    """A drawn figure and all that a file of it may need.

    ``figure`` is the Plotly dict; ``width`` and ``height`` are in pixels, and ``asked`` holds
    those of the two that the address names; ``title`` and ``description`` are in ``lang``.
    """

    figure: dict[str, Any]
    lang: str
    width: int
    height: int
    asked: Mapping[str, int]
    title: str
    description: str


@dataclass(frozen=True)
class Form:
    """A form that every figure can take; ``name`` is the ending in its address."""

    name: str
    media_type: str
    make: Callable[[Picture], bytes]
