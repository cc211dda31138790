"""A figure in a frame of another page: sizes, messages, keys, sandboxes, and a deck on disk."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page, expect

from tests.browser.conftest import Complaints

NewPage = Callable[..., Page]
SIZES = [
    (320, 240), (300, 600), (480, 270), (640, 360), (768, 1024), (960, 540), (1024, 576),
    (1280, 300), (1280, 720), (400, 400), (1920, 400), (1920, 1080),
]  # fmt: skip
#: What sticks out of the frame, and how the drawing fills the room that is its own.
FIT = """() => {
  const page = document.scrollingElement;
  const sight = document.querySelector("[data-sight]").getBoundingClientRect();
  const drawing = document.querySelector(".drawing").getBoundingClientRect();
  const panel = document.querySelector(".panel").getBoundingClientRect();
  const shown = [...document.querySelectorAll(".panel :is(input, select, button, output)")]
    .filter((each) => each.offsetParent && !each.closest(".knobs"));
  return {
    over: [page.scrollWidth - innerWidth, page.scrollHeight - innerHeight],
    out: shown.filter((each) => {
      const box = each.getBoundingClientRect();
      return box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1;
    }).map((each) => each.outerHTML),
    sight: [sight.width, sight.height], drawing: [drawing.width, drawing.height],
    svg: document.querySelector(".drawing .main-svg").getBoundingClientRect().width,
    panel: panel.height,
  };
}"""
DECK = """<!doctype html><title>A deck</title><style>body {{ margin: 0 }}</style>
<input id="field">
<iframe id="frame" title="figure" {more} width="640" height="400" src="{src}"></iframe>
<script>
  window.heard = [];
  window.addEventListener("message", (event) => {{
    if (event.source === document.getElementById("frame").contentWindow) heard.push(event.data);
  }});
  window.say = (...all) => all.forEach((one) => frame.contentWindow.postMessage(one, "*"));
  window.last = (type) => heard.filter((one) => one.type === type).at(-1);
</script>"""


class Deck:
    """A page of another origin with a figure in a frame."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def say(self, *messages: Any) -> "Deck":
        self.page.evaluate("(all) => say(...all)", list(messages))
        return self

    def hears(self, type_: str, **parts: Any) -> dict[str, Any]:
        """Wait for a message of a type that holds these parts."""
        found: dict[str, Any] = self.page.wait_for_function(
            """([type, parts]) => heard.find((one) => one.type === type
              && Object.entries(parts).every(([key, value]) => one[key] === value))""",
            arg=[type_, parts],
        ).json_value()
        return found

    def forget(self) -> "Deck":
        self.page.evaluate("() => { heard.length = 0 }")
        return self

    @property
    def frame(self) -> Frame:
        return self.page.frames[1]


Opener = Callable[..., Deck]


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a server at another origin, and the folder that it serves."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, *arguments: Any) -> None:
            """Say nothing."""

    folder = tmp_path_factory.mktemp("deck")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def deck(
    new_page: NewPage, complaints: Complaints, address: str, elsewhere: tuple[str, Path]
) -> Opener:
    """Open a deck at another origin, or from disk, with a figure in its frame."""

    def make(embed: str, more: str = "", *, disk: bool = False, **options: Any) -> Deck:
        other, folder = elsewhere
        file = folder / "deck.html"
        file.write_text(DECK.format(src=f"{address}{embed}", more=more), encoding="utf-8")
        start = file.as_uri() if disk else f"{other}/deck.html"
        complaints.expected += [f"another origin: {start}", f"{other}/favicon.ico", "404 (File not"]
        page = new_page(**options)
        page.goto(start)
        found = Deck(page)
        if more != 'sandbox=""':
            found.hears("outcome")
        return found

    return make


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator("html[data-ready]").wait_for(state="attached")
    return page


@pytest.mark.parametrize(
    "figure",
    [
        "/ko/embed/descent",
        "/en/embed/descent?controls=learning_rate,steps,optimizer,f&theme=projector",
        "/ko/embed/race-winners",
        "/en/embed/output-scores?theme=dark",
    ],
)
def test_it_fills_every_frame_and_nothing_scrolls(new_page: NewPage, figure: str) -> None:
    page = opened(new_page(viewport={"width": 320, "height": 240}), figure)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(
            """(wide) => innerWidth === wide && Math.abs(
              document.querySelector(".drawing .main-svg").getBoundingClientRect().width
              - document.querySelector("[data-sight]").clientWidth) < 3""",
            arg=width,
        )
        fit = page.evaluate(FIT)
        assert max(fit["over"]) <= 0, (width, height)
        assert fit["out"] == [], (width, height)
        assert all(abs(a - b) < 3 for a, b in zip(fit["sight"], fit["drawing"], strict=True))
        assert fit["sight"][0] * fit["sight"][1] > 0.3 * width * height, (width, height)
        if (width, height) == (320, 240) and "controls" not in figure:
            assert fit["panel"] <= 84


