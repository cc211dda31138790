"""``POST /api/minibatch``: against NumPy row by row, the law of the spread, and bad bodies."""

import json
from typing import Any

import httpx
import numpy as np
import pytest

pytestmark = pytest.mark.anyio

X = [[1.0, 1.0], [2.0, 1.0], [3.5, 1.0], [4.0, 1.0], [-1.0, 1.0], [0.5, 1.0]]
Y = [1.2, 1.9, 3.2, 3.8, 0.1, 0.9]
BODY: dict[str, Any] = {"x": X, "y": Y, "w": [0.4, -0.3], "batch_size": 2}


async def ask(client: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    answer = await client.post("/api/minibatch", json={**BODY, **changes})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def by_hand(rows: list[int], w: tuple[float, float] = (0.4, -0.3)) -> tuple[float, list[float]]:
    x, y = np.array(X)[rows], np.array(Y)[rows]
    errors = x @ np.array(w) - y
    return float((errors**2).mean() / 2), (x.T @ errors / len(rows)).tolist()


async def test_all_the_rows_and_each_batch_are_those_of_numpy(client: httpx.AsyncClient) -> None:
    found = await ask(client, count=5, seed=3)
    loss, gradient = by_hand(list(range(6)))
    assert found["loss"] == pytest.approx(loss, rel=1e-14)
    assert found["gradient"] == pytest.approx(gradient, rel=1e-13)
    assert len(found["batches"]) == 5
    for batch in found["batches"]:
        assert len(set(batch["rows"])) == 2
        loss, gradient = by_hand(batch["rows"])
        assert batch["loss"] == pytest.approx(loss, rel=1e-13)
        assert batch["gradient"] == pytest.approx(gradient, rel=1e-13)
    gradients = np.array([batch["gradient"] for batch in found["batches"]])
    assert found["mean"]["gradient"] == pytest.approx(gradients.mean(axis=0).tolist())
    off = gradients - np.array(found["gradient"])
    assert found["spread"]["gradient"] == pytest.approx(np.sqrt((off**2).mean(axis=0)).tolist())


@pytest.mark.parametrize("sampling", ["without_replacement", "with_replacement"])
async def test_the_spread_follows_the_law(client: httpx.AsyncClient, sampling: str) -> None:
    random = np.random.default_rng(8)
    x, y = random.normal(size=(60, 2)), random.normal(size=60)
    found = await ask(
        client, x=x.tolist(), y=y.tolist(), batch_size=15, count=1000, sampling=sampling
    )
    rows = ((x @ [0.4, -0.3] - y)[:, None] * x).std(axis=0) / np.sqrt(15)
    law = rows * np.sqrt(45 / 59) if sampling == "without_replacement" else rows
    assert found["expected_spread"]["gradient"] == pytest.approx(law.tolist(), rel=1e-12)
    assert found["spread"]["gradient"] == pytest.approx(law.tolist(), rel=0.1)
    assert found["spread"]["loss"] == pytest.approx(found["expected_spread"]["loss"], rel=0.1)


async def test_all_rows_as_the_batch_are_exact_only_without_replacement(
    client: httpx.AsyncClient,
) -> None:
    found = await ask(client, batch_size=6, count=20)
    assert found["expected_spread"] == {"loss": 0.0, "gradient": [0.0, 0.0]}
    assert max(found["spread"]["gradient"]) < 1e-15
    found = await ask(client, batch_size=6, count=20, sampling="with_replacement")
    assert min(found["expected_spread"]["gradient"]) > 0.1
    assert any(len(set(batch["rows"])) < 6 for batch in found["batches"])


async def test_a_seed_gives_the_same_rows_again(client: httpx.AsyncClient) -> None:
    one, again, other = [await ask(client, seed=seed, count=4) for seed in (1, 1, 2)]
    assert one == again != other


async def test_one_row_one_column_one_batch(client: httpx.AsyncClient) -> None:
    found = await ask(client, x=[[2]], y=[3], w=[1], batch_size=1)
    assert (found["loss"], found["gradient"]) == (0.5, [-2.0])
    assert found["batches"] == [{"rows": [0], "loss": 0.5, "gradient": [-2.0]}]
    assert found["spread"] == {"loss": 0.0, "gradient": [0.0]}


async def test_numbers_that_are_not_finite_are_data(client: httpx.AsyncClient) -> None:
    found = await ask(client, y=["NaN", *Y[1:]], batch_size=1, count=30)
    assert found["loss"] == "NaN" and found["gradient"] == ["NaN", "NaN"]
    for batch in found["batches"]:
        assert (batch["loss"] == "NaN") == (batch["rows"] == [0])
    found = await ask(client, x=[["Infinity", 1], [1, 1]], y=[1, 1])
    assert found["loss"] == "Infinity"
    found = await ask(client, x=[[1e200, 1], [1, 1]], y=[1, 1], w=[1e200, 0])
    assert found["loss"] == "Infinity"


BAD: dict[str, tuple[dict[str, Any], list[Any], str]] = {
    "no rows": ({"x": []}, ["body", "x"], "at least one entry"),
    "an empty row": ({"x": [[], []]}, ["body", "x", 0], "at least one entry"),
    "one list": ({"x": [1, 2, 3]}, ["body", "x"], "a list of rows"),
    "a number": ({"x": 1}, ["body", "x"], "a list of rows"),
    "too deep": ({"x": [[[1]]]}, ["body", "x"], "a list of rows"),
    "ragged": ({"x": [[1, 2], [3]], "y": [1, 2]}, ["body", "x", 1], "2 entries"),
    "text in x": ({"x": [["one", 1]]}, ["body", "x", 0, 0], "must be a number"),
    "true in x": ({"x": [[True, 1]]}, ["body", "x", 0, 0], "must be a number"),
    "null in y": ({"y": [None] * 6}, ["body", "y", 0], "must be a number"),
    "few targets": ({"y": [1, 2]}, ["body", "y"], "6 entries, one for each row of 'x'"),
    "one target": ({"y": 1}, ["body", "y"], "a list of numbers"),
    "nested targets": ({"y": [[1]] * 6}, ["body", "y"], "a list of numbers"),
    "many weights": ({"w": [1, 2, 3]}, ["body", "w"], "2 entries, one for each column of 'x'"),
    "NaN weight": ({"w": [1, "NaN"]}, ["body", "w", 1], "must be a finite number"),
    "infinite weight": ({"w": ["Infinity", 1]}, ["body", "w", 0], "must be a finite number"),
    "an empty batch": ({"batch_size": 0}, ["body", "batch_size"], "from 1 to 6"),
    "a batch larger than the data": ({"batch_size": 7}, ["body", "batch_size"], "from 1 to 6"),
    "a batch with replacement, too": (
        {"batch_size": 7, "sampling": "with_replacement"},
        ["body", "batch_size"],
        "from 1 to 6",
    ),
    "half a row": ({"batch_size": 2.5}, ["body", "batch_size"], "whole number"),
    "a batch of text": ({"batch_size": "2"}, ["body", "batch_size"], "whole number"),
    "a batch of truth": ({"batch_size": True}, ["body", "batch_size"], "whole number"),
    "a batch of nothing": ({"batch_size": None}, ["body", "batch_size"], "whole number"),
    "a huge batch": ({"batch_size": 10**400}, ["body", "batch_size"], "from 1 to 6"),
    "no batches": ({"count": 0}, ["body", "count"], "from 1 to 1,000"),
    "many batches": ({"count": 1001}, ["body", "count"], "from 1 to 1,000"),
    "a seed below": ({"seed": -1}, ["body", "seed"], "from 0"),
    "a seed beyond": ({"seed": 2**53 + 1}, ["body", "seed"], "from 0"),
    "unknown sampling": ({"sampling": "often"}, ["body", "sampling"], "without_replacement"),
    "unknown key": ({"bias": 1}, ["body", "bias"], "allowed: x, y, w"),
}


@pytest.mark.parametrize(("changes", "place", "words"), BAD.values(), ids=BAD)
async def test_a_bad_body_is_refused_in_a_sentence(
    client: httpx.AsyncClient, changes: dict[str, Any], place: list[Any], words: str
) -> None:
    answer = await client.post("/api/minibatch", json={**BODY, **changes})
    assert answer.status_code == 422, answer.text
    (detail,) = answer.json()["detail"]
    assert detail["loc"] == place
    assert words in detail["msg"] and detail["msg"].endswith(".")


@pytest.mark.parametrize("key", ["x", "y", "w", "batch_size"])
async def test_a_missing_key_is_named(client: httpx.AsyncClient, key: str) -> None:
    body = {name: value for name, value in BODY.items() if name != key}
    answer = await client.post("/api/minibatch", json=body)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["body", key]


async def test_a_million_classes_of_work_are_refused(client: httpx.AsyncClient) -> None:
    x = [[1, 2]] * 5000
    answer = await client.post(
        "/api/minibatch", json={**BODY, "x": x, "y": [0] * 5000, "count": 501}
    )
    assert answer.status_code == 422
    assert "at most 500 " in answer.json()["detail"][0]["msg"]
    found = await ask(client, x=x, y=[0] * 5000, batch_size=3, count=500)
    assert len(found["batches"]) == 500


async def test_bare_nan_and_query_keys(client: httpx.AsyncClient) -> None:
    text = json.dumps({**BODY, "w": [float("nan"), 1]})
    headers = {"content-type": "application/json"}
    answer = await client.post("/api/minibatch", content=text, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["body", "w", 0]
    answer = await client.post("/api/minibatch?seed=1", json=BODY)
    assert answer.status_code == 422
