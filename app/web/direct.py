"""Addresses that are asked for at every turn of a knob, found by one look-up.

FastAPI asks each of some forty patterns in turn and resolves an endpoint's dependencies; these
endpoints have none, and give a ``Response`` themselves. Whatever is not found here goes there.
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator
from inspect import signature
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, NoMatchFound
from starlette.types import Receive, Scope, Send

Endpoint = Callable[..., Awaitable[Response]]
_PARAMETER = re.compile(r"\{(\w+)\}")


class Direct(BaseRoute):
    """The GET routes of some routers: those of one address, and ``hot`` ones of a pattern."""

    def __init__(self, routers: Iterable[APIRouter], hot: Iterable[Endpoint]) -> None:
        wanted = list(hot)
        self._exact: dict[str, tuple[Endpoint, frozenset[str]]] = {}
        self._patterns: list[tuple[re.Pattern[str], Endpoint, frozenset[str]]] = []
        self._known: set[str] = set()
        for router in routers:
            for route in _routes(router):
                self._known.add(route.path)
                if route.methods != {"GET"}:
                    continue
                takes = frozenset(signature(route.endpoint).parameters)
                if "{" not in route.path and takes <= {"request"}:
                    self._exact[route.path] = (route.endpoint, takes)
                elif route.endpoint in wanted:
                    self._patterns.append((_pattern(route.path), route.endpoint, takes))

    @property
    def addresses(self) -> list[str]:
        """The addresses of the API, whatever its methods."""
        return sorted(self._known)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match a GET whose endpoint is known here."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope.get("root_path"):
            return Match.NONE, {}
        path = scope["path"]
        found = self._exact.get(path)
        if found is not None:
            return Match.FULL, {"direct": found, "path_params": {}}
        for pattern, endpoint, takes in self._patterns:
            if parts := pattern.fullmatch(path):
                return Match.FULL, {
                    "direct": (endpoint, takes),
                    "path_params": parts.groupdict(),
                }
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the endpoint and send its response."""
        endpoint, takes = scope["direct"]
        given: dict[str, Any] = scope["path_params"]
        request = Request(scope, receive, send)
        named = {name: given[name] for name in takes if name in given}
        if "request" in takes:
            named["request"] = request
        response = await endpoint(**named)
        await response(scope, receive, send)

    def url_path_for(self, name: str, /, **path_params: Any) -> Any:
        """Make no address: the routes proper do that."""
        raise NoMatchFound(name, path_params)


def _routes(router: APIRouter) -> Iterator[APIRoute]:
    """The routes of a router, those of the routers that it includes among them."""
    for route in router.routes:
        if isinstance(route, APIRoute):
            yield route
        elif isinstance(inner := getattr(route, "original_router", None), APIRouter):
            yield from _routes(inner)


def _pattern(path: str) -> re.Pattern[str]:
    """The pattern of a path: each parameter is a part without a slash."""
    pieces = _PARAMETER.split(path)
    return re.compile(
        "".join(
            f"(?P<{piece}>[^/]+)" if index % 2 else re.escape(piece)
            for index, piece in enumerate(pieces)
        )
    )
