"""``/{lang}/lecture.{form}``: a whole lecture as one file, by its address alone."""

from dataclasses import dataclass
from typing import Any, cast

from fastapi import APIRouter, HTTPException, Request, Response

from app.catalogue.languages import say
from app.forms.lecture.files import FILES, File
from app.forms.lecture.talk import Talk, leaf
from app.lessons.lecture import address, encode
from app.lessons.lecture_reading import lecture
from app.lessons.palette import THEMES
from app.lessons.reading import shown
from app.web.errors import Detail, InvalidInput
from app.web.making import attended
from app.web.pages import known
from app.web.public import VARY, site
from app.web.threads import aside

router = APIRouter(include_in_schema=False)

#: ``at`` is the page's; a link of a file may keep it.
_KEYS = ("s", "theme", "notes", "at")
_SWITCH = {"1": True, "true": True, "0": False, "false": False}


@dataclass(frozen=True)
class _Asked:
    """What the address of a file says."""

    s: str = ""
    theme: str = THEMES[0]
    notes: bool = False


@router.get("/{lang}/lecture.{form}")
async def file(request: Request, lang: str, form: str) -> Response:
    """Answer a lecture as a file; a slide that cannot be read is refused, and named."""
    kind, talk = await asked(request, lang, form)
    # A file of a lecture is made as one of a figure: both tell how far they have come.
    body = await attended(request, cast(Any, kind), cast(Any, talk))
    headers = {
        "Cache-Control": "no-cache",
        "Vary": VARY,  # the file holds the site's address, and it is the client who says it
        "Content-Disposition": f'attachment; filename="{talk.named(form)}"',
    }
    if kind.policy:
        headers["Content-Security-Policy"] = kind.policy(body)
    return Response(body, media_type=kind.media_type, headers=headers)


async def asked(request: Request, lang: str, form: str) -> tuple[File, Talk]:
    """Read what is asked for; raises 404 for what there is not, 422 for what is not allowed."""
    known(lang)
    if form not in FILES:
        raise HTTPException(404, f"A lecture has no such file. There are: {', '.join(FILES)}.")
    return FILES[form], await aside(_talk, request, lang)


def _talk(request: Request, lang: str) -> Talk:
    """Read what is asked for; raises 422 with a sentence for each thing that is wrong."""
    wanted, details = _read(request.query_params.multi_items(), lang)
    found = lecture(wanted.s, lang)
    details += [Detail(("query", "s"), notice) for notice in found.notices]
    if not found.slides:
        details.append(Detail(("query", "s"), say(lang, "lecture.empty")))
    if details:
        raise InvalidInput(details)
    public = site(request)
    leaves = tuple(leaf(each, lang, wanted.theme, public) for each in found.slides)
    text = encode(each.slide for each in found.slides)
    return Talk(
        leaves, lang, wanted.theme, f"{public}{address(lang, text)}", public, notes=wanted.notes
    )


def _read(items: list[tuple[str, str]], lang: str) -> tuple[_Asked, list[Detail]]:
    given: dict[str, str] = {}
    details: list[Detail] = []
    for key, value in items:
        if key not in _KEYS:
            allowed = ", ".join(_KEYS)
            sentence = say(lang, "query.unknown", key=shown(key), allowed=allowed)
            details.append(Detail(("query", shown(key)), sentence, "extra_forbidden"))
        elif key in given:
            sentence = say(lang, "query.repeated", key=key)
            details.append(Detail(("query", key), sentence, "repeated"))
        else:
            given[key] = value
    for key, allowed_values in (("theme", THEMES), ("notes", tuple(_SWITCH))):
        if key in given and given[key] not in allowed_values:
            sentence = say(lang, "query.choice", allowed=", ".join(allowed_values))
            details.append(Detail(("query", key), sentence))
            del given[key]
    notes = _SWITCH[given.get("notes", "0")]
    return _Asked(given.get("s", ""), given.get("theme", THEMES[0]), notes), details
