"""The page of the learning rate computes its runs itself, in the frame, as the server does."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints

NewPage = Callable[..., Page]

#: Queries that the page is to compute, by the query that it was opened with.
VIEWS = {
    "": [
        "",
        "learning_rate=1",
        "learning_rate=0.05&small=0.001&large=1.0001",
        "learning_rate=50&steps=400",
        "learning_rate=%2B.5e0&steps=060",
        "lambda1=1&lambda2=1&learning_rate=1",
        "lambda1=0.37&lambda2=5.1",
        "lambda1=1e-5&lambda2=2e4",
        "schedule=cosine&learning_rate=1.05",
        "schedule=step&step_size=7&gamma=0.5",
        "schedule=exponential&learning_rate=1.05",
        "start=0,0",
        "start=1e200,1",
        "start=-0,0.0&theme=dark",
        "steps=0",
        "steps=2000&learning_rate=0.01",
    ],
    "noise=0.5&steps=400": [
        "noise=0.77&learning_rate=0.5&steps=400&schedule=cosine",
        "noise=0.5&steps=30&learning_rate=1.2",
        "noise=1e300",
    ],
    "noise=1&seed=12&steps=900": ["noise=0.2&seed=12&steps=900&learning_rate=0.1"],
    "f=rosenbrock": ["f=rosenbrock&steps=500", "f=rosenbrock&learning_rate=0.01&steps=50"],
    "f=himmelblau": ["f=himmelblau&learning_rate=0.02", "f=himmelblau&start=-3,3"],
    "f=x**4%2By**2": ["f=x**4%2By**2&steps=20", "f=x**4%2By**2&start=0,2"],
    "f=sin(x)": ["f=sin(x)&learning_rate=1&steps=300"],
    "f=x**3": ["f=x**3", "f=x**3&start=0"],
    "f=log(x)%2By**2": ["f=log(x)%2By**2&learning_rate=2"],
    "f=saddle": ["f=saddle&start=1,0"],
    "f=x%5E2": ["f=x%5E2&learning_rate=1"],
}
#: Figures that the page is to draw, by name, the query of the server's and that of the page's.
FIGURES = [
    ("rate-right", "", "learning_rate=0.3"),
    ("rate-right", "", "learning_rate=1.5"),
    ("rate-small", "", "start=3,-4&steps=0"),
    ("rate-large", "f=x**2", "f=x**2&large=3&steps=200"),
    ("rate-factors", "", "lambda1=1&learning_rate=0.7"),
    ("rate-factors", "", "lambda1=2&learning_rate=5"),
    ("rate-loss", "schedule=cosine", "schedule=cosine&steps=100&learning_rate=1.1"),
    ("rate-schedule", "schedule=step", "schedule=step&gamma=0.5&learning_rate=2"),
    ("rate-sweep", "", "learning_rate=0.3&large=1.9"),
]
#: What of a view the server alone knows, and says at rest.
LATER = ("program", "live")
VIEW_OF = """async ([lang, first, queries]) => {
  const { Query } = await import("/static/js/state.js");
  const { prepare } = await import("/static/js/live/learning_rate.js");
  const { addressed } = await import("/static/js/live/addresses.js");
  const json = async (query) => (await fetch(`/${lang}/learning-rate.json?${query}`)).json();
  const view = await json(first);
  const move = await prepare(view);
  return Promise.all(queries.map(async (text) => {
    const query = new Query(text);
    const found = move(query, view);
    return [found && { ...found.view, ...addressed(found.view, query) }, await json(text)];
  }));
}"""
FIGURE_OF = """async ([name, first, text]) => {
  const { Query } = await import("/static/js/state.js");
  const { prepare } = await import("/static/js/live/learning_rate.js");
  const { redraw } = await import("/static/js/live/traces.js");
  const { numbers } = await import("/static/js/packed.js");
  const json = async (address) => (await fetch(address)).json();
  const plain = (part) => {
    if (part === null || typeof part !== "object") return part;
    if (part.bdata !== undefined || ArrayBuffer.isView(part)) return Array.from(numbers(part));
    if (Array.isArray(part)) return part.map(plain);
    return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, plain(each)]));
  };
  const view = await json(`/en/learning-rate.json?${first}`);
  const found = (await prepare(view))(new Query(text), view);
  const drawn = redraw(await json(`/en/figures/${name}.json?${first}`), found.runs, 9999);
  const known = new Set(view.live.keys[name]);
  const own = text.split("&").filter((part) => known.has(part.split("=")[0])).join("&");
  return [drawn, await json(`/en/figures/${name}.json?${own}`)].map(plain);
}"""
#: Moves a slider to a stop and gives what the page says before anything else can happen.
TURN = """([key, stop]) => {
  const range = document.querySelector(`input[type=range][data-slider="${key}"]`);
  range.value = String(stop);
  range.dispatchEvent(new Event("input", { bubbles: true }));
  return {
    headline: document.querySelector(".headline").textContent,
    field: document.querySelector(`input[name="${key}"]`).value,
    row: document.querySelector("[data-table=runs] tbody tr:nth-child(2)").textContent,
    edge: document.querySelector("output[data-value=edge]").textContent,
    count: document.querySelector("#count").textContent,
  };
}"""
REST = """(key) => document.querySelector(`input[type=range][data-slider="${key}"]`)
  .dispatchEvent(new Event("change", { bubbles: true }))"""
#: Whether a move is answered in the page: what it needs for that loads behind the first picture.
READY = f"""() => {{
  const before = document.querySelector(".headline").textContent;
  const turned = ({TURN})(["learning_rate", 40]);
  return turned.headline !== before || null;
}}"""


@pytest.fixture
def page(new_page: NewPage) -> Page:
    opened: Page = new_page()
    opened.goto("/en/learning-rate")
    expect(opened.locator(".sights .drawn")).to_have_count(3)
    return opened


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_it_says_what_the_server_says(new_page: NewPage, lang: str) -> None:
    page = new_page()
    page.goto(f"/{lang}/learning-rate")
    for first, queries in VIEWS.items():
        for query, (here, there) in zip(
            queries, page.evaluate(VIEW_OF, [lang, first, queries]), strict=True
        ):
            assert here is not None, query
            for view in (here, there):
                for key in LATER:
                    del view[key]
                # The picture of all rates is another where another place is tried.
                del view["descriptions"]["rate-sweep"]
            assert here == there, query


def test_it_draws_what_the_server_draws(page: Page) -> None:
    for name, first, query in FIGURES:
        here, there = page.evaluate(FIGURE_OF, [name, first, query])
        for figure in (here, there):
            del figure["layout"]["meta"]["live"]
        assert_alike(here, there, f"{name}?{query}")


def assert_alike(here: Any, there: Any, where: str) -> None:
    """Equal but for what single precision, in which long paths travel, cannot tell apart."""
    if isinstance(here, dict):
        assert here.keys() == there.keys(), where
        for key, part in here.items():
            assert_alike(part, there[key], f"{where} {key}")
    elif isinstance(here, list):
        assert len(here) == len(there), where
        for index, part in enumerate(here):
            assert_alike(part, there[index], f"{where} {index}")
    elif isinstance(here, float | int) and not isinstance(here, bool):
        assert here == pytest.approx(there, rel=1e-6, abs=1e-30), where
    else:
        assert here == there, where


def test_all_of_it_moves_in_the_frame_and_asks_nobody(page: Page) -> None:
    page.wait_for_function(READY)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    told = page.evaluate(TURN, ["learning_rate", 395])
    assert told["headline"] == "1.86 is too large: each step multiplies the distance by −2.72"
    assert (told["field"], told["count"]) == ("1.86", "Step 60 / 60")
    assert "1.86" in told["row"] and "−2.72" in told["row"]
    assert page.evaluate(TURN, ["steps", 5])["count"] == "Step 5 / 5"
    # The path of five steps stands over the map already.
    drawn = page.locator(".sights .sketch")
    assert drawn.count() == 3
    assert page.evaluate(TURN, ["small", 10])["edge"] == "1"
    assert asked == []
    page.evaluate(REST, "small")
    expect(drawn.locator("path")).to_have_count(0)
    assert "steps=5" in page.url and "learning_rate=1.86" in page.url
    path = "document.querySelectorAll('.sights .drawing')[1]._fullData[3].x.length"
    assert page.evaluate(path) == 6


def test_curvatures_move_the_edge_in_the_frame(page: Page) -> None:
    page.wait_for_function(READY)
    told = page.evaluate(TURN, ["lambda2", 266])
    assert (told["field"], told["edge"]) == ("0.989", "2.022")
    page.evaluate(REST, "lambda2")
    expect(page.locator("main")).to_have_attribute("aria-busy", "false")
    assert "lambda2=0.989" in page.url
    expect(page.locator("output[data-value=edge]").first).to_have_text("2.022")


def test_cut_off_it_goes_on_and_comes_back(page: Page, complaints: Complaints) -> None:
    complaints.expected.append("ERR_INTERNET_DISCONNECTED")
    page.wait_for_function(READY)
    page.context.set_offline(True)
    told = page.evaluate(TURN, ["learning_rate", 200])
    page.evaluate(REST, "learning_rate")
    lost = page.locator("#lost")
    expect(lost).to_contain_text("What can be computed in the page goes on")
    assert told["headline"].startswith("0.1 is too small") and page.url.endswith(
        "learning_rate=0.1"
    )
    # Another knob, too, and each is a step of the history.
    page.evaluate(TURN, ["steps", 10])
    page.evaluate(REST, "steps")
    assert page.url.endswith("learning_rate=0.1&steps=10")
    page.context.set_offline(False)
    expect(lost).to_be_hidden()
    expect(page.locator("main")).to_have_attribute("aria-busy", "false")
    expect(page.locator(".headline")).to_contain_text("10 steps")
    page.go_back()
    expect(page.locator(".headline")).to_contain_text("60 steps")
