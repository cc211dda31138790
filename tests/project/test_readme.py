"""What the README promises: its links open, its commands exist, its example is sound."""

import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import anyio
import httpx
import pytest

from app.catalogue.functions import FUNCTIONS, FunctionEntry
from app.core.objective import objective
from app.main import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
LINKS = sorted(set(re.findall(r"http://127\.0\.0\.1:8000(/[^\s)>'`]*)", README)))
COMMANDS = [
    line.partition("#")[0].strip()
    for language, text in BLOCKS
    if language == "sh"
    for line in text.splitlines()
]


def get(path: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1:8000", follow_redirects=True
        ) as client:
            return await client.get(path)

    return anyio.run(ask)


@pytest.mark.parametrize("link", LINKS)
def test_a_link_opens(link: str) -> None:
    answer = get(link)
    assert answer.status_code == 200
    path, query = urlsplit(link).path, urlsplit(link).query
    if path.endswith("/descent") and not path.startswith("/api"):
        view = get(f"{path}.json?{query}").json()
        assert view["problems"] == []


def test_three_links_open_the_descent_page() -> None:
    section = README.partition("## Three links")[2].partition("\n## ")[0]
    assert section.count("](http://127.0.0.1:8000/en/descent?") == 3


def test_the_frozen_run_is_as_told() -> None:
    link = next(link for link in LINKS if "gradient=numerical&h" in link)
    numerical = get(link.replace("/en/descent", "/en/descent.json")).json()
    assert numerical["run"]["outcome"]["kind"] == "frozen"
    exact = link.replace("/en/descent", "/en/descent.json").replace("numerical", "exact")
    assert get(exact).json()["run"]["outcome"]["kind"] == "diverged"


def test_files_that_it_names_exist() -> None:
    names = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    names += re.findall(r"`((?:app|static|templates|tests|docs)/[\w./]*)`", README)
    names += re.findall(r"`(\w+\.(?:toml|txt|md)|Dockerfile|LICENSE)`", README)
    assert {name for name in names if not (ROOT / name).exists()} == set()


def test_its_picture_is_a_picture() -> None:
    name = re.search(r"!\[.+\]\((.+)\)", README)
    assert name is not None
    assert (ROOT / name[1]).read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


def test_its_commands_are_commands() -> None:
    usage = subprocess.run(
        ["sh", ROOT / "gradscape", "help"], capture_output=True, text=True, check=True
    ).stdout
    known = set(re.findall(r"^  \./gradscape (\w+)", usage, flags=re.MULTILINE))
    assert known == {"serve", "test", "bench", "lint", "lock", "help"}
    used = set(re.findall(r"\./gradscape (\w+)", README))
    assert {"serve", "test"} <= used <= known
    assert {command.split()[0] for command in COMMANDS} <= {"./gradscape", "curl", "docker"}


def test_its_function_could_stand_in_the_catalogue() -> None:
    text = next(text for language, text in BLOCKS if language == "python")
    entry: FunctionEntry = eval(text, {"FunctionEntry": FunctionEntry})
    assert entry.name not in FUNCTIONS
    assert set(entry.title) == set(entry.note) == {"en", "ko"}
    loss = objective(entry.expression)
    for *place, value in entry.minima:
        assert loss.value_at(*place) == pytest.approx(value, abs=1e-9)
        assert loss.gradient_at(*place) == pytest.approx((0.0, 0.0), abs=1e-9)
    # What its note says: 60 steps from here end at the upper minimum, mirrored at the lower one.
    for (x, y), (*place, _) in zip(
        [entry.start, (entry.start[0], -entry.start[1])], entry.minima, strict=True
    ):
        for _ in range(60):
            slope = loss.gradient_at(x, y)
            x, y = x - entry.learning_rate * slope[0], y - entry.learning_rate * slope[1]
        assert (x, y) == pytest.approx(place, abs=1e-2)
