"""Imports go down only: the contracts of pyproject.toml hold, and would notice a breach."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = """
from importlinter.cli import lint_imports
raise SystemExit(lint_imports("pyproject.toml", no_cache=True, no_logo=True))
"""


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT], cwd=folder, capture_output=True, text=True, check=False
    )


def test_imports_go_down_only() -> None:
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("core", "import app.catalogue"),
        ("core", "import plotly"),
        ("catalogue", "from app import lessons"),
        ("lessons", "import matplotlib"),
        ("forms", "import app.web"),
        ("web", "import sympy"),
    ],
)
def test_a_breach_is_noticed(where: str, line: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for floor in ("", "core", "catalogue", "lessons", "forms", "web"):
        package = tmp_path / "app" / floor
        package.mkdir()
        (package / "__init__.py").touch()
    for module in ("main.py", "serve.py"):
        (tmp_path / "app" / module).touch()
    assert lint(tmp_path).returncode == 0
    (tmp_path / "app" / where / "breach.py").write_text(f"{line}\n", encoding="utf-8")
    assert "BROKEN" in lint(tmp_path).stdout


def test_every_folder_of_the_app_has_a_floor(tmp_path: Path) -> None:
    test_a_breach_is_noticed("core", "import numpy\nimport app.web", tmp_path)
    (tmp_path / "app" / "core" / "breach.py").unlink()
    (tmp_path / "app" / "cellar.py").touch()
    assert lint(tmp_path).returncode != 0
