"""The lessons with their samples, as parameters for tests, and a query read as a page reads it."""

from typing import Any
from urllib.parse import parse_qsl

from app.lessons.lesson import Figure, Lesson
from app.lessons.reading import Query, read
from app.lessons.registry import LESSONS

#: The lessons that are made of the parts that all share; the descent has a page of its own.
BOARDS = [lesson for lesson in LESSONS.values() if lesson.name != "descent"]
SAMPLES = [(lesson, query) for lesson in BOARDS for query in lesson.samples]
SAMPLE_NAMES = [f"{lesson.name}?{query}" for lesson, query in SAMPLES]
#: Those of every lesson, the descent included.
ALL_SAMPLES = [(lesson, query) for lesson in LESSONS.values() for query in lesson.samples]
ALL_SAMPLE_NAMES = [f"{lesson.name}?{query}" for lesson, query in ALL_SAMPLES]


def experiment_of(entry: Lesson | Figure, query: str, lang: str = "en") -> Query:
    """The experiment of a query in which nothing is wrong."""
    items = parse_qsl(query, keep_blank_values=True)
    experiment, problems = read(entry.experiment, items, lang, blanks=True)
    assert not problems, problems
    return experiment


def view_of(lesson: Lesson, query: str, lang: str = "en") -> dict[str, Any]:
    """What a lesson's page shows for a query in which nothing is wrong."""
    items = parse_qsl(query, keep_blank_values=True)
    return lesson.view(experiment_of(lesson, query, lang), [], items, lang)
