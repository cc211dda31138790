"""The Dockerfile, read without an engine: all that it names is there."""

import ast
import importlib.util
import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from app.main import app
from app.serve import command_line

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
    (base,) = of("FROM")
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
    sources = [source for rest in of("COPY") for source in shlex.split(rest)[:-1]]
    assert set(sources) == {"app", "templates", "static", "pyproject.toml", "constraints.txt"}
    for source in sources:
        assert (ROOT / source).exists()
        assert f"!{source}" in ignored
    assert {line[1:] for line in ignored if line.startswith("!")} == set(sources)


def test_every_command_exists_in_the_image() -> None:
    commands = {
        shlex.split(part)[0] for run in of("RUN") for part in re.split(r"&&|;(?![^\"]*\")", run)
    }
    # Those of Debian's essential packages and of the Python image.
    assert commands <= {"apt-get", "rm", "useradd", "python", "pip"}


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


def test_the_image_is_given_what_it_copies_and_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in lines
    let_in = {line.removeprefix("!") for line in lines if line.startswith("!")}
    copied = {source for copy in of("COPY") for source in shlex.split(copy)[:-1]}
    assert let_in == {source.split("/")[0] for source in copied if not source.startswith("--")}
