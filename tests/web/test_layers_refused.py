"""What the endpoints of a layer refuse, and where: a sentence at the place that is wrong."""

import json
import math
import random
from typing import Any

import httpx
import numpy as np
import pytest

from app.core.activations import ACTIVATIONS
from app.core.losses import LOSSES

pytestmark = pytest.mark.anyio

JSON = {"content-type": "application/json"}


def is_refusal(answer: httpx.Response) -> bool:
    details = answer.json()["detail"]
    return (
        answer.status_code == 422
        and bool(details)
        and all(set(each) == {"loc", "msg", "type"} for each in details)
        and all(each["msg"].endswith((".", "…")) for each in details)
        and len(answer.content) < 20_000
    )


SOFTMAX: dict[str, tuple[dict[str, Any], list[Any]]] = {
    "no scores": ({}, ["x"]),
    "a bare number": ({"x": 3}, ["x"]),
    "temperature 0": ({"x": [1], "temperature": 0}, ["temperature"]),
    "negative temperature": ({"x": [1], "temperature": -1}, ["temperature"]),
    "temperature NaN": ({"x": [1], "temperature": math.nan}, ["temperature"]),
    "temperature as a word": ({"x": [1], "temperature": "Infinity"}, ["temperature"]),
    "temperature true": ({"x": [1], "temperature": True}, ["temperature"]),
    "temperature null": ({"x": [1], "temperature": None}, ["temperature"]),
    "huge temperature": ({"x": [1], "temperature": 10**400}, ["temperature"]),
    "axis out of range": ({"x": [1], "axis": 1}, ["axis"]),
    "axis below": ({"x": [1], "axis": -2}, ["axis"]),
    "huge axis": ({"x": [1], "axis": 10**40}, ["axis"]),
    "axis as float": ({"x": [1], "axis": 0.0}, ["axis"]),
    "axis as text": ({"x": [1], "axis": "0"}, ["axis"]),
    "axis true": ({"x": [1], "axis": True}, ["axis"]),
    "axis as object": ({"x": [1], "axis": {}}, ["axis"]),
    "no axes": ({"x": [1], "axis": []}, ["axis"]),
    "axis twice": ({"x": [[1]], "axis": [0, -2]}, ["axis", 1]),
    "too many axes": ({"x": [[1]], "axis": [0, 1, 0]}, ["axis"]),
    "one axis wrong": ({"x": [[1]], "axis": [0, 2]}, ["axis", 1]),
    "axis null inside": ({"x": [[1]], "axis": [None]}, ["axis", 0]),
    "axes nested": ({"x": [[1]], "axis": [[0]]}, ["axis", 0]),
    "shift by name": ({"x": [1], "shift": "min"}, ["shift"]),
    "shift as text": ({"x": [1], "shift": "1"}, ["shift"]),
    "shift surrogate": ({"x": [1], "shift": "\ud800"}, ["shift"]),
    "shift null": ({"x": [1], "shift": None}, ["shift"]),
    "shift true": ({"x": [1], "shift": True}, ["shift"]),
    "shift list": ({"x": [1], "shift": [1]}, ["shift"]),
    "huge shift": ({"x": [1], "shift": 10**400}, ["shift"]),
    "log as number": ({"x": [1], "log": 1}, ["log"]),
    "log null": ({"x": [1], "log": None}, ["log"]),
    "unknown key": ({"x": [1], "foo": 1}, ["foo"]),
    "surrogate key": ({"x": [1], "\udfff": 1}, []),
}
LOSS: dict[str, tuple[dict[str, Any], list[Any]]] = {
    "no y": ({"t": 0}, ["y"]),
    "no t": ({"y": [1]}, ["t"]),
    "null t": ({"y": [1], "t": None}, ["t"]),
    "label too large": ({"y": [[1, 0]], "t": [2]}, ["t", 0]),
    "label negative": ({"y": [[1, 0]], "t": [-1]}, ["t", 0]),
    "label of one sample": ({"y": [1, 0], "t": 2}, ["t"]),
    "label not whole": ({"y": [[1, 0]] * 2, "t": [0, 0.5]}, ["t", 1]),
    "label NaN": ({"y": [1, 0], "t": "NaN"}, ["t"]),
    "label true": ({"y": [1, 0], "t": True}, ["t"]),
    "label as text": ({"y": [[1, 0]], "t": ["1"]}, ["t", 0]),
    "too few labels": ({"y": [[1, 0], [1, 0]], "t": [0]}, ["t"]),
    "one label for a batch": ({"y": [[1, 0], [1, 0]], "t": 0}, ["t"]),
    "labels nested": ({"y": [[1, 0], [1, 0]], "t": [[0], [1]]}, ["t"]),
    "no distribution": ({"y": [1, 0], "t": [0.5, 0.4]}, ["t"]),
    "no distribution in a batch": ({"y": [[1, 0]] * 2, "t": [[1, 0], [1, 1]]}, ["t", 1]),
    "negative target": ({"y": [1, 0], "t": [1.5, -0.5]}, ["t", 1]),
    "NaN target": ({"y": [1, 0], "t": [1, "NaN"]}, ["t", 1]),
    "negative probability": ({"y": [[1, 0], [1.1, -0.1]], "t": [0, 0]}, ["y", 1, 1]),
    "one number": ({"y": 1, "t": 0}, ["y"]),
    "three levels": ({"y": [[[1]]], "t": [[[1]]]}, ["y"]),
    "empty batch": ({"y": [], "t": []}, ["y"]),
    "no classes": ({"y": [[]], "t": [0]}, ["y", 0]),
    "no labels": ({"y": [[1]], "t": []}, ["t"]),
    "ragged": ({"y": [[1, 0], [1]], "t": [0, 0]}, ["y", 1]),
    "epsilon negative": ({"y": [1], "t": 0, "epsilon": -1e-7}, ["epsilon"]),
    "epsilon NaN": ({"y": [1], "t": 0, "epsilon": math.nan}, ["epsilon"]),
    "epsilon null": ({"y": [1], "t": 0, "epsilon": None}, ["epsilon"]),
    "epsilon with logits": ({"y": [1], "t": 0, "epsilon": 1, "input": "logits"}, ["epsilon"]),
    "logits of squares": ({"kind": "sum_squared_error", "y": [1], "t": 0, "input": "logits"},
                          ["input"]),
    "unknown kind": ({"kind": "hinge", "y": [1], "t": 0}, ["kind"]),
    "unknown input": ({"y": [1], "t": 0, "input": "scores"}, ["input"]),
    "unknown reduction": ({"y": [1], "t": 0, "reduction": "max"}, ["reduction"]),
    "null reduction": ({"y": [1], "t": 0, "reduction": None}, ["reduction"]),
}  # fmt: skip
ARRAYS: dict[str, tuple[Any, list[Any]]] = {
    "null": (None, []),
    "text": ("1", []),
    "a word of its own": ("nan", []),
    "object": ({"0": 1}, []),
    "true": ([1, True], [1]),
    "false among words": (["NaN", False], [1]),
    "a number as text": ([[1], ["2"]], [1, 0]),
    "null inside": ([1, None], [1]),
    "surrogate": (["\ud800"], [0]),
    "integer beyond float64": ([1, 10**400], [1]),
    "negative integer beyond float64": ([[-(10**309)]], [0, 0]),
    "empty": ([], []),
    "empty inside": ([[], []], [0]),
    "ragged": ([[1, 2], [3]], [1]),
    "ragged far down": ([[[1], [2]], [[3], [4, 5]]], [1, 1]),
    "a number beside lists": ([[1], 2], [1]),
    "a list beside numbers": ([1, [2]], [1]),
    "an object beside lists": ([[1], {}], [1]),
    "an empty list beside numbers": ([1, []], [1]),
}


