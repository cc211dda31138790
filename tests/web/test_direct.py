"""Addresses found by one look-up answer as the routes proper do, refusals and faults too."""

import httpx
import pytest

from app.web.api.reference import example_address
from app.web.application import create_app
from app.web.direct import Direct

pytestmark = pytest.mark.anyio

DOCUMENT = create_app().openapi()
EXAMPLES = [
    path + (f"?{query}" if query else "")
    for path, query in (
        example_address(path, operations["get"])
        for path, operations in DOCUMENT["paths"].items()
        if "get" in operations
    )
]
REFUSED = [
    "/api/descent",
    "/api/descent?f=nonsense(",
    "/api/functions?x=1",
    "/en/nothing.json",
    "/fr/descent.json",
    "/en/embed/nothing.json",
    "/en/figures/descent.nothing",
    "/en/figures/descent.png?width=1",
    "/oembed",
]


@pytest.mark.parametrize("address", [*EXAMPLES, *REFUSED, "/en/descent.json?learning_rate=1.1"])
async def test_the_answers_are_the_same(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = []
    for direct in (True, False):
        with monkeypatch.context() as patch:
            if not direct:
                patch.setattr(Direct, "_found", lambda self, scope: None)
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(create_app()), base_url="http://gradscape.test"
            ) as client:
                answer = await client.get(address)
                answers.append((answer.status_code, answer.content, dict(answer.headers)))
    assert answers[0] == answers[1]


async def test_a_fault_within_is_still_a_sentence(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(query: object) -> None:
        raise RuntimeError("a secret of the server")

    monkeypatch.setattr("app.lessons.answers.descent", broken)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(create_app()), base_url="http://gradscape.test"
    ) as client:
        answer = await client.get("/api/descent?f=bowl&steps=3")
    assert answer.status_code == 500
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "secret" not in answer.text
