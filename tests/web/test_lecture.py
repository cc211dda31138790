"""The page of a lecture, its editor and its files: no link breaks them."""

import io
import re
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pptx
import pypdf
import pytest

from app.catalogue.languages import LANGUAGES
from app.lessons.lecture import Slide, address, decode, encode
from app.lessons.lecture_examples import EXAMPLES
from app.lessons.registry import FIGURES
from tests.web.test_lesson_pages import Page

pytestmark = pytest.mark.anyio

NASTY = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{ 7 * 7 }} {% raw %}",
    "\u202e\u0000\ud800가",
    "&amp;&lt;",
)
SHORT = encode(
    [
        Slide(title="Words", note="Say\nthis & that"),
        Slide("descent", (("learning_rate", "1.1"), ("steps", "20")), note="학습률은?"),
        Slide("softmax", title="Shares", controls="none"),
    ]
)


def notices(page: str) -> list[str]:
    found = re.search(r'<div class="notices" role="status">(.*?)</div>', page, re.DOTALL)
    assert found
    return [unescape(each) for each in re.findall(r"<p>(.*?)</p>", found[1], re.DOTALL)]


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_an_empty_lecture_says_how_to_begin(client: httpx.AsyncClient, lang: str) -> None:
    page = Page((await client.get(f"/{lang}/lecture")).text)
    links = [unescape(link) for link in page.having("href") if "/lecture?s=" in link]
    assert len(links) == 2 * len(EXAMPLES)
    for link in links:
        answer = await client.get(link)
        assert answer.status_code == 200
        assert notices(answer.text) == []
    assert sum(value.startswith("add.") for value in page.having("value")) == len(FIGURES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("keys", ["", "&at=2", "&edit=1", "&screen=1&theme=projector"])
async def test_a_lecture_shows_every_slide(client: httpx.AsyncClient, lang: str, keys: str) -> None:
    answer = await client.get(f"/{lang}/lecture?{urlencode({'s': SHORT})}{keys}")
    assert answer.status_code == 200
    assert notices(answer.text) == []
    page = Page(answer.text)
    ids = page.having("id")
    assert len(ids) == len(set(ids))
    stills = [each for each in page.having("src") if "/figures/" in each]
    pictured = {path.partition("?")[0] for path in stills}
    assert f"/{lang}/figures/descent.svg" in pictured
    for still in {unescape(each) for each in stills if "learning_rate=1.1" in each}:
        assert (await client.get(still)).status_code == 200
    for frame in page.having("data-embed"):
        assert (await client.get(frame)).status_code == 200
    assert "Say\nthis &amp; that" in answer.text
    assert not re.search(r"<script(?![^>]*\b(?:src|type)=)|<style|\son\w+=", answer.text)
    assert answer.headers["content-security-policy"].endswith("frame-ancestors 'self'")


@pytest.mark.parametrize("key", ["s", "at", "edit", "add", "theme", "screen", "x"])
@pytest.mark.parametrize(
    "value",
    [
        *NASTY,
        "",
        "-1",
        "0",
        "99",
        "1e9",
        "３",
        "nan",
        "~!$",
        "$u!",
        "a" * 20_000,
        "%00%ff~%ed%a0%80",
    ],
)
async def test_no_value_breaks_the_page(client: httpx.AsyncClient, key: str, value: str) -> None:
    raw = value if value.startswith("%") else urlencode({"": value}, errors="replace")[1:]
    first = "" if key == "s" else f"s={SHORT.replace(' ', '+').replace('&', '%26')}&"
    answer = await client.get(f"/ko/lecture?{first}{key}={raw}", follow_redirects=True)
    assert answer.status_code == 200
    if key == "x" or (key == "at" and value not in ("3",)):
        assert notices(answer.text)


@pytest.mark.parametrize("words", NASTY)
@pytest.mark.parametrize("edit", ["", "1"])
async def test_words_stay_words(client: httpx.AsyncClient, words: str, edit: str) -> None:
    link = address("en", [Slide("descent", (), words, words), Slide(words)], edit=edit)
    answer = await client.get(link)
    assert answer.status_code == 200
    assert "<img src=x" not in answer.text
    assert "<script>alert" not in answer.text
    assert 'href="javascript' not in answer.text
    assert "49" not in answer.text or "7 * 7" in answer.text


async def test_wrong_slides_are_named_and_the_others_stay(client: httpx.AsyncClient) -> None:
    s = "descent!learning_rate:x~nothing~softmax~softmax!controls:x"
    answer = await client.get(f"/en/lecture?s={s}&s=race&at=9&nonsense=1")
    told = " ".join(notices(answer.text))
    for part in ("Slide 1: learning_rate", "Slide 2", "Slide 4", "“s”", "“nonsense”", "4 slides"):
        assert part in told
    assert answer.text.count('class="slide') >= 4
    assert "/en/embed/softmax" in answer.text


async def test_more_slides_than_a_link_holds(client: httpx.AsyncClient) -> None:
    answer = await client.get("/en/lecture?s=" + "~".join(["softmax"] * 41))
    assert len(notices(answer.text)) == 1
    assert answer.text.count('data-n="') == 40
    answer = await client.get("/en/lecture?s=!note:" + "a" * 60_000)
    assert answer.status_code == 200 and len(notices(answer.text)) == 1


def fields(page: str) -> dict[str, str]:
    """What the editor's form would send, its buttons apart."""
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    found |= {
        name: value
        for name, value in re.findall(r'<input id="title[^>]*name="([^"]+)" value="([^"]*)"', page)
    }
    notes = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {name: unescape(value) for name, value in [*found.items(), *notes]}


async def test_the_form_gives_back_what_it_shows(client: httpx.AsyncClient) -> None:
    page = (await client.get(address("en", SHORT, edit=1))).text
    sent = fields(page) | {"do": "apply", "controls.3": "none"}
    answer = await client.post("/en/lecture", data=sent)
    assert answer.status_code == 303
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    assert query["s"] == [SHORT]
    assert query["edit"] == ["1"]


async def test_the_editor_works_as_a_plain_form(client: httpx.AsyncClient) -> None:
    page = (await client.get("/ko/lecture?theme=dark")).text
    slides: list[Slide] = []
    for change, meant in (
        ({"do": "add.descent"}, ["descent"]),
        ({"do": "paste", "link": "https://h/ko/softmax?shift=none"}, ["descent", "softmax"]),
        ({"do": "words"}, ["descent", "softmax", ""]),
        ({"do": "up.3"}, ["descent", "", "softmax"]),
        ({"do": "move.1.3", "note.1": "한 줄\r\n두 줄"}, ["", "softmax", "descent"]),
        ({"do": "remove.2"}, ["", "descent"]),
        ({"do": "apply", "title.2": "제목 !~$"}, ["", "descent"]),
    ):
        answer = await client.post("/ko/lecture", data=fields(page) | change)
        assert answer.status_code == 303
        target = answer.headers["location"]
        assert "theme=dark" in target
        slides = decode(parse_qs(urlsplit(target).query)["s"][0])
        assert [slide.figure for slide in slides] == meant
        page = (await client.get(target)).text
        assert notices(page) == []
    assert slides[1] == Slide("descent", title="제목 !~$", note="한 줄\n두 줄")


@pytest.mark.parametrize(
    "change",
    [{"do": "paste", "link": "javascript:alert(1)"}, {"do": "apply", "note.1": "가" * 999}],
)
async def test_a_change_that_cannot_be_is_refused_and_loses_nothing(
    client: httpx.AsyncClient, change: dict[str, str]
) -> None:
    sent: dict[str, str] = {}
    for n in range(1, 9):
        sent |= {f"slide.{n}": "descent", f"title.{n}": f"t{n}", f"note.{n}": "나" * 300}
    answer = await client.post("/en/lecture", data=sent | change)
    assert answer.status_code == 200
    assert len(notices(answer.text)) == 1
    assert all(f'value="t{n}"' in answer.text for n in range(1, 9))
    assert change.get("note.1", "나") in answer.text


@pytest.mark.parametrize(
    "body", [b"", b"do=up.1", b"\xff\xfe=%00&slide.1=%ed%a0%80", b"slide.x=~!~&do=move..", b"=&=&="]
)
async def test_no_body_breaks_the_editor(client: httpx.AsyncClient, body: bytes) -> None:
    answer = await client.post("/en/lecture", content=body, follow_redirects=True)
    assert answer.status_code == 200


async def test_a_figure_is_added_by_its_link(client: httpx.AsyncClient) -> None:
    link = "/en/embed/descent?learning_rate=1.1"
    first = await client.get("/en/lecture", params={"add": link})
    assert first.status_code == 303
    assert first.headers["location"] == "/en/lecture?s=descent!learning_rate:1.1&at=1&edit=1"
    again = await client.get(first.headers["location"] + "&" + urlencode({"add": link}))
    assert again.headers["location"].startswith(
        "/en/lecture?s=descent!learning_rate:1.1~descent!learning_rate:1.1&at=2"
    )
    assert len(notices((await client.get("/en/lecture?add=x")).text)) == 1


# Files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", ["no slides"]),
        ("s=~", ["no slides"]),
        ("s=descent~nothing", ["Slide 2"]),
        ("s=descent!learning_rate:x~softmax!y:1", ["Slide 1", "Slide 2"]),
        ("s=" + "~".join(["descent"] * 41), ["40 slides"]),
        ("s=!note:" + "a" * 1001, ["Slide 1"]),
        ("s=descent&theme=red", ["light, dark, projector"]),
        ("s=descent&notes=2", ["1, true"]),
        ("s=descent&s=race", ["more than once"]),
        ("s=descent&width=9", ["“width”"]),
        ("s=%ed%a0%80&%ed%a0%80=%00", ["Slide 1", "no key"]),
    ],
)
async def test_a_file_of_a_wrong_lecture_is_refused(
    client: httpx.AsyncClient, query: str, told: list[str]
) -> None:
    answer = await client.get(f"/en/lecture.pptx?{query}")
    assert answer.status_code == 422
    sentences = " ".join(each["msg"] for each in answer.json()["detail"])
    for part in told:
        assert part in sentences