def test_messages_from_a_page_of_another_origin(deck: Opener) -> None:
    page = deck("/en/embed/descent")
    told = page.page.evaluate("heard")
    assert [one["type"] for one in told] == ["ready", "step", "outcome"]
    assert all(one["gradscape"] == 1 for one in told)
    assert told[0]["steps"] == told[1]["step"] == 60
    assert told[2]["kind"] == "descending"
    # What follows a change waits for it: the seek is one in the longer run.
    page.forget().say({"type": "set", "learning_rate": 0.5, "steps": "100"})
    page.say({"type": "seek", "step": 90, "gradscape": 1})
    page.hears("step", step=90)
    assert page.hears("ready")["steps"] == 100
    page.forget().say({"type": "set", "learning_rate": 1.1})
    diverged = page.hears("outcome", kind="diverged")
    assert isinstance(diverged["step"], int)
    assert diverged["sentence"]
    # What the address of the frame had; the clock goes on from where it stands.
    page.forget().say({"type": "set", "learning_rate": None, "steps": None})
    page.hears("outcome", kind="descending")
    page.forget().say({"type": "seek", "step": 1e300}, {"type": "seek", "step": -5})
    page.hears("step", step=0)
    page.forget().say({"type": "ready"})
    page.hears("outcome", kind="descending")
    # No entry of the history, no focus.
    assert page.page.evaluate("history.length") == 2
    assert page.page.evaluate("document.activeElement.tagName") == "BODY"


def test_what_is_no_message_is_passed_over_in_silence(deck: Opener) -> None:
    page = deck("/en/embed/descent?step=7").forget()
    page.page.evaluate("""() => {
      const polluted = JSON.parse('{"type": "set", "__proto__": {"steps": 3}}');
      say(undefined, null, 7, "seek", [], [{ type: "seek", step: 1 }], {}, { type: 3 }, polluted,
        { type: "seek" }, { type: "seek", step: "1" }, { type: "seek", step: NaN },
        { type: "seek", step: 3, gradscape: 2 }, { type: "set", gradscape: "1", steps: 3 },
        { type: "set" }, { type: "set", unknown: 3, step: 3, theme: "dark" },
        { type: "set", learning_rate: NaN, steps: { a: 1 }, f: "x".repeat(3000) },
        { type: "jump", step: 2 }, new Map([["type", "play"]]), new Uint8Array(9));
      say({ type: "seek", step: 8 });
    }""")
    page.hears("step", step=8)
    assert page.page.evaluate("heard.length") == 1
    # What the server refuses leaves the last good picture, and says so.
    page.forget().say({"type": "set", "learning_rate": "fast"})
    assert page.hears("outcome")["kind"] == "descending"
    field = page.frame.locator("input[name=learning_rate]")
    expect(field).to_have_attribute("aria-invalid", "true")
    page.say({"type": "set", "learning_rate": 0.5})
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("0.5")


@pytest.mark.parametrize("disk", [False, True], ids=["online", "disk"])
def test_a_sandboxed_frame_draws_and_obeys(deck: Opener, disk: bool) -> None:
    # What is said before the figure is drawn waits for it.
    more = """sandbox="allow-scripts" onload="say({type: 'seek', step: 9})" """
    page = deck("/ko/embed/mini-batch-paths", more, disk=disk)
    page.hears("step", step=9)
    assert page.frame.evaluate("self.origin") == "null"
    lines = page.frame.locator(".drawing .scatterlayer .trace")
    assert lines.count() > 3
    expect(page.frame.locator(".below .contour path").first).to_be_attached()
    expect(page.frame.locator(".still")).to_be_hidden()
    page.forget().say({"type": "set", "batch_size": 3})
    page.hears("outcome")
    expect(page.frame.locator("input[name=batch_size]")).to_have_value("3")


def test_without_a_script_the_still_stands(deck: Opener, complaints: Complaints) -> None:
    complaints.expected.append("Blocked script execution")
    page = deck("/en/embed/surface", 'sandbox=""')
    image = page.frame.locator("main img")
    expect(image).to_be_visible()
    page.frame.wait_for_function("() => document.querySelector('main img').naturalWidth > 200")
    expect(page.frame.locator("[data-outcome]")).not_to_be_empty()
    expect(page.frame.locator("main button[type=submit]:visible")).to_have_count(1)


