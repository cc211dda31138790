"""The numbers of chapters 4 and 6 through ``GET /api/descent``, ``sweep``, ``basins``, grids."""

from typing import Any

import httpx
import numpy as np
import pytest

from app.catalogue.functions import FUNCTIONS
from app.catalogue.optimizers import OPTIMIZERS

pytestmark = pytest.mark.anyio

BOOK = {"f": "x**2 + y**2", "start": "-3,4", "steps": "100"}


async def ask(client: httpx.AsyncClient, name: str, **query: object) -> dict[str, Any]:
    answer = await client.get(f"/api/{name}", params={k: str(v) for k, v in query.items()})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize(
    "rate, printed, kind",
    [
        ("0.1", ["-6.11110793e-10", "8.14814391e-10"], "converged"),
        ("1e-10", ["-2.99999994e+00", "3.99999992e+00"], None),
        ("10", ["-2.58983747e+13", "-1.29524862e+12"], "frozen"),
    ],
)
async def test_the_three_runs_of_the_book(
    client: httpx.AsyncClient, rate: str, printed: list[str], kind: str | None
) -> None:
    query = {**BOOK, "gradient": "numerical", "h": "1e-4", "learning_rate": rate}
    run = await ask(client, "descent", **query)
    assert [f"{each:.8e}" for each in run["points"][-1]] == printed
    assert len(run["points"]) == len(run["values"]) == len(run["gradients"]) == 101
    if kind:
        assert run["outcome"]["kind"] == kind


@pytest.mark.parametrize("lang", ["en", "ko"])
async def test_the_frozen_run_says_where_and_why(client: httpx.AsyncClient, lang: str) -> None:
    query = {**BOOK, "gradient": "numerical", "learning_rate": "10", "lang": lang}
    run = await ask(client, "descent", **query)
    assert run["outcome"]["step"] == 10
    assert run["gradients"][10] == [0.0, 0.0] == run["gradients"][-1]
    assert run["points"][10] == run["points"][-1]
    assert len(run["outcome"]["sentence"]) > 40


async def test_with_the_exact_gradient_the_same_run_diverges(client: httpx.AsyncClient) -> None:
    run = await ask(client, "descent", **BOOK, learning_rate=10)
    assert run["points"][-1] == pytest.approx([-2.25e128, 3.00e128], rel=5e-3)
    assert run["outcome"]["kind"] == "diverged"


@pytest.mark.parametrize("rate, kind", [(0.5, "converged"), (1.0, "cycling"), (1.1, "diverged")])
async def test_what_becomes_of_the_bowl(client: httpx.AsyncClient, rate: float, kind: str) -> None:
    run = await ask(client, "descent", **BOOK, learning_rate=rate)
    assert run["outcome"]["kind"] == kind
    if rate == 0.5:
        assert run["points"][1] == [0, 0]
    assert run["stability"]["start"]["largest_stable_learning_rate"] == 1.0


async def test_chapter_six(client: httpx.AsyncClient) -> None:
    query = {"f": "x**2/20 + y**2", "start": "-7,2", "learning_rate": 0.95, "steps": 30}
    run = await ask(client, "descent", **query)
    assert run["points"][0] == [-7, 2]
    assert run["points"][-1] == pytest.approx([-7 * 0.905**30, 2 * (-0.9) ** 30], rel=1e-12)
    stable = run["stability"]["end"]
    assert stable["eigenvalues"] == [0.1, 2.0]
    assert stable["condition_number"] == pytest.approx(20)
    assert stable["largest_stable_learning_rate"] == 1.0
    assert stable["best_learning_rate"] == pytest.approx(2 / 2.1)
    assert run["minimum"]["point"] == [0, 0]


@pytest.mark.parametrize("rate, step", [(0.95, 43), (0.9, 42)])
async def test_when_the_value_is_within_a_thousandth(
    client: httpx.AsyncClient, rate: float, step: int
) -> None:
    run = await ask(client, "descent", f="bowl", start="-7,2", learning_rate=rate, steps=60)
    assert next(k for k, value in enumerate(run["values"]) if value <= 1e-3) == step


async def test_a_run_to_infinity_ends_with_its_last_finite_point(
    client: httpx.AsyncClient,
) -> None:
    run = await ask(client, "descent", f="x**4", start=3, learning_rate=5, steps=50)
    assert run["outcome"]["kind"] == "diverged"
    assert run["outcome"]["step"] == len(run["points"]) < 51
    assert np.isfinite(np.array(run["points"], float)).all()


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("f", ["bowl", "rosenbrock", "x**2"])
async def test_every_optimizer_runs_with_its_defaults(
    client: httpx.AsyncClient, optimizer: str, f: str
) -> None:
    run = await ask(client, "descent", f=f, optimizer=optimizer, steps=20)
    assert len(run["points"]) == 21
    spelled = {
        setting.name: str(setting.default).lower() for setting in OPTIMIZERS[optimizer].settings
    }
    again = await ask(client, "descent", f=f, optimizer=optimizer, steps=20, **spelled)
    assert again["points"] == run["points"]


