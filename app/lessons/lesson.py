"""What a lesson is, and what a figure is: the entries that the site walks over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.catalogue.languages import LANGUAGES, say
from app.core.descent import Trajectory
from app.lessons.reading import Problem, Query

Text = dict[str, str]
Items = Sequence[tuple[str, str]]


def one_run(experiment: Any) -> float:
    """Estimate the milliseconds that a figure of one run takes to be drawn."""
    steps, draws = (getattr(experiment, key, None) or 0 for key in ("steps", "draws"))
    return 5.0 + 0.012 * steps + 0.005 * draws


@dataclass(frozen=True)
class Figure:
    """A picture that is a pure function of its query.

    ``draw(experiment, lang, theme)`` gives the Plotly figure as a plain dict; ``describe`` the
    sentence that stands in for it. ``keys`` are those of the experiment's keys on which the
    picture hangs (None: all); ``aspect`` is its width over its height on a page. ``clock`` tells
    that marks in it follow the clock: its layout's ``meta.moves`` says which; ``loss``, called
    as ``draw`` is, then draws the loss by step of the runs that are seen in it, and ``runs``
    gives them with their names where they are descents. ``effort`` estimates the milliseconds that
    drawing it takes, from the experiment alone, never from a clock.
    """

    name: str
    lesson: str
    title: Text
    experiment: type[Query]
    draw: Callable[[Any, str, str], dict[str, Any]]
    describe: Callable[[Any, str], str]
    formula: Text
    keys: tuple[str, ...] | None = None
    aspect: float = 1.6
    clock: bool = False
    loss: Callable[[Any, str, str], dict[str, Any]] | None = None
    runs: Callable[[Any, str], Sequence[tuple[str, Trajectory]]] | None = None
    effort: Callable[[Any], float] = one_run


@dataclass(frozen=True)
class Claim:
    """A sentence of the prose with a number or an outcome in it; a test runs ``holds``.

    The sentence is the lesson's message ``claim.NAME``; ``values`` computes what it fills in.
    """

    name: str
    holds: Callable[[], bool]
    values: Callable[[], Mapping[str, object]] = dict


@dataclass(frozen=True)
class Question:
    """A question for the hall, the lesson's messages ``question.NAME`` and ``answer.NAME``.

    ``values`` computes what both fill in; a test runs ``holds``.
    """

    name: str
    holds: Callable[[], bool]
    values: Callable[[], Mapping[str, object]] = dict


@dataclass(frozen=True)
class Program:
    """A NumPy program that gives the picture's numbers.

    The last line that ``text`` prints is ``prints``, each by ``repr``, with a blank between; a
    ``point`` is printed as the list of its coordinates, which reads back as one.
    """

    text: str
    prints: tuple[float, ...]
    point: bool = False

    @property
    def last_line(self) -> str:
        """The last line that it prints."""
        return repr(list(self.prints)) if self.point else " ".join(map(repr, self.prints))


class StandIn(NamedTuple):
    """What stands for a page elsewhere: the names of its live figure and of its still.

    Where the reader is to guess the outcome first, it is ``hidden``: the still does not show it.
    """

    figure: str
    still: str
    hidden: bool = False


@dataclass(frozen=True)
class Lesson:
    """A page of the course; ``order`` is its place there, ``part`` the part of the course.

    ``view(experiment, problems, items, lang)`` gives all that the page shows, ``items`` being
    the query as it was spelled; ``around(view, lang)`` what only its HTML needs besides;
    ``board``, called as ``view`` is, gives the part that a figure needs away from the page:
    headline, controls, steps and addresses (see ``app.lessons.board.view``);
    ``light(experiment)`` tells that the view is computed in a moment. ``samples`` are queries
    that are worth a look: the tests walk them. ``picture`` is the figure (with its query) that
    stands for the lesson in the table of contents, and for its page where it is shared;
    ``stand_in`` chooses another by the keys of the page. No file hangs on the keys ``look``,
    which say how the page is looked at.
    """

    name: str
    order: int
    part: str
    title: Text
    sentence: Text
    formula: Text
    experiment: type[Query]
    view: Callable[[Any, Sequence[Problem], Items, str], dict[str, Any]]
    around: Callable[[dict[str, Any], str], dict[str, Any]]
    board: Callable[[Any, Sequence[Problem], Items, str], dict[str, Any]]
    light: Callable[[Any], bool]
    figures: tuple[Figure, ...]
    samples: tuple[str, ...] = ("",)
    claims: tuple[Claim, ...] = ()
    questions: tuple[Question, ...] = ()
    program: Callable[[Any, str], Program] | None = None
    picture: str = ""
    stand_in: Callable[[Mapping[str, str]], StandIn] | None = None
    look: tuple[str, ...] = ()

    def standing(self, keys: Mapping[str, str]) -> StandIn:
        """What stands for the page in the state of these keys."""
        name = self.picture.partition("?")[0]
        return self.stand_in(keys) if self.stand_in else StandIn(name, name)

    def template(self, lang: str) -> str:
        """The name of the page's template, which holds the lesson's prose in a language."""
        return f"lessons/{self.name}/{lang}.html"


def in_each(key: str) -> Text:
    """A message in every language."""
    return {lang: say(lang, key) for lang in LANGUAGES}