async def refused_at(
    client: httpx.AsyncClient, endpoint: str, body: Any, where: list[Any]
) -> str:  # fmt: skip
    answer = await client.post(f"/api/{endpoint}", content=json.dumps(body), headers=JSON)
    assert is_refusal(answer), answer.text
    places: dict[str, str] = {
        json.dumps(each["loc"]): each["msg"] for each in answer.json()["detail"]
    }
    assert not where or json.dumps(["body", *where]) in places, places
    return next(iter(places.values()))


@pytest.mark.parametrize(("body", "where"), SOFTMAX.values(), ids=SOFTMAX)
async def test_a_bad_softmax_is_refused_at_its_place(
    client: httpx.AsyncClient, body: Any, where: list[Any]
) -> None:
    await refused_at(client, "softmax", body, where)


@pytest.mark.parametrize(("body", "where"), LOSS.values(), ids=LOSS)
async def test_a_bad_loss_is_refused_at_its_place(
    client: httpx.AsyncClient, body: Any, where: list[Any]
) -> None:
    await refused_at(client, "loss", {"kind": "cross_entropy", **body}, where)


@pytest.mark.parametrize(("value", "where"), ARRAYS.values(), ids=ARRAYS)
async def test_what_is_no_array_is_refused_everywhere(
    client: httpx.AsyncClient, value: Any, where: list[Any]
) -> None:
    await refused_at(client, "activation", {"kind": "relu", "x": value}, ["x", *where])
    await refused_at(client, "softmax", {"x": value}, ["x", *where])
    body = {"kind": "sum_squared_error", "y": [1, 2], "t": [1, 2]}
    for key in ("y", "t"):
        await refused_at(client, "loss", {**body, key: value}, [key, *where])


