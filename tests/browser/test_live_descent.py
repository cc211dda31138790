"""The descent page with its own programs: in the frame, at rest, offline, in three dimensions."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints, Opener
from tests.browser.descent_page import DescentPage


def _answers(page: Page) -> list[str]:
    """The answers that the page asks the server for, from now on."""
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if "/descent.json" in r.url else None)
    return asked


#: A hand on the slider: what stands on the page when the event's own call returns.
TURN = """(share) => {
  const range = document.querySelector("[data-slider=learning_rate]");
  range.value = String(Number(range.min) + share * (range.max - range.min));
  range.dispatchEvent(new Event("input", { bubbles: true }));
  const text = (selector) => document.querySelector(selector)?.textContent;
  const path = (selector) => document.querySelector(selector).getAttribute("d");
  return { rate: text("#sums .rate"), field: document.querySelector("[name=learning_rate]").value,
    path: path("#overlay .past"), loss: path("#loss .past"), headline: text("#verdict .headline"),
    kind: document.getElementById("verdict").dataset.outcome, edge: text("[data-mark=edge]") };
}"""
#: The programs are loaded at the first touch at the latest: ready when a turn is seen at once.
READY = """() => {
  const range = document.querySelector("[data-slider=learning_rate]");
  const before = document.querySelector("#overlay .past").getAttribute("d");
  range.value = String(Number(range.value) - (range.max - range.min) / 50);
  range.dispatchEvent(new Event("input", { bubbles: true }));
  return document.querySelector("#overlay .past").getAttribute("d") !== before;
}"""


def _ready(opened: DescentPage) -> DescentPage:
    opened.page.wait_for_function(READY, polling=100)
    return opened.rest()


def test_all_follows_within_the_event_and_without_the_server(descent: Opener) -> None:
    page = _ready(descent("pinned=learning_rate%3D0.5"))
    asked = _answers(page.page)
    low, high = (page.page.evaluate(TURN, share) for share in (0.5, 0.97))
    assert low["rate"] == low["field"] and high["rate"] == high["field"]
    assert all(low[key] != high[key] for key in ("path", "loss", "headline", "kind"))
    assert high["kind"] == "diverged" and "1" in high["edge"]
    # An own setting, letter by letter, and a start that is dragged.
    page.field("steps").press("End")
    page.field("steps").press("0")
    expect(page.page.locator("#count")).to_contain_text("600")
    page.field("steps").press("Enter")
    page.rest()
    x, y = page.on_map(0.3, 0.3)
    before = page.drawn()
    page.page.mouse.move(*page.center(page.handle))
    page.page.mouse.down()
    asked.clear()
    page.page.mouse.move(x, y, steps=3)
    assert page.drawn() != before
    assert asked == []


def test_the_answer_at_rest_changes_nothing_that_is_seen(descent: Opener) -> None:
    page = _ready(descent("f=himmelblau&optimizer=momentum"))
    page.page.evaluate(TURN, 0.6)
    page.page.evaluate(
        """() => {
          window.changes = [];
          const look = () => JSON.stringify(["#verdict", "#sums", "#player", "#rate .marks"].map(
            (s) => document.querySelector(s).textContent).concat(
            ["#overlay .past", "#loss .past"].map((s) => document.querySelector(s).outerHTML)));
          const first = look();
          new MutationObserver(() => look() !== first && window.changes.push(look()))
            .observe(document.body,
              { subtree: true, childList: true, attributes: true, characterData: true });
        }"""
    )
    with page.page.expect_response(re.compile("/descent.json")):
        page.slider.dispatch_event("change")
    page.rest()
    expect(page.page.locator("#map")).not_to_have_class(re.compile("moving"))
    assert page.page.evaluate("window.changes") == []
    assert f"learning_rate={page.rate.input_value()}" in page.search()


def test_offline_the_knobs_go_on_and_all_recovers(descent: Opener, complaints: Complaints) -> None:
    complaints.expected.append("ERR_INTERNET_DISCONNECTED")
    page = _ready(descent("optimizer=momentum"))
    page.slider.dispatch_event("change")
    page.rest()
    page.run()
    page.page.context.set_offline(True)
    path = page.drawn()
    page.drag_rate(0.6)
    banner = page.page.locator("#lost")
    expect(banner).to_contain_text("goes on")
    expect(page.page.locator("main")).to_have_attribute("aria-busy", "false")
    assert page.drawn() != path
    rate = page.rate.input_value()
    assert f"learning_rate={rate}" in page.search()
    page.field("momentum").fill("0.3")
    page.field("momentum").press("Enter")
    assert "momentum=0.3" in page.search()
    page.page.wait_for_function("() => document.getElementById('plot').data.at(-1).x.length === 61")
    page.page.go_back()
    expect(page.field("momentum")).to_have_value("0.9")
    with page.page.expect_response(re.compile("/descent.json")):
        page.page.context.set_offline(False)
    expect(banner).to_be_hidden()
    page.rest()
    assert rate == page.rate.input_value()


def test_over_the_surface_the_path_alone_moves(descent: Opener) -> None:
    page = _ready(descent("f=himmelblau&view=surface"))
    page.page.wait_for_function("() => document.getElementById('depth').data?.length > 3")
    page.page.evaluate(TURN, 0.55)
    deep = page.page.locator(".deep-path .past")
    first = deep.get_attribute("d")
    page.page.evaluate(TURN, 0.75)
    assert first and deep.get_attribute("d") != first
    page.slider.dispatch_event("change")
    expect(deep).to_have_count(0)
    page.rest()
