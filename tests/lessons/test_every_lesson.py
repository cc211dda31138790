"""What holds for every lesson: its claims, its questions, its figures, its program."""

import base64
import json
import re
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from app.catalogue.languages import LANGUAGES, say
from app.forms.encoding import encode
from app.lessons.headline import bare
from app.lessons.lesson import Claim, Lesson, Question
from app.lessons.palette import THEMES
from app.lessons.registry import LESSONS
from tests.lessons.samples import (
    ALL_SAMPLE_NAMES,
    ALL_SAMPLES,
    BOARDS,
    SAMPLE_NAMES,
    SAMPLES,
    experiment_of,
    view_of,
)

ENTRIES = [
    (lesson, table, entry)
    for lesson in LESSONS.values()
    for table, entries in (("claim", lesson.claims), ("question", lesson.questions))
    for entry in entries
]


@pytest.mark.parametrize(
    ("lesson", "table", "entry"),
    ENTRIES,
    ids=[f"{lesson.name}-{table}-{entry.name}" for lesson, table, entry in ENTRIES],
)
def test_what_is_said_holds(lesson: Lesson, table: str, entry: Claim | Question) -> None:
    assert entry.holds()
    for lang in LANGUAGES:
        for part in (table, "answer") if table == "question" else (table,):
            said = say(lang, f"{lesson.name}.{part}.{entry.name}", **entry.values())
            assert "{" not in re.sub(r"\$[^$]*\$", "", said), said


@pytest.mark.parametrize("lesson", BOARDS, ids=lambda lesson: lesson.name)
def test_a_lesson_has_what_every_lesson_has(lesson: Lesson) -> None:
    assert len(lesson.questions) == 3
    assert len({claim.name for claim in lesson.claims}) == len(lesson.claims) > 2
    assert len(lesson.samples) == len(set(lesson.samples)) > 3
    assert lesson.part in {other.part for other in LESSONS.values()}
    assert all(figure.lesson == lesson.name for figure in lesson.figures)
    described = {figure.name for figure in lesson.figures}
    for lang in LANGUAGES:
        around = lesson.around(view_of(lesson, "", lang), lang)
        assert set(around["stage"]) <= described


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("lesson", "query"), SAMPLES, ids=SAMPLE_NAMES)
def test_every_sample_has_a_headline_and_rows(lesson: Lesson, query: str, lang: str) -> None:
    view = view_of(lesson, query, lang)
    headline = "".join(piece["text"] for piece in view["verdict"]["headline"])
    assert 8 <= len(headline) <= 150, headline
    texts = [headline, *("".join(p["text"] for p in view["verdict"]["detail"]),)]
    for table in view["tables"].values():
        assert table["caption"]
        assert all(len(row) == len(table["head"]) for row in table["rows"])
    for text in texts:
        assert bare(text) == text, f"a mark was left standing: {text}"
        assert "{" not in text
    json.loads(encode(view))


def raw_numbers(value: Any) -> Any:
    """Every number of a figure, those in typed arrays too."""
    if isinstance(value, dict):
        if "bdata" in value:
            flat = np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"])
            yield from flat[~np.isfinite(flat)].tolist()
        else:
            for part in value.values():
                yield from raw_numbers(part)
    elif isinstance(value, list):
        for part in value:
            yield from raw_numbers(part)
    elif value in ("NaN", "Infinity", "-Infinity"):
        yield float(value)


@pytest.mark.parametrize(("lesson", "query"), SAMPLES, ids=SAMPLE_NAMES)
def test_the_schema_accepts_every_figure(lesson: Lesson, query: str) -> None:
    for index, figure in enumerate(lesson.figures):
        experiment = experiment_of(figure, query)
        for lang in LANGUAGES:
            assert figure.describe(experiment, lang)
            theme = THEMES[(index + LANGUAGES.index(lang) + len(query)) % len(THEMES)]
            drawn = json.loads(encode(figure.draw(experiment, lang, theme)))
            go.Figure(drawn)
            for trace in drawn["data"]:
                if trace["type"] not in ("contour", "surface", "heatmap"):
                    assert not list(raw_numbers(trace)), f"{figure.name}: {trace.get('name')}"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("lesson", "query"), ALL_SAMPLES, ids=ALL_SAMPLE_NAMES)
def test_the_program_prints_the_picture_s_numbers(lesson: Lesson, query: str, lang: str) -> None:
    assert lesson.program is not None
    program = lesson.program(experiment_of(lesson, query), lang)
    # Data between triple quotes is no program; what is left is short enough to read.
    code = re.sub(r'""".*?"""', '""', program.text, flags=re.DOTALL)
    lines = [line for line in code.splitlines() if line.strip()]
    assert 5 <= len(lines) <= 32, len(lines)
    assert max(map(len, program.text.splitlines())) <= 110
    out = StringIO()
    with redirect_stdout(out), np.errstate(all="ignore"):
        exec(compile(program.text, "program", "exec"), {"__name__": "__main__"})
    last = out.getvalue().strip().splitlines()[-1]
    assert last.startswith("[") == program.point
    printed = [float(word) for word in re.sub(r"[\[\],]", " ", last).split()]
    assert np.array_equal(printed, program.prints, equal_nan=True), (printed, program.prints)
