"""What holds for every endpoint, read off the OpenAPI document and tried on each."""

import json
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from app.web.api.reference import example_address
from app.web.application import create_app

pytestmark = pytest.mark.anyio

DOCUMENT = create_app().openapi()
OPERATIONS = {
    f"{method.upper()} {path}": (method.upper(), path, operation)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
}
GETS = {
    name: example_address(path, operation)
    for name, (method, path, operation) in OPERATIONS.items()
    if method == "GET"
}
ADDRESSES = {
    **{name: path + (f"?{query}" if query else "") for name, (path, query) in GETS.items()},
    "openapi": "/openapi.json",
}


def example_body(operation: dict[str, Any]) -> dict[str, Any]:
    reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    example: dict[str, Any] = DOCUMENT["components"]["schemas"][reference.split("/")[-1]]["example"]
    return example


def test_the_endpoints_of_this_issue_are_there() -> None:
    wanted = {
        "POST /api/gradient",
        *(f"GET /api/{name}" for name in ("field", "surface", "descent", "sweep", "basins")),
        *(f"GET /api/{name}" for name in ("functions", "optimizers", "lessons", "figures")),
        "GET /healthz",
        "GET /{lang}/figures/{figure}.{form}",
    }
    assert wanted <= set(OPERATIONS)


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_endpoint_is_described(name: str) -> None:
    method, _, operation = OPERATIONS[name]
    assert operation["summary"]
    assert operation["description"].endswith(".")
    declared = set(operation["responses"])
    assert "200" in declared
    assert ("304" in declared) == (method == "GET")
    if method == "POST":
        assert {"400", "413", "422"} <= declared
    if operation.get("parameters"):
        assert "422" in declared
    for each in operation.get("parameters", ()):
        assert each["description"].endswith("."), each["name"]
        assert each["schema"], each["name"]


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_endpoint_has_an_example(name: str) -> None:
    method, _, operation = OPERATIONS[name]
    content = next(iter(operation["responses"]["200"]["content"].values()))
    if method == "POST":
        assert example_body(operation)
    else:
        shown = [each for each in operation.get("parameters", ()) if "example" in each]
        assert (
            shown
            or "example" in content
            or any(each["schema"].get("examples") for each in operation.get("parameters", ()))
        )


@pytest.mark.parametrize("name", [n for n in GETS if "parameters" not in OPERATIONS[n][2]])
async def test_an_answer_begins_as_its_example(client: httpx.AsyncClient, name: str) -> None:
    _, path, operation = OPERATIONS[name]
    example = operation["responses"]["200"]["content"]["application/json"]["example"]
    answer = (await client.get(path)).json()
    assert said(answer[:1] if isinstance(answer, list) else answer) == said(example)


def said(value: Any) -> Any:
    """A value without its nulls, which the document leaves out, as JSON has it."""
    if isinstance(value, dict):
        return {key: said(part) for key, part in value.items() if part is not None}
    return [said(part) for part in value] if isinstance(value, list | tuple) else value


def test_the_limits_stand_in_the_document() -> None:
    def schema(path: str, name: str) -> dict[str, Any]:
        parameters = DOCUMENT["paths"][path]["get"]["parameters"]
        found: dict[str, Any] = next(each["schema"] for each in parameters if each["name"] == name)
        return found

    body = DOCUMENT["components"]["schemas"]["GradientBody"]["properties"]
    assert body["f"]["maxLength"] == 500
    assert (body["points"]["minItems"], body["points"]["maxItems"]) == (1, 100_000)
    assert body["h"]["exclusiveMinimum"] == 0
    assert schema("/api/descent", "f")["maxLength"] == 500
    assert schema("/api/descent", "steps")["maximum"] == 20_000
    assert schema("/api/field", "n")["maximum"] == 401
    assert "4,000,000 bytes" in DOCUMENT["info"]["description"]


@pytest.mark.parametrize("name", OPERATIONS)
async def test_the_example_runs_and_answers_what_is_declared(
    client: httpx.AsyncClient, name: str
) -> None:
    method, path, operation = OPERATIONS[name]
    if method == "GET":
        answer = await client.get(ADDRESSES[name])
    else:
        answer = await client.post(path, json=example_body(operation))
    assert answer.status_code == 200, answer.text
    kind, content = next(iter(operation["responses"]["200"]["content"].items()))
    assert answer.headers["content-type"].partition(";")[0] == kind
    value = answer.json() if kind == "application/json" else answer.text
    check(value, content["schema"], name)


def check(value: object, schema: dict[str, Any], place: str) -> None:
    """Hold a value to the parts of JSON Schema that the document uses."""
    if "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].split("/")[-1]]
    if "anyOf" in schema:
        kinds = [each for each in schema["anyOf"] if fits(value, each)]
        assert kinds, f"{place}: {value!r}"
        schema = kinds[0]
    assert fits(value, schema), f"{place}: {value!r} is no {schema}"
    if isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            check(item, schema["items"], f"{place}[{index}]")
    if isinstance(value, dict) and "properties" in schema:
        assert set(schema["required"]) <= set(value), place
        for key, part in schema["properties"].items():
            check(value[key], part, f"{place}.{key}")


