"""Embeds that compute in the frame: what they draw is what the server would have drawn."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

#: Computes a query in the page, and asks the server for it: what differs in the picture.
DIFFERENCES = """async ([name, from, to]) => {
  const at = async (path) => await import(`/static/js/${path}.js`);
  const [{ redraw }, { createLocal }, { Query }, { numbers }] = await Promise.all(
    ["live/traces", "live/local", "state", "packed"].map(at));
  const get = async (query) => (await fetch(`/en/embed/${name}.json?${query}`)).json();
  const [first, wanted] = [await get(from), await get(to)];
  const local = createLocal(first.view.lesson);
  local.take(first.view);
  while (!local.ready()) await new Promise((done) => setTimeout(done, 10));
  const made = local.move(new Query(to), first.view);
  const found = made && redraw(first.figure, made.runs, Infinity);
  if (!found) return ["not computed here"];
  const told = [];
  const flat = (v) => v.bdata !== undefined || ArrayBuffer.isView(v)
    || (Array.isArray(v) && (v[0] === null || typeof v[0] !== "object"));
  // A null or the text NaN is where no number is; half of the arrays came in single precision.
  const number = (v) => (v === null || v === undefined ? NaN : Number(v));
  const near = (a, b) => Object.is(a, b) || (Number.isNaN(a) && Number.isNaN(b))
    || Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b)) + 1e-12
    || (Math.abs(a) > 1e29 && Math.abs(b) > 1e29);
  const compare = (a, b, path) => {
    if (a === b || told.length > 4) return;
    const nested = [a, b].every((v) => v !== null && typeof v === "object");
    if (!nested) {
      const same = typeof a === "string" ? a === b : near(number(a), number(b));
      if (!same) told.push(`${path}: ${JSON.stringify(a)} for ${JSON.stringify(b)}`);
    } else if (flat(a) && flat(b)) {
      const [x, y] = [numbers(a), numbers(b)];
      const same = (v, k) => (typeof v === "string" ? v === y[k] : near(number(v), number(y[k])));
      const differs = (v, k) => !same(v, k);
      if (x.length !== y.length || Array.from(x).some(differs)) told.push(`${path}: numbers`);
    } else {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
        if (key !== "live") compare(a[key], b[key], `${path}.${key}`);
      }
    }
  };
  compare(found, wanted.figure, name);
  return told;
}"""

MOVED = """(share) => {
  const range = document.querySelector("[data-slider=learning_rate]");
  range.value = String(Math.round(share * Number(range.max)));
  range.dispatchEvent(new Event("input", { bubbles: true }));
  const drawn = document.querySelectorAll(".sketch > g").length;
  return [drawn, document.querySelector("input[name=learning_rate]").value];
}"""
READY = """async () => {
  const { liveOf } = await import("/static/js/live/registry.js");
  const { view } = JSON.parse(document.getElementById("first").textContent);
  await (await liveOf("descent"))(view);
}"""


@pytest.mark.parametrize(
    ("name", "pairs"),
    [
        (
            "descent",
            [
                ("", "learning_rate=0.5"),
                ("learning_rate=1.1", "learning_rate=1.3&steps=1000"),
                ("f=x**4-x**2", "f=x**4-x**2&learning_rate=3"),
                ("f=log(x)", "f=log(x)&learning_rate=0.5"),
                ("start=20,20", "start=-20,20&learning_rate=0.1"),
            ],
        ),
        (
            "convergence",
            [("", "learning_rate=1.1"), ("pinned=f%3Dbowl", "pinned=f%3Dbowl&steps=9")],
        ),
        ("surface", [("", "learning_rate=1.1"), ("", "steps=0")]),
        ("rate-large", [("", "large=0.3"), ("f=beale", "f=beale&large=0.001")]),
    ],
)
def test_a_figure_is_redrawn_as_the_server_draws_it(
    new_page: Callable[..., Page], name: str, pairs: list[tuple[str, str]]
) -> None:
    page = new_page()
    page.goto("/en/embed/descent?controls=learning_rate")
    page.wait_for_selector("html[data-ready]")
    for before, after in pairs:
        assert page.evaluate(DIFFERENCES, [name, before, after]) == [], f"{name}?{after}"


def test_a_knob_draws_in_its_own_event_and_plotly_at_rest(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/en/embed/descent?steps=30&controls=learning_rate")
    page.wait_for_selector("html[data-ready]")
    page.evaluate(READY)
    drawn, value = page.evaluate(MOVED, 0.5)
    assert drawn > 3
    page.locator("[data-slider=learning_rate]").dispatch_event("change")
    expect(page.locator(".sketch")).to_have_count(0)
    page.wait_for_function(
        """(rate) => {
          const { _fullData, layout } = document.querySelector(".drawing");
          const { x } = _fullData[layout.meta.moves[0].along];
          return Math.abs(x[1] + 7 * (1 - rate / 10)) < 1e-9;
        }""",
        arg=float(value),
    )
    expect(page.locator("input[name=learning_rate]")).to_have_value(value)


def test_a_knob_goes_on_without_the_server(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/en/embed/descent?steps=30&controls=learning_rate")
    page.wait_for_selector("html[data-ready]")
    page.evaluate(READY)
    page.route("**/embed/descent.json*", lambda route: route.fulfill(status=422, body="{}"))
    before = page.locator(".said").inner_text()
    drawn, _ = page.evaluate(MOVED, 0.05)
    assert drawn > 3
    assert page.locator(".said").inner_text() != before
