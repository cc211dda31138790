"""The door for a reader's text: what comes in, what is refused, and where."""

import pytest

from app.core.expression import MAX_LENGTH, ExpressionError, parse

REFUSED = [
    ("", "empty", None),
    ("   ", "empty", None),
    ("9**9**9", "exponent", 0),
    ("x**1001", "exponent", 0),
    ("().__class__", "construct", 0),
    ("x.real", "construct", 0),
    ("x.__class__.__mro__", "construct", 0),
    ("__import__('os')", "character", 11),
    ("(lambda: 1)()", "character", 7),
    ("[x for x in y]", "character", 0),
    ("x if x else y", "construct", 0),
    ("x or y", "construct", 0),
    ("not x", "construct", 0),
    ("x is y", "construct", 0),
    ("x//2", "construct", 0),
    ("x%2", "character", 1),
    ("x<y", "character", 1),
    ("x=1", "character", 1),
    ("f'{x}'", "character", 1),
    ("'x'", "character", 0),
    ("x;y", "character", 1),
    ("x\ny", "character", 1),
    ("x,y", "construct", 0),
    ("x y", "syntax_space", 2),
    ("x**2 y**2", "syntax_space", 5),
    ("x +", "syntax", 3),
    ("pi/", "syntax", 3),
    (" 0*", "syntax", 3),
    ("(((x", "syntax", 2),
    ("2x", "syntax", 0),
    ("ｘ", "character", 0),
    ("x + π", "character", 4),
    ("x + \ud800", "character", 4),
    ("1j", "number", 0),
    ("True", "number", 0),
    ("None", "number", 0),
    ("...", "number", 0),
    ("z", "unknown_name", 0),
    ("x + foo(y)", "unknown_name", 4),
    ("sin", "needs_argument", 0),
    ("x(2)", "not_callable", 0),
    ("sin(x)(y)", "construct", 0),
    ("sin()", "arguments", 0),
    ("sin(x, y)", "arguments", 0),
    ("maximum(x)", "arguments", 0),
    ("sin(*x)", "construct", 4),
    ("sin(x=1)", "character", 5),
    ("log(-1)", "not_finite", 0),
    ("x + sqrt(-2)", "not_finite", 4),
    ("1/0", "divides_by_zero", 2),
    ("x/0", "divides_by_zero", 2),
    ("1e400", "not_finite", 0),
    ("10**400", "not_finite", 0),
    ("(-8)**(1/3)", "not_finite", 0),
    ("x**(1e300)", "exponent", 0),
    ("(" * 41 + "x" + ")" * 41, "nesting", 40),
    ("(" * 10_000 + "x" + ")" * 10_000, "too_long", None),
    ("-" * 400 + "x", "depth", 101),
    ("+".join("x" * 130), "depth", 0),
    ("sin(" * 100 + "x", "nesting", 163),
]


@pytest.mark.parametrize(("text", "key", "place"), REFUSED, ids=[r[0][:24] for r in REFUSED])
def test_refused_with_its_place(text: str, key: str, place: int | None) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.key == f"expression.{key}"
    assert caught.value.position == place


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("x", ("x",)),
        ("y", ("x", "y")),
        ("x + y", ("x", "y")),
        ("0*y + x", ("x", "y")),
        ("3", ("x", "y")),
        ("pi*e", ("x", "y")),
        ("x - x", ("x",)),
    ],
)
def test_variables_are_read_off_the_text(text: str, variables: tuple[str, ...]) -> None:
    assert parse(text).variables == variables


def test_a_caret_is_a_power_and_said_so() -> None:
    read = parse("x^2 + y^2")
    assert read.caret and read.text == "x**2 + y**2"
    assert not parse("x**2").caret
    with pytest.raises(ExpressionError) as caught:
        parse("x^2 + zz")
    assert caught.value.position == 6, "the place is that in the text as typed"


def test_one_canonical_text_for_all_spellings() -> None:
    spellings = ["x**2/20+y**2", " x ** 2 / 20 + y ** 2 ", "(x**2)/20 + (y**2)", "x^2/20 + y^2"]
    assert len({parse(text).canonical for text in spellings}) == 1


def test_the_longest_text_allowed_is_read() -> None:
    text = "x" + " " * (MAX_LENGTH - 2) + " "
    assert len(text) == MAX_LENGTH and parse(text).canonical == "x"