async def test_other_files_are_not_there(client: httpx.AsyncClient) -> None:
    assert (await client.get("/en/lecture.exe?s=descent")).status_code == 404
    assert (await client.get("/fr/lecture.pptx?s=descent")).status_code == 404
    assert (await client.get("/fr/lecture")).status_code == 404


async def test_a_presentation_holds_every_slide_and_every_note(client: httpx.AsyncClient) -> None:
    link = address("ko", SHORT, "pptx", theme="dark")
    answer = await client.get(link)
    assert answer.status_code == 200
    assert 'filename="lecture-descent-3.pptx"' in answer.headers["content-disposition"]
    assert "Host" in answer.headers["vary"]
    deck = pptx.Presentation(io.BytesIO(answer.content))
    assert [slide.shapes.title.text for slide in deck.slides][::2] == ["Words", "Shares"]
    first, second, _ = (slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    assert first == "Say\nthis & that"
    assert second.startswith("학습률은?")
    assert "http://gradscape.test/ko/descent?learning_rate=1.1" in second
    again = await client.get(link, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("notes", ["", "1"])
async def test_a_pdf_has_a_page_for_every_slide(client: httpx.AsyncClient, notes: str) -> None:
    link = address("ko", SHORT, "pdf", notes=notes)
    answer = await client.get(link)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages]
    assert len(pages) == 3
    for page, title in zip(pages, ("Words", "등고선 위의 경사하강법", "Shares"), strict=True):
        assert title in page
    assert ("this & that" in pages[0], "학습률은?" in pages[1]) == (bool(notes), bool(notes))
    assert (await client.get(link)).content == answer.content


async def test_a_file_of_its_own_fetches_nothing(client: httpx.AsyncClient) -> None:
    slides = [Slide(NASTY[0], (), NASTY[0], NASTY[1]), *decode(SHORT)]
    link = address("en", encode(slides[1:]), "html", theme="projector")
    answer = await client.get(link)
    assert answer.status_code == 200
    assert len(answer.content) < 7_500_000
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe-inline' 'sha" not in policy
    page = Page(answer.text)
    assert all(each.startswith("data:") for each in page.having("src"))
    assert not [rel for rel in page.having("rel") if rel in ("stylesheet", "preload")]
    assert page.having("data-n") == ["1", "2", "3"]
    links = [each for each in page.having("href") if "://" in each]
    assert "http://gradscape.test/en/descent?learning_rate=1.1&steps=20" in map(unescape, links)
    assert 'data-theme="projector"' in answer.text
    # The slide that wants no controls has neither a knob nor a player.
    assert (
        answer.text.count('<div class="player')
        == answer.text.count('<section class="figure-stage') - 1
    )
    assert answer.content == (await client.get(link)).content
    refused = await client.get(address("en", slides, "html"))
    assert refused.status_code == 422


@pytest.mark.parametrize("words", NASTY)
async def test_words_stay_words_in_a_file(client: httpx.AsyncClient, words: str) -> None:
    answer = await client.get(address("ko", [Slide(title=words, note=words)], "html"))
    assert answer.status_code == 200
    head = answer.text[: answer.text.index("<style>")]
    body = answer.text[answer.text.index("<body") : answer.text.index('id="words"')]
    assert "<script>alert" not in head + body
    assert "<img" not in head + body
