import struct
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from app.forms.registry import FORMS
from app.lessons.registry import FIGURES, LESSONS

pytestmark = pytest.mark.anyio

OF_DESCENT = [figure.name for figure in LESSONS["descent"].figures]


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("name", FIGURES)
async def test_a_figure_as_json(client: httpx.AsyncClient, name: str, lang: str) -> None:
    answer = await client.get(f"/{lang}/figures/{name}.json")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["data"]
    sized = await client.get(f"/{lang}/figures/{name}.json?width=800&height=400")
    layout = sized.json()["layout"]
    assert (layout["width"], layout["height"]) == (800, 400)


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
async def test_a_theme_is_another_figure(client: httpx.AsyncClient, theme: str) -> None:
    plain = await client.get("/en/figures/descent.json")
    themed = await client.get(f"/en/figures/descent.json?theme={theme}")
    assert (themed.content == plain.content) == (theme == "light")


@pytest.mark.parametrize("name", FIGURES)
async def test_a_still_has_the_size_that_was_asked_for(
    client: httpx.AsyncClient, name: str
) -> None:
    png = await client.get(f"/en/figures/{name}.png?width=400&height=300")
    assert png.status_code == 200, png.text
    assert png.headers["content-type"] == "image/png"
    assert png.headers["content-disposition"] == f'inline; filename="{name}.png"'
    assert png.headers["access-control-allow-origin"] == "*"
    assert struct.unpack(">II", png.content[16:24]) == (400, 300)
    short = await client.get(
        f"/en/figures/{name}.png?width=400&height=300",
        headers={"if-none-match": png.headers["etag"]},
    )
    assert short.status_code == 304


async def test_a_still_as_svg(client: httpx.AsyncClient) -> None:
    svg = await client.get("/ko/figures/descent.svg?f=round_bowl&learning_rate=0.3&theme=dark")
    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert svg.headers["vary"] == "Accept-Encoding"
    assert ElementTree.fromstring(svg.text).tag == "{http://www.w3.org/2000/svg}svg"
    packed = await client.get(
        "/ko/figures/descent.svg?f=round_bowl&learning_rate=0.3&theme=dark",
        headers={"accept-encoding": "br"},
    )
    assert packed.headers["content-encoding"] == "br"
    assert packed.text == svg.text


BAD: dict[str, Any] = {
    "width=159": "width",
    "width=3841": "width",
    "width=800.5": "width",
    "width=-800": "width",
    "width=": "width",
    "width=٨٠٠": "width",
    "height=119": "height",
    "height=2161": "height",
    "height=1e3": "height",
    "theme=sepia": "theme",
    "theme=": "theme",
    "theme=dark&theme=dark": "theme",
    "width=800&width=800": "width",
    "f=().__class__": "f",
    "learning_rate=nan": "learning_rate",
    "steps=20001": "steps",
    "nonsense=1": "nonsense",
    "start=1": "start",
    "learning_rates=1,1,5": "learning_rates",
}


@pytest.mark.parametrize("query", BAD)
@pytest.mark.parametrize("form", FORMS)
async def test_a_bad_value_is_refused(client: httpx.AsyncClient, query: str, form: str) -> None:
    answer = await client.get(f"/en/figures/descent.{form}?{query}")
    assert answer.status_code == 422
    (detail,) = answer.json()["detail"]
    assert detail["loc"] == ["query", BAD[query]]
    assert detail["msg"].endswith(".")
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_the_sentence_is_in_the_language_of_the_figure(client: httpx.AsyncClient) -> None:
    korean = await client.get("/ko/figures/descent.png?width=1")
    english = await client.get("/en/figures/descent.png?width=1")
    assert korean.json()["detail"][0]["msg"] != english.json()["detail"][0]["msg"]
    assert "3840" in korean.json()["detail"][0]["msg"]


@pytest.mark.parametrize(
    "path",
    [
        "/en/figures/nothing.png",
        "/en/figures/descent.bmp",
        "/de/figures/descent.png",
        "/en/figures/descent",
        "/en/figures/%00.png",
    ],
)
async def test_a_figure_that_is_not_there(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert answer.json()["detail"].endswith(".")


LESSONS_OF_DIVERGENCE = [
    "f=1/x&start=0",
    "f=log(x)&start=-1",
    "f=x&steps=100&learning_rate=1e300",
    "f=0*x%2By",
    "f=3",
    "f=-x**2-y**2",
    "f=log(x*y)",
    "f=bowl&start=1e300,1e300",
    "f=bowl&start=900,-900",
    "f=bowl&steps=0",
]


@pytest.mark.parametrize("query", LESSONS_OF_DIVERGENCE)
@pytest.mark.parametrize("name", OF_DESCENT)
async def test_what_leaves_the_floats_is_drawn_all_the_same(
    client: httpx.AsyncClient, name: str, query: str
) -> None:
    for form in ("json", "png"):
        address = f"/en/figures/{name}.{form}?{query}&width=320&height=240&n=9"
        answer = await client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.text}"
