"""Docs, files, the way in, what robots read, and addresses where nothing is."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import brotli
import httpx
import pytest

from app.catalogue.functions import FUNCTIONS
from app.lessons.registry import LESSONS
from app.web import assets
from app.web.api.reference import pretty, shortened
from app.web.assets import asset_url, static_url

pytestmark = pytest.mark.anyio

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("lang", ["ko", "en"])
async def test_the_docs_show_every_endpoint_and_nothing_from_elsewhere(
    client: httpx.AsyncClient, lang: str
) -> None:
    document = (await client.get("/openapi.json")).json()
    page = await client.get(f"/api/docs?lang={lang}")
    assert page.status_code == 200
    assert f'<html lang="{lang}"' in page.text
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert f'id="{operation["operationId"]}"' in page.text
        assert path in page.text
    linked = re.findall(r'(?:src|href)="([^"#]+)', page.text)
    assert all(each.startswith("/") and not each.startswith("//") for each in linked)
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|style=", page.text)
    assert page.headers["content-security-policy"].endswith("frame-ancestors 'self'")
    for each in set(linked):
        local = each.replace("&amp;", "&")
        assert (await client.get(local, follow_redirects=True)).status_code == 200, each


async def test_the_docs_follow_the_browser_unless_told(client: httpx.AsyncClient) -> None:
    korean = await client.get("/api/docs", headers={"accept-language": "ko-KR,en;q=0.5"})
    assert '<html lang="ko"' in korean.text
    assert "Accept-Language" in korean.headers["vary"]
    english = await client.get("/api/docs?lang=en", headers={"accept-language": "ko"})
    assert '<html lang="en"' in english.text
    assert (await client.get("/api/docs?theme=dark")).text.count('data-theme="dark"') == 1


def test_an_answer_is_shortened_and_stays_readable() -> None:
    value = {"points": [[0.1, 2.0]] * 9, "sentence": "a" * 200, "none": None}
    text = pretty(shortened(value))
    assert text.count("[0.1, 2.0]") == 3
    assert "…" in text
    assert max(map(len, text.splitlines())) <= 130


@pytest.mark.parametrize(
    "header, place",
    [
        ("ko-KR,ko;q=0.9,en;q=0.8", "/ko/"),
        ("en-US,en;q=0.9,ko;q=0.8", "/en/"),
        ("fr;q=0.9, ko;q=0.5, en;q=0.4", "/ko/"),
        ("de", "/en/"),
        ("", "/en/"),
    ],
)
async def test_the_door_leads_to_a_language(
    client: httpx.AsyncClient, header: str, place: str
) -> None:
    answer = await client.get("/", headers={"accept-language": header})
    assert answer.status_code in (302, 307)
    assert answer.headers["location"] == place
    assert "Accept-Language" in answer.headers["vary"]


@pytest.mark.parametrize(
    "path, lang", [("/ko/nothing/here", "ko"), ("/en/nothing/here", "en"), ("/nothing", "en")]
)
async def test_a_browser_gets_a_page_where_nothing_is(
    client: httpx.AsyncClient, path: str, lang: str
) -> None:
    page = await client.get(path, headers=HTML)
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert f'<html lang="{lang}"' in page.text
    assert "frame-ancestors 'self'" in page.headers["content-security-policy"]
    script = await client.get(path)
    assert script.status_code == 404
    assert script.json()["detail"].endswith(".")


@pytest.mark.parametrize(
    "path", ["/api/nothing", "/api/", "/api", "/static/nothing.js", "/assets/x"]
)
async def test_a_program_gets_json_where_nothing_is(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path, headers=HTML)
    assert answer.status_code == 404
    assert answer.json()["detail"].endswith(".")
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_robots_and_the_map_of_the_site(client: httpx.AsyncClient) -> None:
    robots = await client.get("/robots.txt")
    assert "Sitemap: http://gradscape.test/sitemap.xml" in robots.text.splitlines()
    sitemap = await client.get("/sitemap.xml")
    assert sitemap.headers["content-type"].startswith("application/xml")
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    places = [each.text or "" for each in ElementTree.fromstring(sitemap.text).iter(name)]
    assert len(places) == len(set(places)) == 2 * (3 + len(LESSONS) + len(FUNCTIONS))
    for place in places:
        assert (await client.get(place)).status_code == 200, place


async def test_our_own_files(client: httpx.AsyncClient) -> None:
    address = static_url("mark.svg")
    assert re.fullmatch(r"/static/mark\.svg\?v=[0-9a-f]{12}", address)
    held = await client.get(address)
    assert held.status_code == 200
    assert "immutable" in held.headers["cache-control"]
    assert held.headers["access-control-allow-origin"] == "*"
    for other in ("/static/mark.svg", "/static/mark.svg?v=old"):
        answer = await client.get(other)
        assert (answer.content, answer.headers["cache-control"]) == (held.content, "no-cache")
        short = await client.get(other, headers={"if-none-match": answer.headers["etag"]})
        assert short.status_code == 304
    assert static_url("css/nothing.css") == "/static/css/nothing.css"
    assert (await client.get("/favicon.svg")).headers["content-type"].startswith("image/svg+xml")


@pytest.mark.parametrize(
    "path",
    [
        "%2e%2e/pyproject.toml",
        "css/%2e%2e/%2e%2e/pyproject.toml",
        "%2e%2e%2fpyproject.toml",
        "/etc/passwd",
        "%2fetc/passwd",
        "css",
        "",
        "%00",
        ".hidden",
        "a" * 5000,
    ],
)
async def test_no_file_but_ours(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(f"/static/{path}")).status_code == 404


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk cache of this test alone, and assets that have nothing in memory."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assets.assets.cache_clear()
    yield tmp_path / "gradscape"
    assets.assets.cache_clear()


async def test_a_package_asset_is_packed_once_and_kept_on_disk(
    client: httpx.AsyncClient, cache: Path
) -> None:
    address = asset_url("math-font")
    plain = await client.get(address)
    assert plain.headers["content-type"] == "font/ttf"
    assert "immutable" in plain.headers["cache-control"]
    assert plain.headers["access-control-allow-origin"] == "*"
    packed = await client.get(address, headers={"accept-encoding": "br"})
    assert packed.headers["content-encoding"] == "br"
    assert packed.content == plain.content
    (copy,) = cache.glob("*.br")
    assert brotli.decompress(copy.read_bytes()) == plain.content
    assets.assets.cache_clear()
    copy.write_bytes(brotli.compress(b"what lies on disk is used", quality=1))
    again = await client.get(address, headers={"accept-encoding": "br"})
    assert again.content == b"what lies on disk is used"
    for tag in (plain.headers["etag"], packed.headers["etag"]):
        short = await client.get(address, headers={"if-none-match": tag})
        assert short.status_code == 304


async def test_plotly_is_named_by_its_version(client: httpx.AsyncClient) -> None:
    address = asset_url("plotly")
    assert re.fullmatch(r"/assets/plotly-\d+\.\d+\.\d+\.min\.js", address)
    answer = await client.get(address)
    assert answer.headers["content-type"].startswith("text/javascript")
    assert b"plotly.js v" in answer.content[:100]
    assert (await client.get("/assets/plotly-0.0.0.min.js")).status_code == 404


def test_a_disk_that_refuses_is_no_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    source = tmp_path / "script.js"
    source.write_text("let rate = 0.1;" * 50)
    packed = assets.Asset(source, "script.js", "text/javascript").packed("br")
    assert brotli.decompress(packed) == source.read_bytes()


def test_nothing_heavy_is_imported_at_the_start() -> None:
    heavy = ("matplotlib", "plotly", "sympy", "scipy", "PIL", "ziamath")
    program = f"import sys, app.main; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
