"""The lesson's three questions for the hall with their answers, as plain text."""

from app.catalogue.languages import say
from app.forms.data.plain import plain
from app.lessons.lesson import Lesson


def questions(lesson: Lesson, lang: str) -> list[tuple[str, str]]:
    """Each question and its computed answer, the mathematics in them as letters."""
    found = []
    for each in lesson.questions:
        values = each.values()
        question, answer = (
            plain(say(lang, f"{lesson.name}.{part}.{each.name}", **values))
            for part in ("question", "answer")
        )
        found.append((question, answer))
    return found
