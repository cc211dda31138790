"""From a spelled lecture to slides with their figures and experiments, and what was wrong."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.catalogue.languages import say
from app.lessons.lecture import Slide, clean, decode, encode, quoted
from app.lessons.lesson import Figure
from app.lessons.reading import Problem, Query, read, shown
from app.lessons.registry import FIGURES

MOST_SLIDES = 40
#: Of the value in the address: what every browser, proxy and messenger lets through.
LONGEST = 8000
LONGEST_NOTE = 1000
LONGEST_TITLE = 200
#: The one value of ``controls`` that names no key.
NO_CONTROLS = "none"


@dataclass(frozen=True)
class Shown:
    """A slide that can be shown: what could not be read has fallen back and is told.

    ``figure`` is None where the slide holds words alone, and where its figure is unknown, which
    is then among the ``problems``.
    """

    slide: Slide
    figure: Figure | None
    experiment: Query | None
    problems: tuple[str, ...] = ()

    def title(self, lang: str) -> str:
        """The slide's heading: its own, else its figure's."""
        return self.slide.title or (self.figure.title[lang] if self.figure else "")


@dataclass(frozen=True)
class Lecture:
    """The slides of a lecture; ``notices`` tells what is wrong with it, slide by slide."""

    slides: tuple[Shown, ...]
    notices: tuple[str, ...] = ()


def lecture(text: str, lang: str) -> Lecture:
    """Read a spelled lecture; a slide that is wrong never takes another with it."""
    notices: list[str] = []
    spelled = decode(text[: LONGEST + 1])
    if len(text) > LONGEST and spelled:
        spelled.pop()  # where the text was cut
    kept, whole = within(spelled)
    if not whole or len(text) > LONGEST:
        values = {"slides": MOST_SLIDES, "limit": f"{LONGEST:,}", "kept": len(kept)}
        notices.append(say(lang, "lecture.too_long", **values))
    slides = [read_slide(slide, lang) for slide in kept]
    for number, each in enumerate(slides, 1):
        notices += [say(lang, "lecture.slide", n=number, problem=p) for p in each.problems]
    return Lecture(tuple(slides), tuple(notices))


def within(slides: list[Slide]) -> tuple[list[Slide], bool]:
    """The slides from the first on that the limits allow, and whether that is all of them."""
    kept: list[Slide] = []
    length = 0
    for slide in slides[:MOST_SLIDES]:
        length += len(quoted(encode([slide]))) + 1
        if length > LONGEST + 1:
            break
        kept.append(slide)
    return kept, len(kept) == len(slides)


def read_slide(slide: Slide, lang: str) -> Shown:
    """Read one slide: its figure, the figure's query, and its words, cut to what is allowed."""
    problems: list[str] = []
    slide = replace(slide, title=" ".join(slide.title.split()))
    for key, limit in (("note", LONGEST_NOTE), ("title", LONGEST_TITLE)):
        if len(getattr(slide, key)) > limit:
            problems.append(say(lang, f"lecture.long_{key}", limit=f"{limit:,}"))
            slide = replace(slide, **{key: getattr(slide, key)[:limit]})
    if not slide.figure:
        if slide.items:
            problems.append(say(lang, "lecture.no_figure", key=shown(slide.items[0][0])))
        return Shown(replace(slide, items=()), None, None, tuple(problems))
    figure = FIGURES.get(slide.figure)
    if figure is None:
        problems.append(say(lang, "lecture.unknown", figure=shown(slide.figure)))
        return Shown(slide, None, None, tuple(problems))
    # The theme is the lecture's.
    given = tuple((key, value) for key, value in slide.items if key != "theme")
    experiment, found = read(figure.experiment, given, lang, blanks=True)
    problems += map(_told, found)
    bad = {problem.key for problem in found if problem.kind != "repeated"}
    items = _once((key, value) for key, value in given if shown(key) not in bad)
    controls = _controls(slide, figure, lang, problems)
    return Shown(
        replace(slide, items=items, controls=controls), figure, experiment, tuple(problems)
    )


def keys_of(figure: Figure) -> list[str]:
    """The keys of a figure that a control can stand for."""
    known = figure.experiment.model_fields if figure.keys is None else figure.keys
    return [key for key in known if key not in ("theme", "step")]


def _controls(slide: Slide, figure: Figure, lang: str, problems: list[str]) -> str | None:
    if slide.controls in (None, NO_CONTROLS):
        return slide.controls
    keys = keys_of(figure)
    asked = list(dict.fromkeys(clean(slide.controls or "").split(",")))
    strange = [key for key in asked if key not in keys]
    if strange:
        allowed = ", ".join([NO_CONTROLS, *keys])
        text = say(lang, "lecture.controls", key=shown(strange[0]), allowed=allowed)
        problems.append(text)
    return ",".join(key for key in asked if key in keys) or None


def _once(items: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The items, each key but once: the first, as reading takes it."""
    kept: dict[str, str] = {}
    for key, value in items:
        kept.setdefault(key, value)
    return tuple(kept.items())


def _told(problem: Problem) -> str:
    """A problem's sentence, with the key where it names none."""
    named = problem.kind in ("extra_forbidden", "repeated")
    return problem.message if named else f"{problem.key}: {problem.message}"
