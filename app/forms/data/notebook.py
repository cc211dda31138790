"""A figure as a notebook of format 4.5, already run."""

import base64
import json
import re
from html import escape
from typing import Any

from app.catalogue.languages import say
from app.forms.citation import citation
from app.forms.data.plotting import plotting
from app.forms.data.program import program
from app.forms.data.settings import settings
from app.forms.data.sketch import sketch
from app.forms.form import Asked
from app.lessons.lesson import Program

#: The frame of the live picture.
_HEIGHT = 520
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|$~])")


def notebook(asked: Asked) -> bytes:
    """The notebook as JSON; the same figure, the same bytes."""
    drawn = sketch(asked.figure)
    numbers = json.dumps(drawn, ensure_ascii=False, separators=(",", ":")).replace("'", "\\u0027")
    korean = say(asked.lang, "data.fonts") if asked.lang == "ko" else ""
    made = program(asked)
    cells = [
        _prose("about", _about(asked)),
        _code("program", made.text.rstrip("\n"), 1, [_printed(made)]),
        _code(
            "numbers",
            f"# {say(asked.lang, 'data.drawn')}\nimport json\n\n"
            f"figure = json.loads(r'''{numbers}''')",
            2,
            hidden=True,
        ),
        _code("picture", plotting(drawn, korean), 3, [_still(asked)]),
        _code("live", _live(asked), 4, [_frame(asked)]),
        _prose("questions", _questions(asked)),
    ]
    book = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "title": asked.title,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(book, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _prose(name: str, text: str) -> dict[str, Any]:
    return {
        "cell_type": "markdown",
        "id": name,
        "metadata": {},
        "source": text.splitlines(keepends=True),
    }


def _code(
    name: str,
    text: str,
    count: int,
    outputs: list[dict[str, Any]] | None = None,
    *,
    hidden: bool = False,
) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": count,
        "id": name,
        "metadata": {"jupyter": {"source_hidden": True}} if hidden else {},
        "outputs": outputs or [],
        "source": text.splitlines(keepends=True),
    }


def _about(asked: Asked) -> str:
    """Title, what the run does, the settings, the way to the page, and how to run it all."""
    verdict = asked.staged["verdict"]
    headline, detail = (
        "".join(
            f"**{_plain(p['text'])}**" if "role" in p else _plain(p["text"]) for p in verdict[key]
        )
        for key in ("headline", "detail")
    )
    listed = "\n".join(f"- {_plain(name)}: {_plain(value)}" for name, value in settings(asked))
    parts = [
        f"# {_plain(asked.title)}",
        headline,
        detail,
        f"## {say(asked.lang, 'slides.settings')}\n\n{listed}" if listed else "",
        f"[{say(asked.lang, 'slides.open')}]({_target(asked.page)})",
        say(asked.lang, "data.needs"),
        _plain(citation(asked)),
    ]
    return "\n\n".join(part for part in parts if part)


def _questions(asked: Asked) -> str:
    """The lesson's questions for the hall, with their mathematics as Jupyter sets it."""
    lesson, lang = asked.lesson, asked.lang
    parts = [f"## {say(lang, 'page.lesson.questions')}"]
    for index, each in enumerate(lesson.questions, start=1):
        values = each.values()
        question, answer = (
            say(lang, f"{lesson.name}.{part}.{each.name}", **values)
            for part in ("question", "answer")
        )
        parts.append(f"{index}. {question}")
        parts.append(f"    *{say(lang, 'page.lesson.answer')}*: {answer}")
    return "\n\n".join(parts)


def _plain(text: str) -> str:
    """Text in which nothing is Markdown."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _target(address: str) -> str:
    """An address as the target of a link: brackets would end it."""
    return address.replace("(", "%28").replace(")", "%29")


def _printed(made: Program) -> dict[str, Any]:
    """What the program prints, as far as it is the same on every machine: its last line."""
    before = ["…\n"] if made.text.count("print(") > 1 else []
    return {"name": "stdout", "output_type": "stream", "text": [*before, made.last_line + "\n"]}


def _still(asked: Asked) -> dict[str, Any]:
    from app.forms.still.drawing import draw

    size = asked.sized or {}
    width, height = size.get("width", 800), size.get("height", 500)
    picture = draw(asked.figure, width, height, "png", lang=asked.lang, ratio=1 if size else 1.5)
    return {
        "data": {
            "image/png": base64.b64encode(picture).decode("ascii"),
            "text/plain": asked.description.splitlines(keepends=True),
        },
        "metadata": {"image/png": {"width": width, "height": height}},
        "output_type": "display_data",
    }


def _embed(asked: Asked) -> str:
    """The address of the live picture."""
    query = [asked.query] if asked.query else []
    if asked.theme != "light":
        query.append(f"theme={asked.theme}")
    path = f"{asked.site}/{asked.lang}/embed/{asked.entry.name}"
    return f"{path}?{'&'.join(query)}" if query else path


def _live(asked: Asked) -> str:
    site = asked.site.partition("://")[2] or asked.site
    return (
        f"# {say(asked.lang, 'data.live', site=site)}\n"
        "from IPython.display import IFrame\n\n"
        f'IFrame({_embed(asked)!r}, width="100%", height={_HEIGHT})'
    )


def _frame(asked: Asked) -> dict[str, Any]:
    """What that cell shows."""
    frame = (
        f'<iframe width="100%" height="{_HEIGHT}" src="{escape(_embed(asked))}" '
        'frameborder="0" allowfullscreen></iframe>'
    )
    return {
        "data": {"text/html": [frame], "text/plain": [_embed(asked)]},
        "execution_count": 4,
        "metadata": {},
        "output_type": "execute_result",
    }
