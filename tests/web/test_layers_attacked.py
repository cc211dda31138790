"""What an attack on the endpoints of a layer found, and what it held to independent references."""

import json
import math
from typing import Any

import httpx
import mpmath
import numpy as np
import pytest

from app.core.activations import ACTIVATIONS

pytestmark = pytest.mark.anyio

JSON = {"content-type": "application/json"}


async def post(client: httpx.AsyncClient, endpoint: str, raw: str) -> httpx.Response:
    return await client.post(f"/api/{endpoint}", content=raw, headers=JSON)


async def sentence(client: httpx.AsyncClient, endpoint: str, raw: str) -> str:
    answer = await post(client, endpoint, raw)
    assert answer.status_code == 422, answer.text
    return str(answer.json()["detail"][0]["msg"])


@pytest.mark.parametrize("temperature", [5e-324, 1e-310, 1e-200])
async def test_a_tiny_temperature_lets_the_winner_take_all(
    client: httpx.AsyncClient, temperature: float
) -> None:
    answer = await post(client, "softmax", f'{{"x": [3, 1, 2], "temperature": {temperature!r}}}')
    found = answer.json()
    assert found["y"] == [1, 0, 0]
    assert (found["sum"], found["overflow"]) == ([1], False)
    answer = await post(
        client, "softmax", f'{{"x": [2, 2], "temperature": {temperature!r}, "log": true}}'
    )
    assert answer.json()["y"] == pytest.approx([-math.log(2)] * 2, rel=1e-15)


async def test_scores_whose_difference_leaves_the_floats(client: httpx.AsyncClient) -> None:
    answer = await post(client, "softmax", '{"x": [1e308, -1e308], "temperature": 1e308}')
    wanted = [float(1 / (1 + mpmath.exp(sign * 2))) for sign in (-1, 1)]
    assert answer.json()["y"] == pytest.approx(wanted, rel=1e-15)


WHOLE = ['{"sizes": [%s], "repeats": 0}', '{"repeats": %s}', '{"seed": %s, "repeats": 0}']


@pytest.mark.parametrize("value", ["1.5", "1.0", "true", '"1"', "null", "[]", "1e400", "NaN"])
@pytest.mark.parametrize("body", WHOLE)
async def test_no_whole_number_is_told_in_our_words(
    client: httpx.AsyncClient, body: str, value: str
) -> None:
    said = await sentence(client, "batches", body % value)
    assert said.endswith("' must be a whole number.")


async def test_a_limit_is_written_as_a_person_writes_it(client: httpx.AsyncClient) -> None:
    said = await sentence(client, "batches", '{"seed": 9007199254740993}')
    assert said == "'seed' must be at most 9,007,199,254,740,992."
    said = await sentence(client, "batches", '{"sizes": [1001]}')
    assert said == "'sizes[0]' must be at most 1,000."


@pytest.mark.parametrize("value", ["null", "true", "{}", '"x"'])
async def test_what_is_no_array_at_all_is_told_that_lists_may_come(
    client: httpx.AsyncClient, value: str
) -> None:
    said = await sentence(client, "activation", f'{{"kind": "relu", "x": {value}}}')
    assert said.startswith("'x' must be a number") and "lists of" in said


@pytest.mark.parametrize(
    ("targets", "status"),
    [
        ("[0.5, 0.500001]", 200),
        ("[0.5, 0.499999]", 200),
        ("[0.5, 0.5000011]", 422),
        ("[0.5, 0.4999989]", 422),
    ],
)
async def test_targets_sum_to_one_within_a_millionth(
    client: httpx.AsyncClient, targets: str, status: int
) -> None:
    body = f'{{"kind": "cross_entropy", "y": [0.5, 0.5], "t": {targets}}}'
    assert (await post(client, "loss", body)).status_code == status


def phi(x: Any) -> Any:
    return mpmath.exp(-x * x / 2) / mpmath.sqrt(2 * mpmath.pi)


# Value and derivative where a float64 formula loses its digits first: far out on the left.
FAR = {
    "sigmoid": (lambda x: 1 / (1 + mpmath.exp(-x)), lambda x: mpmath.sech(x / 2) ** 2 / 4),
    "tanh": (mpmath.tanh, lambda x: mpmath.sech(x) ** 2),
    "softplus": (lambda x: mpmath.log1p(mpmath.exp(x)), lambda x: 1 / (1 + mpmath.exp(-x))),
    "gelu": (lambda x: x * mpmath.ncdf(x), lambda x: mpmath.ncdf(x) + x * phi(x)),
}


@pytest.mark.parametrize("kind", FAR)
async def test_the_tails_keep_their_digits(client: httpx.AsyncClient, kind: str) -> None:
    x = [-37.0, -30.0, -20.0, -8.3, -5.0, -1e-8, 1e-300, 0.1, 3.0, 36.0]
    answer = await post(client, "activation", json.dumps({"kind": kind, "x": x}))
    with mpmath.workdps(60):
        value, slope = ([float(f(mpmath.mpf(each))) for each in x] for f in FAR[kind])
    assert answer.json()["y"] == pytest.approx(value, rel=3e-13, abs=0)
    assert answer.json()["derivative"] == pytest.approx(slope, rel=3e-13, abs=0)


async def test_every_float_comes_back_as_it_went(client: httpx.AsyncClient) -> None:
    bits = np.random.default_rng(3).integers(0, 2**63, 2_000, dtype=np.int64)
    x = [float(each) for each in bits.view(np.float64) if math.isfinite(each)] + [5e-324, -0.0]
    answer = await post(client, "activation", json.dumps({"kind": "identity", "x": x}))
    assert [*map(repr, answer.json()["y"])] == [*map(repr, x)]


@pytest.mark.parametrize("kind", ACTIVATIONS)
async def test_a_bare_word_and_its_text_are_one(client: httpx.AsyncClient, kind: str) -> None:
    bare = f'{{"kind": "{kind}", "x": [NaN, Infinity, -Infinity]}}'
    quoted = f'{{"kind": "{kind}", "x": ["NaN", "Infinity", "-Infinity"]}}'
    answers = [await post(client, "activation", raw) for raw in (bare, quoted)]
    assert answers[0].content == answers[1].content
    found = json.loads(answers[0].content, parse_constant=pytest.fail)
    assert (found["y"][0], found["derivative"][0]) == ("NaN", "NaN")


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@pytest.mark.parametrize("settings", [{"input": "logits"}, {"epsilon": 1e-3}, {}])
@pytest.mark.parametrize("labels", [True, False])
async def test_the_gradient_is_that_of_the_reduced_loss(
    client: httpx.AsyncClient, reduction: str, settings: dict[str, Any], labels: bool
) -> None:
    """Against the difference quotient of the API's own loss."""
    y = np.array([[0.2, 0.3, 0.5], [0.6, 0.3, 0.1]])
    t: Any = [2, 0] if labels else [[0.1, 0.2, 0.7], [0.5, 0.25, 0.25]]
    body = {"kind": "cross_entropy", "t": t, "reduction": reduction, **settings}

    async def asked(at: Any) -> dict[str, Any]:
        answer = await post(client, "loss", json.dumps({**body, "y": at.tolist()}))
        found: dict[str, Any] = answer.json()
        return found

    gradient = np.array((await asked(y))["gradient"])
    for place in np.ndindex(y.shape):
        nudge = np.zeros_like(y)
        nudge[place] = 1e-6
        ends = [np.sum((await asked(y + sign * nudge))["loss"]) for sign in (1, -1)]
        assert gradient[place] == pytest.approx((ends[0] - ends[1]) / 2e-6, rel=1e-6, abs=1e-8)
