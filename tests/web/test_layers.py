"""What a layer computes, over HTTP: activations, softmax, losses."""

from typing import Any, get_args

import httpx
import numpy as np
import pytest
import scipy.special

from app.core.activations import ACTIVATIONS
from app.core.losses import LOSSES
from app.web.api.activation import ActivationBody
from app.web.api.loss import LossBody

pytestmark = pytest.mark.anyio

JSON = {"content-type": "application/json"}
Y1 = [0.1, 0.05, 0.6, 0, 0.05, 0.1, 0, 0.1, 0, 0]
Y2 = [0.1, 0.05, 0.1, 0, 0.05, 0.1, 0, 0.6, 0, 0]
T = [0, 0, 1, 0, 0, 0, 0, 0, 0, 0]


async def ask(client: httpx.AsyncClient, endpoint: str, **body: Any) -> dict[str, Any]:
    answer = await client.post(f"/api/{endpoint}", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_the_kinds_are_those_of_the_core() -> None:
    assert get_args(ActivationBody.model_fields["kind"].annotation) == tuple(ACTIVATIONS)
    assert get_args(LossBody.model_fields["kind"].annotation) == tuple(LOSSES)


async def test_the_activations_of_chapter_three(client: httpx.AsyncClient) -> None:
    found = await ask(client, "activation", kind="sigmoid", x=[-1, 1, 2])
    assert found["y"] == pytest.approx([0.26894142, 0.73105858, 0.88079708], abs=5e-9)
    assert (await ask(client, "activation", kind="sigmoid", x=0))["y"] == 0.5
    found = await ask(client, "activation", kind="step", x=[-1, 0, 1])
    assert found == {"y": [0, 0, 1], "derivative": [0, "NaN", 0]}


@pytest.mark.parametrize("kind", ACTIVATIONS)
async def test_an_activation_keeps_the_shape(client: httpx.AsyncClient, kind: str) -> None:
    words = [["NaN", "-Infinity"], [0, 1]]
    arrays: list[Any] = [0.5, [1], [[1, -2.5]], [[[1], [0]], [[-1], [-1e3]]], words]
    for x in arrays:
        found = await ask(client, "activation", kind=kind, x=x)
        shape = np.shape(x)
        assert (np.shape(found["y"]), np.shape(found["derivative"])) == (shape, shape)
        wanted = ACTIVATIONS[kind].value(np.array(x, dtype=float))
        np.testing.assert_array_equal(np.array(found["y"], dtype=float), wanted)


async def test_the_left_derivative_and_the_far_ends(client: httpx.AsyncClient) -> None:
    assert (await ask(client, "activation", kind="relu", x=0))["derivative"] == 0
    assert (await ask(client, "activation", kind="leaky_relu", x=0))["derivative"] == 0.01
    x = ["-Infinity", -1000, 1000, "Infinity", "NaN"]
    found = await ask(client, "activation", kind="gelu", x=x)
    assert found == {"y": [0, 0, 1000, "Infinity", "NaN"], "derivative": [0, 0, 1, 1, "NaN"]}
    bare = b'{"kind": "softplus", "x": [NaN, -Infinity, Infinity]}'
    answer = await client.post("/api/activation", content=bare, headers=JSON)
    assert answer.json()["y"] == ["NaN", 0, "Infinity"]


async def test_the_softmax_of_chapter_three(client: httpx.AsyncClient) -> None:
    found = await ask(client, "softmax", x=[0.3, 2.9, 4.0])
    assert found["y"] == pytest.approx([0.01821127, 0.24519181, 0.73659691], abs=5e-9)
    naive = await ask(client, "softmax", x=[1010, 1000, 990], shift="none")
    assert naive == {
        "y": ["NaN"] * 3,
        "sum": ["Infinity"],
        "shifted": [1010, 1000, 990],
        "exponentials": ["Infinity"] * 3,
        "overflow": True,
    }
    found = await ask(client, "softmax", x=[1010, 1000, 990])
    wanted = [9.99954600e-01, 4.53978686e-05, 2.06106005e-09]
    assert found["y"] == pytest.approx(wanted, rel=5e-9)
    assert (found["shifted"], found["overflow"]) == ([0, -10, -20], False)


@pytest.mark.parametrize("axis", [-1, 0, 1, [0, 2], [-1, 0], None])
@pytest.mark.parametrize("log", [False, True])
async def test_softmax_over_any_axes(client: httpx.AsyncClient, axis: Any, log: bool) -> None:
    x = np.random.default_rng(2).normal(size=(2, 3, 4))
    found = await ask(client, "softmax", x=x.tolist(), axis=axis, log=log, temperature=2)
    wanted = scipy.special.log_softmax if log else scipy.special.softmax
    over = tuple(axis) if isinstance(axis, list) else axis
    np.testing.assert_allclose(found["y"], wanted(x / 2, over), rtol=1e-12)
    assert np.shape(found["sum"]) == x.sum(axis=over, keepdims=True).shape


async def test_a_shift_is_any_number(client: httpx.AsyncClient) -> None:
    found = await ask(client, "softmax", x=[1, 2], shift=2.5, temperature=0.5)
    assert found["shifted"] == [-3, -1]
    found = await ask(client, "softmax", x=[1, 2], shift="Infinity")
    assert (found["y"], found["sum"]) == (["NaN", "NaN"], [0])
    assert (await ask(client, "softmax", x=[1, 2], shift="NaN"))["shifted"] == ["NaN", "NaN"]
    found = await ask(client, "softmax", x=[["NaN", 1], [0, 0]])
    assert found["y"] == [["NaN", "NaN"], [0.5, 0.5]]


async def test_the_losses_of_chapter_four(client: httpx.AsyncClient) -> None:
    for y, half, entropy in ((Y1, 0.0975, 0.510825457099338), (Y2, 0.5975, 2.302584092994546)):
        found = await ask(client, "loss", kind="sum_squared_error", y=y, t=T)
        assert found["loss"] == pytest.approx(half, rel=1e-15)
        found = await ask(client, "loss", kind="cross_entropy", y=y, t=2, epsilon=1e-7)
        assert found["loss"] == entropy
    found = await ask(client, "loss", kind="cross_entropy", y=[Y1, Y2], t=[2, 2], epsilon=1e-7)
    assert (found["loss"], found["batch_size"]) == (1.406704775046942, 2)
    assert found["per_sample"] == [0.510825457099338, 2.302584092994546]
    assert np.shape(found["gradient"]) == (2, 10)


@pytest.mark.parametrize("kind", LOSSES)
async def test_labels_answer_as_one_hot_targets(client: httpx.AsyncClient, kind: str) -> None:
    for y, label, t in (([Y1, Y2], [2, 2.0], [T, T]), (Y1, 2, T)):
        for reduction in ("mean", "sum", "none"):
            short = await ask(client, "loss", kind=kind, y=y, t=label, reduction=reduction)
            assert short == await ask(client, "loss", kind=kind, y=y, t=t, reduction=reduction)
            if reduction == "none":
                assert short["loss"] == short["per_sample"]


async def test_an_infinite_loss_is_a_value(client: httpx.AsyncClient) -> None:
    found = await ask(client, "loss", kind="cross_entropy", y=[0, 1], t=0)
    assert (found["loss"], found["gradient"]) == ("Infinity", ["-Infinity", 0])
    found = await ask(client, "loss", kind="cross_entropy", y=[0, 1], t=[0, 1])
    assert (found["loss"], found["gradient"]) == (0, [0, -1])
    found = await ask(client, "loss", kind="cross_entropy", y=["-Infinity", 0], t=1, input="logits")
    assert (found["loss"], found["gradient"]) == (0, [0, 0])
    found = await ask(client, "loss", kind="mean_squared_error", y=["NaN", 0], t=["Infinity", 0])
    assert found["loss"] == "NaN"
