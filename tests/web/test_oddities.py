"""Odd functions on pages and in stills: whatever the API accepts has a page and a picture."""

import httpx
import pytest

from app.lessons.registry import LESSONS

pytestmark = pytest.mark.anyio

ODD = [
    "1e-5**x",
    "1e20**2",
    "(1e-9)**x",
    "1e30^0",
    "1e16",
    "-1e20",
    "x**2+1e20",
    "x**300",
    "1e154*x**2",
    "1e308*x",
    "maximum(x,1e300)",
    "1e-310*x",
    "1e-320*x**2",
    "5e-324*x",
    "sqrt(x)*1e-320",
    "1e-308*x**2",
    "exp(x*y)**50",
    "(y/1e308)+(1e30**x)",
    "minimum((y**0)**e,0+x)*(y+1e308)",
    "log(x)",
    "sqrt(-1-x**2)",
    "1/x+1/y",
]


@pytest.mark.parametrize("f", ODD)
async def test_the_page_answers(client: httpx.AsyncClient, f: str) -> None:
    for lang in ("en", "ko"):
        answer = await client.get(f"/{lang}/descent", params={"f": f})
        assert answer.status_code == 200
        assert "data-outcome" in answer.text


@pytest.mark.parametrize("figure", [each.name for each in LESSONS["descent"].figures])
@pytest.mark.parametrize("f", ODD)
async def test_every_figure_is_drawn(client: httpx.AsyncClient, figure: str, f: str) -> None:
    size = {"width": 320, "height": 200}
    answer = await client.get(f"/en/figures/{figure}.png", params={"f": f, **size})
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("query", ["theme=neon", "view=zz", "panel=zzz", "step=-1", "step=999"])
async def test_a_bad_value_without_a_field_is_told_above_the_page(
    client: httpx.AsyncClient, query: str
) -> None:
    answer = await client.get(f"/en/descent?{query}")
    assert answer.status_code == 200
    notices = answer.text.partition('id="notices"')[2].partition("</div>")[0]
    assert "<p>" in notices


async def test_a_denormal_domain_is_too_thin(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/field?f=bowl&domain=0,1e-320,0,1e-320")
    assert answer.status_code == 422
    assert "too thin" in answer.json()["detail"][0]["msg"]