def test_keys_act_only_after_a_press_inside(deck: Opener) -> None:
    page = deck("/en/embed/race", viewport={"width": 800, "height": 600})
    page.forget().page.evaluate("frame.focus()")
    for key in ("ArrowLeft", "PageUp", "Home", " "):
        page.page.keyboard.press(key)
    page.page.evaluate("field.focus()")
    page.page.keyboard.type("a b")
    # A message may move the clock; it does not bring the keyboard into the frame.
    page.say({"type": "seek", "step": 5}).hears("step", step=5)
    assert page.page.evaluate("[heard.length, document.activeElement.id, field.value]") == [
        1, "field", "a b",
    ]  # fmt: skip
    page.frame.locator(".told, .player .count").last.click()
    for key, step in (("ArrowLeft", 4), ("PageDown", 5), ("Home", 0), ("End", 30)):
        page.page.keyboard.press(key)
        page.hears("step", step=step)
    # In a text field the keys are the field's.
    page.frame.locator("input[name=factor]").focus()
    page.forget().page.keyboard.press("Home")
    assert page.page.evaluate("heard.length") == 0


MOVING: dict[str, Any] = {"reduced_motion": "no-preference"}


def test_autoplay_and_loop_by_the_clock(new_page: NewPage) -> None:
    page = new_page(alone="clock", **MOVING)
    page.clock.install()
    player = page.locator("[data-player]")
    page.goto("/en/embed/convergence?autoplay&loop&steps=20")
    page.locator("html[data-ready]").wait_for(state="attached")
    page.clock.pause_at(page.evaluate("Date.now()") + 100)
    steps = []
    for _ in range(20):
        page.clock.run_for(500)
        steps.append(int(player.get_attribute("data-step") or ""))
    # It comes to its end, rests there, and begins again.
    assert 20 in steps
    assert any(later < earlier == 20 for earlier, later in pairwise(steps))
    if "playing" not in (player.get_attribute("class") or ""):
        page.clock.run_for(2000)
    # Whoever stops it ends the loop.
    page.locator("[data-go=play]").click()
    stands = player.get_attribute("data-step")
    page.clock.run_for(20000)
    expect(player).to_have_attribute("data-step", stands or "")


def test_who_wants_no_motion_gets_none(deck: Opener) -> None:
    page = deck("/en/embed/descent?autoplay&loop&steps=20", reduced_motion="reduce")
    assert page.page.evaluate("last('step').step") == 20
    page.forget().say({"type": "seek", "step": 3}, {"type": "play"})
    page.hears("step", step=20)
    assert page.page.evaluate("heard.length") == 2


def test_a_hand_in_a_large_frame(new_page: NewPage) -> None:
    """The picture is enlarged there, and a click still means the place under it."""
    page = opened(
        new_page(viewport={"width": 1920, "height": 1080}), "/en/embed/rate-right?axes=none"
    )
    wanted = page.evaluate("""() => {
      const gd = document.querySelector(".drawing");
      const { xaxis, yaxis } = gd._fullLayout;
      const box = gd.getBoundingClientRect();
      const scale = box.width / gd.offsetWidth;
      const at = [-4, 2];
      return [box.left + scale * (xaxis._offset + xaxis.d2p(at[0])),
        box.top + scale * (yaxis._offset + yaxis.d2p(at[1])), scale];
    }""")
    assert wanted[2] > 1.5
    page.mouse.click(wanted[0], wanted[1])
    page.wait_for_function("() => location.search.includes('start=')")
    x, y = page.evaluate("new URLSearchParams(location.search).get('start')").split(",")
    assert abs(float(x) + 4) < 0.05
    assert abs(float(y) - 2) < 0.05
    # The knob follows, the link home holds what is on screen, and the history nothing.
    page.locator("[data-slider=learning_rate]").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("() => location.search.includes('learning_rate=')")
    assert page.evaluate("history.length") == 2
    home = page.locator("a.home").get_attribute("href") or ""
    assert home.startswith("/en/learning-rate?")
    assert home.partition("?")[2] == page.evaluate("location.search.slice(1)")


def test_without_webgl_the_server_draws_the_surface(new_page: NewPage) -> None:
    page = new_page()
    page.add_init_script("""
      const own = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
        return /webgl/.test(kind) ? null : own.call(this, kind, ...more);
      };
    """)
    opened(page, "/ko/embed/surface")
    expect(page.locator("[data-remark]")).to_contain_text("WebGL")
    image = page.locator("main img")
    expect(image).to_be_visible()
    before = image.get_attribute("src")
    page.locator("input[name=learning_rate]").fill("0.3")
    page.locator("input[name=learning_rate]").press("Enter")
    expect(image).not_to_have_attribute("src", before or "")
    assert "learning_rate=0.3" in (image.get_attribute("src") or "")


def test_the_dark_of_the_system_and_what_axe_says(new_page: NewPage) -> None:
    page = opened(
        new_page(color_scheme="dark", viewport={"width": 960, "height": 540}),
        "/en/embed/descent?controls=learning_rate,optimizer,f&foo=1",
    )
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    ink = page.evaluate("document.querySelector('.drawing').layout.font.color")
    assert ink == "#eceae3"
    expect(page.locator("[data-notices]")).to_contain_text("foo")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.locator("[data-notices] button").click()
    expect(page.locator("[data-notices]")).to_be_hidden()
