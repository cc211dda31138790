"""The data of a figure: CSV, the NumPy program, the notebook."""

import ast
import csv
import io
import json
import logging
import os
import subprocess
import sys
import types
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

from app.catalogue.languages import LANGUAGES
from app.forms.data.drawn import Drawn
from app.forms.data.plain import formula, plain
from app.forms.data.questions import questions
from app.forms.data.settings import settings
from app.forms.data.table import cell, of_points, side_by_side, text
from app.forms.registry import FORMS
from app.lessons.registry import FIGURES, LESSONS
from tests.forms.wanted import SITE, wanted


def table(name: str, query: str = "", lang: str = "en") -> list[list[str]]:
    content = FORMS["csv"].make(wanted(name, query, lang)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content, newline="")))


# CSV


def test_a_run_is_a_row_a_step_by_the_closed_form() -> None:
    head, *rows = table("descent", "learning_rate=0.95&steps=30", "ko")
    assert head == ["step", "x", "y", "value", "gradient_x", "gradient_y"]
    assert len(rows) == 31 and [int(row[0]) for row in rows] == list(range(31))
    numbers = np.array([list(map(float, row[1:])) for row in rows])
    k = np.arange(31)
    x, y = -7 * 0.905**k, 2 * (-0.9) ** k
    expected = np.column_stack([x, y, x**2 / 20 + y**2, x / 10, 2 * y])
    assert np.allclose(numbers, expected, rtol=1e-12)
    assert all(repr(float(part)) == part for row in rows for part in row[1:])


def test_the_book_s_frozen_run_is_there_to_the_last_row() -> None:
    query = "f=x**2%2By**2&start=-3,4&learning_rate=10&steps=100&gradient=numerical"
    rows = table("convergence", query)
    assert len(rows) == 102
    assert np.allclose(list(map(float, rows[-1][1:3])), [-2.58983747e13, -1.29524862e12])
    assert rows[-1][4:] == ["0.0", "0.0"]


def test_a_function_of_one_variable_has_no_y() -> None:
    head, *rows = table("surface", "f=double_well&steps=5")
    assert head == ["step", "x", "value", "gradient_x"] and len(rows) == 6


def test_what_is_not_finite_is_the_api_s_word() -> None:
    rows = table("descent", "f=x**4&start=1e9&learning_rate=1")
    assert "Infinity" in rows[-1] and "-Infinity" in rows[-1]
    assert [cell(value) for value in (float("nan"), float("inf"), None, 3, "b")] == [
        "NaN", "Infinity", "", "3", "b",
    ]  # fmt: skip


def test_runs_stand_side_by_side_under_their_names() -> None:
    head, *rows = table("race")
    assert len(rows) == 31 and len(head) == 1 + 4 * 5
    assert head[1:3] == ["Gradient descent, 0.95: x", "Gradient descent, 0.95: y"]
    assert [float(part) for part in rows[0][1:3]] == [-7.0, 2.0]


def test_a_run_that_leaves_the_map_is_whole() -> None:
    _, *rows = table("rate-large")
    assert len(rows) == 61
    assert float(rows[-1][2]) == pytest.approx(2 * 1.1**60, rel=1e-9)


def test_curves_over_the_steps_need_no_x() -> None:
    assert table("mini-batch-loss")[0] == [
        "step", "one at a time", "batches of 10", "all 244 at once",
    ]  # fmt: skip
    head, *rows = table("rate-schedule", "schedule=step")
    assert head == ["step", "Step", "constant rate"]
    assert (rows[0][0], rows[-1][0]) == ("1", "60")


def test_a_short_run_leaves_its_cells_empty() -> None:
    long, short = (
        Drawn(name, "descent", {"x": values}) for name, values in (("a", [1.5, 2.5]), ("b", [0.5]))
    )
    made = side_by_side([long, short])
    assert list(made.head) == ["step", "a", "b"]
    assert list(made.rows) == [["0", "1.5", "0.5"], ["1", "2.5", ""]]


def test_a_gap_between_lines_is_no_row() -> None:
    line = Drawn("a", "scatter", {"x": [1, None, 2], "y": [3.0, None, None]})
    assert list(of_points([line]).rows) == [["a", "1", "3.0"], ["a", "2", ""]]


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_a_table(name: str) -> None:
    for lang in LANGUAGES:
        content = FORMS["csv"].make(wanted(name, "", lang))
        assert content.startswith(b"\xef\xbb\xbf") != content.isascii()
        assert content.endswith(b"\r\n") and content.count(b"\n") == content.count(b"\r\n")
        head, *rows = table(name, "", lang)
        assert all(len(row) == len(head) for row in rows)
        assert len(set(head)) == len(head)
        # Those two draw nothing before something is measured.
        assert rows or name in ("batches-time", "batches-faster")
        if FIGURES[name].clock:
            steps = [int(row[0]) for row in rows]
            assert steps == list(range(steps[0], steps[0] + len(steps)))
            assert len(rows) == wanted(name, "", lang).staged["steps"] + 1 - steps[0]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-x", "'-x"),
        ("+∇f", "'+∇f"),
        ("-7.5", "-7.5"),
        ("a\r\nb", "a b"),
        ("−∇f", "−∇f"),
    ],
)
def test_no_word_is_taken_for_a_formula(words: str, expected: str) -> None:
    assert text(words) == expected


