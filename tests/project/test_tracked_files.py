"""No file of the project names a registry or a path of somebody's machine."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Spelled apart, so that this file does not find itself.
FOREIGN = re.compile(
    "|".join(
        [
            r"pypi" + r"\.org",
            r"pythonhosted" + r"\.org",
            r"npmjs" + r"\.(?:org|com)",
            r"deb\.debian" + r"\.org",
            r"archive\.ubuntu" + r"\.com",
            r"--(?:extra-)?index" + r"-url",
            r"--find" + r"-links",
            r"(?<![\w.])/(?:root|home|Users|work|opt)" + r"/\w",
        ]
    )
)


def files() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("not a checkout: there is no list of its files")
    return [ROOT / name for name in listing.stdout.decode().split("\0") if name]


def test_no_registry_and_no_machine_is_named() -> None:
    found = []
    for file in files():
        if not file.is_file():
            continue
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [f"{file.relative_to(ROOT)}: {hit[0]}" for hit in FOREIGN.finditer(text)]
    assert found == []


def test_the_pinned_versions_are_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("#")
    pin = re.compile(r"[a-z0-9-]+==[\w.]+( ; .+)?")
    assert [line for line in lines[1:] if not pin.fullmatch(line)] == []


def test_the_top_holds_nothing_unexpected() -> None:
    tops = {file.relative_to(ROOT).parts[0] for file in files()}
    assert tops <= {
        *("app", "templates", "static", "tests", "benchmarks", "deploy", "docs"),
        *("pyproject.toml", "constraints.txt", "Dockerfile", "gradscape"),
        *("README.md", "LICENSE", "CHANGELOG.md"),
        *(".ci", ".dockerignore", ".gitignore", ".gitattributes", ".editorconfig"),
    }


@pytest.mark.parametrize("script", ["gradscape", ".ci/run"])
def test_scripts_may_be_run(script: str) -> None:
    assert (ROOT / script).stat().st_mode & 0o111
