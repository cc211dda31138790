"""How the API reads a query: through the one parser, refusing what a page forgives.

A POST takes no query; a long body of one is worked on beside the event loop.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, TypeVarTuple

from fastapi import Request, Response

from app.catalogue.languages import DEFAULT, LANGUAGES
from app.lessons.reading import Query, parameters, read
from app.web.api.describing import FRESH, Later, told
from app.web.errors import Detail, InvalidInput, answer, query_details
from app.web.threads import aside

Q = TypeVar("Q", bound=Query)
A = TypeVarTuple("A")

# Reading and answering so many bytes takes a few milliseconds; more leave the loop to others.
_LONG_BODY = 50_000


def asked(request: Request, model: type[Q]) -> Q:
    """Return the query of the request; raises ``InvalidInput`` where anything is wrong with it."""
    items = request.query_params.multi_items()
    wished = dict(items).get("lang", "")
    query, problems = read(model, items, wished if wished in LANGUAGES else DEFAULT)
    if problems:
        raise InvalidInput(query_details(problems))
    return query


def asked_nothing(request: Request) -> None:
    """Raise ``InvalidInput`` where an address that takes no keys is given some."""
    details = [
        Detail(("query", key), told("no_keys"), "extra_forbidden")
        for key in dict(request.query_params.multi_items())
    ]
    if details:
        raise InvalidInput(details)


async def worked(request: Request, work: Callable[[*A], Response], *arguments: *A) -> Response:
    """Return ``work(*arguments)``, computed in a thread where the request's body is long."""
    if len(await request.body()) > _LONG_BODY:
        return await aside(work, *arguments)
    return work(*arguments)


def fresh(value: object) -> Response:
    """Return a result as JSON that anyone may keep for an hour."""
    return answer(value, headers={"Cache-Control": FRESH})


def described(model: type[Query], **example: str) -> Later:
    """Return the model's keys for OpenAPI; ``example`` makes the example request of the endpoint.

    The keys of the example carry an ``example``; the others keep their defaults in it.
    """
    return Later(lambda: _described(model, example))


def _described(model: type[Query], example: Mapping[str, str]) -> dict[str, Any]:
    listed = parameters(model)
    unknown = set(example) - {each["name"] for each in listed}
    if unknown:
        raise ValueError(f"no such keys: {', '.join(sorted(unknown))}")
    for each in listed:
        if each["name"] in example:
            each["example"] = example[each["name"]]
    return {"parameters": listed}
