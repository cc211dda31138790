"""The application: routes, middleware and errors put together."""

import re
from typing import Any

from fastapi import APIRouter, FastAPI, Response
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from app import __version__
from app.catalogue.languages import LANGUAGES
from app.web import embeds, figures, lecture, making, oembed, pages, site, static
from app.web.api import (
    activation,
    basins,
    batches,
    catalogue,
    descent,
    docs,
    field,
    gradient,
    health,
    kernel,
    loss,
    minibatch,
    softmax,
    surface,
    sweep,
)
from app.web.api.describing import COMPONENTS
from app.web.body_limit import BodyLimit
from app.web.conditional import Conditional
from app.web.cors import CrossOrigin
from app.web.direct import Direct
from app.web.errors import answer, install
from app.web.guard import Guard
from app.web.metrics import Measured, Meter, metrics_router
from app.web.security import SecurityHeaders

DESCRIPTION = """\
Gradient descent as JSON: objectives, gradients, whole runs, sweeps over the learning rate and
basins of attraction, in float64 at full precision.

A number that is not finite is the string `"NaN"`, `"Infinity"` or `"-Infinity"`. A value that is
not allowed gets a 422 with a sentence that says what is. The answer to a GET depends on its
address alone and carries an entity tag. Limits: expressions of 500 characters, 20,000 steps,
grids of 401 × 401, 100,000 points, 20,000,000 starts × steps, bodies of 4,000,000 bytes.
"""

# Within FastAPI; what stands around it is put there by Application.
_MIDDLEWARE = [
    Middleware(BodyLimit),
    Middleware(Guard),
]
# What a moving knob asks for.
_HOT = (pages.lesson_json, embeds.embed_json, figures.figure)
# In the order in which the documentation tells them.
_ROUTERS = (
    gradient.router,
    field.router,
    surface.router,
    descent.router,
    sweep.router,
    basins.router,
    kernel.router,
    activation.router,
    softmax.router,
    loss.router,
    minibatch.router,
    batches.router,
    catalogue.router,
    figures.router,
    making.router,
    embeds.router,
    oembed.router,
    lecture.router,
    health.router,
    docs.router,
    static.router,
    site.router,
)

_PAGES = re.compile(rf"/(?:{'|'.join(LANGUAGES)})(?:/|$)|/typeface\.css$")


class Application(FastAPI):
    """FastAPI with our own description of the API and no pages from elsewhere.

    An answer that is remembered is given before the framework looks at the request.
    """

    meter: Meter

    def build_middleware_stack(self) -> ASGIApp:
        """Put around what FastAPI builds what every answer goes through, from the inside out.

        Headers go on everything, a refusal of the limit and of the guard too; what is remembered
        has them already.
        """
        direct = Direct(super().build_middleware_stack(), (*_ROUTERS, pages.router), _HOT)
        return Measured(Conditional(SecurityHeaders(CrossOrigin(direct))), self.meter)

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document, made once."""
        if not self.openapi_schema:
            schemas = super().openapi().setdefault("components", {}).setdefault("schemas", {})
            schemas.update(COMPONENTS)
        assert self.openapi_schema is not None
        return self.openapi_schema


def create_app() -> FastAPI:
    """Return a new application."""
    app = Application(
        title="Gradscape",
        version=__version__,
        summary="See gradient descent learn, leap and fall apart.",
        description=DESCRIPTION,
        license_info={"name": "MIT", "identifier": "MIT"},
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        middleware=_MIDDLEWARE,
    )
    install(app)
    for router in _ROUTERS:
        app.include_router(router)
    app.include_router(_description(app))
    app.meter = Meter()
    app.include_router(metrics_router(app.meter))
    app.router.default = _pages
    return app


async def _pages(scope: Scope, receive: Receive, send: Send) -> None:
    """Ask the pages last, and for pages only: their paths would match ``/api/…`` as well."""
    if not _PAGES.match(scope["path"]):
        raise HTTPException(404)
    await pages.router(scope, receive, send)


def _description(app: FastAPI) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/openapi.json")
    async def openapi() -> Response:
        """Give the description of the API for programs."""
        return answer(app.openapi(), headers={"Cache-Control": "public, max-age=3600"})

    return router
