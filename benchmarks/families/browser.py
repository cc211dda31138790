"""What a reader waits for: a frame while the slider moves, and the first picture of a page.

A real pointer moves a real slider; the browser's own trace tells how long its main thread works
from one move to the next (script, style, layout and paint). The peer is ``Plotly.restyle`` of a
path as long in the same page, by turns with ours.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which
from statistics import median
from typing import Any

from benchmarks.measure import Row, against, missing, peer, within
from benchmarks.serving import Server, ours, served
from benchmarks.trace import CATEGORIES, frames, percentile

ORDER = 80
SLIDER = "slider, one frame in the browser, 1,000 steps (script + style + paint)"
FIRST = "first picture on the page, cold cache, before Plotly has loaded"
LIVE = "the live picture, from the click on the link"
_LIMIT, _FASTER, _SOON = 8.0, 10.0, 500.0
_RUN = "f=rosenbrock&steps=1000&learning_rate=0.001"
_PAGES = (
    ("descent page", f"/en/descent?{_RUN}", "#plot"),
    ("embed", f"/en/embed/descent?{_RUN}", ".drawing"),
)
_FIRST = ("/en/descent", "/ko/softmax", "/en/learning-rate", "/ko/", "/ko/embed/descent")
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: A phone on a slow line: a fourth of the processor, 1.6 Mbit/s, 150 ms there and back.
_PHONE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}
_WORK = {"script": 0.04, "throttled": 0.16}  # seconds between two moves

# The last visible line of the figure, moved a little by every move of the pointer. Where our page
# draws the ground apart, the peer gets the figure whole, as Plotly alone would hold it.
_RESTYLE = """async selector => {
  let plot = document.querySelector(selector);
  const ground = document.querySelector(".below");
  if (ground?.data) {
    const whole = document.createElement("div");
    const [width, height] = [plot.clientWidth, plot.clientHeight];
    whole.style.cssText = `position:fixed;inset:0;width:${width}px;height:${height}px`;
    document.body.append(whole);
    const seen = plot.data.filter(({visible}) => visible !== false);
    await Plotly.newPlot(whole, [...ground.data, ...seen], {...plot.layout, uirevision: 1});
    plot = whole;
  }
  const index = plot.data.findLastIndex(({type, visible}, k) =>
    type === "scatter" && visible !== false && (plot._fullData[k]?.x?.length ?? 0) > 500);
  const {x, y} = plot._fullData[index];
  const paths = [0, 1e-3].map(shift => [Array.from(x, v => v + shift), Array.from(y)]);
  let turn = 0;
  window.restyled = 0;
  window.addEventListener("pointermove", () => {
    turn = 1 - turn;
    window.restyled += 1;
    Plotly.restyle(plot, {x: [paths[turn][0]], y: [paths[turn][1]]}, [index]);
  });
  return x.length;
}"""

# The moment after the paint that follows the coming of the first picture.
_WATCH = """
(() => {
  const look = () => {
    if (!document.querySelector(".first svg *, picture.still img")) return false;
    requestAnimationFrame(() => setTimeout(() => {
      window.firstPicture = performance.now();
      window.beforePlotly = !("Plotly" in window);
    }));
    return true;
  };
  const watch = new MutationObserver(() => look() && watch.disconnect());
  watch.observe(document, { childList: true, subtree: true });
  new MutationObserver(() => {
    if (document.documentElement.dataset.ready) window.live ??= performance.now();
  }).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-ready"] });
})();
"""


def chromium() -> str | None:
    """The browser on this machine, None where there is none."""
    named = os.environ.get("GRADSCAPE_CHROMIUM")
    return named or next((path for name in _NAMES if (path := which(name))), None)


@contextmanager
def browser(path: str) -> Iterator[Any]:
    """A headless Chromium for as long as the block takes."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()


def rows(quick: bool) -> Iterator[Row]:
    """The rows of the browser; one that says so where there is none to be had."""
    path = chromium()
    if path is None or peer("playwright") is None:
        lacking = "no Chromium" if path is None else "playwright is not installed"
        yield missing(SLIDER, "descent page", "Plotly.restyle", lacking, f"≤ {_LIMIT:g} ms")
        return
    with served(ours, "/healthz") as server, browser(path) as started:
        yield from _first(started, server, 1 if quick else 3)
        for name, address, plot in _PAGES:
            for throttle in (1,) if quick else (1, 4):
                yield from _slider(started, server, (name, address, plot), throttle, quick)


