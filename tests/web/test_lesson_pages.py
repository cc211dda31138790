"""The page of every lesson: it answers, its prose says only what is computed, its links hold."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl

import httpx
import pytest

from app.catalogue.languages import LANGUAGES
from app.lessons.lesson import Lesson
from app.lessons.reading import read
from app.lessons.registry import LESSONS
from tests.lessons.samples import BOARDS, SAMPLE_NAMES, SAMPLES

pytestmark = pytest.mark.anyio

TEMPLATES = Path(__file__).parents[2] / "templates" / "lessons"
SILLY = (
    "",
    "abc",
    "nan",
    "inf",
    "1e999",
    "-1e308",
    "-1",
    "0",
    "1e-320",
    "1,2,x",
    ",",
    "𝟙",
    "a" * 999,
)


class Page(HTMLParser):
    """The tags of a page with their attributes, and those that are never closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def having(self, attribute: str) -> list[str]:
        return [found for _, attrs in self.tags if (found := attrs.get(attribute)) is not None]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("lesson", "query"), SAMPLES, ids=SAMPLE_NAMES)
async def test_a_sample_is_a_page(
    client: httpx.AsyncClient, lesson: Lesson, query: str, lang: str
) -> None:
    answer = await client.get(f"/{lang}/{lesson.name}?{query}")
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.having("data-outcome")
    assert not page.having("aria-invalid")
    ids = page.having("id")
    assert len(ids) == len(set(ids))
    names = [name for name in page.having("name") if not name.startswith(("view", "style-of"))]
    assert len(names) == len(set(names) - {"description", "color-scheme"}) + len(
        set(names) & {"description", "color-scheme"}
    )
    labelled = set(page.having("for"))
    fields = [
        attrs["id"]
        for tag, attrs in page.tags
        if tag in ("input", "select") and "name" in attrs and attrs.get("type") != "hidden"
    ]
    assert set(fields) <= labelled
    twin = await client.get(f"/{lang}/{lesson.name}.json?{query}")
    assert twin.status_code == 200
    assert not twin.json()["problems"]
    for address in twin.json()["figures"].values():
        assert (await client.get(address)).status_code == 200, address


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
async def test_the_prose_links_and_claims(
    client: httpx.AsyncClient, lesson: Lesson, lang: str
) -> None:
    page = Page((await client.get(f"/{lang}/{lesson.name}")).text)
    links = page.having("data-set")
    assert len(links) >= 3
    for link in links:
        items = parse_qsl(unescape(link), keep_blank_values=True)
        _, problems = read(lesson.experiment, items, lang, blanks=True)
        assert not problems, (link, problems)
    assert set(page.having("data-claim")) == {claim.name for claim in lesson.claims}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_no_number_stands_in_the_prose_that_is_not_computed(lesson: Lesson, lang: str) -> None:
    text = (TEMPLATES / lesson.name / f"{lang}.html").read_text(encoding="utf-8")
    words = re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>|&#?\w+;", " ", text, flags=re.DOTALL)
    assert not re.findall(r"\S*[0-9]\S*", words)
    assert text.count("<li>") >= 5
    assert 3 <= text.count("{% call passage") <= 6


@pytest.mark.parametrize("lesson", BOARDS, ids=lambda lesson: lesson.name)
async def test_silly_values_never_break_a_page(client: httpx.AsyncClient, lesson: Lesson) -> None:
    for place, key in enumerate(lesson.experiment.model_fields):
        for turn, value in enumerate(SILLY):
            answer = await client.get(f"/ko/{lesson.name}.json", params={key: value})
            assert answer.status_code == 200, (key, value)
            refused = bool(answer.json()["problems"]) and bool(value)
            figure = lesson.figures[(place + turn) % len(lesson.figures)]
            drawn = await client.get(f"/en/figures/{figure.name}.json", params={key: value})
            assert drawn.status_code in ((422,) if refused else (200, 422)), (key, value)
        page = await client.get(f"/en/{lesson.name}", params={key: "abc"})
        assert page.status_code == 200, key


async def test_wide_digits_of_a_korean_keyboard_are_digits(client: httpx.AsyncClient) -> None:
    wide = (("softmax", "scores", "１，２，３．５"), ("descent", "start", "－７，２"))
    for path, key, value in wide:
        view = (await client.get(f"/ko/{path}.json", params={key: value})).json()
        assert view["problems"] == []
        address = next(iter(view["figures"].values()))
        assert (await client.get(address)).status_code == 200


async def test_the_course_is_in_the_book_s_order(client: httpx.AsyncClient) -> None:
    lessons = [each["name"] for each in (await client.get("/api/lessons")).json()]
    assert lessons == list(LESSONS)
    assert [each.order for each in LESSONS.values()] == sorted(e.order for e in LESSONS.values())
