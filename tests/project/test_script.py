"""The script `gradscape`, run in a folder of its own with a stand-in for Python.

The stand-in writes down what it is asked, makes an "environment" that is a copy of itself, and
leaves everything that is not venv, pip or the server to the real Python. So nothing is installed
and nothing is fetched.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PYTHON = f"""#!/bin/sh
[ "$1" != -m ] || echo "$*" >>"$LOG"
case "$*" in
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
    "-m pip "*torch) exit "${{TORCH_ENDS:-0}}" ;;
    "-m pip "*) exit "${{PIP_ENDS:-0}}" ;;
    "-m app.serve"*) echo "serving in $PWD" ;;
    "-m mypy"*) exit "${{MYPY_ENDS:-0}}" ;;
    "-m pytest tests/browser --ignore"*) exit "${{BROWSER_ENDS:-0}}" ;;
    "-m pytest -p"*) exit "${{OTHERS_END:-0}}" ;;
    "-m "*) ;;
    *) exec {sys.executable} "$@" ;;
esac
"""

PROJECT = """
[project]
name = "gradscape"
dependencies = ["numpy"]
[project.optional-dependencies]
test = ["pytest"]
bench = ["torch", "dash"]
"""


class House:
    """A folder with the script in it, and a PATH of stand-ins."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "the house"
        self.tools = folder / "tools"
        self.log = folder / "log"
        for made in (self.root, self.tools):
            made.mkdir()
        shutil.copy(ROOT / "gradscape", self.root)
        self.write("pyproject.toml", PROJECT)
        self.write("constraints.txt", "numpy==2.0\n")
        self.tool("python3", PYTHON)
        for name in "sh dirname readlink cat cmp mkdir mktemp nice cp mv rm".split():
            program = shutil.which(name)
            assert program is not None
            (self.tools / name).symlink_to(program)
        self.tool("chromium", "#!/bin/sh\n")
        self.person(1000)

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text, encoding="utf-8")

    def tool(self, name: str, text: str) -> Path:
        path = self.tools / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
        return path

    def person(self, number: int) -> None:
        self.tool("id", f"#!/bin/sh\necho {number}\n")

    def debian(self, *packages: str) -> None:
        """A Debian that has these packages; apt-get writes down what it is asked to install."""
        has = "|".join(packages) or "-"
        self.tool(
            "dpkg",
            f"#!/bin/sh\ncase $2 in {has}) ;; *) exit 1 ;; esac\n"
            'echo "Status: install ok installed"\n',
        )
        self.tool("apt-get", '#!/bin/sh\necho "apt-get $*" >>"$LOG"\n')

    def run(
        self, *arguments: str, shell: str = "sh", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        self.log.write_text("", encoding="utf-8")
        program = shutil.which(shell)
        assert program is not None
        return subprocess.run(
            [program, str(self.root / "gradscape"), *arguments],
            cwd=self.tools.parent,
            env={"PATH": str(self.tools), "LOG": str(self.log), **environment},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    @property
    def asked(self) -> list[str]:
        """What the stand-in was asked to run, by name."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [" ".join(line.split()[:2]) for line in lines]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


SHELLS = [shell for shell in ("sh", "dash", "bash", "ksh") if shutil.which(shell)]
SETUP = ["-m venv", "-m pip"]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_first_start_sets_up_and_the_second_only_serves(house: House, shell: str) -> None:
    first = house.run("serve", "--port", "8001", shell=shell)
    assert (first.returncode, first.stderr) == (0, "")
    assert f"serving in {house.root}" in first.stdout
    assert house.asked == [*SETUP, "-m app.serve"]
    second = house.run("serve", "--port", "8001", shell=shell)
    assert second.stdout == f"serving in {house.root}\n"
    assert "-m app.serve --port 8001" in house.log.read_text(encoding="utf-8")
    assert house.asked == ["-m app.serve"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("constraints.txt", "numpy==2.1\n"),
        ("pyproject.toml", PROJECT.replace("numpy", "scipy")),
    ],
)
def test_a_changed_list_sets_up_anew(house: House, name: str, text: str) -> None:
    house.run("serve")
    house.write(name, text)
    assert house.run("serve").returncode == 0
    assert house.asked == [*SETUP, "-m app.serve"]


def test_a_changed_setting_of_a_tool_does_not(house: House) -> None:
    house.run("serve")
    house.write("pyproject.toml", PROJECT + "[tool.ruff]\nline-length = 100\n")
    house.run("serve")
    assert house.asked == ["-m app.serve"]


def test_a_setup_that_stopped_halfway_is_not_trusted(house: House) -> None:
    stopped = house.run("serve", PIP_ENDS="1")
    assert stopped.returncode == 1
    assert "serving" not in stopped.stdout
    assert "The setup stopped" in stopped.stderr
    assert house.run("serve").returncode == 0
    assert house.asked == [*SETUP, "-m app.serve"]


def test_tests_that_could_not_be_installed_leave_the_server_as_it_was(house: House) -> None:
    house.run("serve")
    assert house.run("test", PIP_ENDS="1").returncode == 1
    house.run("serve")
    assert house.asked == ["-m app.serve"]
    assert house.run("test").returncode == 0
    assert house.asked[:3] == ["-m venv", "-m pip", "-m pip"]


def test_an_environment_whose_python_is_gone_is_made_anew(house: House) -> None:
    house.run("serve")
    python = house.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    assert house.run("serve").returncode == 0
    assert house.asked == [*SETUP, "-m app.serve"]


def test_it_serves_through_a_link_to_it(house: House) -> None:
    house.run("serve")
    link = house.tools.parent / "link"
    link.symlink_to(Path("the house") / "gradscape")
    answer = subprocess.run(
        ["sh", link, "serve"],
        env={"PATH": str(house.tools), "LOG": str(house.log)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout == f"serving in {house.root}\n"


def test_a_failing_check_hides_no_other(house: House) -> None:
    failed = house.run("test", "tests/core", "-k", "adam", MYPY_ENDS="1")
    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-1] == "Failed: mypy"
    checks = [line for line in house.asked if line not in SETUP]
    assert checks == ["-m ruff", "-m ruff", "-m mypy", "-m pytest"]
    assert "-m pytest tests/core -k adam" in house.log.read_text(encoding="utf-8")


def test_without_arguments_the_browser_is_tested_beside_the_rest(house: House) -> None:
    for folder in ("browser", "core"):
        (house.root / "tests" / folder).mkdir(parents=True)
    house.write("tests/browser/test_live_a.py", "")
    assert house.run("test").returncode == 0
    log = house.log.read_text(encoding="utf-8").splitlines()
    tested = [line for line in log if line.startswith("-m pytest")]
    assert sorted(tested) == [
        "-m pytest -p no:cacheprovider tests/browser/test_live_a.py tests/core/",
        "-m pytest tests/browser --ignore-glob=*/test_live_*",
    ]
    for failing in ("BROWSER_ENDS", "OTHERS_END"):
        failed = house.run("test", **{failing: "1"})
        assert failed.returncode == 1
        assert failed.stderr.splitlines()[-1] == "Failed: pytest"


def test_a_browser_that_is_named_is_used(house: House) -> None:
    house.debian("fonts-noto-cjk", "libatomic1")
    (house.tools / "chromium").unlink()
    browser = house.tool("my browser", "#!/bin/sh\n")
    assert house.run("test", GRADSCAPE_CHROMIUM=str(browser)).returncode == 0
    refused = house.run("test", GRADSCAPE_CHROMIUM="/nowhere/chrome")
    assert (refused.returncode, refused.stderr) == (
        1,
        "GRADSCAPE_CHROMIUM=/nowhere/chrome does not start.\n",
    )


def test_without_rights_it_names_the_one_line_to_run(house: House) -> None:
    house.debian()
    (house.tools / "chromium").unlink()
    without_venv = PYTHON.replace(
        "#!/bin/sh\n", '#!/bin/sh\n[ "$1" != -c ] || { echo 3.99; exit 12; }\n'
    )
    house.tool("python3", without_venv)
    answer = house.run("test")
    assert answer.returncode == 1
    line = answer.stderr.splitlines()[2]
    assert line == "    sudo apt-get install python3.99-venv chromium fonts-noto-cjk libatomic1"
    assert house.asked == []
    assert not (house.root / ".venv").exists()


def test_as_root_it_installs_what_is_missing(house: House) -> None:
    house.person(0)
    house.debian("libatomic1")
    answer = house.run("test")
    installed = [line for line in house.log.read_text("utf-8").splitlines() if "apt-get" in line]
    assert [line.split()[-1] for line in installed] == ["update", "fonts-noto-cjk"]
    # The stand-in installs nothing, and the script believes only what it finds.
    assert (answer.returncode, "Noto Sans CJK" in answer.stderr) == (1, True)
    house.debian("libatomic1", "fonts-noto-cjk")
    assert house.run("test").returncode == 0
    assert "apt-get" not in house.log.read_text("utf-8")


def test_elsewhere_it_says_what_to_install(house: House) -> None:
    (house.tools / "chromium").unlink()
    answer = house.run("test")
    assert answer.returncode == 1
    assert "GRADSCAPE_CHROMIUM=" in answer.stderr


@pytest.mark.parametrize(
    "found", [None, "#!/bin/sh\necho 3.10\nexit 11\n", "#!/bin/sh\nexit 127\n"]
)
def test_without_a_fit_python_it_says_so(house: House, found: str | None) -> None:
    (house.tools / "python3").unlink()
    if found:
        house.tool("python3.12", found)
    answer = house.run("serve")
    assert answer.returncode == 1
    assert "needs Python 3.11 or newer" in answer.stderr
    assert not (house.root / ".venv").exists()


def test_a_name_that_does_not_start_is_passed_over(house: House) -> None:
    house.tool("python3.14", "#!/bin/sh\nexit 127\n")  # as a version manager leaves it
    assert house.run("serve").returncode == 0


def test_help_and_what_it_does_not_know(house: House) -> None:
    assert house.run().stdout == house.run("help").stdout == house.run("--help").stdout
    unknown = house.run("deploy")
    assert unknown.returncode == 2
    assert unknown.stderr.startswith("gradscape has no command 'deploy'.\n")


def test_the_peers_of_the_benchmarks_have_an_environment_of_their_own(house: House) -> None:
    house.run("serve")
    first = house.run("bench", "--quick", TORCH_ENDS="1")
    # A peer that cannot be had is said, the others are there, and it is tried again.
    assert (first.returncode, first.stderr) == (0, "")
    assert "torch cannot be had here." in first.stdout
    assert house.asked == [*SETUP, "-m pip", "-m pip", "-m benchmarks"]
    house.run("bench")
    assert house.asked == ["-m pip", "-m pip", "-m benchmarks"]
    house.run("bench")
    assert house.asked == ["-m benchmarks"]
    house.run("serve")
    assert house.asked == ["-m app.serve"]


def test_continuous_integration_runs_the_same_command(house: House) -> None:
    (house.root / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", house.root / ".ci")
    house.tool("bash", "").unlink()
    house.write("gradscape", '#!/bin/sh\necho "$PWD $*"\n')
    (house.root / "gradscape").chmod(0o755)
    answer = subprocess.run(
        ["bash", house.root / ".ci" / "run"],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout == f"{house.root} test\n"
