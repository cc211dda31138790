"""A/B: a run is pinned in grey, another is tried beside it, and the difference is told."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.descent_page import DescentPage

PINNED = "pinned=f%3Dbowl%26learning_rate%3D0.9"
GHOST = "#overlay .ghost-line"


def sentence(page: DescentPage) -> Any:
    return page.page.locator("#comparison .told")


def pinned(page: DescentPage) -> None:
    page.page.locator(f"{GHOST}[d^=M]").wait_for(state="attached")


def test_a_pinned_run_stays_in_grey_and_the_difference_is_told(descent: Opener) -> None:
    page = descent()
    first = page.drawn()
    page.page.locator("#pin").click()
    expect(sentence(page)).to_have_text(re.compile("are the same"))
    assert page.search() == "?pinned=f=bowl&learning_rate=0.9"
    page.type("learning_rate", "0.95")
    expect(sentence(page)).to_have_text(re.compile(r"^Learning rate 0\.9 → 0\.95: .*42 steps"))
    pinned(page)
    assert page.drawn() != first
    look = page.page.locator(GHOST).evaluate(
        "n => [getComputedStyle(n).strokeDasharray !== 'none', getComputedStyle(n).stroke]"
    )
    run = page.page.locator("#overlay .past").evaluate("n => getComputedStyle(n).stroke")
    assert look[0] and look[1] != run
    expect(page.page.locator("#loss .ghost-line[d^=M]")).to_have_count(1)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_link_carries_the_pinned_run(descent: Opener, lang: str) -> None:
    page = descent(f"learning_rate=0.95&{PINNED}", lang=lang)
    pinned(page)
    told = sentence(page).inner_text()
    assert "0.9 → 0.95" in told
    page.page.reload()
    page.ready()
    pinned(page)
    assert sentence(page).inner_text() == told
    assert page.page.url.endswith(f"?learning_rate=0.95&{PINNED}")


def test_swap_and_unpin(descent: Opener) -> None:
    page = descent(f"learning_rate=0.95&view=contour&{PINNED}")
    page.page.locator("#swap").click()
    expect(page.rate).to_have_value("0.9")
    expect(sentence(page)).to_have_text(re.compile(r"^Learning rate 0\.95 → 0\.9:"))
    page.rest()
    assert "pinned=f=bowl&learning_rate=0.95" in page.search()
    page.page.go_back()
    expect(page.rate).to_have_value("0.95")
    page.page.locator("#unpin").click()
    expect(page.page.locator("#comparison")).to_be_hidden()
    expect(page.page.locator(".ghost")).to_have_attribute("visibility", "hidden")
    assert page.search() == "?learning_rate=0.95&view=contour"


def test_a_run_of_another_function_is_not_drawn(descent: Opener) -> None:
    page = descent(f"f=rosenbrock&{PINNED}")
    expect(sentence(page)).to_have_text(re.compile("another function"))
    expect(page.page.locator(".ghost")).to_have_attribute("visibility", "hidden")
    page.page.locator("#swap").click()
    expect(page.field("f")).to_have_value("bowl")


def test_a_bad_pin_is_left_out_with_a_notice(descent: Opener) -> None:
    page = descent("pinned=nonsense")
    expect(page.page.locator("#notices")).to_contain_text("could not be read")
    expect(page.page.locator("#comparison")).to_be_hidden()


def test_while_the_rate_moves_only_the_new_run_travels(descent: Opener) -> None:
    page = descent(PINNED)
    pinned(page)
    asked: list[str] = []
    page.page.on("request", lambda request: asked.append(request.url))
    ghost = page.page.locator(GHOST).get_attribute("d")
    page.drag_rate(0.5)
    page.page.wait_for_function("() => location.search.includes('&learning_rate')")
    assert page.page.locator(GHOST).get_attribute("d") == ghost
    assert [url for url in asked if "descent.json?f=bowl" in url] == []


def test_the_hall_pins_without_a_key(descent: Opener) -> None:
    page = descent("theme=projector", lang="ko", viewport={"width": 1920, "height": 1080})
    page.page.locator("[data-deed=pin]").click()
    page.type("learning_rate", "1.1")
    expect(sentence(page)).to_have_text(re.compile("발산"))
    track = page.page.locator("#track").bounding_box()
    assert track is not None and track["y"] + track["height"] <= 1080


def test_without_a_script_a_link_pins(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/en/descent?learning_rate=0.5")
    page.locator("#pin").click()
    expect(page.locator("#comparison")).to_contain_text("are the same")
    page.locator("[name=learning_rate]").fill("0.9")
    page.locator("button[type=submit]").first.click()
    expect(page.locator("#comparison")).to_contain_text("Learning rate 0.5 → 0.9")
    # The picture shows both runs: a line and a halo each.
    assert page.locator("main .first .run path[fill=none]").count() >= 4
    expect(page.locator("#predict")).to_be_hidden()
    page.locator("#unpin").click()
    expect(page.locator("#comparison")).to_be_hidden()
