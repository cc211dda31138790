"""The words that a lesson's template is written with: formulas, claims, links, pictures.

Each is a function that the template calls; together they are the only way in which a number or
an outcome gets into the prose, so that no sentence can say what is not computed.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from app.catalogue.languages import messages, say
from app.lessons.controls import spelled_out
from app.lessons.headline import segments
from app.lessons.lesson import Lesson
from app.lessons.mathml import mathml
from app.lessons.reading import read
from app.lessons.registry import LESSONS

_FORMULA = re.compile(r"\$([^$]+)\$")


def typeset(text: str) -> Markup:
    """A sentence as HTML: ``$…$`` as mathematics, [run]…[/run] in its colour."""
    pieces = []
    for index, part in enumerate(_FORMULA.split(text)):
        pieces.append(Markup(mathml(part)) if index % 2 else coloured(segments(part)))
    return Markup("").join(pieces)


def coloured(parts: list[dict[str, str]]) -> Markup:
    """Pieces of a sentence as HTML, each in the colour of its role."""
    return Markup("").join(
        Markup('<span class="role-{}">{}</span>').format(part["role"], part["text"])
        if "role" in part
        else Markup("{}").format(part["text"])
        for part in parts
    )


def prose(lesson: Lesson, lang: str, theme: str) -> dict[str, Callable[..., Any]]:
    """The functions that the template of a lesson calls."""

    def claim(name: str) -> Markup:
        found = _sentence(lesson.name, "claim", name, lang)
        return Markup('<span class="claim" data-claim="{}">{}</span>').format(name, found)

    def state(given: Mapping[str, object] | None = None, **keys: object) -> str:
        items = {**(given or {}), **keys}
        query = [(key, spelled_out(value)) for key, value in items.items()]
        return urlencode(query, safe=",*/()")

    def page(given: Mapping[str, object] | None = None, **keys: object) -> str:
        query = state({**(given or {}), **keys, **({"theme": theme} if theme else {})})
        return f"/{lang}/{lesson.name}" + (f"?{query}" if query else "")

    def set_(label: str, given: Mapping[str, object] | None = None, **keys: object) -> Markup:
        link = '<a class="set" data-set="{}" href="{}">{}</a>'
        return Markup(link).format(state(given, **keys), page(given, **keys), typeset(label))

    def still(name: str, given: Mapping[str, object] | None = None) -> str:
        query = state(given)
        return f"/{lang}/figures/{name}.png" + (f"?{query}" if query else "")

    def words_of(name: str, given: Mapping[str, object] | None = None) -> str:
        figure = next(each for each in lesson.figures if each.name == name)
        items = [(key, spelled_out(value)) for key, value in (given or {}).items()]
        return figure.describe(read(figure.experiment, items, lang)[0], lang)

    def case(given: Mapping[str, object] | None = None) -> str:
        """Which case a still shows: each key that it sets, in the words of its control."""
        return ", ".join(
            f"{_label(lesson.name, key, lang)}: {_value(lesson.name, key, value, lang)}"
            for key, value in (given or {}).items()
        )

    return {
        "m": lambda latex: Markup(mathml(latex)),
        "M": lambda latex: Markup('<span class="display">{}</span>').format(
            Markup(mathml(latex, display=True))
        ),
        "claim": claim,
        "set": set_,
        "state": state,
        "state_page": page,
        "still_address": still,
        "still_words": words_of,
        "case": case,
        "coloured": coloured,
    }


def _label(lesson: str, key: str, lang: str) -> str:
    table = messages(lang)
    words = (table.get(name) for name in (f"{lesson}.control.{key}", f"page.{lesson}.{key}"))
    return next((word for word in words if word), key)


def _value(lesson: str, key: str, value: object, lang: str) -> str:
    text = spelled_out(value)
    table = messages(lang)
    words = (table.get(name) for name in (f"{lesson}.option.{key}.{text}", f"page.{lesson}.{text}"))
    return next((word for word in words if word), text.replace(",", ", ").replace("-", "−"))


def questions(lesson: Lesson, lang: str) -> list[tuple[Markup, Markup]]:
    """The questions for the hall with their computed answers."""
    return [
        (
            _sentence(lesson.name, "question", each.name, lang),
            _sentence(lesson.name, "answer", each.name, lang),
        )
        for each in lesson.questions
    ]


@cache
def _sentence(lesson: str, table: str, name: str, lang: str) -> Markup:
    """A claim, a question or an answer with its numbers; they are the same for every visitor."""
    found = LESSONS[lesson]
    entries = found.claims if table == "claim" else found.questions
    entry = next(each for each in entries if each.name == name)
    return typeset(say(lang, f"{lesson}.{table}.{name}", **entry.values()))
