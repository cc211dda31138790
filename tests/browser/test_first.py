"""The first picture: there before Plotly, where the live one will be, and nothing moves."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from app.lessons.registry import LESSONS

NewPage = Callable[..., Page]
PLOTLY = "**/assets/plotly*"
PAGES = [
    ("/ko/softmax", ".sights .slot:first-child"),
    ("/en/learning-rate?theme=projector", ".sights .slot:first-child"),
    ("/en/preprocessing", ".sights .slot:last-child"),
    ("/ko/embed/race?theme=dark", ".sight"),
]
# The font of formulas may come after the first paint and set them a little otherwise.
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const moved = entry.sources.filter(({ node }) => {
      const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
      return !element?.closest("math");
    });
    if (moved.length) window.shifts.push([entry.value, moved.map(({ node }) => node?.className)]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
# Left, top, right and bottom of the plot: of the first picture, and of the live one.
FIRST = """root => {
  const box = root.querySelector(".first svg > rect").getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom];
}"""
LIVE = """root => {
  const box = root.querySelector(".drawing .draglayer .nsewdrag").getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom];
}"""


@pytest.mark.parametrize(("path", "place"), PAGES, ids=[path for path, _ in PAGES])
def test_the_live_figure_takes_the_very_place_of_the_first(
    new_page: NewPage, path: str, place: str
) -> None:
    page = new_page()
    waiting: list[Route] = []
    page.route(PLOTLY, lambda route: waiting.append(route))
    with page.expect_request(PLOTLY):
        page.goto(path, wait_until="domcontentloaded")
    root = page.locator(place)
    first = root.locator(".first")
    expect(first).to_be_visible()
    expect(first.locator(".fine path").first).to_be_attached()
    assert not page.evaluate("'Plotly' in window")
    early = root.evaluate(FIRST)
    for route in waiting:
        route.continue_()
    page.locator("html[data-ready=true]").wait_for(state="attached")
    expect(first).not_to_be_visible()
    late = root.evaluate(LIVE)
    assert early == pytest.approx(late, abs=2.5)  # Plotly takes whole pixels of its own


def test_nothing_moves_on_any_page(new_page: NewPage) -> None:
    page = new_page()
    page.add_init_script(SHIFTS)
    found = {}
    for name in LESSONS:
        page.goto(f"/en/{name}")
        page.locator("html[data-ready=true]").wait_for(state="attached")
        found[name] = page.evaluate("window.shifts")
    assert {name: shifts for name, shifts in found.items() if shifts} == {}


def test_without_scripts_the_picture_stays_in_the_theme_of_the_system(new_page: NewPage) -> None:
    fills = set()
    for scheme in ("light", "dark"):
        page = new_page(java_script_enabled=False, color_scheme=scheme)
        page.goto("/ko/losses")
        for first in page.locator(".sights .first").all():
            expect(first).to_be_visible()
        assert page.locator(".sights .first").count() == 2
        rect = page.locator(".sights .first svg > rect").first
        fills.add(rect.evaluate("rect => getComputedStyle(rect).fill"))
        expect(page.locator("[data-outcome]")).not_to_be_empty()
    assert len(fills) == 2
