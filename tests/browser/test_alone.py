"""The file that stands alone, opened from disk without a network, as in a hall without one."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Browser, Page, expect

from app.forms.form import Asked
from app.forms.html import FORM
from app.forms.standalone.bundle import SCRIPTS, Unbundled, bundle
from app.lessons.reading import read
from app.lessons.registry import FIGURES

SITE = "https://gradscape.example"
FIELD = "input[name=learning_rate]"
SLIDER = "[data-slider=learning_rate]"

PATH = """() => {
  const { _fullData, layout } = document.querySelector(".drawing");
  const { x, y } = _fullData[layout.meta.moves[0].along];
  return [Array.from(x), Array.from(y)];
}"""

Alone = Callable[..., Page]


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str, str], Path]:
    """Each file once: ``files("descent", "learning_rate=0.5", "ko")``."""
    folder = tmp_path_factory.mktemp("files")

    def made(name: str, query: str, lang: str) -> Path:
        path = folder / f"{name}-{lang}-{len(query)}.html"
        if not path.exists():
            entry, items = FIGURES[name], parse_qsl(query)
            experiment, problems = read(entry.experiment, items, lang)
            assert not problems
            path.write_bytes(FORM.make(Asked(entry, experiment, tuple(items), lang, site=SITE)))
        return path

    return made


@pytest.fixture
def alone(browser: Browser, files: Callable[[str, str, str], Path]) -> Iterator[Alone]:
    """Open a file, offline; at the end it must have asked for nothing and complained of nothing."""
    told: list[str] = []
    opened: list[Page] = []

    def make(name: str, query: str = "", lang: str = "en", **options: Any) -> Page:
        options = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"} | options
        page = browser.new_context(offline=True, **options).new_page()
        opened.append(page)
        address = files(name, query, lang).as_uri()
        page.on("console", lambda m: told.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: told.append(f"uncaught: {error}"))
        page.on("request", lambda r: told.append(r.url[:100]) if _asks(r.url, address) else None)
        page.goto(address)
        if options.get("java_script_enabled", True):
            page.wait_for_selector("html[data-ready]")
        return page

    yield make
    for page in opened:
        page.context.close()
    assert told == []


def _asks(url: str, address: str) -> bool:
    return url != address and not url.startswith(("data:", "blob:"))


def path_of(page: Page) -> list[list[float]]:
    """The points of the run in the picture, x and y."""
    found: list[list[float]] = page.evaluate(PATH)
    return found


def test_the_slider_moves_the_path_and_the_words(alone: Alone) -> None:
    page = alone("descent", "learning_rate=0.95&steps=30")
    headline = page.locator(".said")
    x, y = path_of(page)
    assert x == pytest.approx([-7 * 0.905**k for k in range(31)])
    assert y == pytest.approx([2 * (-0.9) ** k for k in range(31)])
    before = headline.inner_text()
    page.locator(SLIDER).focus()
    page.keyboard.press("Home")
    expect(page.locator(FIELD)).to_have_value("0.005")
    expect(headline).not_to_have_text(before)
    page.wait_for_function(
        """() => {
          const { _fullData, layout } = document.querySelector(".drawing");
          return Math.abs(_fullData[layout.meta.moves[0].along].x[1] + 7 * (1 - 0.0005)) < 1e-9;
        }"""
    )
    live = f"{SITE}/en/descent?learning_rate=0.005&steps=30"
    expect(page.locator("a[data-page]").first).to_have_attribute("href", live)
    expect(page.locator("#citation")).to_contain_text(live)
    page.get_by_role("button", name="edge").click()
    expect(page.locator(FIELD)).to_have_value("1")
    expect(page.locator("[data-outcome]")).to_have_attribute("data-outcome", "cycling")


def test_any_value_is_computed_in_the_file(alone: Alone) -> None:
    page = alone("descent", "learning_rate=0.95&steps=30")
    field = page.locator(FIELD)
    field.fill("0.9501")
    field.press("Enter")
    page.wait_for_function(
        """() => {
          const { _fullData, layout } = document.querySelector(".drawing");
          return Math.abs(_fullData[layout.meta.moves[0].along].x[1] + 7 * (1 - 0.09501)) < 1e-12;
        }"""
    )
    expect(page.locator(".sketch")).to_have_count(0)
    field.fill("a lot")
    field.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#problem-learning_rate")).to_have_text(re.compile("cannot compute a lot"))
    assert path_of(page)[0][1] == pytest.approx(-7 * 0.90499)
    start = page.locator("input[name=start]")
    start.fill("1,1")
    start.press("Enter")
    page.wait_for_function(f"({PATH})()[0][0] === 1")


def test_a_value_between_the_stops_shows_the_nearest_and_says_so(alone: Alone) -> None:
    page = alone("losses", "p=0.5")
    field = page.locator("input[name=p]")
    field.fill("0.50001")
    field.press("Enter")
    expect(field).to_have_value("0.5")
    expect(page.locator("[data-notices]")).to_have_text(re.compile("0.50001 .* nearest is 0.5"))
    field.fill("a lot")
    field.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#problem-p")).to_have_text(re.compile("from 0 to 1"))


def test_keys_and_player_move_the_clock(alone: Alone) -> None:
    page = alone("descent", "learning_rate=0.95&steps=30")
    player = page.locator("[data-player]")
    for key, step in (
        ("Home", 0),
        ("ArrowRight", 1),
        ("PageDown", 2),
        ("ArrowLeft", 1),
        ("End", 30),
    ):
        page.keyboard.press(key)
        expect(player).to_have_attribute("data-step", str(step))
    player.get_by_role("button", name="back").click()
    expect(player).to_have_attribute("data-step", "29")
    expect(page.locator("a[data-page]").first).to_have_attribute("href", re.compile("step=29$"))
    # The part so far, the marker, the halo; while the clock moves they are sketched.
    page.wait_for_function(
        """() => {
          const { _fullData, layout } = document.querySelector(".drawing");
          const lengths = layout.meta.moves.map(({ trace }) => _fullData[trace].x.length);
          return lengths.join() === "30,1,30";
        }"""
    )
    page.locator("h1").click()
    page.keyboard.press("Space")
    expect(player).to_have_attribute("data-step", "30")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_the_theme_is_switched_in_the_file(alone: Alone) -> None:
    page = alone("descent", "learning_rate=0.95&steps=30")
    page.keyboard.press("Home")
    colour = "getComputedStyle(document.body).backgroundColor"
    ink = "document.querySelector('.drawing')._fullLayout.font.color"
    light = (page.evaluate(colour), page.evaluate(ink))
    page.get_by_role("button", name="Dark").click()
    page.wait_for_function(f"{ink} !== '{light[1]}'")
    assert page.evaluate(colour) != light[0]
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-player]")).to_have_attribute("data-step", "0")
    page.get_by_role("button", name="Projector").click()
    page.wait_for_function(f"{ink} === '#000000'")


def test_a_choice_is_turned_and_nothing_leaves_a_phone(alone: Alone) -> None:
    phone = {"width": 390, "height": 844}
    page = alone("preprocessing-race", lang="ko", viewport=phone)
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    before = page.locator(".said").inner_text()
    page.locator("select[name=normalisation]").select_option("whitened")
    expect(page.locator(".said")).not_to_have_text(before)
    assert page.evaluate("document.documentElement.scrollWidth") == phone["width"]


def test_without_scripts_there_is_the_still_and_the_words(alone: Alone) -> None:
    page = alone("descent", "learning_rate=0.95&steps=30", java_script_enabled=False)
    image = page.locator("img.drawn-once")
    expect(image).to_be_visible()
    box = image.bounding_box()
    assert box and box["width"] > 600 and box["height"] > 300
    expect(page.locator(".said")).to_be_visible()
    expect(page.locator("#citation")).to_contain_text("CC BY 4.0")
    expect(page.locator("#copy")).to_be_hidden()


def test_the_served_file_keeps_its_own_policy(new_page: Callable[..., Page]) -> None:
    page = new_page()
    answer = page.goto("/en/figures/output-gradient.html", wait_until="commit")
    page.wait_for_selector("html[data-ready]")
    assert answer is not None and "sha256-" in answer.headers["content-security-policy"]
    # A notebook shows it in a frame, from wherever it is opened.
    assert "frame-ancestors" not in answer.headers["content-security-policy"]
    assert page.evaluate("document.querySelector('.drawing').data.length") > 0


def test_every_module_that_is_bundled_is_a_script(browser: Browser) -> None:
    page = browser.new_page()
    parse = "s => { try { new Function(s); } catch (e) { return String(e); } }"
    for path in sorted(SCRIPTS.glob("*.js")):
        try:
            script = bundle(path.stem)
        except Unbundled:
            continue
        told = page.evaluate(parse, script)
        assert told is None, f"{path.stem}: {told}"
    page.close()
