"""Every reader: Korean and English, phone and hall, light and dark, no script, no connection."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints, Opener

NewPage = Callable[..., Page]
PIN = "pinned=f%3Dbowl%26learning_rate%3D0.1"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
WIDE = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


def test_korean(descent: Opener) -> None:
    page = descent(lang="ko")
    expect(page.page.locator("html")).to_have_attribute("lang", "ko")
    expect(page.page.get_by_label("학습률", exact=True)).to_have_value("0.9")
    expect(page.verdict).to_contain_text("−0.80")
    page.type("learning_rate", "1.1")
    expect(page.verdict).to_contain_text("발산")


def test_the_language_switch_keeps_the_query_as_spelled(descent: Opener) -> None:
    page = descent("start=-7,%202&learning_rate=5e-1")
    page.page.keyboard.press("ArrowLeft")
    page.page.get_by_role("link", name="한국어").click()
    page.ready()
    assert page.page.url.endswith("/ko/descent?start=-7,%202&learning_rate=5e-1&step=59")


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_never_scrolls_sideways(descent: Opener, width: int) -> None:
    page = descent(lang="ko", viewport={"width": width, "height": 844}, has_touch=True)
    assert page.page.evaluate(WIDE) <= 0
    box = page.map.bounding_box()
    assert box is not None and box["x"] == 0 and box["width"] == width
    for mark in ("best", "edge"):
        label = page.page.locator(f"[data-mark={mark}]").bounding_box()
        assert label is not None and label["x"] >= 0 and label["x"] + label["width"] <= width
    slider = page.slider.bounding_box()
    assert slider is not None and slider["height"] >= 44
    assert slider["y"] + slider["height"] <= 844


def test_a_tap_sets_the_start_on_a_phone(descent: Opener) -> None:
    page = descent(**PHONE)
    page.page.touchscreen.tap(*page.on_map(0.75, 0.75))
    page.page.wait_for_function("() => location.search.includes('start')")


MARKS = """() => ["best", "edge"].map((m) => document.querySelector(`[data-mark=${m}]`))
  .map((node) => node.getBoundingClientRect())
  .every((box, _, [a, b]) => box.left >= 0 && box.right <= innerWidth
    && (a.right <= b.left || a.bottom <= b.top))"""


@pytest.mark.parametrize("f", ["bowl", "rosenbrock"])
def test_marks_never_meet(descent: Opener, f: str) -> None:
    page = descent(f"f={f}")
    for width in (320, 360, 390, 768, 1024, 1440, 1920):
        page.page.set_viewport_size({"width": width, "height": 900})
        page.page.wait_for_function(MARKS)


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_a_theme_can_be_asked_for(descent: Opener, theme: str) -> None:
    page = descent(f"theme={theme}")
    expect(page.page.locator("html")).to_have_attribute("data-theme", theme)


def test_without_a_theme_the_system_decides(descent: Opener) -> None:
    page = descent(color_scheme="dark")
    expect(page.page.locator("html")).to_have_attribute("data-theme", "dark")
    page.page.emulate_media(color_scheme="light")
    expect(page.page.locator("html")).to_have_attribute("data-theme", "light")
    page.rest()


def test_the_hall_sees_verdict_map_and_slider_alone(descent: Opener) -> None:
    page = descent("theme=projector", lang="ko", viewport={"width": 1920, "height": 1080})
    expect(page.page.locator("#settings")).to_be_hidden()
    bottom = page.page.locator("#track").bounding_box()
    assert bottom is not None and bottom["y"] + bottom["height"] <= 1080
    size = page.page.locator("html").evaluate("node => getComputedStyle(node).fontSize")
    assert float(size.removesuffix("px")) == pytest.approx(1.4 * 16)
    page.page.keyboard.press("c")
    expect(page.page.locator("#settings")).to_be_visible()


@pytest.mark.parametrize(
    ("theme", "width", "height"),
    [
        ("projector", 1920, 1080),
        ("projector", 1366, 768),
        ("projector", 1280, 720),
        ("light", 1440, 900),
    ],
)
def test_map_and_slider_fit_the_screen_and_no_sentence_moves_them(
    descent: Opener, theme: str, width: int, height: int
) -> None:
    size = {"width": width, "height": height}
    for lang in ("en", "ko"):
        tops = set()
        for query in ("", "learning_rate=1.1", "f=goldstein_price", f"learning_rate=1&{PIN}"):
            page = descent(f"theme={theme}&{query}", lang=lang, viewport=size)
            track = page.page.locator("#track").bounding_box()
            assert track is not None and track["y"] + track["height"] <= height
            top = page.map.bounding_box()
            assert top is not None
            if PIN not in query:
                tops.add(round(top["y"]))
            page.page.close()
        assert len(tops) == 1


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_without_a_script_the_page_is_a_form(new_page: NewPage, lang: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"/{lang}/descent")
    still = page.locator("main .first")
    expect(still).to_be_visible()
    expect(still.locator(".run path").first).to_be_visible()
    expect(page.locator("[data-player]")).to_be_hidden()
    page.locator("[name=learning_rate]").fill("1.1")
    page.locator("button[type=submit]").first.click()
    expect(page.locator("[data-outcome]")).to_have_attribute("data-outcome", "diverged")
    page.locator("[name=f]").fill("x +* y")
    page.locator("button[type=submit]").first.click()
    expect(page.locator("[name=f]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#problem-f")).to_be_visible()
    page.locator("#steps-table summary").click()
    expect(page.locator("#steps tbody tr")).to_have_count(61)


@pytest.mark.parametrize(
    ("lang", "scheme", "path"),
    [
        ("en", "light", ""),
        ("ko", "dark", "functions"),
        ("en", "dark", "descent"),
        ("ko", "light", "descent"),
        ("en", "light", "descent?f=x%20%2B*&learning_rate=2"),
        ("ko", "dark", "descent?optimizer=adam&gradient=numerical"),
        ("ko", "light", "descent?theme=projector"),
        ("en", "dark", "descent?pinned=f%3Dbowl%26learning_rate%3D0.1"),
        ("ko", "light", "descent?predict=1"),
    ],
)
def test_axe_finds_nothing(new_page: NewPage, lang: str, scheme: Any, path: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(f"/{lang}/{path}", wait_until="domcontentloaded")
    if path.startswith("descent"):
        page.locator("html[data-ready]").wait_for(state="attached")
        page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_lost_connection_says_so_and_recovers(descent: Opener, complaints: Complaints) -> None:
    complaints.expected.append("ERR_INTERNET_DISCONNECTED")
    page = descent(programs=False)
    path = page.drawn()
    page.page.context.set_offline(True)
    page.rate.fill("0.3137")
    page.rate.press("Enter")
    expect(page.page.locator("#lost")).to_be_visible()
    assert page.drawn() == path
    page.page.keyboard.press("Tab")
    page.page.context.set_offline(False)
    expect(page.page.locator("#lost")).to_be_hidden()
    expect(page.path).not_to_have_attribute("d", path)
    page.rest()
    assert page.search() == "?learning_rate=0.3137"


def test_slow_work_shows(descent: Opener) -> None:
    page = descent(programs=False)
    held: list[Any] = []
    page.page.route("**/descent.json*", lambda route: held.append(route))
    page.rate.fill("0.3")
    page.rate.press("Enter")
    expect(page.page.locator("main")).to_have_attribute("aria-busy", "true")
    expect(page.page.locator("#progress")).to_be_visible()
    held.pop().continue_()
    expect(page.page.locator("#progress")).to_be_hidden()
    page.rest()


def test_the_latest_request_wins(descent: Opener) -> None:
    page = descent(programs=False)
    held: list[Any] = []
    page.page.route("**/descent.json*learning_rate=0.2*", lambda route: held.append(route))
    page.rate.fill("0.2")
    page.rate.press("Enter")
    page.page.wait_for_function("() => document.querySelector('main').ariaBusy === 'true'")
    page.type("learning_rate", "0.5")
    expect(page.verdict).to_contain_text("0.95")
    for route in held:
        route.abort()
    assert page.search() == "?learning_rate=0.5"


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_contents_lead_to_the_descent(new_page: NewPage, lang: str) -> None:
    page = new_page()
    page.goto(f"/{lang}/", wait_until="domcontentloaded")
    expect(page.locator(".gallery li")).not_to_have_count(0)
    page.locator(".hero").click()
    page.locator("html[data-ready]").wait_for(state="attached")
    expect(page.locator("[data-outcome]")).to_be_visible()
