"""A lesson's page made of parts: a headline, pictures, controls, tables, prose and a program.

A lesson says what is particular to it; everything that all pages do alike is done here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from pydantic import Field

from app.catalogue.languages import say
from app.core.descent import MAX_STEPS, Trajectory
from app.lessons.controls import Control, Mark, Slider, described, fields
from app.lessons.headline import bare, segments
from app.lessons.lesson import Claim, Figure, Items, Lesson, Program, Question, Text, in_each
from app.lessons.reading import Fault, Problem, Query


class BoardQuery(Query):
    """The keys that the page of every lesson takes."""

    theme: Annotated[
        Literal["light", "dark", "projector"] | None,
        Field(description="Colours and type of the figure; light if left out."),
    ] = None


class ClockQuery(BoardQuery):
    """The keys of a page with a clock, which runs from 0 to ``ticks``."""

    step: Annotated[
        int | None,
        Field(ge=0, le=MAX_STEPS, description="The step that the clock shows; the last."),
    ] = None

    @property
    def ticks(self) -> int:
        """The last step of the clock: the number of updates, unless a lesson counts otherwise."""
        steps: int = getattr(self, "steps")  # noqa: B009
        return steps

    def faults(self) -> Iterable[Fault]:
        yield from super().faults()
        if self.step is not None and self.step > self.ticks:
            yield Fault("step", "query.step", {"steps": self.ticks})


@dataclass(frozen=True)
class Table:
    """Rows of text under their heads; a cell may bear [run], [best], [edge] or [quiet] marks.

    Its caption is the lesson's message ``table.NAME``. ``headed`` makes the first cell of each
    row its head.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    headed: bool = True


@dataclass(frozen=True)
class Shown:
    """What a page shows of one experiment.

    ``kind`` is the outcome for scripts; ``headline`` and ``detail`` are the computed sentences,
    with [run]…[/run] marks; ``values`` the numbers that the prose quotes, by name; ``marks``
    and ``ranges`` belong to sliders, by key; ``steps`` is the last step of the clock (0: there
    is no clock); ``fields`` overrides what stands in a field (a default that is computed);
    ``absent`` names controls that mean nothing in this state.
    """

    kind: str
    headline: str
    detail: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    marks: Mapping[str, Sequence[Mark]] = field(default_factory=dict)
    ranges: Mapping[str, Slider] = field(default_factory=dict)
    steps: int = 0
    notices: Sequence[str] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()


Show = Callable[[Any, str], Shown]
#: ``live(experiment, lang)``: what the browser needs to compute a view, None where it cannot.
Live = Callable[[Any, str], dict[str, Any] | None]


def lesson(
    *,
    name: str,
    order: int,
    part: str,
    formula: Text,
    experiment: type[BoardQuery],
    controls: tuple[Control, ...],
    stage: tuple[str, ...],
    show: Show,
    figures: tuple[Figure, ...],
    claims: tuple[Claim, ...],
    questions: tuple[Question, ...],
    program: Callable[[Any, str], Program],
    samples: tuple[str, ...],
    side: tuple[str, ...] = (),
    light: Callable[[Any], bool] = lambda experiment: True,
    picture: str = "",
    live: Live | None = None,
) -> Lesson:
    """The lesson ``name``, whose words are in the message file beside its prose.

    ``stage`` names the figures of the first screen, from left to right; ``side`` the tables in
    the column beside them; ``picture`` is the one for the contents, the first unless given,
    with a query if it needs one: ``softmax?shift=1000``. ``live`` gives what the browser needs
    besides the query to compute the view itself (see ``static/js/live``), None where it cannot.
    """
    shown = partial(view, name, controls, show, figures, program, live)
    return Lesson(
        name=name,
        order=order,
        part=part,
        title=in_each(f"{name}.title"),
        sentence=in_each(f"{name}.sentence"),
        formula=formula,
        experiment=experiment,
        view=shown,
        board=shown,
        around=lambda seen, lang: {"stage": stage, "side": side},
        light=light,
        figures=figures,
        samples=samples,
        claims=claims,
        questions=questions,
        program=program,
        picture=picture or stage[0],
    )