async def test_noise_is_reproducible(client: httpx.AsyncClient) -> None:
    query = {"f": "bowl", "noise": 0.5, "steps": 30}
    one = await ask(client, "descent", **query, seed=1)
    assert one["points"] == (await ask(client, "descent", **query, seed=1, stop="true"))["points"]
    assert one["points"] != (await ask(client, "descent", **query, seed=2))["points"]


async def test_no_steps_is_the_start_alone(client: httpx.AsyncClient) -> None:
    run = await ask(client, "descent", f="bowl", steps=0)
    assert run["points"] == [[-7, 2]]


async def test_the_longest_run(client: httpx.AsyncClient) -> None:
    run = await ask(client, "descent", f="rosenbrock", learning_rate=0.001, steps=20_000)
    assert len(run["points"]) == 20_001


async def test_stopping_at_convergence(client: httpx.AsyncClient) -> None:
    query = {"f": "round_bowl", "learning_rate": 0.4, "steps": 500}
    whole = await ask(client, "descent", **query)
    short = await ask(client, "descent", **query, stop="true")
    assert len(whole["points"]) == 501
    assert 1 < len(short["points"]) < 100
    assert short["outcome"]["kind"] == whole["outcome"]["kind"] == "converged"


@pytest.mark.parametrize("name", FUNCTIONS)
async def test_grids_of_the_catalogue(client: httpx.AsyncClient, name: str) -> None:
    domain = FUNCTIONS[name].domain
    field = await ask(client, "field", f=name, n=7)
    surface = await ask(client, "surface", f=name, n=7)
    shape = (7,) * (len(domain) // 2)
    value = np.array(field["value"], float)
    assert value.shape == shape
    np.testing.assert_array_equal(value, np.array(surface["z"], float))
    assert np.array(field["gradient"], float).shape == (len(shape), *shape)
    assert (field["x"][0], field["x"][-1]) == domain[:2]
    assert ("y" in field) == (len(shape) == 2)


async def test_rows_run_along_y_and_columns_along_x(client: httpx.AsyncClient) -> None:
    found = await ask(client, "field", f="x + 10*y", domain="0,1,0,2", n=3)
    assert found["value"] == [[0, 0.5, 1], [10, 10.5, 11], [20, 20.5, 21]]
    assert found["gradient"] == [[[1] * 3] * 3, [[10] * 3] * 3]


async def test_a_function_constant_in_x_fills_its_grid(client: httpx.AsyncClient) -> None:
    for f in ("0*x + y", "3", "0*y + x"):
        found = await ask(client, "field", f=f, domain="-1,1,-1,1", n=3)
        assert np.array(found["value"]).shape == (3, 3)
        assert np.array(found["gradient"]).shape == (2, 3, 3)


async def test_undefined_cells_are_nan(client: httpx.AsyncClient) -> None:
    found = await ask(client, "surface", f="log(x)", domain="-1,1", n=3)
    assert found["z"] == ["NaN", "-Infinity", 0.0]


async def test_the_largest_grid(client: httpx.AsyncClient) -> None:
    found = await ask(client, "surface", f="bowl", n=401)
    assert np.array(found["z"]).shape == (401, 401)


async def test_the_sweep_finds_the_edge(client: httpx.AsyncClient) -> None:
    query = {"f": "bowl", "start": "-7,2", "learning_rates": "0.01,10,61", "steps": 200}
    found = await ask(client, "sweep", **query)
    rates = found["learning_rates"]
    assert (rates[0], rates[-1], len(rates)) == (0.01, 10, 61)
    assert np.diff(np.log(rates)) == pytest.approx(np.log(1000) / 60)
    assert found["largest_stable_learning_rate"] == pytest.approx(1.0)
    first = next(k for k, kind in enumerate(found["outcomes"]) if kind == "diverged")
    assert set(found["outcomes"][first:]) == {"diverged"}
    assert found["measured_edge"] == rates[first] > 1.0 >= rates[first - 1]
    assert {len(found[key]) for key in ("final_values", "steps_to_tolerance", "outcomes")} == {61}


async def test_a_sweep_agrees_with_its_runs(client: httpx.AsyncClient) -> None:
    query = {"f": "bowl", "start": "-7,2", "steps": 60}
    found = await ask(client, "sweep", **query, learning_rates="0.1,2,5")
    for k, rate in enumerate(found["learning_rates"]):
        run = await ask(client, "descent", **query, learning_rate=repr(rate))
        assert float(found["final_values"][k]) == pytest.approx(run["values"][-1], rel=1e-12)
        assert found["outcomes"][k] == run["outcome"]["kind"]


async def test_the_basins_of_himmelblau(client: httpx.AsyncClient) -> None:
    found = await ask(client, "basins", f="himmelblau", n=21, learning_rate=0.01)
    labels = np.array(found["labels"])
    assert labels.shape == (21, 21)
    assert set(labels.ravel().tolist()) <= {-2, -1, 0, 1, 2, 3}
    minima = np.array(found["minima"])
    row, column = 16, 16
    start = [found["x"][column], found["y"][row]]
    assert np.linalg.norm(minima[labels[row, column], :2] - start) < 2


async def test_the_basins_of_one_variable(client: httpx.AsyncClient) -> None:
    found = await ask(client, "basins", f="double_well", n=11, learning_rate=0.05)
    assert np.array(found["labels"]).shape == (11,)
    assert "y" not in found
