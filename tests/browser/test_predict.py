"""Predict first: the path is hidden, marks are set by hand, then it is shown and measured."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.descent_page import DescentPage

INK = """() => [...document.querySelectorAll("#overlay > path, #overlay > .now, #overlay > .exit")]
  .concat([...document.querySelectorAll("#plot .trace:last-child .js-line")].slice(-1))
  .filter((node) => getComputedStyle(node).visibility === "visible").length"""


def told(page: DescentPage) -> Any:
    return page.page.locator("#prediction .told")


def mark(page: DescentPage, *places: tuple[float, float]) -> None:
    for place in places:
        page.page.mouse.click(*page.on_map(*place))


def test_the_path_is_hidden_until_it_is_revealed_and_measured(descent: Opener) -> None:
    page = descent()
    page.page.locator("#predict").click()
    expect(page.page.locator("#question .headline")).to_have_text("Where will step 1 land?")
    assert page.search() == "?predict=1"
    assert page.page.evaluate(INK) == 0
    for part in (page.verdict, page.page.locator(".loss"), page.page.locator(".arithmetic")):
        expect(part).to_be_hidden()
    expect(page.page.locator("#steps-table")).to_be_hidden()
    expect(page.page.locator("#overlay")).not_to_have_attribute("aria-label", re.compile("from"))
    reveal = page.page.locator("[data-predict=reveal]")
    expect(reveal).to_be_disabled()
    # Step 1 of the book's run is at (−6.37, −1.6): 0.5 to its right. The map is 20 wide, 10 high.
    mark(page, (0.5 + (-6.37 + 0.5) / 20, 0.5 + 1.6 / 10), (0.5, 0.25), (0.75, 0.5))
    expect(page.page.locator("#overlay .guess")).to_have_count(3)
    reveal.click()
    expect(told(page)).to_have_text(re.compile(r"^Step 1: you were 0\.(4[89]|5|5[012])? ?away"))
    expect(told(page)).to_have_text(re.compile(r"Step 20: you were \d"))
    expect(page.page.locator("#overlay .truth")).to_have_count(3)
    expect(page.verdict).to_be_visible()
    expect(page.player).to_have_attribute("data-step", "60")


def test_again_is_another_picture_and_done_leads_out(descent: Opener) -> None:
    page = descent("predict=1")
    mark(page, (0.2, 0.6), (0.3, 0.4), (0.5, 0.5))
    page.page.locator("[data-predict=reveal]").click()
    page.page.locator("[data-predict=again]").click()
    expect(page.page.locator("#question .headline")).to_have_text("Where will step 1 land?")
    expect(page.rate).not_to_have_value("0.9")
    expect(page.page.locator("#overlay .guess")).to_have_count(0)
    page.page.locator("[data-predict=leave]").click()
    expect(page.page.locator("#prediction")).to_be_hidden()
    expect(page.verdict).to_be_visible()
    assert "predict" not in page.search()


def test_a_knob_turned_after_looking_leaves_the_mode(descent: Opener) -> None:
    page = descent("predict=1")
    mark(page, (0.2, 0.6), (0.3, 0.4), (0.5, 0.5))
    page.page.locator("[data-predict=reveal]").click()
    page.type("learning_rate", "0.5")
    expect(page.page.locator("#prediction")).to_be_hidden()
    expect(page.path).to_be_visible()
    assert page.search() == "?learning_rate=0.5"


def test_by_keyboard_alone(descent: Opener) -> None:
    page = descent("predict=1&steps=1")
    crosshair = page.page.locator("#crosshair")
    crosshair.focus()
    for key in ("ArrowRight", "Shift+ArrowDown", "Enter"):
        page.page.keyboard.press(key)
    expect(page.page.locator("[data-predict=reveal]")).to_be_focused()
    page.page.keyboard.press("Enter")
    expect(told(page)).to_have_text(re.compile(r"^Step 1: you were"))
    assert page.search() == "?predict=1&steps=1"


def test_a_start_is_not_moved_by_a_mark(descent: Opener) -> None:
    page = descent("predict=1")
    mark(page, (0.75, 0.25))
    page.rest()
    assert page.search() == "?predict=1"
    page.page.locator("[data-predict=undo]").click()
    expect(page.page.locator("#overlay .guess")).to_have_count(0)


def test_what_left_the_map_is_told_and_not_measured(descent: Opener) -> None:
    page = descent("predict=1&learning_rate=1.1")
    mark(page, (0.2, 0.6), (0.3, 0.4), (0.5, 0.5))
    page.page.locator("[data-predict=reveal]").click()
    expect(told(page)).to_have_text(re.compile("Step 20: the run had left the map"))
    expect(page.page.locator("#overlay .truth")).to_have_count(2)


def test_a_short_run_asks_for_the_steps_it_has(descent: Opener) -> None:
    page = descent("predict=1&steps=3")
    mark(page, (0.2, 0.6), (0.3, 0.4))
    expect(page.page.locator("#overlay .guesses text")).to_have_text(["1", "3"])
    expect(page.page.locator("[data-predict=reveal]")).to_be_enabled()
    page.type("steps", "0")
    expect(page.page.locator("#question .headline")).to_contain_text("no step")


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_curve_is_guessed_by_its_x(descent: Opener, lang: str) -> None:
    page = descent("f=parabola&predict=1", lang=lang)
    mark(page, (0.6, 0.1), (0.55, 0.1), (0.5, 0.1))
    page.page.locator("[data-predict=reveal]").click()
    expect(page.page.locator("#overlay .truth")).to_have_count(3)
    expect(told(page)).to_have_text(re.compile("1"))


def test_a_finger_marks_too(descent: Opener) -> None:
    page = descent("predict=1", viewport={"width": 390, "height": 844}, has_touch=True, lang="ko")
    for place in ((0.2, 0.6), (0.3, 0.4), (0.5, 0.5)):
        page.page.touchscreen.tap(*page.on_map(*place))
    expect(page.page.locator("#overlay .guess")).to_have_count(3)
    assert page.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
