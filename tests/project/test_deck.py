"""The example deck: its figures open, its numbers are right, and both languages show the same."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import anyio
import httpx
import pytest

from app.main import app

DECK = Path(__file__).parents[2] / "docs" / "deck"
LANGUAGES = ("en", "ko")
OWN = ("controls", "autoplay", "loop")


class Deck(HTMLParser):
    """The elements of a deck with their attributes, and the text below ``data-at``."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.points: dict[int, str] = {}
        self.text = (DECK / f"{lang}.html").read_text(encoding="utf-8")
        self._at: int | None = None
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self.elements.append((tag, given))
        self._at = int(given["data-at"]) if "data-at" in given else None

    def handle_data(self, data: str) -> None:
        if self._at is not None:
            self.points[self._at] = data
            self._at = None

    def values(self, key: str) -> list[str]:
        return [given[key] for _, given in self.elements if key in given]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Each figure as its address and what the fragments of its slide set, one after another."""
        found: list[tuple[str, str]] = []
        settings: list[str] = []
        frames: list[str] = []
        for tag, given in [*self.elements, ("section", {})]:
            if tag == "section":
                found += [(frame, setting) for frame in frames for setting in ["", *settings]]
                frames, settings = [], []
            if tag == "iframe":
                frames.append(given["data-gradscape"])
            if "data-gradscape-set" in given:
                settings.append(given["data-gradscape-set"])
        return found


SHOWN = sorted({each for lang in LANGUAGES for each in Deck(lang).shown})


def get(path: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            return await client.get(path)

    return anyio.run(ask)


@pytest.mark.parametrize(("frame", "setting"), SHOWN)
def test_a_figure_shows_what_is_asked(frame: str, setting: str) -> None:
    place = urlsplit(frame)
    keys = dict(parse_qsl(place.query, keep_blank_values=True))
    keys |= dict(parse_qsl(setting))
    view = get(f"/{place.path}.json?{urlencode(keys)}").json()["view"]
    assert view["problems"] == []
    assert view["notices"] == []
    # Its still, for print: the same keys without those of the frame.
    query = urlencode({key: value for key, value in keys.items() if key not in OWN})
    assert get(f"/{place.path.replace('embed', 'figures')}.json?{query}").status_code == 200


@pytest.mark.parametrize("frame", [frame for frame, setting in SHOWN if not setting])
def test_a_figure_opens(frame: str) -> None:
    answer = get(f"/{frame}")
    assert answer.status_code == 200
    assert "frame-ancestors" not in answer.headers["content-security-policy"]


def test_both_languages_show_the_same() -> None:
    en, ko = Deck("en"), Deck("ko")
    assert [(tag, sorted(given)) for tag, given in en.elements] == [
        (tag, sorted(given)) for tag, given in ko.elements
    ]
    for key in ("data-gradscape-step", "data-gradscape-set", "data-fragment-index", "data-at"):
        assert en.values(key) == ko.values(key)
    frames = [frame.replace("en/", "ko/", 1) for frame in en.values("data-gradscape")]
    assert frames == ko.values("data-gradscape")
    assert all(frame.startswith("ko/embed/") for frame in frames if frame)
    assert en.points == ko.points


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_points_are_those_of_the_run(lang: str) -> None:
    points = Deck(lang).points
    assert set(points) == {1, 2}
    for step, told in points.items():
        # x²/20 + y² from (−7, 2) at a rate of 0.9, in closed form.
        x, y = (float(number.replace("−", "-")) for number in told.strip("()").split(", "))
        assert (x, y) == pytest.approx((-7 * 0.91**step, 2 * (-0.8) ** step), abs=0.005)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_slide_has_notes_and_every_figure_a_title(lang: str) -> None:
    deck = Deck(lang)
    slides = [tag for tag, _ in deck.elements].count("section")
    assert deck.values("class").count("notes") == slides
    assert all(given.get("title") for tag, given in deck.elements if tag == "iframe")


@pytest.mark.parametrize("script", ["gradscape-reveal.js", "gradscape-reveal.mjs"])
def test_a_deck_anywhere_may_load_the_script(script: str) -> None:
    answer = get(f"/static/js/{script}")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["access-control-allow-origin"] == "*"


def test_reveal_is_no_part_of_the_project() -> None:
    assert {file.name for file in DECK.iterdir()} - {"node_modules"} == {
        *("en.html", "ko.html", "deck.css", "deck.js", "README.md", ".gitignore")
    }
    # The site's address stands in one place.
    for lang in LANGUAGES:
        assert not re.search(r"https?://", Deck(lang).text)
    assert (DECK / "deck.js").read_text(encoding="utf-8").count("http://") == 1
