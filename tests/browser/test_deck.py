"""The example deck under reveal.js: fragments step the figures, print gives stills."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree
from socket import socket
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

ROOT = Path(__file__).parents[2]


def reveal() -> Path:
    """The folder of reveal.js in the package that carries it; nothing of it is imported."""
    spec = find_spec("pyreveal")
    assert spec is not None and spec.submodule_search_locations
    return Path(next(iter(spec.submodule_search_locations))) / "revealjs"


class Quiet(SimpleHTTPRequestHandler):
    """A plain server of files that writes no log."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, address: str) -> Path:
    """The deck as its README says to make it: reveal.js beside it, the site's address in it."""
    deck = tmp_path_factory.mktemp("deck")
    copytree(ROOT / "docs" / "deck", deck, dirs_exist_ok=True)
    (deck / "node_modules").mkdir(exist_ok=True)
    (deck / "node_modules" / "reveal.js").symlink_to(reveal(), target_is_directory=True)
    script = deck / "deck.js"
    text = script.read_text(encoding="utf-8")
    assert text.count("http://127.0.0.1:8000") == 1
    script.write_text(text.replace("http://127.0.0.1:8000", address), encoding="utf-8")
    return deck


@pytest.fixture(scope="session")
def elsewhere(folder: Path) -> Iterator[str]:
    """The address of a server that is not the site's, and has the deck."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def deck(contexts: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Open a deck; at the end it must have raised no error, nor may a figure have."""
    opened: list[Page] = []
    told: list[str] = []

    def make(url: str, **options: Any) -> Page:
        page = contexts(viewport={"width": 1280, "height": 720}, **options).new_page()
        page.on("console", lambda m: told.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        opened.append(page)
        page.goto(url)
        return page

    yield make
    for page in opened:
        page.close()
    # One test asks for a site that is not there.
    assert [each for each in told if "ERR_CONNECTION_REFUSED" not in each] == []


def figure(page: Page, index: int = 0) -> Frame:
    """A figure on the slide that is shown, once it is drawn."""
    handle = page.locator("section.present iframe").nth(index).element_handle()
    frame = handle.content_frame()
    assert frame is not None
    expect(frame.locator("html[data-ready=true]")).to_be_attached()
    return frame


def at(frame: Frame, step: int) -> None:
    expect(frame.locator("[data-stage]")).to_have_attribute("data-step", str(step))


@pytest.mark.parametrize("place", ["another site", "disk"])
def test_fragments_step_a_figure_forth_and_back(
    deck: Callable[..., Page], elsewhere: str, folder: Path, place: str
) -> None:
    page = deck(f"{folder.as_uri()}/ko.html#/1" if place == "disk" else f"{elsewhere}/en.html#/1")
    frame = figure(page)
    at(frame, 0)
    # The third one plays, and where motion is unwelcome that goes to the end at once.
    for key, step in (
        ("Right", 1),
        ("Right", 2),
        ("Right", 60),
        ("Left", 2),
        ("Left", 1),
        ("Left", 0),
    ):
        page.keyboard.press(f"Arrow{key}")
        at(frame, step)
    # Three figures on one slide follow one fragment.
    page.goto(f"{page.url.partition('#')[0]}#/4/0/1")
    for index in range(3):
        at(figure(page, index), 5)


def test_fragments_turn_a_knob_and_going_back_undoes_it(
    deck: Callable[..., Page], elsewhere: str
) -> None:
    page = deck(f"{elsewhere}/en.html#/3")
    said = figure(page).locator("[data-outcome]")
    first = said.inner_text()
    for kind in ("descending", "descending", "cycling", "diverged"):
        page.keyboard.press("ArrowRight")
        expect(said).to_have_attribute("data-outcome", kind)
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    expect(said).to_have_text(first)
    # A fragment that is shown when the slide is opened counts as well.
    page.goto(f"{elsewhere}/en.html#/3/0/3")
    page.reload()
    expect(figure(page).locator("[data-outcome]")).to_have_attribute("data-outcome", "diverged")


def test_a_figure_off_the_screen_rests_and_begins_anew(
    deck: Callable[..., Page], elsewhere: str
) -> None:
    page = deck(f"{elsewhere}/en.html#/2", reduced_motion="no-preference")
    frame = figure(page)
    at(frame, 0)
    page.keyboard.press("ArrowRight")
    player = frame.locator("[data-stage]")
    expect(player).to_contain_class("playing")
    expect(page.locator("section.present [data-gradscape-sentence]")).to_contain_text("60 steps")
    page.keyboard.press("ArrowRight")
    expect(page.locator("section.present h2")).to_have_text("Larger, and larger still")
    expect(player).not_to_contain_class("playing")
    page.keyboard.press("ArrowLeft")
    expect(player).to_contain_class("playing")
    page.keyboard.press("ArrowLeft")
    expect(player).not_to_contain_class("playing")
    at(frame, 0)


def test_print_shows_stills_of_the_same_moments(deck: Callable[..., Page], elsewhere: str) -> None:
    page = deck(f"{elsewhere}/ko.html?print-pdf")
    expect(page.locator(".pdf-page")).to_have_count(24)
    expect(page.locator("iframe")).to_have_count(0)
    stills = page.locator(".pdf-page img[data-gradscape]")
    told = stills.evaluate_all(
        """images => Promise.all(images.map(async (image) => {
          await image.decode();
          const {searchParams, pathname} = new URL(image.src);
          return [pathname, searchParams.get("learning_rate"), searchParams.get("step")];
        }))"""
    )
    run = "/ko/figures/descent.svg"
    assert told[:5] == [[run, "0.9", None]] + [[run, "0.9", step] for step in ("0", "1", "2", None)]
    assert [rate for _, rate, _ in told[7:12]] == ["0.1", "0.5", "0.95", "1", "1.05"]


def test_a_site_out_of_reach_is_said(deck: Callable[..., Page], tmp_path: Path) -> None:
    """A deck with its own copy of the script, and a site that is not there."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        gone = f"http://127.0.0.1:{free.getsockname()[1]}"
    (tmp_path / "reveal").symlink_to(reveal() / "dist", target_is_directory=True)
    script = (ROOT / "static" / "js" / "gradscape-reveal.js").read_text(encoding="utf-8")
    (tmp_path / "gradscape-reveal.js").write_text(script, encoding="utf-8")
    (tmp_path / "deck.html").write_text(
        f"""<!DOCTYPE html><html lang="ko"><meta charset="utf-8">
        <link rel="stylesheet" href="reveal/reveal.css">
        <div class="reveal"><div class="slides">
        <section><iframe data-gradscape="ko/embed/descent" title="경사하강법"></iframe></section>
        <section><iframe data-gradscape data-still="mark.svg"
          data-src="{gone}/ko/embed/descent"></iframe></section>
        </div></div>
        <script src="reveal/reveal.js"></script><script src="gradscape-reveal.js"></script>
        <script>Reveal.initialize({{
          plugins: [Gradscape], gradscape: {{site: "{gone}"}}}})</script>""",
        encoding="utf-8",
    )
    mark = (ROOT / "static" / "mark.svg").read_text(encoding="utf-8")
    (tmp_path / "mark.svg").write_text(mark, encoding="utf-8")
    page = deck(f"{(tmp_path / 'deck.html').as_uri()}")
    inside = "document.querySelector('section.present iframe').contentDocument"
    page.wait_for_function(f"{inside}?.querySelector('p')")
    told = page.evaluate(f"{inside}.body.innerText")
    assert told.startswith("경사하강법: 지금은 움직이는 그림에 연결할 수 없습니다.")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"{inside}?.querySelector('img')?.naturalWidth")
