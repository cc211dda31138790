from typing import Any

import httpx
import numpy as np
import pytest

from app.catalogue.functions import FUNCTIONS
from app.core.differences import METHODS

pytestmark = pytest.mark.anyio


async def ask(client: httpx.AsyncClient, f: str, points: Any, **rest: Any) -> list[dict[str, Any]]:
    answer = await client.post("/api/gradient", json={"f": f, "points": points, **rest})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["points"]
    return found


async def test_the_numbers_of_chapter_four(client: httpx.AsyncClient) -> None:
    found = await ask(client, "0.01*x**2 + 0.1*x", [[5], [10]])
    assert [each["numerical"] for each in found] == [[0.1999999999990898], [0.2999999999986347]]
    found = await ask(client, "x**2 + y**2", [[3, 4], [0, 2], [3, 0]])
    assert [each["exact"] for each in found] == [[6, 8], [0, 4], [6, 0]]
    for each in found:
        assert each["numerical"] == pytest.approx(each["exact"], abs=1e-8)
        assert each["largest_stable_learning_rate"] == 1.0


async def test_the_curvature_of_chapter_six(client: httpx.AsyncClient) -> None:
    (found,) = await ask(client, "x**2/20 + y**2", [[-7, 2]])
    assert found["hessian"] == [[0.1, 0.0], [0.0, 2.0]]
    assert found["eigenvalues"] == [0.1, 2.0]
    assert found["largest_stable_learning_rate"] == 1.0


async def test_rosenbrock(client: httpx.AsyncClient) -> None:
    there, here = await ask(client, "rosenbrock", [[-1, -1], [1, 1]])
    assert there["exact"] == [-804, -400]
    assert here["eigenvalues"] == pytest.approx([0.39936, 1001.60], rel=1e-5)
    assert here["largest_stable_learning_rate"] == pytest.approx(0.0019968, rel=1e-4)


async def test_a_step_too_small_is_shown_as_it_is(client: httpx.AsyncClient) -> None:
    (found,) = await ask(client, "x**2 + y**2", [[3, 4]], h=1e-12)
    assert found["numerical"] == pytest.approx([6.0005, 8.0007], abs=1e-4)


@pytest.mark.parametrize("method", METHODS)
async def test_every_difference_nears_the_exact_gradient(
    client: httpx.AsyncClient, method: str
) -> None:
    (found,) = await ask(client, "x**3*y", [[2, 1]], method=method, h=1e-6)
    assert found["exact"] == [12, 8]
    assert found["numerical"] == pytest.approx([12, 8], abs=1e-4)


@pytest.mark.parametrize("name", FUNCTIONS)
async def test_a_batch_answers_as_its_points_one_by_one(
    client: httpx.AsyncClient, name: str
) -> None:
    entry = FUNCTIONS[name]
    low, high = np.array(entry.domain[0::2]), np.array(entry.domain[1::2])
    random = np.random.default_rng(1)
    points = random.uniform(low, high, size=(7, len(low))).tolist()
    together = await ask(client, name, points)
    apart = [(await ask(client, name, [point]))[0] for point in points]
    for one, other in zip(together, apart, strict=True):
        assert one["point"] == other["point"]
        for key in ("value", "exact", "hessian", "eigenvalues"):
            np.testing.assert_allclose(
                np.array(one[key], float), np.array(other[key], float), rtol=1e-12, atol=1e-300
            )


async def test_where_there_is_no_derivative(client: httpx.AsyncClient) -> None:
    (found,) = await ask(client, "abs(x)", [[0]])
    assert (found["value"], found["exact"]) == (0.0, ["NaN"])
    assert found["largest_stable_learning_rate"] is None
    (found,) = await ask(client, "1/x", [[0]])
    assert found["exact"] == ["NaN"]
    (found,) = await ask(client, "log(x)", [[-1]])
    assert (found["value"], found["exact"]) == ("NaN", ["NaN"])


async def test_no_rate_where_nothing_curves_upwards(client: httpx.AsyncClient) -> None:
    for f in ("x", "0*x + y", "-x**2 - y**2", "3"):
        points = [[1]] if f == "x" else [[1, 1]]
        assert (await ask(client, f, points))[0]["largest_stable_learning_rate"] is None
    (saddle,) = await ask(client, "x**2 - y**2", [[0, 0]])
    assert saddle["eigenvalues"] == [-2, 2]
    assert saddle["largest_stable_learning_rate"] == 1


async def test_numbers_that_are_not_finite_are_data(client: httpx.AsyncClient) -> None:
    found = await ask(client, "x**2 + y", [["NaN", 1], ["Infinity", 0], [1, "-Infinity"], [1, 2]])
    assert [each["value"] for each in found] == ["NaN", "Infinity", "-Infinity", 3.0]
    assert found[0]["point"] == ["NaN", 1.0]
    bare = b'{"f": "x", "points": [[NaN], [-Infinity]]}'
    answer = await client.post(
        "/api/gradient", content=bare, headers={"content-type": "application/json"}
    )
    assert [each["value"] for each in answer.json()["points"]] == ["NaN", "-Infinity"]


async def test_a_hundred_thousand_points_and_no_more(client: httpx.AsyncClient) -> None:
    points = [[0.5]] * 100_000
    found = await ask(client, "x**2", points)
    assert (len(found), found[-1]["exact"]) == (100_000, [1.0])
    answer = await client.post("/api/gradient", json={"f": "x", "points": [*points, [1]]})
    assert answer.status_code == 422
    assert "100,000" in answer.json()["detail"][0]["msg"]


async def test_a_caret_is_a_power(client: httpx.AsyncClient) -> None:
    assert (await ask(client, "x^2", [[3]]))[0]["value"] == 9
