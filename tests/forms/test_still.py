import base64
import io
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any, Literal
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from app.forms.still import fonts
from app.forms.still.drawing import draw
from app.forms.still.fonts import TOFU, charmap, drawable

GROUND = "#fbfaf6"
RUN = "#d1490b"
BATHYMETRY = [[0, "#1d4e6b"], [0.5, "rgb(188, 213, 200)"], [1, "rgba(248, 244, 234, 1)"]]
SVG = "{http://www.w3.org/2000/svg}"
X = np.linspace(-10, 10, 41)
Y = np.linspace(-5, 5, 21)
Z = X[None, :] ** 2 / 20 + Y[:, None] ** 2


def typed(array: Any) -> dict[str, Any]:
    data = np.ascontiguousarray(array, dtype="<f8")
    made: dict[str, Any] = {"dtype": "f8", "bdata": base64.b64encode(data.tobytes()).decode()}
    if data.ndim > 1:
        made["shape"] = ", ".join(str(size) for size in data.shape)
    return made


def figure(*traces: dict[str, Any], **layout: Any) -> dict[str, Any]:
    base = {
        "paper_bgcolor": GROUND,
        "plot_bgcolor": GROUND,
        "margin": {"l": 50, "r": 20, "t": 30, "b": 40},
        "showlegend": False,
    }
    return {"data": list(traces), "layout": base | layout}


def pixels(still: bytes) -> np.ndarray[Any, np.dtype[np.uint8]]:
    with Image.open(io.BytesIO(still)) as picture:
        return np.asarray(picture.convert("RGB"))


def png(drawn: dict[str, Any], width: int = 400, height: int = 300) -> Any:
    return pixels(draw(drawn, width, height, "png", lang="en"))


def near(picture: Any, colour: tuple[int, int, int], slack: int = 24) -> Any:
    return (np.abs(picture.astype(int) - np.array(colour)).max(axis=2)) <= slack


TRACES: dict[str, dict[str, Any]] = {
    "contour": {"type": "contour", "x": X, "y": Y, "z": Z, "colorscale": BATHYMETRY},
    "contour lines": {"type": "contour", "z": Z, "contours": {"coloring": "lines"}},
    "contour heatmap": {"type": "contour", "z": Z, "contours": {"coloring": "heatmap"}},
    "heatmap": {"type": "heatmap", "x": X, "y": Y, "z": Z, "colorscale": "Viridis"},
    "heatmap smooth": {"type": "heatmap", "z": Z, "zsmooth": "best"},
    "scatter lines": {"x": [0, 1, None, 2, 3], "y": [1, 2, 3, "NaN", 0], "mode": "lines"},
    "scatter steps": {"x": [0, 1, 2], "y": [0, 2, 1], "line": {"shape": "hv", "dash": "dash"}},
    "scatter markers": {
        "x": [0, 1, 2],
        "y": [0, 2, 1],
        "mode": "markers",
        "marker": {"symbol": ["star", "x-thin", "circle-open"], "size": [9, 12, 15]},
    },
    "scatter colours": {
        "x": [0, 1, 2],
        "y": [0, 2, 1],
        "mode": "markers",
        "marker": {"color": [1, 2, 3], "colorscale": BATHYMETRY, "size": 12},
    },
    "scatter text": {
        "x": [0, 1],
        "y": [0, 1],
        "mode": "text",
        "text": ["<b>A</b>", "x<sub>1</sub>"],
    },
    "scatter fill": {"x": [0, 1], "y": [1, 2], "fill": "tozeroy", "fillcolor": "rgba(0,90,0,.5)"},
    "bar": {"type": "bar", "x": ["개", "고양이"], "y": [0.2, 0.8], "marker": {"color": RUN}},
    "bar lying": {"type": "bar", "x": [1, 2], "y": ["a", "b"], "orientation": "h"},
    "quiver": {"type": "quiver", "x": [0, 1, 2], "y": [0, 1, 2], "u": [1, 0, 1], "v": [0, 1, 1]},
    "surface": {"type": "surface", "x": X, "y": Y, "z": Z, "colorscale": BATHYMETRY},
    "scatter3d": {
        "type": "scatter3d",
        "x": [0, 1, 2],
        "y": [0, 1, 0],
        "z": [0, 1, 2],
        "mode": "lines+markers",
        "line": {"color": RUN, "width": 6},
    },
}


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
@pytest.mark.parametrize("name", TRACES)
def test_every_trace_leaves_ink(name: str, form: str) -> None:
    bare = {"visible": False, "showgrid": False}
    scene = {axis: {"visible": False} for axis in ("xaxis", "yaxis", "zaxis")}
    trace = TRACES[name] | {"showscale": False}
    drawn = figure(trace, xaxis=bare, yaxis=bare, scene=scene)
    empty = figure(xaxis=bare, yaxis=bare, scene=scene)
    still = draw(drawn, 320, 200, form, lang="ko")  # type: ignore[arg-type]
    assert still != draw(empty, 320, 200, form, lang="ko")  # type: ignore[arg-type]
    if form == "png":
        assert (~near(pixels(still), (251, 250, 246), 8)).sum() > 30


