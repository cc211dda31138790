"""One shape for everything that is refused: ``{"detail": …}``, safe whatever was sent.

``InvalidInput``
    422: the request was understood and holds values that are not allowed
Starlette's ``HTTPException``
    400, 404, 405: ``detail`` is one sentence
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.forms.encoding import encode
from app.lessons.reading import shown
from app.web.missing import missing_page, wants_page
from app.web.wording import sentence

# So many errors are told at once; a batch of points can hold a hundred thousand.
_MOST = 20


class Detail(NamedTuple):
    """One thing that is wrong: where it stands, a sentence on what is allowed, its kind."""

    loc: tuple[str | int, ...]
    msg: str
    type: str = "value_error"


class _Problem(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def kind(self) -> str: ...


class InvalidInput(Exception):
    """What was sent is not allowed; becomes a 422 that says, for each fault, what is."""

    def __init__(self, details: Iterable[Detail]) -> None:
        self.details = list(details)
        super().__init__(f"{len(self.details)} faults in the input")


def query_details(problems: Iterable[_Problem]) -> list[Detail]:
    """Return what the reading of a query found wrong as details."""
    return [Detail(("query", each.key), each.message, each.kind) for each in problems]


def body_details(errors: Sequence[Mapping[str, Any]], allowed: Sequence[str]) -> list[Detail]:
    """Return Pydantic's errors as details; ``allowed`` are the keys that the body may have."""
    return [
        Detail(tuple(error["loc"]), sentence(error, allowed), str(error["type"]))
        for error in errors[:_MOST]
    ]


def refusal(details: Iterable[Detail]) -> Response:
    """Return the 422 for these details; nothing of what was sent is echoed raw."""
    told = [
        {
            "loc": [step if isinstance(step, int) else shown(step) for step in detail.loc],
            "msg": shown(detail.msg, 1000),
            "type": detail.type,
        }
        for detail in list(details)[:_MOST]
    ]
    return answer({"detail": told}, 422)


def answer(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return ``value`` as a JSON answer."""
    return Response(encode(value), status, headers, media_type="application/json")


def install(app: FastAPI) -> None:
    """Make the application answer every refusal in this one shape."""
    app.add_exception_handler(InvalidInput, _invalid)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _plain)


async def _invalid(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, InvalidInput)
    return refusal(fault.details)


async def _unreadable(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)
    field = getattr(request.scope.get("route"), "body_field", None)
    model = getattr(getattr(field, "field_info", None), "annotation", None)
    return refusal(body_details(fault.errors(), list(getattr(model, "model_fields", ()))))


async def _plain(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    headers = dict(fault.headers or {})
    detail = str(fault.detail)
    if fault.status_code == 404:
        if wants_page(request):
            return missing_page(request)
        if detail == "Not Found":
            detail = "There is nothing at this address; /api/docs lists what there is."
    elif fault.status_code == 405:
        allowed = _methods(headers)
        headers["allow"] = ", ".join(allowed)
        detail = f"This address answers {' and '.join(allowed[:2])} only."
    elif fault.status_code == 400:
        detail = (
            "The body could not be read: it must be JSON, in UTF-8, not too deeply nested,"
            " no number longer than 4,300 digits."
        )
    return answer({"detail": shown(detail, 1000)}, fault.status_code, headers)


def _methods(headers: dict[str, str]) -> list[str]:
    told = headers.pop("Allow", headers.pop("allow", ""))
    methods = sorted({name.strip() for name in told.split(",") if name.strip()})
    if "GET" in methods and "HEAD" not in methods:
        methods.insert(1, "HEAD")
    return methods
