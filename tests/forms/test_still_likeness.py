"""What a still shares with the page's figure; numbers are those of Plotly.js 4 in Chromium."""

import re
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from app.forms.still.drawing import draw, pixels
from app.forms.still.scales import build
from app.forms.still.sheet import Box

SVG = "{http://www.w3.org/2000/svg}"
DOTS = {"mode": "markers", "marker": {"size": 20}}
LINE = {"x": [0, 10], "y": [1, 3], "mode": "lines"}
BARE = {"visible": False}


def figure(*traces: dict[str, Any], **layout: Any) -> dict[str, Any]:
    base = {"margin": {"l": 40, "r": 40, "t": 40, "b": 40}, "showlegend": False}
    return {"data": list(traces), "layout": base | layout}


def svg(drawn: dict[str, Any], lang: str = "en") -> ElementTree.Element:
    return ElementTree.fromstring(draw(drawn, 480, 300, "svg", lang=lang))


def texts(drawn: dict[str, Any]) -> list[str]:
    return ["".join(element.itertext()) for element in svg(drawn).iter(SVG + "text")]


def near(dots: Any, colour: tuple[int, int, int], slack: int = 12) -> Any:
    return np.abs(dots.astype(int) - np.array(colour)).max(axis=2) <= slack


@pytest.mark.parametrize(
    "traces, kind, x, y",
    [
        ([LINE], "linear", (0, 10), (0.888889, 3.111111)),
        ([{**LINE, **DOTS}], "linear", (-0.970149, 10.970149), (0.77551, 3.22449)),
        (
            [{**LINE, "mode": "markers", "marker": {"size": 2}}],
            "linear",
            (-0.649718, 10.649718),
            (0.863636, 3.136364),
        ),
        (
            [{"x": [0, 5, 10], "y": [1, 2, 3], "mode": "markers", "marker": {"size": [4, 40, 8]}}],
            "linear",
            (-0.653409, 10.710227),
            (0.862595, 3.152672),
        ),
        ([LINE, {"x": [2], "y": [5], **DOTS}], "linear", (0, 10), (0.76699, 5.427184)),
        ([{"type": "bar", "x": [0, 1, 2], "y": [1, 4, 2]}], "linear", (-0.5, 2.5), (0, 4.210526)),
        (
            [{"x": [0, 10], "y": [0, 0], "fill": "tozeroy", "mode": "lines"}],
            "linear",
            (0, 10),
            (0, 1),
        ),
        ([{"x": [0, 10], "y": [2, 2], "mode": "lines"}], "linear", (0, 10), (1, 3)),
        ([{**LINE, "fill": "tozeroy"}], "linear", (0, 10), (0, 3.157895)),
        (
            [{"x": [0, 10], "y": [1e-5, 3], **DOTS}],
            "log",
            (-0.970149, 10.970149),
            (-5.614779, 1.0919),
        ),
    ],
)
def test_an_axis_without_a_range_shows_what_plotly_shows(
    traces: list[dict[str, Any]], kind: str, x: tuple[float, float], y: tuple[float, float]
) -> None:
    axes = build({"yaxis": {"type": kind}}, traces, Box(50, 50, 450, 350))
    found = [(axes[name].low, axes[name].high) for name in ("xaxis", "yaxis")]
    assert np.allclose(found, [x, y], atol=1e-6)


def test_cells_keep_their_distance() -> None:
    cells = {"type": "heatmap", "z": [[1, 1], [1, 1]], "colorscale": [[0, "#f00"], [1, "#f00"]]}
    bare = {"xaxis": BARE, "yaxis": BARE, "plot_bgcolor": "#fff", "paper_bgcolor": "#fff"}
    gaps = []
    for gap in (0, 6):
        red = near(
            pixels(
                figure({**cells, "xgap": gap, "ygap": gap, "showscale": False}, **bare), 480, 300
            ),
            (255, 0, 0),
        )
        gaps.append((int(red[100, 60:420].sum()), int(red[60:240, 100].sum())))
    assert gaps == [(360, 180), (354, 174)]


def test_one_row_of_cells_is_a_unit_high() -> None:
    row = {"type": "heatmap", "x": [0, 1], "y": [5], "z": [[1, 1]], "showscale": False}
    row |= {"colorscale": [[0, "#f00"], [1, "#f00"]]}
    bare = {"xaxis": BARE, "yaxis": {**BARE, "range": [4, 6]}, "plot_bgcolor": "#fff"}
    red = near(pixels(figure(row, **bare), 480, 300), (255, 0, 0))
    assert red[:, 240].sum() == 110


@pytest.mark.parametrize("x, seen", [(0.0, True), (9.9, True), (10.4, False)])
def test_a_mark_that_may_leave_the_frame_still_lies_within(x: float, seen: bool) -> None:
    mark = {"x": [x], "y": [0], "mode": "markers", "cliponaxis": False}
    mark |= {"marker": {"size": 30, "color": "#00f"}}
    drawn = figure(mark, xaxis={**BARE, "range": [0, 10]}, yaxis={**BARE, "range": [-1, 1]})
    blue = near(pixels(drawn, 480, 300), (0, 0, 255))
    assert blue.any() == seen
    assert bool(blue[:, :40].any() or blue[:, 440:].any()) == seen