@pytest.mark.parametrize("width, height", [(1, 1), (3, 900), (320, 200), (1920, 1080)])
def test_a_png_has_the_size_asked_for(width: int, height: int) -> None:
    still = draw(figure(TRACES["contour"]), width, height, "png", lang="en")
    assert struct.unpack(">II", still[16:24]) == (width, height)


def test_an_svg_has_the_size_asked_for() -> None:
    root = ElementTree.fromstring(draw(figure(TRACES["contour"]), 640, 360, "svg", lang="en"))
    assert (root.get("width"), root.get("height")) == ("640", "360")
    assert root.get("viewBox") == "0 0 640 360"


@pytest.mark.parametrize("name", TRACES)
@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_figure_gives_the_same_bytes(name: str, form: Any) -> None:
    first, second = (draw(figure(TRACES[name]), 300, 200, form, lang="ko") for _ in range(2))
    assert first == second


def test_threads_draw_the_same_bytes() -> None:
    names = list(TRACES)
    alone = [draw(figure(TRACES[name]), 200, 150, "svg", lang="ko") for name in names]
    together: list[bytes] = [b""] * len(names)

    def work(i: int) -> None:
        together[i] = draw(figure(TRACES[names[i]]), 200, 150, "svg", lang="ko")

    threads = [threading.Thread(target=work, args=(i,)) for i in range(len(names))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone


def test_nothing_of_the_day_or_the_program_is_in_the_file() -> None:
    with Image.open(io.BytesIO(draw(figure(), 50, 50, "png", lang="en"))) as picture:
        assert picture.info == {}
    svg = draw(figure(), 50, 50, "svg", lang="en").decode()
    assert "Matplotlib" not in svg and "dc:date" not in svg


def test_an_svg_says_what_it_shows_before_anything_else() -> None:
    root = ElementTree.fromstring(
        draw(figure(), 100, 80, "svg", lang="ko", title="x < y & z", description="손실 “곡선”")
    )
    assert [child.tag for child in root][:2] == [SVG + "title", SVG + "desc"]
    assert root[0].text == "x < y & z" and root[1].text == "손실 “곡선”"
    assert root.get("lang") == "ko"


def test_the_words_of_an_svg_are_text() -> None:
    drawn = figure(
        xaxis={"title": {"text": "학습률"}}, title={"text": "x<sup>2</sup>/20 + <i>y</i>"}
    )
    root = ElementTree.fromstring(draw(drawn, 400, 300, "svg", lang="ko"))
    words = [element.text for element in root.iter(SVG + "text")]
    assert "학습률" in words
    assert [word for word in words if word in ("x", "2", "/20 +", "/20 + ", "y")] != []
    styles = " ".join(element.get("style", "") for element in root.iter(SVG + "text"))
    assert "Noto Sans KR" in styles and "Malgun Gothic" in styles


def test_this_machine_draws_hangul_and_the_minus_sign() -> None:
    for letter in "경사하강법 학습률 −0.80 λ∂":
        assert ord(letter) in charmap()
    assert drawable("기울기") == "기울기"
    assert drawable("a\U0010fffd") == "a" + TOFU


def test_hangul_is_drawn_and_not_a_box() -> None:
    said = [
        png(figure(title={"text": text, "font": {"size": 40, "color": "#000"}}))
        for text in ("률", "법", TOFU)
    ]
    assert not (said[0] == said[1]).all()
    assert not (said[0] == said[2]).all()


def test_typed_arrays_and_lists_and_arrays_are_one() -> None:
    plain = TRACES["contour"]
    lists = plain | {key: plain[key].tolist() for key in "xyz"}
    coded = plain | {key: typed(plain[key]) for key in "xyz"}
    stills = [draw(figure(trace), 300, 200, "png", lang="en") for trace in (plain, lists, coded)]
    assert stills[0] == stills[1] == stills[2]


def test_a_cell_without_a_value_shows_the_ground() -> None:
    z = Z.copy()
    z[5:16, 10:31] = np.nan
    for kind in ("contour", "heatmap"):
        trace = {"type": kind, "x": X, "y": Y, "z": z, "colorscale": BATHYMETRY}
        picture = png(figure(trace | {"showscale": False}, yaxis={"zeroline": False}))
        middle = picture[140:160, 190:200]
        assert near(middle, (251, 250, 246), 30).mean() > 0.5
        assert not near(picture[40:60, 60:80], (251, 250, 246), 2).all()


def test_words_for_numbers_are_numbers() -> None:
    drawn = figure({"x": [0, 1, 2, 3], "y": ["1", "NaN", "Infinity", 2], "mode": "markers"})
    gaps = figure({"x": [0, 1, 2, 3], "y": [1, None, None, 2], "mode": "markers"})
    assert draw(drawn, 200, 150, "png", lang="en") == draw(gaps, 200, 150, "png", lang="en")


def test_the_plot_lies_exactly_within_the_margins() -> None:
    drawn = figure(plot_bgcolor="#0000ff", xaxis={"visible": False}, yaxis={"visible": False})
    rows, columns = np.nonzero(near(png(drawn), (0, 0, 255), 0))
    assert (columns.min(), columns.max(), rows.min(), rows.max()) == (50, 379, 30, 259)


@pytest.mark.parametrize("constrain", ["domain", "range"])
def test_a_circle_stays_a_circle_under_equal_aspect(constrain: str) -> None:
    circle = {"type": "circle", "x0": -2, "x1": 2, "y0": -2, "y1": 2, "fillcolor": RUN}
    drawn = figure(
        xaxis={"range": [-10, 10], "constrain": constrain},
        yaxis={"range": [-5, 5], "scaleanchor": "x", "constrain": constrain},
        shapes=[circle | {"line": {"width": 0}}],
    )
    rows, columns = np.nonzero(near(png(drawn), (0xD1, 0x49, 0x0B)))
    assert abs(int(np.ptp(rows)) - int(np.ptp(columns))) <= 1
    assert np.ptp(rows) > 50


def test_a_log_axis_takes_exponents_for_its_range_and_values_for_its_shapes() -> None:
    line = {"type": "line", "x0": 1, "x1": 1, "y0": 0, "y1": 1, "yref": "paper"}
    drawn = figure(
        xaxis={"type": "log", "range": [-1, 1], "showgrid": False},
        yaxis={"showgrid": False},
        shapes=[line | {"line": {"color": RUN, "width": 3}}],
    )
    _, columns = np.nonzero(near(png(drawn), (0xD1, 0x49, 0x0B)))
    assert abs(columns.mean() - (50 + 330 / 2 - 0.5)) <= 1


def test_a_reversed_range_runs_the_other_way() -> None:
    trace = {"x": [1], "y": [0], "mode": "markers", "marker": {"size": 10, "color": RUN}}
    ends = [
        np.nonzero(near(png(figure(trace, xaxis={"range": ends})), (0xD1, 0x49, 0x0B)))[1].mean()
        for ends in ([0, 4], [4, 0])
    ]
    assert ends[0] < 215 < ends[1]


def test_arrows_end_where_their_vector_points() -> None:
    arrow = {"type": "quiver", "x": [0], "y": [0], "u": [3], "v": [0], "lengthmode": "raw"}
    drawn = figure(
        arrow | {"marker": {"color": RUN, "line": {"width": 2}}},
        xaxis={"range": [-5, 5], "visible": False},
        yaxis={"range": [-5, 5], "visible": False},
    )
    _, columns = np.nonzero(near(png(drawn), (0xD1, 0x49, 0x0B), 60))
    unit = 330 / 10
    assert abs(columns.min() - (50 + 5 * unit)) <= 1.5
    assert abs(columns.max() - (50 + 8 * unit)) <= 1.5


def test_a_path_is_hidden_behind_a_surface_and_seen_before_it() -> None:
    wall: dict[str, Any] = {"type": "surface", "x": [[0, 0], [0, 0]], "y": [[-1, 1], [-1, 1]]}
    wall |= {"z": [[-1, -1], [1, 1]], "colorscale": BATHYMETRY, "showscale": False}
    seen = {}
    for place in (-0.5, 0.5):
        point: dict[str, Any] = {
            "type": "scatter3d",
            "x": [place],
            "y": [0],
            "z": [0],
            "mode": "markers",
        }
        point |= {"marker": {"color": "#ff0000", "size": 12}}
        drawn = figure(wall, point, scene={"camera": {"eye": {"x": 2, "y": 0.0, "z": 0.0}}})
        seen[place] = int(near(png(drawn), (255, 0, 0)).sum())
    assert seen[-0.5] == 0 and seen[0.5] > 50


@pytest.mark.parametrize("theme", [("#ffffff", "#000000"), ("#11171c", "#eceae3")])
def test_ground_and_ink_are_the_figures_own(theme: tuple[str, str]) -> None:
    picture = png(
        figure(paper_bgcolor=theme[0], plot_bgcolor=theme[0], font={"color": theme[1], "size": 20})
    )
    colours = [tuple(int(part[i : i + 2], 16) for i in (1, 3, 5)) for part in theme]
    assert near(picture, colours[0], 1)[:5, :5].all()  # type: ignore[arg-type]
    assert near(picture, colours[1], 40).sum() > 20  # type: ignore[arg-type]


STRANGE: dict[str, Any] = {
    "nothing": {},
    "no lists": {"data": None, "layout": None},
    "unknown trace": {"data": [{"type": "sankey", "x": [1]}, 7, None]},
    "unknown attributes": figure({"y": [1, 2], "sparkle": 3, "line": "thick"}, mood={"a": []}),
    "ragged": figure({"type": "contour", "z": [[1, 2, 3], [4], []]}),
    "one value": figure({"type": "contour", "z": [[1]]}),
    "all missing": figure({"type": "heatmap", "z": [[None, "NaN"], ["NaN", None]]}),
    "constant": figure({"type": "contour", "z": [[1, 1], [1, 1]]}),
    "broken bytes": figure({"x": {"dtype": "f8", "bdata": "!!"}, "y": {"dtype": "q"}}),
    "enormous": figure({"x": [0, 1e308, -1e308], "y": [1e308, 0, 3]}),
    "same range": figure({"y": [1]}, xaxis={"range": [3, 3]}),
    "negative on log": figure({"y": [-1, 0, -5]}, yaxis={"type": "log"}),
    "no room": figure(margin={"l": 900, "r": 900, "t": 900, "b": 900}),
    "bad colours": figure({"y": [1, 2], "line": {"color": "glimmer"}}, font={"color": 3}),
    "bad shapes": figure(shapes=[{"type": "rect"}, {"type": "line", "x0": "q"}, 3]),
    "bad axes": figure({"y": [1, 2], "xaxis": "x7"}, xaxis={"scaleanchor": "x9", "range": "ab"}),
    "empty scene": figure({"type": "surface", "z": []}, {"type": "scatter3d"}),
    "flat scene": figure({"type": "surface", "z": [[0, 0], [0, 0]]}),
    "empty arrows": figure({"type": "quiver", "x": [], "y": [], "u": [0], "v": []}),
    "odd tags": figure(title={"text": "a < b & <b>c <u>d</i> <br><br>&lt;e&gt;"}),
}


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
@pytest.mark.parametrize("name", STRANGE)
def test_what_is_strange_is_left_out_and_never_raises(name: str, form: Any) -> None:
    assert draw(STRANGE[name], 200, 150, form, lang="en", title=name)


@pytest.mark.parametrize("width, height, form", [(0, 10, "png"), (10, -1, "svg"), (9, 9, "gif")])
def test_an_impossible_still_is_a_value_error(width: int, height: int, form: Any) -> None:
    with pytest.raises(ValueError):
        draw(figure(), width, height, form, lang="en")


def test_pyplot_and_its_windows_are_never_loaded() -> None:
    code = "import sys, app.forms.still; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.fixture
def without_hangul(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for cached in (fonts.font, fonts.charmap):
        cached.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(fonts, "installed", lambda: (fonts.FALLBACK,))
        yield
    for cached in (fonts.font, fonts.charmap):
        cached.cache_clear()


@pytest.mark.usefixtures("without_hangul")
def test_a_machine_without_hangul_still_draws_and_its_svg_keeps_the_words() -> None:
    assert drawable("학습률 1") == TOFU * 3 + " 1"
    drawn = figure(title={"text": "<b>학습률</b> <i>y</i>"})
    assert draw(drawn, 300, 200, "png", lang="ko")
    assert "학습률" in draw(drawn, 300, 200, "svg", lang="ko").decode()


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_words_past_the_end_of_the_sheet_are_left_out(form: Literal["png", "svg", "pdf"]) -> None:
    far = {"text": "far", "x": 1e300, "y": 0.5, "showarrow": False}
    layout = {"xaxis": {"range": [0, 1]}, "yaxis": {"range": [0, 1]}, "annotations": [far]}
    assert draw({"data": [], "layout": layout}, 320, 240, form, lang="en")
