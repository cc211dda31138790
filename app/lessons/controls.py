"""The controls of a lesson's page: one for each key of its query that a reader may turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.catalogue.languages import messages, say
from app.lessons.numbers import plain
from app.lessons.reading import Query


@dataclass(frozen=True)
class Slider:
    """The range under a hand; the typed field beside it takes more than the slider can reach.

    ``step`` is the least change in the field's own units (None: fine); 1 gives whole numbers.
    """

    low: float
    high: float
    scale: Literal["linear", "log"] = "linear"
    step: float | None = None


@dataclass(frozen=True)
class Mark:
    """A value on a slider that is worth a click; ``role`` is its colour: run, best, edge, quiet."""

    value: float
    label: str
    role: str = "quiet"


@dataclass(frozen=True)
class Control:
    """A control of the key ``key``, with its words in the lesson's messages.

    Messages: ``control.KEY`` the label, ``option.KEY.VALUE`` each choice, ``hint.KEY`` (if
    there is one) a line below. ``kind`` "number" has one number and, with ``slider``, a range;
    "numbers" a list of ``least`` to ``most`` of them, each with a range; "text" any text;
    "choice" one of ``options``. The one ``big`` control is the knob of the page, under the
    picture; ``more`` folds a control away. A change of this key removes those in ``clears``.
    """

    key: str
    kind: Literal["number", "numbers", "text", "choice"]
    options: tuple[str, ...] = ()
    slider: Slider | None = None
    least: int = 1
    most: int = 1
    big: bool = False
    more: bool = False
    clears: tuple[str, ...] = ()


def described(
    lesson: str,
    controls: Sequence[Control],
    marks: Mapping[str, Sequence[Mark]],
    ranges: Mapping[str, Slider],
    lang: str,
) -> list[dict[str, Any]]:
    """The controls as the page and its script read them, ``ranges`` overriding own sliders."""
    table = messages(lang)
    found = []
    for control in controls:
        slider = ranges.get(control.key, control.slider)
        found.append(
            {
                "key": control.key,
                "kind": control.kind,
                "label": say(lang, f"{lesson}.control.{control.key}"),
                "hint": table.get(f"{lesson}.hint.{control.key}", ""),
                "options": [
                    {"value": value, "label": say(lang, f"{lesson}.option.{control.key}.{value}")}
                    for value in control.options
                ],
                "slider": vars(slider) if slider else None,
                "marks": [vars(mark) for mark in marks.get(control.key, ())],
                "least": control.least,
                "most": control.most,
                "big": control.big,
                "more": control.more,
                "clears": list(control.clears),
            }
        )
    return found


def spelled_out(value: Any) -> str:
    """A value of a query as its field shows it and a link carries it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return plain(value)
    if isinstance(value, tuple):
        return ",".join(map(spelled_out, value))
    return str(value)


def fields(experiment: Query) -> dict[str, str]:
    """What stands in the field of each key."""
    return {key: spelled_out(getattr(experiment, key)) for key in type(experiment).model_fields}
