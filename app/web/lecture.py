"""Lectures: figures and notes in one link, the page that shows it and the editor that makes it.

Nothing is stored: the editor's form is answered with the address of the lecture that it makes.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from app.catalogue.languages import say
from app.lessons.lecture import Slide, address, encode, quoted
from app.lessons.lecture_editing import appended, edited
from app.lessons.lecture_examples import EXAMPLES
from app.lessons.lecture_reading import LONGEST, Lecture, lecture, read_slide
from app.lessons.palette import THEMES
from app.lessons.reading import shown
from app.lessons.registry import FIGURES
from app.web import lecture_files, lecture_making
from app.web.lecture_view import seen
from app.web.pages import known, page
from app.web.threads import aside

router = APIRouter(include_in_schema=False)
router.include_router(lecture_files.router)
router.include_router(lecture_making.router)

#: ``s`` the slides, ``at`` the one that is shown, ``edit`` the editor, ``screen`` the slide alone
#: for the projector, ``add`` a link whose figure is to be put behind the others.
KEYS = ("s", "at", "edit", "screen", "add", "theme")


@router.get("/{lang}/lecture")
async def show(request: Request, lang: str) -> Response:
    """Show a lecture, or its editor; what is wrong in the link is told and breaks nothing."""
    known(lang)
    return await aside(_answer, request, lang)


@router.post("/{lang}/lecture")
async def change(request: Request, lang: str) -> Response:
    """Make the change that the editor's form asks for, and send the browser to its address."""
    known(lang)
    body = (await request.body()).decode("utf-8", "replace")
    fields = parse_qsl(body, keep_blank_values=True, errors="replace")
    return await aside(_changed, request, lang, fields)


def _answer(request: Request, lang: str) -> Response:
    given: dict[str, str] = {}
    notices: list[str] = []
    for key, value in request.query_params.multi_items():
        if key not in KEYS:
            notices.append(say(lang, "query.ignored", key=shown(key)))
        elif key in given:
            notices.append(say(lang, "query.repeated", key=key))
        else:
            given[key] = value
    found = lecture(given.get("s", ""), lang)
    if "add" in given:
        change = appended([each.slide for each in found.slides], given["add"])
        if not change.refused:
            return RedirectResponse(_to(lang, change.slides, change.at, given), 303)
        notices.append(say(lang, f"lecture.refused.{change.refused}"))
    at = _place(given.get("at"), len(found.slides), lang, notices)
    editing = "edit" in given or not found.slides or "add" in given
    return _rendered(request, lang, found, at, notices, editing, screen="screen" in given)


def _changed(request: Request, lang: str, fields: Sequence[tuple[str, str]]) -> Response:
    given = dict(fields)
    change = edited(fields, lang)
    if not change.refused:
        return RedirectResponse(_to(lang, change.slides, change.at, given), 303)
    found = Lecture(tuple(read_slide(slide, lang) for slide in change.slides))
    notices = [say(lang, f"lecture.refused.{change.refused}")]
    return _rendered(request, lang, found, change.at or 1, notices, True, theme=_theme(given))


def _to(lang: str, slides: list[Slide], at: int, given: dict[str, str]) -> str:
    return address(lang, slides, at=max(at, 0), edit=1, theme=_theme(given))


def _theme(given: dict[str, str]) -> str:
    return given["theme"] if given.get("theme") in THEMES else ""


def _place(text: str | None, last: int, lang: str, notices: list[str]) -> int:
    """The number of the slide to show; the nearest there is where the link says another."""
    if text is None or not last:
        return 1
    digits = text.isascii() and text.isdigit()
    number = int(text[:6]) if digits else 1
    at = min(max(number, 1), last)
    if not digits or at != number:
        edge = say(lang, "lecture.last" if at == last and at > 1 else "lecture.first")
        notices.append(say(lang, "lecture.at", last=last, edge=edge))
    return at


def _rendered(
    request: Request,
    lang: str,
    found: Lecture,
    at: int,
    notices: list[str],
    editing: bool,
    *,
    screen: bool = False,
    theme: str = "",
) -> Response:
    theme = theme or _theme(dict(request.query_params))
    slides = [replace(each.slide) for each in found.slides]
    spelled = encode(slides)
    to = partial(address, lang, spelled, theme=theme)
    return page(
        request,
        "lecture_editor.html" if editing else "lecture.html",
        lang,
        "lecture",
        slides=seen(found.slides, lang, theme),
        s=spelled,
        at=at,
        to=to,
        screen=screen,
        notices=[*notices, *found.notices],
        used=len(quoted(spelled)),
        longest=LONGEST,
        figures=FIGURES,
        examples=EXAMPLES,
        example_address=lambda example, **keys: address(
            lang, example.slides(lang), theme=theme, **keys
        ),
    )
