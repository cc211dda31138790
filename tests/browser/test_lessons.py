"""Every lesson in a real browser: its knob moves its pictures, for every reader."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from app.lessons.lesson import Lesson
from tests.browser.conftest import Complaints
from tests.lessons.samples import BOARDS

NewPage = Callable[..., Page]
Maker = Callable[..., "Board"]

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
WIDE = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
FIGURES = """() => JSON.stringify([...document.querySelectorAll(".sights .drawing")]
  .map((gd) => gd.data?.map((t) => [t.x, t.y, t.z])))"""


class Board:
    """The page of a lesson in a real browser."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.verdict = page.locator("[data-outcome]")
        self.knob = page.locator(".knob").first

    def open(self, lesson: Lesson, query: str = "", lang: str = "en") -> "Board":
        self.page.goto(f"/{lang}/{lesson.name}" + (f"?{query}" if query else ""))
        self.page.locator("html[data-ready]").wait_for(state="attached")
        return self.rest()

    def rest(self) -> "Board":
        expect(self.page.locator("main")).to_have_attribute("aria-busy", "false")
        return self

    def field(self) -> Locator:
        return self.knob.locator("[name]")

    def turn(self) -> None:
        """Turn the one knob of the page, as a keyboard does."""
        kind = self.knob.get_attribute("class") or ""
        if "choice" in kind:
            options = self.knob.locator("option")
            now = self.field().input_value()
            values = [options.nth(n).get_attribute("value") or "" for n in range(options.count())]
            self.field().select_option(next(value for value in values if value != now))
            return
        slider = self.knob.locator("input[type=range]").first
        at = float(slider.evaluate("(range) => range.value / range.max"))
        slider.focus()
        for _ in range(5):
            self.page.keyboard.press("ArrowLeft" if at > 0.5 else "ArrowRight")


@pytest.fixture
def board(new_page: NewPage) -> Maker:
    def make(lesson: Lesson, query: str = "", lang: str = "en", **options: Any) -> Board:
        return Board(new_page(**options)).open(lesson, query, lang)

    return make


every = pytest.mark.parametrize("lesson", BOARDS, ids=lambda lesson: lesson.name)


@every
def test_the_knob_moves_the_pictures_and_the_link(board: Maker, lesson: Lesson) -> None:
    page = board(lesson)
    for sight in page.page.locator(".sights .slot").all():
        expect(sight).to_have_class("slot drawn")
    before = page.page.evaluate(FIGURES)
    said = page.page.locator("#verdict").inner_text()
    page.turn()
    page.page.wait_for_function("() => location.search !== ''")
    page.rest()
    link = page.page.evaluate("location.search")
    moved = page.page.locator("#verdict").inner_text() != said
    assert moved or page.page.evaluate(FIGURES) != before
    page.page.reload()
    page.page.locator("html[data-ready]").wait_for(state="attached")
    page.rest()
    assert page.page.evaluate("location.search") == link
    after = page.page.locator("#verdict").inner_text()
    page.page.go_back()
    expect(page.page.locator("#verdict")).to_have_text(said, use_inner_text=True)
    page.page.go_forward()
    expect(page.page.locator("#verdict")).to_have_text(after, use_inner_text=True)


@every
def test_a_link_in_the_prose_sets_the_knobs(board: Maker, lesson: Lesson) -> None:
    page = board(lesson, lang="ko")
    link = page.page.locator("a.set").first
    wanted = link.get_attribute("data-set") or ""
    link.click()
    page.page.wait_for_function(
        """(wanted) => String(new URLSearchParams(location.search))
          === String(new URLSearchParams(wanted))""",
        arg=wanted,
    )
    page.rest()
    expect(page.page.locator("[aria-invalid=true]")).to_have_count(0)