def test_a_bar_of_no_height_shows_its_rim() -> None:
    rim = {"color": "#fff", "line": {"color": "#00f", "width": 2}}
    bars = {"type": "bar", "x": [0, 1], "y": [0, 1], "marker": rim}
    blue = near(pixels(figure(bars, xaxis=BARE, yaxis=BARE), 480, 300), (0, 0, 255), 60)
    assert blue[250:, 60:200].any()


def test_markers_with_sizes_of_their_own_let_others_through() -> None:
    solid, bubble = (
        pixels(
            figure(
                {"x": [0], "y": [0], "mode": "markers", "marker": {"size": size, "color": "#000"}},
                xaxis=BARE,
                yaxis=BARE,
            ),
            480,
            300,
        )[150, 240]
        for size in (40, [40])
    )
    assert tuple(solid) == (0, 0, 0)
    assert np.allclose(bubble, 0.3 * 255, atol=2)


def test_a_label_that_would_be_cut_off_is_left_out() -> None:
    ends = {
        "range": [0, 10],
        "tickvals": [0, 5, 10],
        "ticktext": ["start" * 5, "middle", "end" * 9],
    }
    assert "middle" in texts(figure(LINE, xaxis=ends))
    assert not [text for text in texts(figure(LINE, xaxis=ends)) if text.startswith(("st", "end"))]


@pytest.mark.parametrize(
    "ground, expected", [("#ffffff", (238, 238, 238)), ("#11171c", (22, 27, 32))]
)
def test_a_grid_without_a_colour_is_faint_on_any_ground(
    ground: str, expected: tuple[int, int, int]
) -> None:
    drawn = figure(
        plot_bgcolor=ground,
        xaxis={"range": [0, 10], "tickvals": [5], "showticklabels": False},
        yaxis=BARE,
    )
    assert near(pixels(drawn, 480, 300), expected, 1)[60:240, 238:242].any(axis=1).all()


def test_steep_flanks_are_in_the_shade() -> None:
    grid = np.linspace(-1, 1, 31)
    flat = {"colorscale": [[0, "#fff"], [1, "#fff"]], "lighting": {"ambient": 0.5, "diffuse": 0.5}}
    axes = {letter + "axis": BARE for letter in "xyz"}
    scene = {**axes, "camera": {"eye": {"x": 0, "y": -1.5, "z": 1.5}}, "aspectmode": "cube"}
    shades = []
    for steepness in (0.0, 40.0):
        z = np.add.outer(steepness * grid, np.zeros(31))
        trace = {"type": "surface", "x": grid, "y": grid, "z": z, "showscale": False, **flat}
        drawn = figure(trace, scene={**scene, "zaxis": {**BARE, "range": [-40, 40]}})
        shades.append(int(pixels(drawn, 480, 300)[150, 240].max()))
    assert np.allclose(shades, [(0.5 + 0.5 * np.sqrt(0.5)) * 255, 0.5 * 255], atol=3)


def test_signs_come_from_the_typeface_of_formulas() -> None:
    drawn = figure(annotations=[{"text": "1/√B", "x": 0, "y": 0, "showarrow": False}])
    (line,) = (found for found in svg(drawn).iter(SVG + "text") if "√" in "".join(found.itertext()))
    spans = {span.text: span.get("style") or "" for span in line}
    assert "STIX Two Math" in spans["√"] and "font-family" not in spans["B"]
    assert "".join(line.itertext()) == "1/√B"


def test_an_svg_names_typefaces_of_every_system_and_its_licence() -> None:
    from app.forms.still.about import About

    about = About(
        "제목", "설명", "ko", ("a",), "Gradscape", "/ko/x", "CC BY 4.0", "https://l.example/"
    )
    root = ElementTree.fromstring(draw(figure(LINE), 480, 300, "svg", lang="ko", about=about))
    assert (root.get("lang"), root.get("role")) == ("ko", "img")
    work = root.find(f"{SVG}metadata")
    assert work is not None
    words = "".join(work.itertext())
    assert all(part in words for part in ("제목", "설명", "Gradscape", "/ko/x", "CC BY 4.0"))
    licence = [element for element in work.iter() if element.tag.endswith("}license")]
    assert list(licence[0].attrib.values()) == ["https://l.example/"]
    styles = " ".join(element.get("style", "") for element in root.iter(SVG + "text"))
    assert all(name in styles for name in ("Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans KR"))


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_line_in_several_styles_is_one_text_with_a_place_for_each(align: str) -> None:
    note = {
        "text": "가 <b>나</b> x<sub>1</sub>",
        "x": 0,
        "y": 0,
        "showarrow": False,
        "align": align,
    }
    (line,) = (found for found in svg(figure(annotations=[note])).iter(SVG + "text") if len(found))
    places = [(float(span.get("x", "")), float(span.get("y", ""))) for span in line]
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    assert len({y for _, y in places[:-1]}) == 1 and places[-1][1] > places[0][1]
    assert re.sub(r"\s", "", "".join(line.itertext())) == "가나x1"
