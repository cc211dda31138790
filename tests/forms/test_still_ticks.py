from typing import Any

import pytest

from app.forms.still.arrays import numbers
from app.forms.still.colours import rgba
from app.forms.still.markup import lines
from app.forms.still.scales import Axis
from app.forms.still.ticks import d3_format, ticks


def axis(low: float, high: float, px: float = 400, name: str = "xaxis", **spec: Any) -> Axis:
    made = Axis(name, spec, 0.0, px)
    made.low, made.high = low, high
    return made


# What plotly.js itself writes for these ranges and lengths.
TICKS: dict[str, tuple[Axis, list[str]]] = {
    "steps of two": (axis(-5, 5), ["−4", "−2", "0", "2", "4"]),
    "exactly two goes on to five": (axis(-10, 10, 800), ["−10", "−5", "0", "5", "10"]),
    "fractions": (axis(0, 1), ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
    "thousands": (axis(0, 20000, 800), ["0", "5k", "10k", "15k", "20k"]),
    "powers": (
        axis(-6, 1, 270, "yaxis", type="log", exponentformat="power"),
        ["10<sup>−6</sup>", "10<sup>−5</sup>", "10<sup>−4</sup>", "10<sup>−3</sup>"]
        + ["10<sup>−2</sup>", "10<sup>−1</sup>", "1", "10"],
    ),
    "twos and fives": (
        axis(-2, 1.2, 800, type="log"),
        ["0.01", "2", "5", "0.1", "2", "5", "1", "2", "5", "10"],
    ),
    "given": (axis(0, 10, tickvals=[1, 5, 20], ticktext=["a", "b", "c"]), ["a", "b"]),
    "format": (axis(0, 1, tickformat=".0%", dtick=0.5), ["0%", "50%", "100%"]),
    "reversed": (axis(5, -5), ["−4", "−2", "0", "2", "4"]),
}


@pytest.mark.parametrize("name", TICKS)
def test_ticks_are_plotlys(name: str) -> None:
    made, words = TICKS[name]
    assert [tick.text for tick in ticks(made)] == words


@pytest.mark.parametrize(
    "value, pattern, text",
    [
        (0.5, ".2f", "0.50"),
        (-0.8, ".2f", "−0.80"),
        (1234567, ",d", "1,234,567"),
        (1500, "~s", "1.5k"),
        (0.0001, ".1e", "1.0e−4"),
        (0.0001, "~e", "1e−4"),
        (0.25, ".0%", "25%"),
        (3.0, "+.1f", "+3.0"),
        (12.5, "~g", "12.5"),
    ],
)
def test_formats_are_d3s(value: float, pattern: str, text: str) -> None:
    assert d3_format(value, pattern) == text


@pytest.mark.parametrize(
    "text, colour",
    [
        ("#d1490b", (0xD1, 0x49, 0x0B, 255)),
        ("#abc", (0xAA, 0xBB, 0xCC, 255)),
        ("#11223380", (0x11, 0x22, 0x33, 128)),
        ("rgb(1, 2, 3)", (1, 2, 3, 255)),
        ("rgba(10,20,30,0.5)", (10, 20, 30, 127.5)),
        ("rgb(100% 0% 0% / 50%)", (255, 0, 0, 127.5)),
        ("hsl(120, 100%, 50%)", (0, 255, 0, 255)),
        ("White", (255, 255, 255, 255)),
        ("transparent", (0, 0, 0, 0)),
        ("C1", (0, 0, 0, 0)),
    ],
)
def test_colours_are_csss(text: str, colour: tuple[float, ...]) -> None:
    assert [part * 255 for part in rgba(text)] == pytest.approx(colour, abs=0.6)


def test_marked_up_text_is_runs_of_one_style() -> None:
    rows = lines("2/λ<sub>max</sub> &lt; 1<br><b>골짜기 <i>y</i></b>")
    assert [[run.text for run in row] for row in rows] == [
        ["2/λ", "max", " < 1"],
        ["골짜기 ", "y"],
    ]
    assert rows[0][1].scale < 1 and rows[0][1].rise < 0
    assert rows[1][1].bold and rows[1][1].italic and not rows[1][0].italic


def test_numbers_are_read_from_every_kind_of_array() -> None:
    mixed = numbers([1, "2.5", None, "NaN", "-Infinity", True])
    assert mixed[:2].tolist() == [1, 2.5] and mixed[4] == -float("inf")
    assert numbers({"dtype": "i2", "bdata": "AQACAAMABAA=", "shape": "2, 2"}).tolist() == [
        [1, 2],
        [3, 4],
    ]
