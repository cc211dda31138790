"""The one knob that matters: the learning rate, dragged, typed and clicked."""

import re

from playwright.sync_api import Route, expect

from tests.browser.conftest import Opener


def test_opens_on_the_picture_of_the_book(descent: Opener) -> None:
    page = descent()
    run = page.run()
    assert len(run["x"]) == 61
    assert (run["x"][0], run["y"][0]) == (-7, 2)
    assert run["y"][1] == 2 - 0.9 * 4
    expect(page.verdict).to_contain_text("−0.80")
    expect(page.verdict).to_have_attribute("data-outcome", "descending")
    expect(page.player).to_have_attribute("data-step", "60")


def test_a_drag_changes_path_and_verdict_and_makes_one_entry(descent: Opener) -> None:
    page = descent()
    path, words, entries = page.drawn(), page.verdict.inner_text(), page.entries()
    page.drag_rate(0.5, drop=False)
    expect(page.path).not_to_have_attribute("d", path)
    expect(page.verdict).not_to_have_text(words)
    expect(page.verdict).to_have_attribute("aria-live", "off")
    assert page.search() == ""
    page.page.mouse.up()
    page.page.wait_for_function("() => location.search.includes('learning_rate')")
    page.rest()
    assert page.entries() == entries + 1
    expect(page.verdict).to_have_attribute("aria-live", "polite")
    rate = page.rate.input_value()
    assert page.search() == f"?learning_rate={rate}"
    page.page.wait_for_function(
        "rate => document.getElementById('plot').data.at(-1).name.includes(rate)", arg=rate
    )
    assert float(rate) < 0.5


def test_past_the_edge_it_diverges_says_why_and_offers_a_rate_that_works(descent: Opener) -> None:
    page = descent().type("learning_rate", "1.1")
    expect(page.verdict).to_have_attribute("data-outcome", "diverged")
    expect(page.verdict).to_contain_text("−1.20")
    expect(page.verdict).to_contain_text("1.00")
    expect(page.page.locator("#overlay .exit text")).to_have_text(re.compile("step 6"))
    page.page.locator("#offer a").click()
    expect(page.verdict).not_to_have_attribute("data-outcome", "diverged")
    assert page.search() == "?learning_rate=0.95"


def test_the_marks_are_buttons(descent: Opener) -> None:
    page = descent()
    page.page.get_by_role("button", name="Set the rate at the edge").click()
    expect(page.rate).to_have_value("1")
    page.rest()
    page.page.get_by_role("button", name="Set the fastest rate").click()
    expect(page.rate).to_have_value(re.compile(r"^0\.952"))


def test_marks_go_where_the_theory_has_no_word(descent: Opener) -> None:
    page = descent("optimizer=adam")
    expect(page.page.locator("[data-mark=edge]")).to_be_hidden()
    expect(page.page.locator("[data-mark=best]")).to_be_hidden()


def test_the_slider_works_by_keyboard(descent: Opener) -> None:
    page = descent()
    page.slider.focus()
    page.page.keyboard.press("ArrowLeft")
    expect(page.rate).not_to_have_value("0.9")
    page.page.wait_for_function("() => location.search.includes('learning_rate')")
    expect(page.slider).to_have_attribute("aria-valuetext", re.compile(r"^0\.8\d*, leaps"))


def test_the_slider_never_cages_what_is_typed(descent: Opener) -> None:
    page = descent().type("learning_rate", "12345")
    expect(page.rate).to_have_value("12345")
    assert page.search() == "?learning_rate=12345"
    expect(page.verdict).to_have_attribute("data-outcome", "diverged")


def test_only_what_changed_travels(descent: Opener) -> None:
    page = descent()
    asked: list[str] = []
    page.page.on("request", lambda request: asked.append(request.url))
    page.type("learning_rate", "0.3")
    expect(page.verdict).to_contain_text("0.97")
    assert [url for url in asked if "/figures/" in url] == []


def test_the_slider_is_a_picture_of_all_rates(descent: Opener) -> None:
    labels = descent().page.locator("#track .sweep text")
    assert labels.all_text_contents() == ["too small", "right", "leaps", "diverges"]


def test_the_picture_follows_the_hand_on_a_slow_line(descent: Opener) -> None:
    page = descent(programs=False)
    held: list[Route] = []
    page.page.route("**/descent.json*", lambda route: held.append(route))
    path = page.drawn()
    page.drag_rate(0.5, drop=False)
    assert len(held) == 1  # the newest of the others waits for it, and none of them is lost
    with page.page.expect_request("**/descent.json*"):
        held.pop().continue_()
    expect(page.path).not_to_have_attribute("d", path)
    page.page.unroute("**/descent.json*")
    page.page.mouse.up()
    page.page.wait_for_function("() => location.search.includes('learning_rate')")


def test_a_chosen_mark_is_walked_to(descent: Opener) -> None:
    page = descent("learning_rate=0.1", reduced_motion="no-preference")
    entries = page.entries()
    page.page.get_by_role("button", name="Set the fastest rate").click()
    expect(page.page).to_have_url(re.compile(r"learning_rate=0\.952"))
    assert page.entries() == entries + 1
