"""Addresses with which an attack broke a page: each is a page, its JSON and its figures now."""

import json

import httpx
import pytest

from app.lessons.registry import LESSONS

pytestmark = pytest.mark.anyio

BROKE = {
    "a gradient that is the smallest float": ("numerical-gradient", {"f": "5e-324*x", "x": "1"}),
    "a gradient below the normal floats": ("numerical-gradient", {"f": "1e-310*x", "h": "1e-300"}),
    "an error infinitely larger than the gradient": (
        "numerical-gradient",
        {"f": "x**2", "x": "5e-324", "h": "1", "method": "forward"},
    ),
    "a start at the end of the floats": ("learning-rate", {"start": "1.7e+308,1e+16"}),
}


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize(("name", "query"), BROKE.values(), ids=BROKE)
async def test_what_broke_a_page_breaks_none(
    client: httpx.AsyncClient, name: str, query: dict[str, str], lang: str
) -> None:
    answer = await client.get(f"/{lang}/{name}", params=query)
    assert answer.status_code == 200
    assert 'aria-invalid="true"' not in answer.text
    answer = await client.get(f"/{lang}/{name}.json", params=query)
    assert answer.status_code == 200
    assert json.loads(answer.content, parse_constant=pytest.fail)["problems"] == []
    for figure in LESSONS[name].figures:
        answer = await client.get(f"/{lang}/figures/{figure.name}.svg", params=query)
        assert answer.status_code == 200, figure.name