# The program


def run(name: str, query: str, lang: str, folder: Path) -> str:
    asked = wanted(name, query, lang)
    path = folder / asked.named("py")
    path.write_bytes(FORMS["py"].make(asked))
    ended = subprocess.run(
        [sys.executable, str(path)], capture_output=True, check=True, text=True, timeout=120
    )
    assert ended.stderr == ""
    return ended.stdout.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("learning_rate=0.1", [-6.11110793e-10, 8.14814391e-10]),
        ("learning_rate=10", [-2.58983747e13, -1.29524862e12]),
    ],
)
def test_the_program_s_last_line_is_the_last_point(
    query: str, expected: list[float], tmp_path: Path
) -> None:
    query += "&f=x**2%2By**2&start=-3,4&steps=100&gradient=numerical"
    last = run("descent", query, "ko", tmp_path)
    assert np.allclose(ast.literal_eval(last), expected, rtol=1e-8)
    assert ast.literal_eval(last) == json.loads(last)
    assert last == repr(ast.literal_eval(last))


def test_one_variable_gives_a_list_of_one(tmp_path: Path) -> None:
    last = ast.literal_eval(run("convergence", "f=x**2/2&start=3&learning_rate=1", "en", tmp_path))
    assert last == [0.0]


def test_a_program_of_another_lesson_runs_as_a_file(tmp_path: Path) -> None:
    shares = [float(part) for part in run("softmax", "scores=0.3,2.9,4", "en", tmp_path).split()]
    assert np.allclose(shares, [0.01821127, 0.24519181, 0.73659691])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_heading_tells_what_it_is_and_where_it_is_from(lang: str) -> None:
    for lesson in LESSONS.values():
        asked = wanted(lesson.figures[0].name, "", lang)
        lines = FORMS["py"].make(asked).decode("utf-8").splitlines()
        heading = lines[: lines.index("")]
        assert all(line.startswith("#") for line in heading)
        told = "\n".join(heading)
        assert asked.title in told and asked.page in told and "CC BY 4.0" in told
        assert f"python {asked.named('py')}" in told


# The notebook


@pytest.fixture
def jupyter(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What a notebook finds in Jupyter: IPython's frame; the frames that were shown."""
    import matplotlib.pyplot as plt

    shown: list[Any] = []
    package, display = types.ModuleType("IPython"), types.ModuleType("IPython.display")
    display.IFrame = lambda *place, **size: shown.append((place, size))  # type: ignore[attr-defined]
    package.display = display  # type: ignore[attr-defined]
    package.version_info = (9, 0)  # type: ignore[attr-defined]
    package.get_ipython = lambda: None  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "IPython", package)
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    plt.switch_backend("Agg")
    monkeypatch.setattr(plt, "show", lambda: None)
    return shown