def figure(
    lesson: str,
    name: str,
    experiment: type[BoardQuery],
    draw: Callable[[Any, str, str], dict[str, Any]],
    describe: Callable[[Any, str], str],
    formula: Text,
    *,
    keys: tuple[str, ...] | None = None,
    aspect: float = 1.6,
    clock: bool = False,
    loss: Callable[[Any, str, str], dict[str, Any]] | None = None,
    runs: Callable[[Any, str], Sequence[tuple[str, Trajectory]]] | None = None,
) -> Figure:
    """A figure of a lesson, its title being the lesson's message ``figure.NAME``."""
    title = in_each(f"{lesson}.figure.{name}")
    return Figure(
        name, lesson, title, experiment, draw, describe, formula, keys, aspect, clock, loss, runs
    )


def view(
    name: str,
    controls: Sequence[Control],
    show: Show,
    figures: Sequence[Figure],
    program: Callable[[Any, str], Program],
    live: Live | None,
    experiment: BoardQuery,
    problems: Sequence[Problem],
    items: Items,
    lang: str,
) -> dict[str, Any]:
    """Everything that the page of a lesson shows; ``items`` is the query as it was spelled."""
    shown = show(experiment, lang)
    bad = {problem.key for problem in problems}
    kept = [(key, value) for key, value in items if key not in bad and value.strip()]
    keys = {control.key for control in controls}
    return {
        "lang": lang,
        "name": name,
        "query": spelled(kept),
        "experiment": {**fields(experiment), **shown.fields},
        "problems": [p._asdict() for p in problems if p.key in keys],
        "notices": [_told(p) for p in problems if p.key not in keys] + list(shown.notices),
        "verdict": {
            "kind": shown.kind,
            "step": None,
            "sentence": bare(shown.headline),
            "headline": segments(shown.headline),
            "detail": segments(shown.detail),
        },
        "controls": described(name, controls, shown.marks, shown.ranges, lang),
        # A control in which something is wrong is shown, for that is where it is told.
        "absent": sorted(shown.absent - bad),
        "values": {key: segments(text) for key, text in shown.values.items()},
        "tables": {
            key: {
                "caption": say(lang, f"{name}.table.{key}"),
                "head": list(table.head),
                "rows": [[segments(cell) for cell in row] for row in table.rows],
                "headed": table.headed,
            }
            for key, table in shown.tables.items()
        },
        "steps": shown.steps,
        "figures": {each.name: address(each, kept, lang) for each in figures},
        "descriptions": {each.name: each.describe(experiment, lang) for each in figures},
        "program": program(experiment, lang).text,
        "live": _live(live, figures, experiment, lang),
    }


def _live(
    live: Live | None, figures: Sequence[Figure], experiment: BoardQuery, lang: str
) -> dict[str, Any] | None:
    """What a lesson needs in the browser, with the keys that the address of each figure holds."""
    found = live(experiment, lang) if live else None
    return found and {**found, "keys": keys_of(figures)}


def _told(problem: Problem) -> str:
    """A problem of a key that has no field: its sentence, with the key where it names none."""
    named = problem.kind in ("extra_forbidden", "repeated")
    return problem.message if named else f"{problem.key}: {problem.message}"


def keys_of(figures: Sequence[Figure]) -> dict[str, list[str]]:
    """The keys that the address of each figure may hold."""
    return {each.name: sorted(_kept(each)) for each in figures}


def address(figure: Figure, items: Items, lang: str) -> str:
    """The address of a figure as JSON, with only the keys that it hangs on."""
    known = _kept(figure)
    kept = [(key, value) for key, value in items if key in known]
    path = f"/{lang}/figures/{figure.name}.json"
    return f"{path}?{spelled(kept)}" if kept else path


def _kept(figure: Figure) -> set[str]:
    """The keys that a figure's address may hold; the clock and the theme are the page's."""
    every = set(figure.experiment.model_fields) - {"theme", "step"}
    return every if figure.keys is None else every & set(figure.keys)


def spelled(items: Items) -> str:
    """Query items as a query, with the signs of points and formulas left readable."""
    return urlencode(items, safe=",*/()")
