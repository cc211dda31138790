"""One clock through all pictures, and the walk through history."""

from playwright.sync_api import expect

from tests.browser.conftest import Opener


def test_keys_step_the_picture(descent: Opener) -> None:
    page = descent()
    for key, step in [
        ("Home", "0"), ("ArrowRight", "1"), ("PageDown", "2"), ("ArrowLeft", "1"),
        ("PageUp", "0"), ("End", "60"),
    ]:  # fmt: skip
        page.page.keyboard.press(key)
        expect(page.player).to_have_attribute("data-step", step)


def test_keys_leave_fields_alone(descent: Opener) -> None:
    page = descent()
    page.rate.focus()
    for key in ("Home", "ArrowLeft", "PageUp", "c", "?"):
        page.page.keyboard.press(key)
    expect(page.player).to_have_attribute("data-step", "60")
    expect(page.page.locator("#keys")).to_be_hidden()


def test_the_remote_steps_even_from_the_slider(descent: Opener) -> None:
    page = descent()
    page.slider.focus()
    page.page.keyboard.press("PageUp")
    expect(page.player).to_have_attribute("data-step", "59")
    expect(page.rate).to_have_value("0.9")


def test_play_runs_to_the_end_and_space_stops_it(descent: Opener) -> None:
    page = descent("steps=12&step=9")
    page.page.keyboard.press("Space")
    expect(page.player).to_have_class("player live playing")
    expect(page.player).to_have_attribute("data-step", "12")
    expect(page.player).not_to_have_class("player live playing")


def test_the_clock_is_in_the_link(descent: Opener) -> None:
    page = descent("step=6")
    expect(page.player).to_have_attribute("data-step", "6")
    expect(page.page.locator("#arithmetic-title")).to_contain_text("6 → 7")
    page.page.keyboard.press("ArrowRight")
    assert page.search() == "?step=7"
    page.page.keyboard.press("End")
    assert page.search() == ""


def test_back_and_forward_walk_through_what_was_tried(descent: Opener) -> None:
    page = descent()
    first = page.verdict.inner_text()
    page.type("learning_rate", "0.1")
    second = page.verdict.inner_text()
    page.type("learning_rate", "1.1")
    page.page.go_back()
    expect(page.verdict).to_have_text(second, use_inner_text=True)
    expect(page.rate).to_have_value("0.1")
    page.page.go_back()
    expect(page.verdict).to_have_text(first, use_inner_text=True)
    page.page.go_forward()
    expect(page.rate).to_have_value("0.1")


def test_reload_gives_the_same_picture(descent: Opener) -> None:
    page = descent().type("learning_rate", "0.35").type("start", "4,-3")
    page.page.get_by_role("button", name="To the start").click()
    page.page.keyboard.press("ArrowRight")
    path, words, run = page.drawn(), page.verdict.inner_text(), page.run()
    page.page.reload()
    page.ready()
    assert (page.drawn(), page.verdict.inner_text(), page.run()) == (path, words, run)
    expect(page.player).to_have_attribute("data-step", "1")


def test_the_table_holds_every_step(descent: Opener) -> None:
    page = descent("steps=250")
    page.page.locator("#steps-table summary").click()
    rows = page.page.locator("#steps tbody tr")
    expect(rows).to_have_count(100)
    page.page.get_by_role("button", name="Last", exact=True).click()
    expect(rows).to_have_count(51)
    expect(rows.last.locator("th")).to_have_text("250")


def test_the_keys_are_listed(descent: Opener) -> None:
    page = descent()
    page.page.keyboard.press("?")
    expect(page.page.locator("#keys")).to_be_visible()
    page.page.keyboard.press("Escape")
    expect(page.page.locator("#keys")).to_be_hidden()
    page.page.keyboard.press("c")
    expect(page.page.locator("#settings")).to_be_hidden()
    page.page.keyboard.press("c")
    expect(page.page.locator("#settings")).to_be_visible()


def test_a_click_on_the_loss_sets_the_clock(descent: Opener) -> None:
    page = descent()
    page.page.mouse.click(*page.center(page.page.locator("#loss")))
    step = int(page.player.get_attribute("data-step") or "60")
    assert 20 < step < 40
