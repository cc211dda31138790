"""A lecture in a real browser: turned by keys, spoken from notes, put together by hand."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from app.lessons.lecture import Slide
from app.lessons.lecture import address as lecture_address

NewPage = Callable[..., Page]
WIDE = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
SLIDES = [
    Slide(title="Words first", note="Say hello.\nWait."),
    Slide("descent", (("learning_rate", "1.1"), ("steps", "8")), note="Past the edge"),
    Slide("softmax", title="Shares"),
]
LINK = lecture_address("en", SLIDES)


def open_lecture(page: Page, lang: str = "en", **keys: Any) -> Page:
    page.goto(lecture_address(lang, SLIDES, **keys))
    page.locator("html[data-ready]").wait_for(state="attached")
    return page


def drawn(page: Page) -> None:
    page.locator(".scene.now.ready").wait_for()


def headings(page: Page) -> list[str]:
    rows = page.locator(".row").all()
    return [
        row.locator("[name^=title]").input_value()
        or row.locator("[name^=title]").get_attribute("placeholder")
        or ""
        for row in rows
    ]


def test_keys_turn_the_slides_in_the_page_and_in_a_figure(new_page: NewPage) -> None:
    page = open_lecture(new_page())
    title = page.locator("#title")
    expect(title).to_have_text("Words first")
    page.keyboard.press("ArrowRight")
    drawn(page)
    expect(page).to_have_url(re.compile(r"at=2"))
    figure = page.frame_locator(".scene.now iframe")
    expect(figure.locator("[data-outcome]")).to_have_attribute("data-outcome", "diverged")
    figure.locator("[data-player] button").first.click()
    expect(figure.locator("[data-player]")).to_have_attribute("data-step", "0")
    page.keyboard.press("ArrowRight")
    expect(figure.locator("[data-player]")).to_have_attribute("data-step", "1")
    expect(page).to_have_url(re.compile(r"at=2"))
    page.keyboard.press("PageDown")
    expect(title).to_have_text("Shares")
    page.keyboard.press("PageDown")
    expect(page.locator("#count")).to_have_text("3 / 3")
    page.keyboard.press("Home")
    expect(title).to_have_text("Words first")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text("Gradient descent on the contour map")
    page.reload()
    expect(title).to_have_text("Gradient descent on the contour map")


def test_the_desk_shows_notes_and_a_second_window_follows(new_page: NewPage) -> None:
    page = open_lecture(new_page(), at=2)
    drawn(page)
    with page.context.expect_page() as opened:
        page.keyboard.press("w")
    screen = opened.value
    screen.locator(".scene.now.ready").wait_for()
    expect(page.locator("#note")).to_have_text("Past the edge")
    expect(page.locator("#coming")).to_contain_text("Shares")
    expect(screen.locator("#desk")).to_be_hidden()
    figure = page.frame_locator(".scene.now iframe")
    figure.locator("input[name=learning_rate]").fill("0.5")
    figure.locator("input[name=learning_rate]").press("Enter")
    there = screen.frame_locator(".scene.now iframe")
    expect(there.locator("input[name=learning_rate]")).to_have_value("0.5")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowLeft")
    expect(screen.locator("#title")).to_have_text("Words first")
    expect(page.locator("#note")).to_have_text("Say hello.\nWait.")
    screen.keyboard.press("PageDown")
    expect(page.locator("#title")).to_have_text("Gradient descent on the contour map")
    screen.close()


def test_the_editor_by_keyboard_and_the_way_back(new_page: NewPage) -> None:
    page = open_lecture(new_page(), edit=1)
    first = headings(page)
    page.locator("#down-1").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#row-2 [name='title.2']")).to_have_value("Words first")
    expect(page.locator("#down-2")).to_be_focused()
    expect(page.locator("#said")).to_have_text("Slide 1 is now slide 2.")
    page.locator("#note-1").fill("A new note ~ with ! signs")
    page.locator("#note-1").press("Tab")
    expect(page).to_have_url(re.compile(r"note:A\+new\+note\+\$t\+with\+\$e\+signs"))
    page.locator("#remove-3").click()
    expect(page.locator(".row")).to_have_count(2)
    page.locator("#link").fill("/ko/optimizers?fair=true")
    page.keyboard.press("Enter")
    expect(page.locator(".row")).to_have_count(3)
    expect(page.locator("#title-3")).to_be_focused()
    for count in (2, 3, 3, 3):
        page.go_back()
        expect(page.locator(".row")).to_have_count(count)
    expect(page.locator("#row-1 [name='title.1']")).to_have_value("Words first")
    assert headings(page) == first
    page.go_forward()
    expect(page.locator("#row-2 [name='title.2']")).to_have_value("Words first")


def test_a_file_of_the_whole_is_saved_once(new_page: NewPage) -> None:
    page = open_lecture(new_page())
    head, asked = b'{"bytes": 5, "name": "my.pdf", "type": "application/pdf"}', []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=b'{"done": 1, "of": 4}\n' + head + b"\nready", content_type="text/plain")

    page.route("**/lecture/making.pdf**", answer)
    page.locator(".downloads summary").click()
    with page.expect_download() as waiting:
        page.locator(".downloads a[href*='lecture.pdf']").first.click()
    assert waiting.value.path().read_bytes() == b"ready"
    assert waiting.value.suggested_filename == "my.pdf"
    expect(page.locator(".downloads progress")).to_have_count(0)
    assert len(asked) == 1


def test_a_row_is_dragged_to_its_place(new_page: NewPage) -> None:
    page = open_lecture(new_page(), edit=1)
    page.locator("#row-3 .handle").drag_to(
        page.locator("#row-1"), target_position={"x": 60, "y": 5}
    )
    expect(page.locator("#row-1 [name='title.1']")).to_have_value("Shares")
    expect(page).to_have_url(re.compile(r"s=softmax"))


def test_the_lecture_at_hand_takes_a_figure(new_page: NewPage) -> None:
    page = open_lecture(new_page(), edit=1)
    slides = page.evaluate("localStorage.getItem('gradscape.lecture')")
    link = quote("/en/embed/losses-curve?p=0.2", safe="")
    page.goto(f"/en/lecture?s={quote(slides)}&add={link}")
    expect(page.locator(".row")).to_have_count(4)
    expect(page).to_have_url(re.compile(r"losses-curve!p:0.2&at=4&edit=1"))


@pytest.mark.parametrize("keys", [{"at": 2}, {"edit": 1}, {}], ids=["shown", "edited", "phone"])
def test_axe_finds_nothing(new_page: NewPage, keys: dict[str, int]) -> None:
    page = new_page() if keys else new_page(**PHONE)
    open_lecture(page, "ko", **keys)
    if not keys:
        page.locator("[data-do=presenter]").tap()
        expect(page.locator("#note")).to_be_visible()
    results = Axe().run(page, options={"iframes": False})
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate(WIDE) <= 0


def test_without_scripts_every_slide_stands_on_the_page(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(lecture_address("en", SLIDES, at=2))
    expect(page.locator(".slide")).to_have_count(3)
    expect(page.locator("#slide-2 img")).to_be_visible()
    expect(page.locator("#slide-1")).to_contain_text("Say hello.")
    expect(page.locator("#show")).to_be_hidden()
    page.goto(lecture_address("en", SLIDES, edit=1))
    page.locator("#up-3").click()
    expect(page.locator("#title-2")).to_have_value("Shares")


def test_a_file_opens_from_disk(browser: Browser, address: str, tmp_path: Path) -> None:
    answer = httpx.get(f"{address}/en/lecture.html?s={LINK.partition('?s=')[2]}", timeout=60)
    assert answer.status_code == 200
    file = tmp_path / "lecture.html"
    file.write_bytes(answer.content)
    context = browser.new_context(offline=True, reduced_motion="reduce")
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda m: told.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(file.as_uri())
    page.keyboard.press("PageDown")
    drawn(page)
    expect(page.locator("[data-outcome]")).to_have_attribute("data-outcome", "diverged")
    page.keyboard.press("n")
    expect(page.locator("#note")).to_have_text("Past the edge")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#title")).to_have_text("Shares")
    page.keyboard.press("o")
    expect(page.locator(".slide")).to_have_count(3)
    context.close()
    assert told == []
