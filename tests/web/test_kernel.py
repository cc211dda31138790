"""``GET /api/kernel.js``: the module, its headers, and what is refused."""

import httpx
import pytest

from app.lessons.kernels import kernel_address

pytestmark = pytest.mark.anyio


async def test_the_module_is_public_and_named(client: httpx.AsyncClient) -> None:
    address = kernel_address("x**2/20 + y**2", "adam")
    assert address == "/api/kernel.js?f=x**2/20+%2B+y**2&optimizer=adam"
    answer = await client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=3600"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "export function walk(" in answer.text
    again = await client.get(address, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


async def test_a_name_and_its_formula_are_one_module(client: httpx.AsyncClient) -> None:
    named = await client.get(kernel_address("rosenbrock", "momentum"))
    written = await client.get(kernel_address("(1 - x)^2 + 100*(y - x^2)^2", "momentum"))
    assert named.text == written.text
    plain = await client.get("/api/kernel.js?f=rosenbrock")
    assert plain.text != named.text and plain.status_code == 200


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("", "f"),
        ("f=", "f"),
        ("f=x**", "f"),
        ("f=__import__('os')", "f"),
        ("f=alert(1)", "f"),
        ("f=x;y", "f"),
        ("f=x%0A%2By", "f"),
        ("f=x&f=y", "f"),
        ("f=x&optimizer=sgd", "optimizer"),
        ("f=x&optimizer=", "optimizer"),
        ("f=x&learning_rate=1", "learning_rate"),
    ],
)
async def test_anything_else_is_refused(client: httpx.AsyncClient, query: str, key: str) -> None:
    answer = await client.get(f"/api/kernel.js?{query}")
    assert answer.status_code == 422
    [detail] = answer.json()["detail"]
    assert detail["loc"] == ["query", key] and detail["msg"]
