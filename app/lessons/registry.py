"""Every lesson and every figure of the site."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.catalogue.languages import LANGUAGES, say
from app.lessons.descent.experiment import DescentExperiment, run_of
from app.lessons.descent.figures import DRAWN
from app.lessons.descent.view import Items, choices, view
from app.lessons.numbers import digits, place
from app.lessons.reading import Problem, Query
from app.lessons.sentences import outcome_sentence


@dataclass(frozen=True)
class Lesson:
    """A page of the course.

    ``view(experiment, problems, items, lang)`` gives all that the page shows, ``items`` being
    the query as it was spelled; ``choices(lang)`` the lists that its form chooses from.
    """

    name: str
    title: dict[str, str]
    sentence: dict[str, str]
    figure: str
    experiment: type[Query]
    formula: dict[str, str]
    view: Callable[[Any, Sequence[Problem], Items, str], dict[str, Any]]
    choices: Callable[[str], dict[str, list[dict[str, str]]]]


@dataclass(frozen=True)
class Figure:
    """A picture that is a pure function of its query.

    ``draw(experiment, lang, theme)`` gives the Plotly figure as a plain dict; ``describe`` the
    sentence that stands in for it.
    """

    name: str
    lesson: str
    title: dict[str, str]
    experiment: type[Query]
    draw: Callable[[Any, str, str], dict[str, Any]]
    describe: Callable[[Any, str], str]
    formula: dict[str, str]


def _in_each(key: str) -> dict[str, str]:
    return {lang: say(lang, key) for lang in LANGUAGES}


LESSONS: dict[str, Lesson] = {
    "descent": Lesson(
        name="descent",
        title=_in_each("lesson.descent.title"),
        sentence=_in_each("lesson.descent.sentence"),
        figure="descent",
        experiment=DescentExperiment,
        view=view,
        choices=choices,
        formula={
            "text": "x ← x − η ∂f/∂x",
            "latex": r"x \leftarrow x - \eta\, \frac{\partial f}{\partial x}",
        },
    )
}


def _describe(name: str) -> Callable[[DescentExperiment, str], str]:
    def describe(experiment: DescentExperiment, lang: str) -> str:
        run = run_of(experiment)
        # The field and the sweep do not hang on the run; they are described without it.
        outcome = (
            outcome_sentence(run.trajectory, run.scene, lang)
            if name in ("descent", "surface", "convergence")
            else ""
        )
        return say(
            lang,
            f"figure.alt.{name}",
            f=run.scene.text,
            rule=experiment.chosen().title[lang],
            start=place(run.scene.start),
            rate=digits(run.rate, 4),
            steps=experiment.steps,
            outcome=outcome,
        )

    return describe


FIGURES: dict[str, Figure] = {
    name: Figure(
        name=name,
        lesson="descent",
        title=_in_each(f"figure.title.{name}"),
        experiment=DescentExperiment,
        draw=draw,
        describe=_describe(name),
        formula=LESSONS["descent"].formula,
    )
    for name, draw in DRAWN.items()
}
