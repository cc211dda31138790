"""From a request to what a form needs: the figure, its experiment, size, theme and form's keys."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import HTTPException, Request

from app.catalogue.languages import LANGUAGES, say
from app.forms.form import Asked, Form, Unable, Unfit, whole
from app.forms.registry import FORMS, forms_of
from app.lessons.palette import THEMES
from app.lessons.reading import read
from app.lessons.registry import FIGURES
from app.web.errors import Detail, InvalidInput, query_details
from app.web.public import site
from app.web.threads import LATER, Busy, queued

WIDTHS, HEIGHTS = range(160, 3841), range(120, 2161)
WIDTH, HEIGHT = 1200, 750


def asked(request: Request, lang: str, name: str, form: str) -> tuple[Form, Asked]:
    """Read what is asked for; raises 404 for what there is not, 422 for what is not allowed."""
    if lang not in LANGUAGES or name not in FIGURES or form not in FORMS:
        raise HTTPException(
            404,
            f"There is no such figure. Languages: {', '.join(LANGUAGES)};"
            f" figures: {', '.join(FIGURES)}; forms: {', '.join(FORMS)}.",
        )
    chosen, kind = FIGURES[name], FORMS[form]
    shape = _Shape(request.query_params.multi_items(), lang, kind)
    experiment, problems = read(chosen.experiment, shape.rest, lang)
    details = [*shape.details, *query_details(problems)]
    if not kind.fits(chosen):
        allowed = ", ".join(each.name for each in forms_of(chosen))
        sentence = say(lang, "form.no_clock", form=form, allowed=allowed)
        details.append(Detail(("path", "form"), sentence, "value_error"))
    if details:
        raise InvalidInput(details)
    missing = kind.missing(lang)
    if missing:
        raise HTTPException(501, missing)
    return kind, Asked(
        entry=chosen,
        experiment=experiment,
        items=tuple(shape.rest),
        lang=lang,
        theme=shape.theme,
        width=shape.width,
        height=shape.height,
        sized=shape.sized,
        own=shape.own,
        site=site(request) if kind.linked else "",
    )


async def made(form: Form, what: Asked) -> bytes:
    """Make the file in a thread; raises 422, 501 or 503 with a sentence where it cannot."""
    try:
        return await queued(form.make, what, heavy=form.heavy)
    except Unfit as unfit:
        where = ("query", str(unfit.args[1])) if len(unfit.args) > 1 else ("path", "form")
        raise InvalidInput([Detail(where, str(unfit.args[0]), "value_error")]) from None
    except Unable as unable:
        raise HTTPException(501, str(unable)) from None
    except Busy:
        sentence = say(what.lang, "form.busy", seconds=LATER)
        raise HTTPException(503, sentence, {"Retry-After": str(LATER)}) from None


class _Shape:
    """Size, theme and the form's own keys, taken out of a query; ``details`` are what was wrong."""

    def __init__(self, items: list[tuple[str, str]], lang: str, form: Form) -> None:
        self.lang = lang
        self.details: list[Detail] = []
        self.rest: list[tuple[str, str]] = []
        own = {key.name: key for key in form.keys}
        readers: Mapping[str, Callable[[str], object]] = {
            "width": lambda text: whole(text, WIDTHS),
            "height": lambda text: whole(text, HEIGHTS),
            "theme": lambda text: text if text in THEMES else None,
            **{name: key.read for name, key in own.items()},
        }
        allowed = {
            "width": self._between(WIDTHS),
            "height": self._between(HEIGHTS),
            "theme": say(lang, "query.choice", allowed=", ".join(THEMES)),
            **{name: key.allowed[lang] for name, key in own.items()},
        }
        given: dict[str, Any] = {}
        for key, text in items:
            if key not in readers:
                self.rest.append((key, text))
            elif key in given:
                self._refuse(key, say(lang, "query.repeated", key=key), "repeated")
            else:
                given[key] = readers[key](text)
                if given[key] is None:
                    self._refuse(key, allowed[key], "value_error")
        self.sized: dict[str, int] = {
            key: given[key] for key in ("width", "height") if key in given
        }
        self.own = {name: given.get(name, key.default) for name, key in own.items()}
        self.width: int = given.get("width") or WIDTH
        self.height: int = given.get("height") or HEIGHT
        self.theme: str = given.get("theme") or THEMES[0]

    def _between(self, allowed: range) -> str:
        words = say(self.lang, "query.range.between", low=allowed[0], high=allowed[-1])
        return say(self.lang, "query.integer", range=words)

    def _refuse(self, key: str, sentence: str, kind: str) -> None:
        self.details.append(Detail(("query", key), sentence, kind))
