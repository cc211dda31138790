"""Addresses that are asked for at every turn of a knob, found by one look-up.

FastAPI leads a request through ten layers, asks each of some forty patterns in turn and resolves
an endpoint's dependencies; these endpoints have none, and give a ``Response`` themselves.
Whatever is not found here goes there, and so does what an endpoint refuses or fails at: it is
asked again, which is safe as a GET is pure, and the layers there word the refusal.
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator
from inspect import signature
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

Endpoint = Callable[..., Awaitable[Response]]
_PARAMETER = re.compile(r"\{(\w+)\}")


class Direct:
    """The GET routes of some routers: those of one address, and ``hot`` ones of a pattern.

    It stands around the application as a middleware does.
    """

    def __init__(self, app: ASGIApp, routers: Iterable[APIRouter], hot: Iterable[Endpoint]) -> None:
        self.app = app
        wanted = list(hot)
        self._exact: dict[str, tuple[Endpoint, frozenset[str]]] = {}
        self._patterns: list[tuple[re.Pattern[str], Endpoint, frozenset[str]]] = []
        for router in routers:
            for route in _routes(router):
                if route.methods != {"GET"}:
                    continue
                takes = frozenset(signature(route.endpoint).parameters)
                if "{" not in route.path and takes <= {"request"}:
                    self._exact[route.path] = (route.endpoint, takes)
                elif route.endpoint in wanted:
                    self._patterns.append((_pattern(route.path), route.endpoint, takes))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is known here, pass on the rest."""
        found = self._found(scope)
        if found is not None:
            response = await self._asked(*found, scope, receive)
            if response is not None:
                await response(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _found(self, scope: Scope) -> tuple[Endpoint, frozenset[str], dict[str, str]] | None:
        """The endpoint of a GET, what it takes, and the parameters of its path."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope.get("root_path"):
            return None
        path = scope["path"]
        exact = self._exact.get(path)
        if exact is not None:
            return (*exact, {})
        for pattern, endpoint, takes in self._patterns:
            if parts := pattern.fullmatch(path):
                return endpoint, takes, parts.groupdict()
        return None

    async def _asked(
        self,
        endpoint: Endpoint,
        takes: frozenset[str],
        given: dict[str, str],
        scope: Scope,
        receive: Receive,
    ) -> Response | None:
        """The endpoint's response; None where it refuses."""
        named: dict[str, Any] = {name: given[name] for name in takes if name in given}
        if "request" in takes:
            named["request"] = Request({**scope, "path_params": given}, receive)
        try:
            return await endpoint(**named)
        except Exception:
            return None


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
