"""What opens on demand: the sweep, the basin map, the third dimension."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener

CLICK = """([id, event]) => document.querySelector(`[data-panel=${id}] .figure`)
  .emit("plotly_click", event)"""


def test_a_dot_of_the_sweep_loads_its_run(descent: Opener) -> None:
    page = descent()
    page.page.get_by_role("button", name="Every rate at once").click()
    page.page.locator("[data-panel=sweep] .figure.drawn").wait_for()
    assert page.search() == "?panel=sweep"
    page.page.evaluate(CLICK, ["sweep", {"points": [{"x": 0.25, "y": 1}]}])
    expect(page.rate).to_have_value("0.25")
    page.page.get_by_role("button", name="Every rate at once").click()
    expect(page.page.locator("#panel-sweep")).to_be_hidden()


def test_a_click_on_the_basins_starts_there(descent: Opener) -> None:
    page = descent("f=himmelblau&panel=basins")
    page.page.locator("[data-panel=basins] .figure.drawn").wait_for()
    page.page.evaluate(CLICK, ["basins", {"points": [{"x": -3, "y": -2}]}])
    expect(page.field("start")).to_have_value("-3,-2")


def test_a_real_click_on_the_sweep_is_heard(descent: Opener) -> None:
    page = descent("panel=sweep")
    figure = page.page.locator("[data-panel=sweep] .figure.drawn")
    figure.wait_for()
    figure.scroll_into_view_if_needed()
    dots = figure.locator(".scatterlayer .point")
    page.page.mouse.move(*page.center(dots.nth(10)))
    page.page.mouse.click(*page.center(dots.nth(10)))
    page.page.wait_for_function("() => location.search.includes('learning_rate')")


def test_the_third_dimension_keeps_its_camera(descent: Opener) -> None:
    page = descent("steps=20")
    page.page.get_by_role("button", name="3-D").click()
    depth = page.page.locator("#depth")
    expect(depth).to_be_visible()
    page.page.wait_for_function("() => document.getElementById('depth').data?.length >= 3")
    camera = {"eye": {"x": 0.3, "y": -2, "z": 0.4}}
    page.page.evaluate("c => Plotly.relayout('depth', {'scene.camera': c})", camera)
    page.type("learning_rate", "0.5")
    page.page.wait_for_function(
        "() => document.getElementById('depth').data.at(-2).name.includes('0.5')"
    )
    eye = page.page.evaluate(
        "document.getElementById('depth')._fullLayout.scene._scene.getCamera().eye"
    )
    assert eye == pytest.approx(camera["eye"])
    assert "view=surface" in page.search()


def test_the_third_dimension_holds_the_run_on_screen_and_the_pinned_one(descent: Opener) -> None:
    page = descent("steps=20&learning_rate=0.3&view=surface&pinned=f%3Dbowl%26learning_rate%3D0.5")
    names = "document.getElementById('depth').data?.map((trace) => trace.name)"
    page.page.wait_for_function(f"() => {names}?.[1] === 'Gradient descent, 0.5'")
    assert page.page.evaluate(names) == ["f", "Gradient descent, 0.5", "Gradient descent, 0.3", ""]


def test_without_webgl_the_contour_stays_and_says_so(descent: Opener) -> None:
    page = descent("steps=20")
    page.page.evaluate("HTMLCanvasElement.prototype.getContext = () => null")
    page.page.get_by_role("button", name="3-D").click()
    expect(page.page.locator("#remark")).to_have_text(re.compile("WebGL"))
    expect(page.page.locator("#overlay")).to_be_visible()
    page.page.get_by_role("button", name="Contour", exact=True).click()
    expect(page.page.locator("#remark")).to_be_hidden()


def test_one_variable_has_no_third_dimension(descent: Opener) -> None:
    page = descent("f=double_well&view=surface&panel=basins")
    expect(page.page.locator(".views")).to_be_hidden()
    expect(page.page.locator("#overlay")).to_be_visible()
    expect(page.page.locator("[data-panel=basins] .figure")).to_contain_text("two variables")