def fits(value: object, schema: dict[str, Any]) -> bool:
    if "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].split("/")[-1]]
    if "anyOf" in schema:
        return any(fits(value, each) for each in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    kinds: dict[str, tuple[type, ...]] = {
        "number": (int, float),
        "integer": (int,),
        "string": (str,),
        "array": (list,),
        "object": (dict,),
        "null": (type(None),),
    }
    kind = schema.get("type")
    if kind == "boolean" or isinstance(value, bool):
        return kind in (None, "boolean") and isinstance(value, bool)
    return kind is None or isinstance(value, kinds[kind])


@pytest.mark.parametrize("name", ADDRESSES)
async def test_a_get_is_pure_and_need_not_be_sent_twice(
    client: httpx.AsyncClient, name: str
) -> None:
    address = ADDRESSES[name]
    first = await client.get(address)
    again = await client.get(address, headers={"accept-encoding": "br"})
    anew = await client.get(address + ("" if "?" in address else "?"))
    assert first.content == again.content == anew.content
    tag = first.headers["etag"]
    assert tag.startswith('"')
    assert (again.headers["etag"] != tag) == ("content-encoding" in again.headers)
    for asked in (tag, f"W/{tag}", f'"other", {tag}', again.headers["etag"], "*"):
        short = await client.get(address, headers={"if-none-match": asked})
        assert (short.status_code, short.content) == (304, b"")
        assert short.headers["access-control-allow-origin"] == "*"
    head = await client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == first.headers
    if name != "GET /healthz":
        assert "public" in first.headers["cache-control"]


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("coding", ["gzip", "br"])
async def test_answers_are_compressed_where_that_is_accepted(
    client: httpx.AsyncClient, name: str, coding: str
) -> None:
    plain = await client.get(ADDRESSES[name])
    packed = await client.get(ADDRESSES[name], headers={"accept-encoding": coding})
    assert packed.content == plain.content
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    if len(plain.content) > 200:
        assert packed.headers["content-encoding"] == coding
        assert int(packed.headers["content-length"]) < len(plain.content)


@pytest.mark.parametrize("name", OPERATIONS)
async def test_any_site_may_ask_and_read(client: httpx.AsyncClient, name: str) -> None:
    method, path, _ = OPERATIONS[name]
    path = GETS[name][0] if method == "GET" else path
    asked = {"origin": "https://slides.example", "access-control-request-method": method}
    preflight = await client.options(path, headers=asked)
    assert preflight.status_code == 204
    assert method in preflight.headers["access-control-allow-methods"]
    answers = [preflight, await client.get(path), await client.get("/api/nothing")]
    for wrong in ("DELETE", "PUT", "POST" if method == "GET" else "GET"):
        answer = await client.request(wrong, path)
        answers.append(answer)
        assert answer.status_code == 405
        assert method in answer.headers["allow"]
        assert answer.json()["detail"].endswith(".")
    for each in answers:
        assert each.headers["access-control-allow-origin"] == "*"
        assert "set-cookie" not in each.headers


WITH_QUERY = [name for name, (method, _, operation) in OPERATIONS.items()
              if method == "GET" and operation.get("parameters")]  # fmt: skip


@pytest.mark.parametrize("name", WITH_QUERY)
async def test_unknown_and_repeated_keys_are_refused(client: httpx.AsyncClient, name: str) -> None:
    path, query = GETS[name]
    key = query.partition("=")[0]
    for wrong in ("nonsense=1", f"{key}=1", "%ED%A0%80=1", "%FF=%00"):
        answer = await client.get(f"{path}?{query}&{wrong}")
        assert answer.status_code == 422, wrong
        assert well_formed(answer), wrong
    assert (await client.get(f"{path}?{query}&nonsense=1")).json()["detail"][0]["loc"] == [
        "query",
        "nonsense",
    ]


@pytest.mark.parametrize("name", ["functions", "optimizers", "lessons", "figures", "gradient"])
async def test_an_address_that_takes_no_keys_says_so(client: httpx.AsyncClient, name: str) -> None:
    if name == "gradient":
        answer = await client.post("/api/gradient?f=x", json={"f": "x", "points": [[1]]})
    else:
        answer = await client.get(f"/api/{name}?f=x")
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["query", "f"]
    assert well_formed(answer)


def well_formed(answer: httpx.Response) -> bool:
    details = answer.json()["detail"]
    return (
        bool(details)
        and answer.headers["access-control-allow-origin"] == "*"
        and all(set(each) == {"loc", "msg", "type"} for each in details)
        and all(each["msg"].endswith((".", "…")) and each["type"] for each in details)
    )


@pytest.mark.parametrize(
    "listing, keys",
    {
        "functions": {"name", "title", "formula", "domain", "start", "minima"},
        "optimizers": {"name", "title", "formula", "settings"},
        "lessons": {"name", "title", "settings"},
        "figures": {"name", "title", "lesson", "forms", "settings"},
    }.items(),
)
async def test_the_listings_have_the_keys_that_apply(
    client: httpx.AsyncClient, listing: str, keys: set[str]
) -> None:
    entries = (await client.get(f"/api/{listing}")).json()
    assert entries
    for entry in entries:
        assert keys <= set(entry), entry["name"]
        assert set(entry["title"]) == {"ko", "en"}
        assert all(entry["title"].values())
        for setting in entry.get("settings", ()):
            assert {"name", "type", "range", "default", "meaning"} <= set(setting)
    assert len({entry["name"] for entry in entries}) == len(entries)


async def test_a_new_application_gives_the_same_bytes(client: httpx.AsyncClient, talk: Any) -> None:
    async with talk(create_app()) as other:
        for address in ADDRESSES.values():
            here, there = await client.get(address), await other.get(address)
            assert here.content == there.content
            assert here.headers["etag"] == there.headers["etag"]


async def test_the_document_is_valid_json_and_counts_on_nothing_from_elsewhere(
    client: httpx.AsyncClient, app: FastAPI
) -> None:
    answer = await client.get("/openapi.json")
    assert json.loads(answer.content)["openapi"].startswith("3.")
    assert answer.json()["info"]["version"] == app.version
    for path in ("/docs", "/redoc"):
        assert (await client.get(path)).status_code == 404