@every
def test_a_phone_never_scrolls_sideways(board: Maker, lesson: Lesson) -> None:
    page = board(lesson, lang=("en", "ko")[lesson.order // 10 % 2], **PHONE)
    for fold in page.page.locator("details.fold > summary").all():
        fold.click()
    assert page.page.evaluate(WIDE) <= 0


@every
def test_nonsense_stays_beside_its_field(board: Maker, lesson: Lesson) -> None:
    page = board(lesson)
    page.page.evaluate("document.querySelectorAll('#more').forEach(d => { d.open = true })")
    fields = page.page.locator("input[name]:visible:not([type=hidden])")
    before = page.page.evaluate(FIGURES)
    fields.first.fill("!?")
    fields.first.press("Enter")
    expect(fields.first).to_have_attribute("aria-invalid", "true")
    named = fields.first.get_attribute("aria-describedby")
    expect(page.page.locator(f"#{named}")).to_be_visible()
    assert page.page.evaluate(FIGURES) == before


@every
def test_without_a_script(new_page: NewPage, lesson: Lesson) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"/ko/{lesson.name}")
    expect(page.locator("main .sights :is(img, .first)").first).to_be_visible()
    expect(page.locator("[data-outcome]")).to_be_visible()
    submit = page.locator("main button[type=submit]").first
    submit.click()
    assert f"/ko/{lesson.name}?" in page.url
    expect(page.locator("[aria-invalid=true]")).to_have_count(0)
    expect(page.locator("#notices p")).to_have_count(0)


@every
def test_axe_finds_nothing(board: Maker, lesson: Lesson) -> None:
    dark = len(lesson.name) % 2 == 0
    page = board(lesson, lang="ko" if dark else "en", color_scheme="dark" if dark else "light")
    page.page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")
    found = Axe().run(page.page)
    assert found.violations_count == 0, found.generate_report()


@every
def test_the_hall_sees_headline_pictures_and_knob(board: Maker, lesson: Lesson) -> None:
    page = board(lesson, "theme=projector", "ko", viewport={"width": 1920, "height": 1080})
    expect(page.page.locator("#settings")).to_be_hidden()
    box = page.knob.bounding_box()
    assert box is not None and box["y"] + box["height"] <= 1080
    assert page.page.evaluate(WIDE) <= 0


def test_a_lost_connection_says_so_and_recovers(board: Maker, complaints: Complaints) -> None:
    complaints.expected.append("ERR_INTERNET_DISCONNECTED")
    lesson = next(each for each in BOARDS if each.name == "softmax")
    page = board(lesson)
    before = page.page.evaluate(FIGURES)
    page.page.context.set_offline(True)
    page.page.locator("[name=scores]").fill("1,2,3.25")
    page.page.locator("[name=scores]").press("Enter")
    expect(page.page.locator("#lost")).to_be_visible()
    assert page.page.evaluate(FIGURES) == before
    page.page.context.set_offline(False)
    expect(page.page.locator("#lost")).to_be_hidden()
    page.page.wait_for_function("() => location.search.includes('3.25')")
    page.rest()


def swipe(page: Page, x: float, y: float, across: float, up: float) -> None:
    """A finger that moves over the page, as the browser itself sees fingers."""
    session = page.context.new_cdp_session(page)
    for turn in range(13):
        point = {"x": x + across * turn / 12, "y": y - up * turn / 12}
        kind = "touchMove" if turn else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        page.evaluate("new Promise(requestAnimationFrame)")
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


@pytest.mark.parametrize("place", ["[data-slider=x]", ".sights .drawing"])
def test_a_finger_that_scrolls_changes_nothing(board: Maker, place: str) -> None:
    lesson = next(each for each in BOARDS if each.name == "activations")
    page = board(lesson, **PHONE, is_mobile=True)
    box = page.page.locator(place).first.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 3, box["y"] + box["height"] / 2
    swipe(page.page, x, y, 0, 250)
    page.page.wait_for_function("() => scrollY > 100")
    page.rest()
    assert page.page.evaluate("location.search") == ""
    page.page.evaluate("scrollTo(0, 0)")
    page.page.wait_for_function("() => scrollY === 0")
    swipe(page.page, x, y, 80, 0)
    page.page.wait_for_function("() => location.search.startsWith('?x=')")
    page.rest()
