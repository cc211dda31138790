"""Figures in a frame: every figure, every language, and whatever an address may say."""

import json
import re
from html import unescape
from typing import Any

import httpx
import pytest

from app.catalogue.languages import LANGUAGES, messages
from app.lessons.lesson import Figure
from app.lessons.reading import read
from app.lessons.registry import FIGURES
from app.lessons.staged import staged

pytestmark = pytest.mark.anyio

every = pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.name)


def inlined(text: str) -> dict[str, Any]:
    """The first figure as it stands in the page."""
    found = re.search(r'<script type="application/json" id="first">(.*?)</script>', text, re.S)
    assert found
    first: dict[str, Any] = json.loads(found[1])
    return first


def fields(text: str) -> list[str]:
    """The names of the controls that are shown."""
    return re.findall(r'data-control="([^"]+)"', text)


def notices(text: str) -> str:
    box = re.search(r'<div class="notices"(.*?)</div>', text, re.S)
    assert box
    return "" if " hidden" in box[1].partition(">")[0] else unescape(box[1].partition(">")[2])


def view_of(figure: Figure, lang: str) -> dict[str, Any]:
    experiment, _ = read(figure.experiment, [], lang, blanks=True)
    return staged(figure, experiment, [], [], lang)


@every
@pytest.mark.parametrize("lang", LANGUAGES)
async def test_every_figure_stands_in_a_frame(
    client: httpx.AsyncClient, figure: Figure, lang: str
) -> None:
    page = await client.get(f"/{lang}/embed/{figure.name}")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    text = page.text
    assert text.startswith("<!doctype html>")
    assert f'<html lang="{lang}">' in text
    assert f"<title>{figure.title[lang]}" in unescape(text)
    assert '<meta name="robots" content="noindex">' in text
    assert f'<link rel="canonical" href="/{lang}/{figure.lesson}">' in text
    first = inlined(text)
    assert first["view"]["figure"] == figure.name
    route = await client.get(f"/{lang}/figures/{figure.name}.json")
    assert first["figure"] == route.json()
    own = await client.get(f"/{lang}/embed/{figure.name}.json")
    assert own.json() == first
    knob = first["view"]["knob"]
    assert fields(text) == ([knob] if knob else [])
    assert notices(text) == ""


@every
async def test_the_query_reaches_the_figure(client: httpx.AsyncClient, figure: Figure) -> None:
    """The controls that a figure offers are read back from its own address."""
    view = view_of(figure, "en")
    keys = [control["key"] for control in view["controls"]][:6]
    texts = {key: view["experiment"][key] for key in keys if view["experiment"][key]}
    address = f"/en/embed/{figure.name}?controls={','.join(keys)}"
    text = (await client.get(address, params=texts | {"controls": ",".join(keys)})).text
    assert fields(text) == keys
    first = inlined(text)
    assert first["view"]["problems"] == []
    route = await client.get(f"/en/figures/{figure.name}.json", params=texts)
    assert first["figure"] == route.json()


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", ["learning_rate"]),
        ("controls=", ["learning_rate"]),
        ("controls=steps,learning_rate", ["steps", "learning_rate"]),
        ("controls=steps,%20steps%20,", ["steps"]),
        ("controls=none", []),
        ("controls=player", []),
        ("controls=player,f", ["f"]),
    ],
)
async def test_controls_shows_those_and_no_others(
    client: httpx.AsyncClient, asked: str, shown: list[str]
) -> None:
    text = (await client.get(f"/en/embed/descent?{asked}")).text
    assert fields(text) == shown
    assert notices(text) == ""
    players = re.findall(r"<div[^>]* data-player[^>]*>", text)
    assert len(players) == (asked != "controls=none")
    assert not any(player.endswith(" hidden>") for player in players)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("controls=foo,learning_rate", "foo"),
        ("controls=none,player,nothing", "nothing"),
        ("autoplay=maybe", "autoplay"),
        ("loop=2", "loop"),
        ("controls=f&controls=steps", "controls"),
        ("theme=pink", "light, dark, projector"),
        ("steps=many", "steps"),
        ("width=3", "width"),
        ("step=-1", "20,000"),
        ("colour=red", "colour"),
    ],
)
async def test_what_cannot_be_read_is_told_above_the_picture(
    client: httpx.AsyncClient, lang: str, asked: str, told: str
) -> None:
    page = await client.get(f"/{lang}/embed/descent?{asked}")
    assert page.status_code == 200
    assert told in notices(page.text)
    assert inlined(page.text)["figure"]["data"]


async def test_a_bad_value_is_told_beside_its_field(client: httpx.AsyncClient) -> None:
    text = (await client.get("/ko/embed/descent?learning_rate=x")).text
    field = re.search(r'<input [^>]*name="learning_rate"[^>]*>', text)
    assert field
    assert 'value="x"' in field[0]
    assert 'aria-invalid="true" aria-describedby="problem-learning_rate"' in field[0]
    assert notices(text) == ""
    usual = (await client.get("/ko/embed/descent")).text
    assert inlined(text)["figure"] == inlined(usual)["figure"]


@pytest.mark.parametrize("key", ["autoplay", "loop"])
@pytest.mark.parametrize(
    ("value", "on"),
    [("", True), ("=", True), ("=1", True), ("=true", True), ("=0", False), ("=false", False)],
)
async def test_switches(client: httpx.AsyncClient, key: str, value: str, on: bool) -> None:
    text = (await client.get(f"/en/embed/race?{key}{value}")).text
    assert (f" data-{key}" in text) == on
    assert notices(text) == ""