def _slider(
    started: Any, server: Server, page: tuple[str, str, str], throttle: int, quick: bool
) -> Iterator[Row]:
    name, address, plot = page
    case = name if throttle == 1 else f"{name}, {throttle} times slower processor"
    rounds, moves = (2, 30) if quick else (4, 40)
    pause = _WORK["script" if throttle == 1 else "throttled"]
    mine: list[float] = []
    theirs: list[float] = []
    length = 0
    for _ in range(rounds):
        shown = _open(started, server, address)
        _slower(shown, throttle)
        mine += _dragged(started, shown, moves, pause)
        length = shown.evaluate(_RESTYLE, plot)
        theirs += _waved(started, shown, moves, pause * 2)
        if not shown.evaluate("window.restyled"):
            raise AssertionError("the peer drew nothing")
        shown.context.close()
    note = f"median {median(mine):.2f} against {median(theirs):.1f}; {length} points in the path"
    at = percentile(mine, 0.95)
    if throttle == 1:
        yield within(SLIDER, f"{case}, 95th percentile", at, _LIMIT, note=note)
    yield against(
        SLIDER,
        f"{case}, beside Plotly",
        at,
        percentile(theirs, 0.95),
        "Plotly.restyle",
        _FASTER,
        note="95th percentiles; " + note,
    )


def _open(started: Any, server: Server, address: str) -> Any:
    context = started.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.port}{address}", wait_until="domcontentloaded")
    page.wait_for_selector("html[data-ready=true]", state="attached")
    page.wait_for_timeout(1500)  # what the page does behind its readiness is not the frame's
    return page


def _slower(page: Any, throttle: int) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": throttle})


def _thumb(page: Any) -> tuple[float, float]:
    box = page.locator("[data-slider=learning_rate]").first.bounding_box()
    share = page.locator("[data-slider=learning_rate]").first.evaluate(
        "range => (range.value - range.min) / (range.max - range.min)"
    )
    return box["x"] + 12 + share * (box["width"] - 24), box["y"] + box["height"] / 2


def _dragged(started: Any, page: Any, moves: int, pause: float) -> list[float]:
    """The work of each frame while the slider is dragged; the first moves warm everything up."""
    x, y = _thumb(page)
    before = page.locator("[name=learning_rate]").first.input_value()
    page.mouse.move(x, y)
    page.mouse.down()
    _wander(page, x, y, 10, pause)
    started.start_tracing(page=page, categories=CATEGORIES)
    _wander(page, x, y, moves, pause)
    trace = started.stop_tracing()
    if page.locator("[name=learning_rate]").first.input_value() == before:
        raise AssertionError("the slider did not move")
    page.mouse.up()
    page.wait_for_timeout(800)
    return frames(trace)


def _waved(started: Any, page: Any, moves: int, pause: float) -> list[float]:
    """The work of each frame while the pointer moves over nothing, the button up."""
    _wander(page, 700, 20, 10, pause)
    started.start_tracing(page=page, categories=CATEGORIES)
    _wander(page, 700, 20, moves, pause)
    return frames(started.stop_tracing())


def _wander(page: Any, x: float, y: float, moves: int, pause: float) -> None:
    for index in range(moves):
        # To the left and back, in steps of two pixels, never twice to the same place.
        page.mouse.move(x - 2 * abs((index + 10) % 40 - 20) - 2, y)
        time.sleep(pause)


def _first(started: Any, server: Server, rounds: int) -> Iterator[Row]:
    for address in _FIRST:
        for phone in (False, True):
            # The first visit ever is the server's affair too: told, not counted.
            fresh = 0.0 if phone else _arrival(started, server, address, phone)[0]
            found = [_arrival(started, server, address, phone) for _ in range(rounds)]
            picture = median(first for first, _, _ in found)
            live = median(there for _, there, _ in found)
            before = all(early for _, _, early in found)
            note = f"{'before' if before else 'AFTER'} Plotly"
            note += f"; live after {live:,.0f} ms" if live else ""
            note += f"; the first visit after the server's start: {fresh:,.0f} ms" if fresh else ""
            if phone:
                case = f"{address}, phone: slow 4G, 4 times slower"
                yield Row(FIRST, case, picture, None, "", "ms", None, "", None, note)
            else:
                yield within(FIRST, address, picture, _SOON, note=note)


def _arrival(started: Any, server: Server, address: str, phone: bool) -> tuple[float, float, bool]:
    """When the first picture and the live one are there, and whether the first came before Plotly.

    Nothing is in the browser's cache: its context is new.
    """
    size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
    context = started.new_context(viewport=size)
    page = context.new_page()
    if phone:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", _PHONE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(_WATCH)
    page.goto(f"http://127.0.0.1:{server.port}{address}", wait_until="domcontentloaded")
    lively = page.locator("#page-script").count() > 0
    if lively:
        page.wait_for_selector("html[data-ready=true]", state="attached", timeout=120_000)
    page.wait_for_timeout(300)
    told = page.evaluate("[window.firstPicture ?? NaN, window.live ?? 0, window.beforePlotly]")
    context.close()
    return told[0], told[1] if lively else 0.0, bool(told[2])
