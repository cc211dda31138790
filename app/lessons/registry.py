"""Every lesson and every figure of the site: each folder here whose ``lesson`` has an entry."""

from importlib import import_module
from pkgutil import iter_modules

import app.lessons
from app.lessons.lesson import Figure, Lesson


def _found() -> list[Lesson]:
    folders = [module.name for module in iter_modules(app.lessons.__path__) if module.ispkg]
    found = [import_module(f"app.lessons.{folder}.lesson").LESSON for folder in folders]
    return sorted(found, key=lambda lesson: lesson.order)


LESSONS: dict[str, Lesson] = {lesson.name: lesson for lesson in _found()}
FIGURES: dict[str, Figure] = {
    figure.name: figure for lesson in LESSONS.values() for figure in lesson.figures
}