async def test_the_sentences_say_what_is_allowed(client: httpx.AsyncClient) -> None:
    said = {
        await refused_at(client, "loss", {"kind": "cross_entropy", "y": [[1, 0]], "t": [2]}, []):
        "'t[0]' must be a label from 0 to 1, the last class; it is 2.",
        await refused_at(client, "activation", {"kind": "relu", "x": [[1, 2], [3]]}, []):
        "'x[1]' must have 2 entries, as 'x[0]' has.",
        await refused_at(client, "softmax", {"x": [[1]], "axis": 2}, []):
        "'axis' must be a whole number from -2 to 1, a list of such numbers, or null for all: "
        "'x' has 2 dimensions.",
        await refused_at(client, "softmax", {"x": [1], "temperature": 0}, []):
        "'temperature' must be greater than 0.",
    }  # fmt: skip
    assert all(found == wanted for found, wanted in said.items()), said
    kinds = await refused_at(client, "activation", {"kind": "swish", "x": 1}, ["kind"])
    assert all(name in kinds for name in ACTIVATIONS)


@pytest.mark.parametrize("endpoint", ["activation", "softmax", "loss"])
@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 422),
        (b"{", 422),
        (b"[]", 422),
        (b"null", 422),
        (b'{"x": \xff}', 400),
        (b'{"x": ' + b"[" * 100_000, 400),
        (b'{"x": ' + b"[" * 500 + b"1" + b"]" * 500 + b"}", 422),
        (b'{"kind": "\\ud800", "x": ["\\udfff"], "y": "\\ud800", "\\ud800": 1}', 422),
        (b'{"kind": NaN, "x": NaN}', 422),
    ],
)
async def test_a_body_that_is_no_request(
    client: httpx.AsyncClient, endpoint: str, raw: bytes, status: int
) -> None:
    answer = await client.post(f"/api/{endpoint}", content=raw, headers=JSON)
    assert answer.status_code == status
    assert answer.json()["detail"]
    assert status == 400 or is_refusal(answer)


@pytest.mark.parametrize("endpoint", ["activation", "softmax", "loss"])
async def test_no_query_is_taken(client: httpx.AsyncClient, endpoint: str) -> None:
    body = {"softmax": {"x": [1]}, "activation": {"kind": "relu", "x": 1}}.get(
        endpoint, {"kind": "cross_entropy", "y": [1], "t": 0}
    )
    answer = await client.post(f"/api/{endpoint}?x=1", json=body)
    assert is_refusal(answer)
    assert answer.json()["detail"][0]["loc"] == ["query", "x"]


