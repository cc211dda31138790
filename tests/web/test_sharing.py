"""Every figure's way out of its page: the panel, the cards of a link, the QR code."""

import io
import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.etree import ElementTree

import httpx
import pytest
import segno
from PIL import Image

from app.catalogue.languages import LANGUAGES, messages
from app.forms.registry import FORMS, forms_of
from app.lessons.lesson import Lesson
from app.lessons.registry import LESSONS
from app.web import public
from tests.web.test_lesson_pages import Page

pytestmark = pytest.mark.anyio

SITE = "http://gradscape.test"
EVERY_LESSON = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
EVERY_LANGUAGE = pytest.mark.parametrize("lang", LANGUAGES)


def facts(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="sharing">(.*?)</script>', text)
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


def card(page: Page) -> dict[str, str]:
    """The tags of Open Graph and their like, by name."""
    return {
        attrs.get("property") or attrs.get("name") or "": attrs.get("content") or ""
        for tag, attrs in page.tags
        if tag == "meta"
    }


@EVERY_LANGUAGE
@EVERY_LESSON
async def test_every_figure_can_leave_in_every_form(
    client: httpx.AsyncClient, lesson: Lesson, lang: str
) -> None:
    text = (await client.get(f"/{lang}/{lesson.name}")).text
    page = Page(text)
    told = facts(text)
    assert sum(tag == "dialog" and attrs.get("id") == "share" for tag, attrs in page.tags) == 1
    buttons = page.having("data-share")
    if lesson.name == "descent":
        assert sorted(buttons) == ["basins", "convergence", "descent", "descent", "sweep"]
    else:
        assert sorted(buttons) == sorted(page.having("data-figure"))
    assert set(told["figures"]) == {figure.name for figure in lesson.figures}
    for figure in lesson.figures:
        known = told["figures"][figure.name]
        assert known["forms"] == [form.name for form in forms_of(figure)]
        assert known["title"] == figure.title[lang]
        keys = [key for key, _ in known["controls"]]
        assert set(keys) <= set(figure.experiment.model_fields)
        assert known["knob"] is None or known["knob"] in keys
    labels = [attrs["aria-label"] for _, attrs in page.tags if "data-share" in attrs]
    assert len(set(labels)) == len(set(buttons))
    assert "CC BY 4.0" in told["citation"] and "{title}" in told["citation"]


@EVERY_LANGUAGE
@pytest.mark.parametrize("name", FORMS)
def test_every_form_says_what_it_is_good_for(name: str, lang: str) -> None:
    words = messages(lang)
    assert words[f"share.form.{name}.label"]
    assert len(words[f"share.form.{name}.hint"]) > 10


async def test_without_a_script_the_files_are_links(client: httpx.AsyncClient) -> None:
    for path in ("softmax?temperature=2", "descent?learning_rate=0.5&view=surface&panel=sweep"):
        text = (await client.get(f"/en/{path}")).text
        parts = re.findall(r'<noscript><p class="files">(.*?)</noscript>', text, re.DOTALL)
        assert parts
        links = [unescape(link) for part in parts for link in re.findall(r'href="([^"]+)"', part)]
        assert all(path.partition("?")[2].split("&")[0] in link for link in links)
        for link in (each for each in links if each.partition("?")[0].endswith(("png", "json"))):
            assert (await client.get(link)).status_code == 200, link


@EVERY_LANGUAGE
@EVERY_LESSON
async def test_a_link_shows_the_very_state(
    client: httpx.AsyncClient, lesson: Lesson, lang: str
) -> None:
    query = lesson.samples[-1]
    address = f"/{lang}/{lesson.name}" + (f"?{query}" if query else "")
    page = Page((await client.get(address)).text)
    told = card(page)
    asked = httpx.URL(SITE + address)
    assert httpx.URL(told["og:url"]) == asked
    canonical = next(a["href"] for _, a in page.tags if a.get("rel") == "canonical")
    assert canonical == told["og:url"]
    assert lesson.title[lang] in told["og:title"]
    assert told["og:locale"] == {"ko": "ko_KR", "en": "en_US"}[lang]
    assert told["og:locale:alternate"] == {"ko": "en_US", "en": "ko_KR"}[lang]
    assert told["twitter:card"] == "summary_large_image"
    assert told["og:image:alt"].endswith((".", "다"))
    view = (await client.get(address.replace(lesson.name, f"{lesson.name}.json", 1))).json()
    headline = "".join(part["text"] for part in view["verdict"]["headline"])
    if "predict=" not in query:
        assert told["og:description"].startswith(headline.strip())
    picture = told["og:image"]
    assert picture.startswith(f"{SITE}/{lang}/figures/")
    kept = dict(parse_qsl(urlsplit(picture).query))
    assert (kept.pop("width"), kept.pop("height")) == ("1200", "630")
    assert kept.items() <= dict(parse_qsl(query)).items()
    place = next(a["href"] for _, a in page.tags if a.get("type") == "application/json+oembed")
    assert place is not None
    assert unquote(place.partition("?url=")[2]) == told["og:url"]
    assert (await client.get(place)).status_code == 200


@pytest.mark.parametrize(
    "path", ["", "functions", "descent?learning_rate=1.1&step=4&theme=dark", "softmax?C=nothing"]
)
async def test_the_still_of_a_link_is_there(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(f"/en/{path}")
    assert answer.headers["vary"].startswith(public.VARY)
    told = card(Page(answer.text))
    drawn = await client.get(told["og:image"])
    assert drawn.status_code == 200, told["og:image"]
    size = Image.open(io.BytesIO(drawn.content)).size
    assert size == (int(told["og:image:width"]), int(told["og:image:height"])) == (1200, 630)


async def test_a_link_to_a_guess_does_not_tell(client: httpx.AsyncClient) -> None:
    told = card(Page((await client.get("/en/descent?predict=1&learning_rate=1.1")).text))
    assert "/figures/field.png" in told["og:image"]
    assert told["og:description"] == LESSONS["descent"].sentence["en"]
    assert "1.1" not in told["og:image:alt"]


async def test_a_hostile_query_stays_text(client: httpx.AsyncClient) -> None:
    for query in (
        '"><script>alert(1)</script>',
        "f='><img src=x onerror=alert(1)>",
        "\u202e</head>",
    ):
        text = (await client.get(f"/en/descent?{quote(query, safe='=<>')}")).text
        assert "<script>alert" not in text and "<img src=x" not in text
        assert text.count("</head>") == 1


async def test_the_public_address_is_in_all_that_leaves(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    local = {"host": "127.0.0.1:8000"}
    told = facts((await client.get("/en/softmax", headers=local)).text)
    assert (told["site"], told["local"]) == ("http://127.0.0.1:8000", True)
    warning = "opens on this computer alone"
    assert warning in (await client.get("/en/softmax", headers=local)).text
    monkeypatch.setenv(public.PUBLIC_URL, "https://course.example")
    text = (await client.get("/en/softmax?shift=max", headers=local)).text
    told = facts(text)
    assert (told["site"], told["local"]) == ("https://course.example", False)
    assert warning not in text
    assert card(Page(text))["og:url"] == "https://course.example/en/softmax?shift=max"
    assert "127.0.0.1" not in text


@pytest.mark.parametrize(
    "address",
    [f"{SITE}/en/descent", f"{SITE}/ko/descent?f=x**2/20+%2B+y**2&start=-7,2&step=5", f"{SITE}/",
     f"{SITE}/en/lecture?s=" + "A" * 1500, f"{SITE}/en/descent?f=x%5E2&a='b"],
    ids=range(5),
)  # fmt: skip
async def test_a_qr_code_is_that_of_the_address(client: httpx.AsyncClient, address: str) -> None:
    answer = await client.get(f"/qr.svg?url={quote(address, safe='')}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")
    drawing = ElementTree.fromstring(answer.content)
    space = "{http://www.w3.org/2000/svg}"
    assert drawing.findtext(f"{space}title") == address
    expected = segno.make(address, error="m", micro=False)
    assert expected.error in "MQH"
    border = 4
    side = len(expected.matrix) + 2 * border
    assert drawing.get("viewBox") == f"0 0 {side} {side}"
    ground, ink = drawing.iterfind(f"{space}path")
    assert (ground.get("fill"), ink.get("stroke")) == ("#fff", "#000")
    assert dark(ink.get("d") or "", side) == {
        (column + border, row + border)
        for row, line in enumerate(expected.matrix)
        for column, module in enumerate(line)
        if module
    }


def dark(path: str, side: int) -> set[tuple[int, int]]:
    """The dark squares of a code drawn as strokes one module high: ``M4 4.5h7m2 0h2``."""
    found: set[tuple[int, int]] = set()
    x, y = 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-0-9. ]+)", path):
        values = [float(value) for value in numbers.split()]
        if command == "h":
            found |= {(int(x) + k, int(y - 0.5)) for k in range(int(values[0]))}
            x += values[0]
        elif command == "M":
            x, y = values
        else:
            x, y = x + values[0], y + values[1]
    assert all(0 <= a < side and 0 <= b < side for a, b in found)
    return found


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "javascript:alert(1)", f"{SITE}.evil.example/", "//evil.example/x",
     f"{SITE}:81/en/", f"{SITE}/en/descent?f=" + "x" * 2400, f"{SITE}/ <svg>", ""],
    ids=range(8),
)  # fmt: skip
async def test_a_qr_code_leads_nowhere_else(client: httpx.AsyncClient, address: str) -> None:
    answer = await client.get(f"/qr.svg?url={quote(address, safe='')}")
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["query", "url"]
    assert "evil" not in answer.text
    assert (await client.get("/qr.svg")).status_code == 422