async def test_a_key_of_the_experiment_is_not_the_frame_s(client: httpx.AsyncClient) -> None:
    """The lesson on batches has a key ``loop`` of its own."""
    text = (await client.get("/en/embed/batches-time?loop=nonsense")).text
    assert "loop" in notices(text)
    assert " data-loop" not in text


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
async def test_the_theme_of_the_link(client: httpx.AsyncClient, theme: str) -> None:
    text = (await client.get(f"/en/embed/surface?theme={theme}")).text
    assert f'<html lang="en" data-theme="{theme}">' in text
    assert f"theme={theme}" in (re.search(r'data-still="([^"]+)"', text) or [""])[0]
    route = await client.get(f"/en/figures/surface.json?theme={theme}")
    assert inlined(text)["figure"] == route.json()


async def test_headers(client: httpx.AsyncClient) -> None:
    page = await client.get("/en/embed/descent", headers={"origin": "null"})
    assert "x-frame-options" not in page.headers
    policy = page.headers["content-security-policy"]
    assert "frame-ancestors" not in policy
    assert "unsafe-inline" not in policy.replace("style-src-attr 'unsafe-inline'", "")
    assert "set-cookie" not in page.headers
    # The page says where the site is, and the client says that: no cache may mix them up.
    assert "Host" in page.headers["vary"]
    assert page.headers["cache-control"] == "no-cache"
    data = await client.get("/en/embed/descent.json", headers={"origin": "null"})
    assert data.headers["access-control-allow-origin"] == "*"
    assert "public" in data.headers["cache-control"]
    again = await client.get(
        "/en/embed/descent.json", headers={"if-none-match": data.headers["etag"]}
    )
    assert again.status_code == 304


async def test_oembed_can_be_discovered(client: httpx.AsyncClient) -> None:
    text = (await client.get("/en/embed/descent?learning_rate=0.5&controls=f")).text
    link = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', text)
    assert link
    address = httpx.URL(unescape(link[1]))
    assert address.path == "/oembed"
    asked = "http://gradscape.test/en/embed/descent?learning_rate=0.5&controls=f"
    assert address.params["url"] == asked


@pytest.mark.parametrize("address", ["/en/embed/nothing", "/fr/embed/descent"])
async def test_an_unknown_figure_is_a_page_that_says_so(
    client: httpx.AsyncClient, address: str
) -> None:
    page = await client.get(address, headers={"accept": "text/html"})
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    data = await client.get("/en/embed/nothing.json")
    assert data.status_code == 404
    assert "descent" in data.json()["detail"]


async def test_without_a_script_it_is_a_form_with_a_picture(client: httpx.AsyncClient) -> None:
    asked = "f=beale&learning_rate=0.01&controls=learning_rate&theme=dark&autoplay"
    text = (await client.get(f"/en/embed/descent?{asked}")).text
    assert '<form id="experiment" method="get" action="/en/embed/descent">' in text
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text))
    kept = {"f": "beale", "controls": "learning_rate", "theme": "dark", "autoplay": ""}
    assert hidden == kept
    assert 'type="submit"' in text
    assert re.search(r'<div class="first" role="img" aria-label="[^"]{20,}"><div [^>]*>', text)
    # A surface stands there as dots.
    deep = (await client.get("/en/embed/surface?theme=dark")).text
    image = re.search(r'<img src="([^"]+)" alt="([^"]+)"', deep)
    assert image
    still = await client.get(unescape(image[1]))
    assert still.status_code == 200
    assert still.headers["content-type"].startswith("image/")


async def test_what_a_frame_holds_does_not_travel_again(client: httpx.AsyncClient) -> None:
    whole = await client.get("/en/embed/descent.json?learning_rate=0.5")
    first = whole.json()
    heavy = [name for name in first["prints"] if name]
    assert heavy
    moved = await client.get(
        f"/en/embed/descent.json?learning_rate=0.6&have={','.join([*heavy, 'nonsense'])}"
    )
    assert len(moved.content) < len(whole.content) / 5
    told = moved.json()
    assert told["view"]["problems"] == [] == told["view"]["notices"]
    held = dict(zip(first["prints"], first["figure"]["data"], strict=True))
    restored = [held[t["have"]] if "have" in t else t for t in told["figure"]["data"]]
    fresh = (await client.get("/en/embed/descent.json?learning_rate=0.6")).json()
    assert restored == fresh["figure"]["data"]


async def test_the_still_shows_the_step_of_the_link(client: httpx.AsyncClient) -> None:
    def still(text: str) -> str:
        found = re.search(r'data-still="([^"]+)"', text)
        assert found
        return unescape(found[1])

    assert "step=7" in still((await client.get("/en/embed/descent?step=7")).text)
    assert "step=0" in still((await client.get("/en/embed/descent?autoplay")).text)
    for none in ("step=60", "step=x", "step=99999999999999999999"):
        assert "step=" not in still((await client.get(f"/en/embed/descent?{none}")).text)


async def test_nothing_of_the_link_stands_raw_in_the_page(client: httpx.AsyncClient) -> None:
    nasty = '"><script>alert(1)</script>'
    for key in ("controls", "f", "theme", "autoplay", nasty):
        text = (await client.get("/en/embed/descent", params={key: nasty})).text
        assert "<script>alert" not in text
        json.dumps(inlined(text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words(lang: str) -> None:
    assert messages(lang)["page.live.stage_no_webgl"]