async def test_thirty_two_levels_and_no_more(client: httpx.AsyncClient) -> None:
    deep: Any = 1
    for _ in range(32):
        deep = [deep]
    for endpoint, body in (("softmax", {"axis": [*range(32)]}), ("activation", {"kind": "gelu"})):
        answer = await client.post(f"/api/{endpoint}", json={"x": deep, **body})
        assert np.shape(answer.json()["y"]) == (1,) * 32
    assert "32" in await refused_at(client, "softmax", {"x": [deep]}, ["x"])


async def test_a_million_classes_and_no_more(client: httpx.AsyncClient) -> None:
    many = 1_000_000
    raw = b'{"kind": "cross_entropy", "input": "logits", "t": 7, "y": [%s]}'
    content = raw % b",".join([b"0"] * many)
    answer = await client.post("/api/loss", content=content, headers=JSON)
    assert answer.status_code == 200
    assert answer.json()["loss"] == pytest.approx(math.log(many))
    content = raw % b",".join([b"0"] * (many + 1))
    answer = await client.post("/api/loss", content=content, headers=JSON)
    assert is_refusal(answer) and "1,000,000" in answer.json()["detail"][0]["msg"]
    content = raw % b",".join([b"0.5"] * (many + 1))
    answer = await client.post("/api/loss", content=content, headers=JSON)
    assert answer.status_code == 413 and answer.json()["detail"].endswith(".")


ATOMS: list[Any] = [
    0, 1, 2, -1, 0.5, -0.0, 1e308, -1e308, 5e-324, 10**30, 10**400, 709.8, -746, "NaN", "Infinity",
    "-Infinity", None, True, "max", "none", "x", "\ud800", "", [], {}, [1], math.nan, math.inf,
]  # fmt: skip
GOOD: dict[str, dict[str, Any]] = {
    "activation": {"kind": "gelu", "x": [[1, -2], [0, 3]]},
    "softmax": {"x": [[1, -2], [0, 3]], "axis": -1, "temperature": 1, "shift": "max", "log": False},
    "loss": {"kind": "cross_entropy", "y": [[0.5, 0.5], [1, 0]], "t": [0, 1],
             "input": "probabilities", "epsilon": 0, "reduction": "none"},
}  # fmt: skip
WORDS = [*ACTIVATIONS, *LOSSES, "logits", "probabilities", "mean", "sum", "none", "max"]


def anything(chance: random.Random, depth: int = 0) -> Any:
    if depth > 3 or chance.random() < 0.4:
        return chance.choice(ATOMS[:16] if chance.random() < 0.8 else ATOMS)
    if chance.random() < 0.1:
        return chance.choice(WORDS)
    shape = [chance.randint(1, 3) for _ in range(chance.randint(1, 3))]
    if chance.random() < 0.6:  # evenly nested

        def even(sizes: list[int]) -> Any:
            return (
                [even(sizes[1:]) for _ in range(sizes[0])] if sizes else chance.choice(ATOMS[:16])
            )

        return even(shape)
    return [anything(chance, depth + 1) for _ in range(chance.randint(0, 3))]


def some_body(chance: random.Random) -> tuple[str, bytes]:
    endpoint = chance.choice(list(GOOD))
    body = dict(GOOD[endpoint])
    for _ in range(chance.randint(0, 3)):
        key = chance.choice([*body, "foo"] if chance.random() < 0.2 else list(body) or ["x"])
        if chance.random() < 0.1:
            body.pop(key, None)
        else:
            body[key] = anything(chance) if chance.random() < 0.7 else chance.choice(WORDS)
    raw = json.dumps(body).encode()
    return endpoint, raw[: chance.randint(0, len(raw))] if chance.random() < 0.03 else raw


@pytest.mark.parametrize("seed", range(4))
async def test_no_body_is_a_fault_of_the_server(client: httpx.AsyncClient, seed: int) -> None:
    chance = random.Random(seed)
    answered = 0
    for _ in range(100):
        endpoint, raw = some_body(chance)
        answer = await client.post(f"/api/{endpoint}", content=raw, headers=JSON)
        assert answer.status_code in (200, 422), f"{raw!r}: {answer.text}"
        assert answer.status_code == 200 or is_refusal(answer), raw
        answered += answer.status_code == 200
        json.loads(answer.content, parse_constant=pytest.fail)
    assert 10 < answered < 100
