"""A real Chromium before the real server; a page that complains fails its test."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.descent_page import DescentPage

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
]


def chromium() -> str:
    """The browser on this machine: the one that is named, or the first that is found."""
    named = os.environ.get("GRADSCAPE_CHROMIUM")
    found = named or next((path for name in NAMES if (path := which(name))), None)
    if found is None:
        pytest.fail("No Chromium here: install one, or name it in GRADSCAPE_CHROMIUM.")
    return found


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    command = [sys.executable, "-m", "uvicorn", "app.main:app", "--port", "0", "--no-access-log"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        told = ""
        for line in server.stderr:
            told += line
            if found := re.search(r"running on (http://\S+)", line):
                break
        else:
            pytest.fail(f"The server did not start:\n{told}")
        # Its later words are thrown away, so that the pipe can never fill and stop it.
        drain = subprocess.Popen(["cat"], stdin=server.stderr, stdout=subprocess.DEVNULL)
        yield found[1]
        server.terminate()
        server.wait()
        drain.wait()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield launched
        launched.close()


class Complaints:
    """What a page said against itself; ``expected`` holds what a test provokes on purpose."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.told: list[str] = []
        self.expected: list[str] = []

    def listen(self, page: Page) -> None:
        page.on("console", lambda m: self.told.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.told.append(f"uncaught: {error}"))
        page.on("request", lambda r: self._origin(r.url))

    def _origin(self, url: str) -> None:
        if not url.startswith((self.address + "/", "data:", "blob:")):
            self.told.append(f"request to another origin: {url}")

    def rest(self) -> list[str]:
        return [said for said in self.told if not any(part in said for part in self.expected)]


Opener = Callable[..., DescentPage]


@pytest.fixture
def complaints(address: str) -> Complaints:
    return Complaints(address)


@pytest.fixture(scope="session")
def contexts(browser: Browser, address: str) -> Iterator[Callable[..., BrowserContext]]:
    """One context for each set of options: the site keeps no cookie, so only caches are shared.

    ``alone`` names a context that no other test shares: whoever stops Playwright's clock stops it
    for every page of its context, those of later tests too.
    """
    made: dict[str, BrowserContext] = {}

    def context(alone: str = "", **options: Any) -> BrowserContext:
        options.setdefault("viewport", {"width": 1440, "height": 940})
        options.setdefault("reduced_motion", "reduce")
        name = alone + repr(sorted(options.items()))
        if name not in made:
            made[name] = browser.new_context(base_url=address, **options)
            made[name].set_default_timeout(15_000)
        return made[name]

    yield context
    for each in made.values():
        each.close()


@pytest.fixture
def new_page(
    contexts: Callable[..., BrowserContext], complaints: Complaints
) -> Iterator[Callable[..., Page]]:
    """Open pages; at the end none may have complained or kept a cookie."""
    opened: list[Page] = []

    def make(**options: Any) -> Page:
        page = contexts(**options).new_page()
        complaints.listen(page)
        opened.append(page)
        return page

    yield make
    for page in opened:
        # A test that fails while offline must not take the others with it.
        page.context.set_offline(False)
        assert page.context.cookies() == []
        page.close()
    assert complaints.rest() == []


@pytest.fixture
def descent(new_page: Callable[..., Page]) -> Opener:
    """Open the descent page: ``descent("learning_rate=1.1", lang="ko", viewport=…)``.

    ``programs=False``: those that would compute in the page are on their way for ever.
    """

    def make(
        query: str = "", lang: str = "en", *, programs: bool = True, **options: Any
    ) -> DescentPage:
        page = new_page(**options)
        if not programs:
            page.route("**/api/kernel.js*", lambda route: None)
        return DescentPage(page).open(query, lang)

    return make
