"""The application and a client that speaks to it without a network."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.types import ASGIApp

from app.web.application import create_app


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def app() -> FastAPI:
    return create_app()


@pytest.fixture(scope="session")
def document(app: FastAPI) -> dict[str, Any]:
    return app.openapi()


Talk = Callable[[ASGIApp], httpx.AsyncClient]


@pytest.fixture(scope="session")
def talk() -> Talk:
    """Make a client that accepts no coding unless a test says so."""

    def to(app: ASGIApp) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url="http://gradscape.test",
            headers={"accept-encoding": "identity"},
        )

    return to


@pytest.fixture
async def client(app: FastAPI, talk: Talk) -> AsyncIterator[httpx.AsyncClient]:
    async with talk(app) as client:
        yield client
