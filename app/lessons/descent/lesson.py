"""The entry of the lesson ``descent``: its page and its figures."""

from collections.abc import Callable, Mapping
from functools import partial

from app.catalogue.languages import say
from app.core.descent import Trajectory
from app.lessons.descent.board import board
from app.lessons.descent.claims import CLAIMS, QUESTIONS, SAMPLES
from app.lessons.descent.comparison import comparison
from app.lessons.descent.experiment import DescentExperiment, pinned_run, run_of
from app.lessons.descent.figures import DRAWN
from app.lessons.descent.figures.convergence import draw_convergence
from app.lessons.descent.figures.path import run_name
from app.lessons.descent.program import program
from app.lessons.descent.view import around, view
from app.lessons.lesson import Figure, Lesson, StandIn, in_each, one_run
from app.lessons.numbers import digits, place
from app.lessons.sentences import outcome_sentence

#: A run of so many steps holds nobody else up.
_LIGHT = 3000
_FORMULA = {
    "text": "x ← x − η ∂f/∂x",
    "latex": r"x \leftarrow x - \eta\, \frac{\partial f}{\partial x}",
}
#: The figures in which the run itself is seen; the others are described without its outcome.
_OF_THE_RUN = ("descent", "surface", "convergence")
#: Those that draw the pinned run too.
_WITH_GHOST = ("descent", "convergence")


def _describe(name: str) -> Callable[[DescentExperiment, str], str]:
    def describe(experiment: DescentExperiment, lang: str) -> str:
        run = run_of(experiment)
        outcome = outcome_sentence(run.trajectory, run.scene, lang) if name in _OF_THE_RUN else ""
        pinned = pinned_run(experiment) if name in _WITH_GHOST else None
        if pinned:
            outcome = f"{outcome} {comparison(run, pinned, lang)}"
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


def _runs(experiment: DescentExperiment, lang: str) -> list[tuple[str, Trajectory]]:
    run = run_of(experiment)
    return [(run_name(run, lang), run.trajectory)]


#: Those whose marks follow the clock.
_CLOCKED = ("descent", "surface", "convergence")
#: Milliseconds that the figures of many runs take; the basin map has n starts along a side.
_EFFORTS: dict[str, Callable[[DescentExperiment], float]] = {
    "sweep": lambda e: 40.0 + 0.2 * e.steps,
    "basins": lambda e: (12.0 + 0.2 * e.steps) * (e.n / 81) ** 2,
}
#: The keys on which the map without a run hangs.
_OF_THE_MAP = ("f", "domain", "arrows", "lengths", "axes", "theme")

_FIGURES = tuple(
    Figure(
        name=name,
        lesson="descent",
        title=in_each(f"figure.title.{name}"),
        experiment=DescentExperiment,
        draw=draw,
        describe=_describe(name),
        formula=_FORMULA,
        keys=_OF_THE_MAP if name == "field" else None,
        clock=name in _CLOCKED,
        loss=draw_convergence if name in _CLOCKED else None,
        runs=_runs if name in _CLOCKED else None,
        effort=_EFFORTS.get(name, one_run),
    )
    for name, draw in DRAWN.items()
)


def _stand_in(keys: Mapping[str, str]) -> StandIn:
    shown = "surface" if keys.get("view") == "surface" else "descent"
    # The map alone does not give the path away.
    return StandIn(shown, "field", hidden=True) if keys.get("predict") else StandIn(shown, shown)


LESSON = Lesson(
    name="descent",
    order=110,
    part="gradient",
    title=in_each("lesson.descent.title"),
    sentence=in_each("lesson.descent.sentence"),
    formula=_FORMULA,
    experiment=DescentExperiment,
    view=view,
    around=around,
    board=partial(board, _FIGURES),
    samples=SAMPLES,
    claims=CLAIMS,
    questions=QUESTIONS,
    program=program,
    picture="descent?axes=none",
    stand_in=_stand_in,
    look=("view", "panel", "predict"),
    light=lambda experiment: experiment.steps <= _LIGHT,
    figures=_FIGURES,
)
