"""oEmbed: what it answers for our addresses, and that it answers for no others."""

import io
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import httpx
import pytest
from PIL import Image

from app.lessons.registry import FIGURES, LESSONS
from app.web import public

pytestmark = pytest.mark.anyio

SITE = "http://gradscape.test"


def asking(address: str, **more: str) -> str:
    rest = "".join(f"&{key}={quote(value, safe='')}" for key, value in more.items())
    return f"/oembed?url={quote(address, safe='')}{rest}"


class Frame(HTMLParser):
    """The one element of an answer's HTML, its attributes unescaped."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes = dict(attrs)


async def test_an_answer_has_what_the_standard_requires(client: httpx.AsyncClient) -> None:
    page = f"{SITE}/ko/descent?learning_rate=1.1&start=-7,%202&step=3"
    answer = await client.get(asking(page), headers={"origin": "https://notes.example"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["vary"].startswith(public.VARY)
    assert "public" not in answer.headers["cache-control"]
    told = answer.json()
    assert (told["type"], told["version"]) == ("rich", "1.0")
    assert told["title"].startswith("경사하강법")
    assert told["provider_url"] == f"{SITE}/"
    frame = Frame(told["html"])
    assert frame.tags == ["iframe"]
    assert frame.attributes["src"] == page.replace("/ko/", "/ko/embed/")
    assert frame.attributes["width"] == str(told["width"])
    assert frame.attributes["height"] == str(told["height"])
    assert frame.attributes["title"] == told["title"]
    assert frame.attributes["loading"] == "lazy"
    assert "allowfullscreen" in frame.attributes
    again = await client.get(asking(page), headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


async def test_the_thumbnail_is_the_very_state_in_the_very_size(client: httpx.AsyncClient) -> None:
    page = f"{SITE}/en/embed/descent?learning_rate=1.1&step=3&controls=learning_rate&autoplay=1"
    told = (await client.get(asking(page, maxwidth="480"))).json()
    parts = urlsplit(told["thumbnail_url"])
    keys = dict(parse_qsl(parts.query))
    assert keys["learning_rate"] == "1.1" and keys["step"] == "3"
    assert not {"controls", "autoplay"} & set(keys)
    drawn = await client.get(told["thumbnail_url"])
    assert drawn.status_code == 200
    size = Image.open(io.BytesIO(drawn.content)).size
    assert size == (told["thumbnail_width"], told["thumbnail_height"])
    assert size[0] <= 480


@pytest.mark.parametrize("name", LESSONS)
async def test_every_lesson_has_its_figure(client: httpx.AsyncClient, name: str) -> None:
    told = (await client.get(asking(f"{SITE}/en/{name}"))).json()
    shown = urlsplit(Frame(told["html"]).attributes["src"] or "").path.rpartition("/")[2]
    assert FIGURES[shown].lesson == name
    assert f"/{shown}.png" in told["thumbnail_url"]


@pytest.mark.parametrize("name", FIGURES)
async def test_every_figure_has_its_frame(client: httpx.AsyncClient, name: str) -> None:
    answer = await client.get(asking(f"{SITE}/ko/embed/{name}"))
    assert f'src="{SITE}/ko/embed/{name}"' in answer.json()["html"]


@pytest.mark.parametrize("view, figure", [("surface", "surface"), ("contour", "descent")])
async def test_the_third_dimension_stays(client: httpx.AsyncClient, view: str, figure: str) -> None:
    told = (await client.get(asking(f"{SITE}/en/descent?view={view}"))).json()
    assert f"/embed/{figure}?view={view}" in told["html"]
    assert f"/{figure}.png" in told["thumbnail_url"]


async def test_a_thumbnail_never_tells_what_is_to_be_guessed(client: httpx.AsyncClient) -> None:
    told = (await client.get(asking(f"{SITE}/en/descent?predict=1&learning_rate=0.3"))).json()
    assert "/figures/field.png" in told["thumbnail_url"]


@pytest.mark.parametrize(
    "most",
    [{"maxwidth": "600"}, {"maxheight": "300"}, {"maxwidth": "320", "maxheight": "5000"},
     {"maxwidth": "1", "maxheight": "1"}, {"maxwidth": "170", "maxheight": "125"},
     {"maxwidth": "99999"}],
    ids=str,
)  # fmt: skip
async def test_nothing_is_larger_than_asked_for(
    client: httpx.AsyncClient, most: dict[str, str]
) -> None:
    told = (await client.get(asking(f"{SITE}/en/descent", **most))).json()
    for side in ("width", "height"):
        bound = int(most.get(f"max{side}", "100000"))
        assert 1 <= told[side] <= bound
        assert told.get(f"thumbnail_{side}", 0) <= bound
    assert ("thumbnail_url" in told) == (most != {"maxwidth": "1", "maxheight": "1"})
    if "thumbnail_url" in told:
        assert (await client.get(told["thumbnail_url"])).status_code == 200
    if min(told["width"], told["height"]) > 100:
        assert told["width"] / told["height"] == pytest.approx(4 / 3, abs=0.02)


@pytest.mark.parametrize("key", ["maxwidth", "maxheight"])
@pytest.mark.parametrize("value", ["0", "-1", "1.5", "abc", "9" * 400, "１２", "1e3", "NaN"])
async def test_a_bound_is_a_whole_number(client: httpx.AsyncClient, key: str, value: str) -> None:
    answer = await client.get(asking(f"{SITE}/en/descent", **{key: value}))
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["query", key]


async def test_arguments(client: httpx.AsyncClient) -> None:
    page = f"{SITE}/en/descent"
    for more in ({"format": "json"}, {"dnt": "1"}, {"maxwidth": ""}, {"callback": "<script>"}):
        assert (await client.get(asking(page, **more))).status_code == 200, more
    for name in ("xml", "XML", "jsonp"):
        refused = await client.get(asking(page, format=name))
        assert refused.status_code == 501
        assert refused.json()["detail"].endswith(".")
    for address in ("/oembed", "/oembed?url=", f"/oembed?url={page}&url={page}"):
        refused = await client.get(address)
        assert refused.status_code == 422, address
        assert refused.json()["detail"][0]["loc"] == ["query", "url"]


FOREIGN = (
    "javascript:alert(1)",
    "data:text/html,<b>",
    "file:///en/descent",
    "ftp://gradscape.test/en/descent",
    "//gradscape.test/en/descent",
    "//evil.example/en/descent",
    "/en/descent",
    "en/descent",
    "http:/en/descent",
    "http:///en/descent",
    "http://evil.example/en/descent",
    "http://gradscape.test.evil.example/en/descent",
    "http://evilgradscape.test/en/descent",
    "http://gradscape.test@evil.example/en/descent",
    "http://user:pass@gradscape.test/en/descent",
    "http://gradscape.test:81/en/descent",
    "http://gradscape.test:99999/en/descent",
    "http://gradscape.test:x/en/descent",
    "http://gradscape.test\\@evil.example/en/descent",
    "http://gradscape.test\\.evil.example/en/descent",
    "http://gradscape.test/\\evil.example/en/descent",
    "http://[gradscape.test]/en/descent",
    "http://[::1/en/descent",
    "http://gradscape.test/",
    "http://gradscape.test/en/",
    "http://gradscape.test/en/nothing",
    "http://gradscape.test/fr/descent",
    "http://gradscape.test/en/descent/",
    "http://gradscape.test/en//descent",
    "http://gradscape.test/en/descent.json",
    "http://gradscape.test/en/embed/nothing",
    "http://gradscape.test/en/embed/softmax.json",
    "http://gradscape.test/en/embed/activations",
    "http://gradscape.test/en/figures/descent.png",
    "http://gradscape.test/x/../en/descent",
    "http://gradscape.test/en%2Fdescent%00",
    "http%3A%2F%2Fgradscape.test%2Fen%2Fdescent",
    "http://gradscape.test/en/descent<script>?f=x",
    'http://gradscape.test/en/descent"onload="alert(1)',
    "http://gradscape.test/en/ descent",
    "http://evil.example?@gradscape.test/en/descent",
    "http://gradscape.test/en/descent\r\nSet-Cookie: a=b",
    "http://gradscape.test/ko/경사하강법",
    "http://ｇradscape.test/en/descent",
    "http://gradscape.test/en/descent?" + "a" * 9000,
    "\x00",
    " ",
)


@pytest.mark.parametrize("address", FOREIGN, ids=range(len(FOREIGN)))
async def test_an_address_that_is_not_ours(client: httpx.AsyncClient, address: str) -> None:
    answer = await client.get(asking(address))
    assert answer.status_code == (404 if address.strip() else 422)
    assert answer.headers["content-type"] == "application/json"
    assert "evil" not in answer.text and "script" not in answer.text


@pytest.mark.parametrize(
    "query",
    ["f=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "learning_rate='onload='alert(1)", "a&b=&&=c",
     "controls=%27%22", "step=99999", "learning_rate=1&learning_rate=2", "%zz=%ED%A0%80&x=%00"],
)  # fmt: skip
async def test_a_query_stands_in_the_frame_as_text(client: httpx.AsyncClient, query: str) -> None:
    told = (await client.get(asking(f"{SITE}/en/descent?{query}"))).json()
    frame = Frame(told["html"])
    assert frame.tags == ["iframe"]
    assert set(frame.attributes) == {
        "src", "width", "height", "title", "loading", "style", "allowfullscreen"
    }  # fmt: skip
    assert frame.attributes["src"] == f"{SITE}/en/embed/descent?{query}"
    assert not re.search(r"<(?!/?iframe)", told["html"])
    assert (await client.get(told["thumbnail_url"])).status_code == 200


@pytest.mark.parametrize(
    "address", ["https://gradscape.test/en/descent", "http://gradscape.test:80/en/descent",
                "HTTP://GRADSCAPE.TEST/en/descent", "http://gradscape.test/%65n/descent#map"],
)  # fmt: skip
async def test_the_same_address_in_other_letters(client: httpx.AsyncClient, address: str) -> None:
    told = (await client.get(asking(address))).json()
    assert f'src="{SITE}/en/embed/descent"' in told["html"]


@pytest.mark.parametrize(
    "query, spelled",
    [("f=x**2 + y**2", "f=x**2%20+%20y**2"), ("f=<script>", "f=%3Cscript%3E"),
     ('f="onload="', "f=%22onload=%22"), ("note=학습률", "note=%ED%95%99%EC%8A%B5%EB%A5%A0"),
     ("f=x\r\nSet-Cookie: a", "f=x%0D%0ASet-Cookie:%20a"), ("f=\\", "f=%5C")],
)  # fmt: skip
async def test_a_query_as_it_is_read_is_spelled_out(
    client: httpx.AsyncClient, query: str, spelled: str
) -> None:
    told = (await client.get(asking(f"{SITE}/en/descent?{query}"))).json()
    frame = Frame(told["html"])
    assert frame.tags == ["iframe"]
    assert frame.attributes["src"] == f"{SITE}/en/embed/descent?{spelled}"


async def test_the_public_address_is_the_one_that_leaves(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(public.PUBLIC_URL, "https://course.example/gradscape")
    for address in ("https://course.example/gradscape/en/descent", f"{SITE}/en/descent"):
        told: dict[str, Any] = (await client.get(asking(address))).json()
        assert told["provider_url"] == "https://course.example/gradscape/"
        assert 'src="https://course.example/gradscape/en/embed/descent"' in told["html"]
        assert told["thumbnail_url"].startswith("https://course.example/gradscape/en/figures/")
    for address in ("https://course.example/en/descent", "https://course.example/gradscapes/en"):
        assert (await client.get(asking(address))).status_code == 404
    page = (await client.get("/en/descent?learning_rate=0.5")).text
    assert f"https://course.example/gradscape/oembed?url={quote('https://', safe='')}" in page
