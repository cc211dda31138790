"""The Dockerfile, read without an engine: all that it names is there."""

import ast
import importlib.util
import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from app.lessons import reading
from app.lessons.registry import FIGURES
from app.main import app
from app.serve import command_line
from app.web.assets import assets

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def read() -> list[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [
        (name, rest.strip())
        for name, _, rest in (line.partition(" ") for line in joined.splitlines() if line)
    ]


INSTRUCTIONS = read()


def of(name: str) -> list[str]:
    return [rest for instruction, rest in INSTRUCTIONS if instruction == name]


def words(name: str) -> list[str]:
    """The one instruction's command, in its JSON form."""
    (rest,) = of(name)
    command = json.loads(rest[rest.index("[") :])
    assert all(isinstance(word, str) for word in command)
    return [str(word) for word in command]


def test_the_base_is_a_slim_python_that_the_project_allows() -> None:
    scripts, base = of("FROM")
    assert re.fullmatch(r"node:\d+-slim AS plotly", scripts)
    version = re.fullmatch(r"python:3\.(\d+)-slim", base)
    assert version is not None
    assert PROJECT["requires-python"] == ">=3.11"
    assert int(version[1]) >= 11


def test_it_runs_as_a_user_without_rights() -> None:
    (user,) = of("USER")
    assert user not in ("root", "0")
    assert any(
        f"useradd --create-home --shell /usr/sbin/nologin {user}" in run for run in of("RUN")
    )
    names = [name for name, _ in INSTRUCTIONS]
    assert names.index("USER") > max(i for i, name in enumerate(names) if name == "COPY")


def test_every_copied_path_exists_and_is_let_in() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    assert "*" in ignored
    copied = [shlex.split(rest) for rest in of("COPY") if not rest.startswith("--from=")]
    sources = {source for *sources, _ in copied for source in sources}
    tops = {source.split("/")[0] for source in sources}
    files = {"pyproject.toml", "constraints.txt"}
    assert tops == {"app", "templates", "static", "deploy", *files}
    for source in sources:
        assert (ROOT / source).exists()
    assert {line[1:] for line in ignored if line.startswith("!")} == tops


def test_every_command_exists_in_the_image() -> None:
    commands = {
        shlex.split(part)[0] for run in of("RUN") for part in re.split(r"&&|;(?![^\"]*\")", run)
    }
    # Those of Debian's essential packages and of the Python image.
    assert commands <= {"apt-get", "rm", "useradd", "python", "pip", "npm"}


def test_the_small_scripts_of_plotly_know_what_the_figures_draw() -> None:
    folder = ROOT / "deploy" / "plotly"
    kinds = {
        name: set(each) for name, each in json.loads((folder / "kinds.json").read_text()).items()
    }
    flat, deep = set[str](), set[str]()
    for figure in FIGURES.values():
        experiment, _ = reading.read(figure.experiment, [], "en")
        drawn = figure.draw(experiment, "en", "light")
        (deep if "scene" in drawn["layout"] else flat).update(
            trace.get("type", "scatter") for trace in drawn["data"]
        )
    assert kinds == {"flat": flat, "deep": flat | deep}
    # The package's own script, which draws where there are no small ones, is of that version.
    package = json.loads((folder / "package.json").read_text())
    assert assets()["plotly"].name == f"plotly-{package['dependencies']['plotly.js']}.min.js"
    assert of("ENV") == ["GRADSCAPE_PLOTLY=/srv/gradscape/plotly"]
    assert "--from=plotly /plotly/made plotly" in of("COPY")


@pytest.mark.parametrize(
    "program",
    re.findall(r'python -c "([^"]+)"', "\n".join(of("RUN"))) + [words("HEALTHCHECK")[2]],
)
def test_its_short_programs_compile_and_their_modules_are_had(program: str) -> None:
    imports = [node for node in ast.walk(ast.parse(program)) if isinstance(node, ast.Import)]
    modules = [alias.name for node in imports for alias in node.names]
    assert modules
    assert [name for name in modules if importlib.util.find_spec(name) is None] == []


def test_it_installs_the_runtime_requirements_by_the_constraints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    (run,) = (run for run in of("RUN") if "pip install" in run)
    assert "-c constraints.txt -r /tmp/requirements.txt" in run
    program = re.search(r'python -c "([^"]+)" > /tmp/requirements.txt', run)
    assert program is not None
    exec(program[1], {})
    assert capsys.readouterr().out.splitlines() == PROJECT["dependencies"]
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    for requirement in PROJECT["dependencies"]:
        name = re.split(r"[><=]", requirement)[0]
        assert re.search(rf"^{name}==", pinned, flags=re.MULTILINE)


def test_it_brings_fonts_and_compiled_code() -> None:
    runs = "\n".join(of("RUN"))
    assert "fonts-noto-cjk" in runs and "fonts-dejavu-core" in runs
    assert "python -m compileall -q app" in runs


def test_the_server_starts_and_is_asked_where_it_listens() -> None:
    python, flag, module, *arguments = words("CMD")
    assert (python, flag) == ("python", "-m")
    assert importlib.util.find_spec(module) is not None
    options = command_line().parse_args(arguments)
    assert options.host == "0.0.0.0"
    assert of("EXPOSE") == [str(options.port)]
    asked = re.search(r"http://127\.0\.0\.1:(\d+)(/\w+)", words("HEALTHCHECK")[2])
    assert asked is not None
    assert asked[1] == str(options.port)
    assert asked[2] in app.openapi()["paths"]
