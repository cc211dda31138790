"""A figure asked for as a file, as the address of the file asks for it."""

from typing import Any
from urllib.parse import parse_qsl

from app.forms.form import Asked
from app.lessons.reading import read
from app.lessons.registry import FIGURES

SITE = "https://gradscape.example"


def wanted(
    name: str, query: str = "", lang: str = "en", theme: str = "light", **more: Any
) -> Asked:
    """The figure of a query in which nothing is wrong."""
    entry, items = FIGURES[name], tuple(parse_qsl(query))
    experiment, problems = read(entry.experiment, items, lang)
    assert not problems, problems
    return Asked(entry, experiment, items, lang, theme, site=SITE, **more)
