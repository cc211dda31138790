"""What a lesson is, and what a figure is: the entries that the site walks over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.catalogue.languages import LANGUAGES, say
from app.lessons.reading import Problem, Query

Text = dict[str, str]
Items = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Figure:
    """A picture that is a pure function of its query.

    ``draw(experiment, lang, theme)`` gives the Plotly figure as a plain dict; ``describe`` the
    sentence that stands in for it.
    """

    name: str
    lesson: str
    title: Text
    experiment: type[Query]
    draw: Callable[[Any, str, str], dict[str, Any]]
    describe: Callable[[Any, str], str]
    formula: Text


@dataclass(frozen=True)
class Lesson:
    """A page of the course; ``order`` is its place there.

    ``view(experiment, problems, items, lang)`` gives all that the page shows, ``items`` being
    the query as it was spelled; ``around(view, lang)`` what only its HTML needs besides;
    ``light(experiment)`` tells that the view is computed in a moment.
    """

    name: str
    order: int
    title: Text
    sentence: Text
    formula: Text
    experiment: type[Query]
    view: Callable[[Any, Sequence[Problem], Items, str], dict[str, Any]]
    around: Callable[[dict[str, Any], str], dict[str, Any]]
    light: Callable[[Any], bool]
    figures: tuple[Figure, ...]


def in_each(key: str) -> Text:
    """A message in every language."""
    return {lang: say(lang, key) for lang in LANGUAGES}
