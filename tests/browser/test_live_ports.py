"""What the browser says by itself, held to Python's own words: numbers, messages, judgements."""

import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np
from playwright.sync_api import Page

from app.catalogue.languages import final, messages, say
from app.core.stability import eigenvalues
from app.lessons import numbers
from app.lessons.headline import bare, segments

#: Imports modules of static/js/live into one object and hands it, with the data, to a function.
COMPUTE = """async ([names, data]) => {
  const found = await Promise.all(names.map((name) => import(`/static/js/live/${name}.js`)));
  return (%s)(Object.assign({}, ...found), JSON.parse(data));
}"""


def compute(page: Page, names: list[str], function: str, data: Any) -> Any:
    """What ``function(modules, data)`` gives in the browser; numbers travel as their repr."""
    return page.evaluate(COMPUTE % function, [names, json.dumps(data)])


def _numbers() -> list[float]:
    generator = np.random.default_rng(5)
    spread = 10.0 ** generator.uniform(-30, 30, 800) * generator.choice([-1, 1], 800)
    near = generator.uniform(-3, 3, 600)
    halves = generator.integers(-4000, 4000, 600) / 2.0 ** generator.integers(0, 12, 600)
    powers = [10.0**k for k in range(-12, 20)]
    ties = [0.125, 2.5, 3.5, 0.5, 12.25, 12.35, 1.0005, 0.99995, 0.9951, 1e22, 123456.5, 1234565.0]
    special = [0.0, -0.0, math.inf, -math.inf, math.nan, 5e-324, 1.7976931348623157e308, 1 / 3]
    below = [math.nextafter(value, 0) for value in powers]
    return [*spread, *near, *halves, *powers, *below, *ties, *special]


def test_numbers_read_as_python_writes_them(new_page: Callable[..., Page]) -> None:
    values = [float(value) for value in _numbers()]

    def written(value: float) -> list[str | None]:
        finite = math.isfinite(value)
        return [
            numbers.digits(value),
            numbers.digits(value, 2),
            numbers.digits(value, 4),
            numbers.digits(value, 12),
            numbers.degrees(value) if abs(value) < 1e15 or not finite else None,
            numbers.factor(value),
            numbers.place([value, 1.0]),
            numbers.plain(value),
            repr(numbers.rounded(value)) if finite else None,
            repr(numbers.rounded(value, 10)) if finite else None,
            repr(numbers.rounded_down(value, 4)) if finite and value > 0 else None,
            numbers.cell(value),
        ]

    page = new_page()
    page.goto("/en/")
    found = compute(
        page,
        ["digits"],
        """(n, texts) => texts.map((text) => {
          const v = Number(text.replace("inf", "Infinity"));
          const finite = Number.isFinite(v);
          return [n.digits(v), n.digits(v, 2), n.digits(v, 4), n.digits(v, 12),
            Math.abs(v) < 1e15 || !finite ? n.degrees(v) : null,
            n.factor(v), n.place([v, 1]), n.plain(v),
            finite ? n.repr(n.rounded(v)) : null, finite ? n.repr(n.rounded(v, 10)) : null,
            finite && v > 0 ? n.repr(n.roundedDown(v, 4)) : null, n.cell(v)];
        })""",
        [repr(value) for value in values],
    )
    wrong = [
        (value, ours, theirs)
        for value, theirs in zip(values, found, strict=True)
        if (ours := written(value)) != theirs
    ]
    assert wrong == []


def test_messages_and_eigenvalues_agree(new_page: Callable[..., Page]) -> None:
    ends = [
        "7",
        "1.2 × 10⁻⁵",
        "−8.1",
        "x",
        "learning",
        "Adam",
        "값",
        "길",
        "차이",
        "ㄹ",
        "50%",
        "()",
    ]
    table = {
        "each": "{value:을/를} {value:|은/는} {value:으로/로} {value:|이/가}"
        ", {count:#step/steps} {left}",
        "roles": "[run]a[/run] then [edge]{value}[/edge][best]c[/best]",
    }
    cases = [(end, count) for end in ends for count in (0, 1, 2)]

    def fill(text: str, **values: object) -> str:
        messages("ko")["test.each"] = text
        try:
            return say("ko", "test.each", **values)
        finally:
            del messages("ko")["test.each"]

    page = new_page()
    page.goto("/en/")
    found = compute(
        page,
        ["phrases", "segments"],
        """({phrases, final, segments, bare}, [table, cases]) => {
          const say = phrases(table);
          return cases.map(([value, count]) => [
            final(value), say("each", {value, count, left: "!"}),
            segments(say("roles", {value})), bare(say("roles", {value}))]);
        }""",
        [table, cases],
    )
    roles = [table["roles"].replace("{value}", value) for value, _ in cases]
    assert found == [
        [
            final(value),
            fill(table["each"], value=value, count=count, left="!"),
            segments(role),
            bare(role),
        ]
        for (value, count), role in zip(cases, roles, strict=True)
    ]
    _eigenvalues_agree(page)


def _eigenvalues_agree(page: Page) -> None:
    generator = np.random.default_rng(3)
    rows = (
        generator.standard_normal((300, 3)) * 10.0 ** generator.integers(-8, 8, (300, 3))
    ).tolist()
    rows += [[2, 0, 2], [0, 0, 0], [1, 0, 3], [3, 0, 1], [1e300, 0, 1e300], [1, 1, 1], [-1, 2, -4]]
    found = compute(
        page,
        ["linear"],
        "({eigenvalues, eigenvectors}, rows) => rows.map((r) => [eigenvalues(r), eigenvectors(r)])",
        rows,
    )
    for (a, b, c), (values, vectors) in zip(rows, found, strict=True):
        matrix = np.array([[a, b], [b, c]], dtype=float)
        np.testing.assert_allclose(values, eigenvalues(matrix), rtol=1e-15)
        np.testing.assert_allclose(np.array(vectors) @ vectors[0], [1, 0], atol=1e-15)
        size = np.abs(matrix).max() or 1.0
        turned = np.array(vectors) @ (matrix / size) @ np.array(vectors).T
        np.testing.assert_allclose(turned, np.diag(values) / size, atol=4e-15)