@pytest.mark.parametrize(
    ("name", "query", "lang", "theme"),
    [
        ("descent", "learning_rate=1.1", "ko", "light"),
        ("descent", "f=double_well&steps=20", "en", "dark"),
        ("surface", "", "en", "projector"),
        ("convergence", "pinned=f%3Dbowl%26learning_rate%3D0.1", "en", "light"),
        ("basins", "f=himmelblau", "en", "light"),
        ("sweep", "", "ko", "light"),
        ("race", "", "en", "dark"),
        ("losses", "", "ko", "light"),
        ("losses-curve", "", "en", "light"),
        ("mini-batch-surface", "", "en", "light"),
        ("softmax-shift", "shift=none", "ko", "light"),
        ("batches-shapes", "", "en", "light"),
        ("gradient-field", "", "ko", "dark"),
        ("race-winners", "", "en", "light"),
        ("softmax-scores", "scores=1e308,-1e308", "en", "light"),
        ("secant", "f=x**1000&x=2&h=0.1", "ko", "light"),
        ("sweep", "f=exp(x)&start=1000", "en", "dark"),
    ],
)
def test_a_notebook_runs_from_top_to_bottom(
    name: str, query: str, lang: str, theme: str, jupyter: list[Any]
) -> None:
    import matplotlib
    import matplotlib.pyplot as plt

    asked = wanted(name, query, lang, theme)
    content = FORMS["ipynb"].make(asked)
    assert content == FORMS["ipynb"].make(wanted(name, query, lang, theme))
    book = nbformat.reads(content.decode("utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(book)
    assert (book.nbformat, book.nbformat_minor) == (4, 5)
    scope: dict[str, Any] = {}
    level = logging.getLogger("matplotlib.font_manager").level
    with matplotlib.rc_context():
        for each in book.cells:
            if each.cell_type != "code":
                continue
            out = io.StringIO()
            with redirect_stdout(out), np.errstate(all="ignore"):
                exec(compile(each.source, each.id, "exec"), scope)  # noqa: S102
            if each.id == "program":
                printed = out.getvalue().splitlines()[-1]
                assert printed == each.outputs[0].text.splitlines()[-1]
        assert plt.gcf().axes
        plt.close("all")
    logging.getLogger("matplotlib.font_manager").setLevel(level)
    ((place, _),) = jupyter
    assert place[0].startswith(f"{SITE}/{lang}/embed/{name}")
    assert ("theme=" in place[0]) == (theme != "light")
    picture = next(each for each in book.cells if each.id == "picture").outputs[0].data
    assert picture["image/png"] and picture["text/plain"] == asked.description
    assert asked.title in book.cells[0].source.replace("\\", "")
    assert asked.page.replace("(", "%28").replace(")", "%29") in book.cells[0].source
    for setting, _ in settings(asked):
        assert setting in book.cells[0].source.replace("\\", "")


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_a_notebook(name: str) -> None:
    index = list(FIGURES).index(name)
    asked = wanted(name, "", ("ko", "en")[index % 2], sized={"width": 200, "height": 150})
    book = nbformat.reads(FORMS["ipynb"].make(asked).decode("utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(book)
    assert [each.id for each in book.cells] == [
        "about", "program", "numbers", "picture", "live", "questions",
    ]  # fmt: skip
    scope: dict[str, Any] = {}
    numbers = book.cells[2].source
    assert len(numbers) < 200_000
    exec(compile(numbers, "numbers", "exec"), scope)  # noqa: S102
    if name not in ("batches-time", "batches-faster"):  # not measured yet
        assert scope["figure"]["traces"]
    compile(book.cells[3].source, "picture", "exec")
    assert max(map(len, book.cells[3].source.splitlines())) <= 100


def test_it_needs_no_more_than_numpy_and_matplotlib() -> None:
    book = json.loads(FORMS["ipynb"].make(wanted("descent")))
    names = set()
    for each in book["cells"]:
        if each["cell_type"] == "code" and each["id"] != "live":
            for node in ast.walk(ast.parse("".join(each["source"]))):
                if isinstance(node, ast.Import):
                    names |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    names.add(node.module.partition(".")[0])
    assert names <= {"json", "math", "logging", "numpy", "matplotlib"}


# Words


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"2/\lambda_{\max}", "2/λmax"),
        (r"1/\sqrt{B}", "1/√B"),
        ("e^{1000}", "e¹⁰⁰⁰"),
        ("XW_1", "XW₁"),
        ("h f''/2 = 0.1", "h f″/2 = 0.1"),
        (r"\frac{a+b}{2}", "(a+b)/2"),
        (r"\frac{\partial f}{\partial x}", "(∂f)/(∂x)"),
        ("x - h", "x − h"),
        (r"w_1^2 \le 3", "w₁² ≤ 3"),
        ("{", ""),
        (r"\frac{1}", "1/()"),
    ],
)
def test_formulas_become_letters(latex: str, expected: str) -> None:
    assert formula(latex) == expected
    assert plain(f"a ${latex or ' '}$ b") == f"a {expected} b"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_questions_and_settings_read_as_plain_text(lang: str) -> None:
    for lesson in LESSONS.values():
        found = questions(lesson, lang)
        assert len(found) == 3
        for part in (each for pair in found for each in pair):
            assert part and not any(sign in part for sign in "$\\_^{}"), part
        for figure in lesson.figures:
            for setting, value in settings(wanted(figure.name, "", lang)):
                assert setting and value and "$" not in setting.replace("($)", "")


def test_a_file_of_data_imports_no_more_than_it_needs() -> None:
    """CSV, program and notebook are made without Plotly and PowerPoint."""
    code = (
        "import sys, app.forms.registry\n"
        "loaded = {'matplotlib', 'pptx', 'plotly', 'PIL'} & set(sys.modules)\n"
        "assert not loaded, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120, env={**os.environ})
