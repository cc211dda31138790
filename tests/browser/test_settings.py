"""Functions, starts and other settings: typed, chosen, clicked, dragged; and nonsense."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Opener


def test_an_own_function_is_typeset_and_run(descent: Opener) -> None:
    page = descent().type("f", "x**2 + 3*y**2")
    expect(page.page.locator("#formula math")).to_contain_text("3")
    assert "f=x**2" in page.search()
    assert len(page.run()["x"]) > 1


def test_nonsense_is_told_beside_its_field_and_the_last_picture_stays(descent: Opener) -> None:
    page = descent()
    path, run = page.drawn(), page.run()
    page.type("f", "x +* y")
    assert page.problem("f").inner_text()
    expect(page.field("f")).to_have_value("x +* y")
    assert page.drawn() == path and page.run() == run
    assert page.search() == ""
    page.type("learning_rate", "0.5")
    expect(page.field("f")).to_have_value("x +* y")
    assert page.problem("f").inner_text()
    page.type("f", "round_bowl")
    expect(page.field("f")).not_to_have_attribute("aria-invalid", "true")


def test_every_bad_value_has_its_message(descent: Opener) -> None:
    page = descent()
    for key, text in [
        ("learning_rate", "fast"),
        ("learning_rate", "NaN"),
        ("steps", "99999999"),
        ("start", "1"),
        ("domain", "5,-5,0,1"),
    ]:
        if key == "domain":
            page.page.locator("#more > summary").click()
        page.type(key, text)
        assert page.problem(key).inner_text()
        expect(page.field(key)).to_have_value(text)
    assert page.search() == ""


def test_a_bad_link_shows_the_default_and_the_message(descent: Opener) -> None:
    page = descent("learning_rate=much&colour=red&steps=30")
    assert page.problem("learning_rate").inner_text()
    expect(page.page.locator("#notices")).to_contain_text("colour")
    assert len(page.run()["x"]) == 31


def test_a_click_sets_the_start(descent: Opener) -> None:
    page = descent()
    page.page.mouse.click(*page.on_map(0.75, 0.25))
    page.page.wait_for_function("() => location.search.includes('start')")
    assert page.search() == "?start=5,2.5"
    expect(page.field("start")).to_have_value("5,2.5")
    page.page.wait_for_function("() => document.getElementById('plot').data.at(-1).x[0] === 5")


def test_the_start_can_be_dragged(descent: Opener) -> None:
    page = descent()
    entries, path = page.entries(), page.drawn()
    mouse = page.page.mouse
    mouse.move(*page.center(page.handle))
    mouse.down()
    mouse.move(*page.on_map(0.25, 0.75), steps=5)
    expect(page.path).not_to_have_attribute("d", path)
    mouse.up()
    page.page.wait_for_function("() => location.search.includes('start')")
    assert page.search() == "?start=-5,-2.5"
    assert page.entries() == entries + 1


def test_the_start_moves_by_the_arrow_keys(descent: Opener) -> None:
    page = descent()
    page.handle.focus()
    page.page.keyboard.press("ArrowRight")
    page.page.wait_for_function("() => location.search.includes('start')")
    assert page.search() == "?start=-6.9,2"
    expect(page.player).to_have_attribute("data-step", "60")


def test_a_function_is_chosen_from_the_list_with_its_own_start(descent: Opener) -> None:
    page = descent("learning_rate=0.2&start=1,1&steps=40")
    page.page.get_by_role("button", name="Choose a function").click()
    page.page.locator("[data-choose=himmelblau]").click()
    page.page.wait_for_function("() => location.search.includes('himmelblau')")
    page.rest()
    assert page.search() == "?steps=40&f=himmelblau"
    expect(page.field("f")).to_have_value("himmelblau")
    assert len(page.run()["x"]) == 41


def test_an_optimizer_brings_its_own_settings(descent: Opener) -> None:
    page = descent("learning_rate=0.2")
    page.field("optimizer").select_option("momentum")
    page.page.wait_for_function("() => location.search.includes('momentum')")
    assert page.search() == "?optimizer=momentum"
    expect(page.field("momentum")).to_have_value("0.9")
    page.rest().type("momentum", "0.5")
    assert page.search() == "?optimizer=momentum&momentum=0.5"
    page.field("optimizer").select_option("gradient_descent")
    page.page.wait_for_function("() => !location.search.includes('momentum')")
    expect(page.field("momentum")).to_have_count(0)


def test_reset_keeps_the_start(descent: Opener) -> None:
    page = descent("start=3,3&learning_rate=0.2&steps=10&lengths=equal")
    page.page.locator("#reset").click()
    page.page.wait_for_function("() => !location.search.includes('steps')")
    assert page.search() == "?start=3,3"


def test_fit_zooms_out_and_back(descent: Opener) -> None:
    page = descent("learning_rate=1.1&steps=20")
    expect(page.page.locator("#overlay .exit text")).to_have_count(1)
    page.page.locator("#fit").click()
    page.page.wait_for_function("() => location.search.includes('domain')")
    page.rest()
    expect(page.page.locator("#overlay .exit text")).to_have_count(0)
    page.page.locator("#own-domain").click()
    page.page.wait_for_function("() => !location.search.includes('domain')")


def test_the_numerical_gradient_shows_its_two_values(descent: Opener) -> None:
    page = descent("f=round_bowl&start=-3,4&learning_rate=10&steps=100&gradient=numerical")
    expect(page.verdict).to_have_attribute("data-outcome", "frozen")
    page.page.keyboard.press("Home")
    sums = page.page.locator("#sums")
    expect(sums.locator(".row")).to_have_count(8)
    expect(sums).to_contain_text(re.compile(r"x\s*\+\s*h"))


def test_a_function_of_one_variable_is_a_curve(descent: Opener) -> None:
    page = descent("f=parabola")
    expect(page.page.locator("#steps-table th")).not_to_have_count(0)
    run = page.run()
    assert run["y"][0] == run["x"][0] ** 2
    box = page.page.locator("#overlay .origin").bounding_box()
    assert box is not None
    page.page.mouse.click(*page.on_map(0.75, 0.5))
    page.page.wait_for_function("() => /start=[0-9.]+$/.test(location.search)")


def test_the_arithmetic_can_be_copied_as_latex(descent: Opener) -> None:
    page = descent("step=0", permissions=["clipboard-read", "clipboard-write"])
    page.page.locator("#copy").click()
    expect(page.page.locator("#copy")).to_have_text("Copied")
    latex = page.page.evaluate("navigator.clipboard.readText()")
    assert r"\frac{\partial f}{\partial x}" in latex and r"\leftarrow" in latex


def test_arrows_lie_over_the_colours(descent: Opener) -> None:
    page = descent()
    order = page.page.evaluate(
        """() => document.querySelector("#plot .contourlayer .contour, #plot .contourlayer > *")
        .compareDocumentPosition(document.querySelector("#plot .quiver .js-line"))"""
    )
    assert order & 4  # Node.DOCUMENT_POSITION_FOLLOWING: painted later
    page.field("arrows").select_option("none")
    expect(page.page.locator("#plot .quiver .js-line")).to_have_count(0)


@pytest.mark.parametrize("optimizer", ["momentum", "adam", "line_search"])
def test_the_rule_of_an_optimizer_is_typeset(descent: Opener, optimizer: str) -> None:
    page = descent(f"optimizer={optimizer}&steps=5")
    rule = page.page.locator("#sums .rule math")
    expect(rule).to_have_count(1)
    expect(rule).not_to_contain_text("&")
    assert page.page.evaluate("() => document.body.scrollWidth <= innerWidth")


def test_a_second_change_builds_on_the_first_while_it_is_on_its_way(descent: Opener) -> None:
    """On a slow line the answer to the first is never seen, and the change is kept all the same."""
    page = descent()

    def only_the_second(route: Route) -> None:
        if "steps=30" in route.request.url:
            route.continue_()

    page.page.route("**/descent.json*", only_the_second)
    page.field("start").fill("3,2")
    page.field("start").press("Enter")
    expect(page.page.locator("main")).to_have_attribute("aria-busy", "true")
    page.type("steps", "30")
    page.page.unroute("**/descent.json*")
    assert page.search() == "?start=3,2&steps=30"
    assert page.field("start").input_value() == "3,2"
    assert page.run()["x"][0] == 3


def test_an_answer_leaves_alone_the_field_in_which_one_is_writing(descent: Opener) -> None:
    page = descent()
    held: list[Route] = []
    page.page.route("**/descent.json*steps=30*", lambda route: held.append(route), times=1)
    page.field("steps").fill("30")
    page.field("steps").press("Enter")
    page.page.wait_for_function("() => document.querySelector('main').ariaBusy === 'true'")
    page.rate.fill("1.1")
    held.pop().continue_()
    page.rest()
    expect(page.rate).to_have_value("1.1")
    page.rate.press("Enter")
    page.rest()
    assert page.search() == "?steps=30&learning_rate=1.1"
