"""Hands on the knobs: fingers that scroll, keys that are held, marks clicked, a slow line."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Opener

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FINGER = """([kind, x, y]) => {
  const sheet = document.querySelector("#track .sweep");
  sheet.setPointerCapture = () => {};
  sheet.dispatchEvent(new PointerEvent(kind, { pointerId: 9, pointerType: "touch", isPrimary: true,
    button: 0, clientX: x, clientY: y, bubbles: true }));
}"""


def test_a_finger_that_scrolls_over_the_slider_leaves_the_rate(descent: Opener) -> None:
    page = descent(**PHONE)
    box = page.page.locator("#track .sweep").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 3, box["y"] + box["height"] / 2
    for kind, dx, dy in (
        ("pointerdown", 0, 0),
        ("pointermove", 4, -14),
        ("pointermove", 60, -80),
        ("pointerup", 60, -80),
    ):
        page.page.evaluate(FINGER, [kind, x + dx, y + dy])
    expect(page.rate).to_have_value("0.9")
    for kind, dx, dy in (
        ("pointerdown", 0, 0),
        ("pointermove", 14, -4),
        ("pointermove", 60, -20),
        ("pointerup", 60, -20),
    ):
        page.page.evaluate(FINGER, [kind, x + dx, y + dy])
    expect(page.rate).not_to_have_value("0.9")
    page.page.wait_for_function("() => location.search.includes('learning_rate')")


def test_a_tap_on_the_slider_sets_the_rate(descent: Opener) -> None:
    page = descent(**PHONE)
    page.page.touchscreen.tap(*page.center(page.page.locator("#track .sweep")))
    page.page.wait_for_function("() => location.search.includes('learning_rate')")
    assert 0.05 < float(page.rate.input_value()) < 0.2


def test_held_keys_make_one_entry(descent: Opener) -> None:
    page = descent()
    entries = page.entries()
    page.slider.focus()
    for _ in range(6):
        page.page.keyboard.down("ArrowLeft")
    expect(page.rate).not_to_have_value("0.9")
    assert page.search() == ""
    page.page.keyboard.up("ArrowLeft")
    page.page.wait_for_function("() => location.search.includes('learning_rate')")
    page.rest()
    assert page.entries() == entries + 1


def test_a_mark_writes_what_one_would_type(descent: Opener) -> None:
    page = descent()
    page.page.get_by_role("button", name="Set the fastest rate").click()
    page.rest()
    assert page.search() == "?learning_rate=0.9524"
    expect(page.verdict).not_to_have_attribute("data-outcome", "diverged")


def test_no_fastest_mark_where_that_rate_leads_elsewhere(descent: Opener) -> None:
    page = descent("f=goldstein_price")
    expect(page.page.locator("[data-mark=best]")).to_be_hidden()
    expect(page.page.locator("[data-mark=edge]")).to_be_visible()


def test_noise_is_named_in_the_arithmetic(descent: Opener) -> None:
    page = descent("noise=0.5&step=3")
    expect(page.page.locator("#sums mtext")).to_have_text(["noise", "noise"])
    expect(descent("step=3").page.locator("#sums mtext")).to_have_count(0)


def test_single_keys_can_be_turned_off(descent: Opener) -> None:
    page = descent()
    page.page.locator("[data-keys-button]").click()
    page.page.locator("#shortcuts").uncheck()
    page.page.keyboard.press("Escape")
    page.page.keyboard.press("c")
    expect(page.page.locator("#settings")).to_be_visible()
    page.page.reload()
    page.ready()
    page.page.keyboard.press("?")
    expect(page.page.locator("#keys")).to_be_hidden()
    page.page.keyboard.press("Home")
    expect(page.player).to_have_attribute("data-step", "0")
    page.page.evaluate("localStorage.clear()")


def test_the_list_closes_when_tab_leaves_it(descent: Opener) -> None:
    page = descent()
    page.page.get_by_role("button", name="Choose a function").click()
    page.page.locator("#catalogue button").last.focus()
    page.page.keyboard.press("Tab")
    expect(page.page.locator("#catalogue")).to_be_hidden()


def test_presses_of_the_start_add_up_on_a_slow_line(descent: Opener) -> None:
    page = descent()

    def only_the_third(route: Route) -> None:
        if "start=-6.7,2" in route.request.url:
            route.continue_()

    page.page.route("**/descent.json*", only_the_third)
    page.handle.focus()
    for _ in range(3):
        page.page.keyboard.press("ArrowRight")
    page.page.wait_for_function("() => location.search.includes('start')")
    page.rest()
    expect(page.field("start")).to_have_value("-6.7,2")


def test_settings_bear_names_and_meanings(descent: Opener) -> None:
    page = descent(lang="ko")
    page.field("optimizer").select_option("adam")
    field = page.page.get_by_label(re.compile("1차 모멘트"))
    expect(field).to_have_attribute("name", "beta1")
    named = field.get_attribute("aria-describedby")
    expect(page.page.locator(f"#{named}")).not_to_be_empty()
    page.rest().type("beta1", "2")
    assert page.problem("beta1").inner_text()
    page.type("beta1", "0.8")
    expect(field).to_have_attribute("aria-describedby", named or "")


def test_while_a_hand_moves_the_old_path_is_away(descent: Opener) -> None:
    page = descent().drag_rate(0.4, drop=False)
    page.page.locator("#map.moving").wait_for()
    shown = page.page.evaluate(
        """() => getComputedStyle([...document.querySelectorAll("#plot .trace .js-line")].at(-1)
        .closest(".trace")).visibility"""
    )
    assert shown == "hidden"
    page.page.mouse.up()


@pytest.mark.parametrize("theme", ["light", "projector"])
def test_fingers_find_targets_on_a_phone(descent: Opener, theme: str) -> None:
    page = descent(f"theme={theme}", viewport={"width": 320, "height": 844}, has_touch=True)
    assert page.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    for button in page.page.locator("#player button:visible").all():
        box = button.bounding_box()
        assert box is not None and box["width"] >= 44 and box["height"] >= 44
