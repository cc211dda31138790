import io
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from app.forms.still.drawing import draw, pixels
from app.forms.still.enlargement import BASE, enlargement

GROUND = "#fbfaf6"
X = np.linspace(-2, 2, 21)
FIGURE: dict[str, Any] = {
    "data": [
        {"type": "contour", "x": X, "y": X, "z": np.add.outer(X**2, X**2), "showscale": False},
        {"x": [-2, 0, 2], "y": [-1, 1, 0], "line": {"dash": "dash"}, "marker": {"size": 14}},
    ],
    "layout": {
        "paper_bgcolor": GROUND,
        "font": {"size": 13},
        "xaxis": {"title": {"text": "x"}},
        "annotations": [{"x": 0, "y": 1, "text": "<b>a</b> ∂", "font": {"size": 20}}],
    },
}


def smaller(dots: Any, width: int, height: int) -> Any:
    picture = Image.fromarray(np.asarray(dots)).resize((width, height), Image.Resampling.BOX)
    return np.asarray(picture).astype(int)


@pytest.mark.parametrize(
    "width, height, times",
    [
        (160, 120, 1.0),
        (960, 540, 1.0),
        (800, 2160, 1.0),
        (1200, 750, 1.25),
        (3840, 120, 1.0),
        (400, 2160, 1.0),
        (1920, 1080, 2.0),
        (3840, 2160, 4.0),
        (2400, 2160, 2.5),
        (3840, 1350, 2.5),
    ],
)
def test_what_is_larger_both_ways_is_enlarged(width: int, height: int, times: float) -> None:
    assert enlargement(width, height) == pytest.approx(times, abs=1e-12)


def test_it_grows_without_a_jump() -> None:
    found = [enlargement(16 * i, 9 * i) for i in range(10, 241)]
    assert all(0 <= after - before < 0.02 for before, after in zip(found, found[1:], strict=False))
    assert enlargement(*BASE) == 1


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160)])
def test_a_large_picture_is_the_small_one_with_more_dots(size: tuple[int, int]) -> None:
    large, base = pixels(FIGURE, *size), pixels(FIGURE, *BASE)
    assert large.shape == (size[1], size[0], 3)
    apart = np.abs(smaller(large, *BASE) - base.astype(int))
    assert apart.mean() < 1.2  # of 255: nothing but the softness of edges
    shifted = np.abs(smaller(large, *BASE)[2:] - base.astype(int)[:-2])
    assert apart.mean() < shifted.mean() / 2


def test_dots_a_px_change_no_more_than_the_sharpness() -> None:
    twice, once = pixels(FIGURE, 480, 300, 2.0), pixels(FIGURE, 480, 300)
    assert twice.shape == (600, 960, 3)
    assert np.abs(smaller(twice, 480, 300) - once.astype(int)).mean() < 2.5


@pytest.mark.parametrize("ratio, size", [(1.5, (600, 450)), (0.5, (200, 150)), (1.0, (400, 300))])
def test_a_png_has_so_many_dots_a_px(ratio: float, size: tuple[int, int]) -> None:
    body = draw(FIGURE, 400, 300, "png", lang="en", ratio=ratio)
    with Image.open(io.BytesIO(body)) as picture:
        assert picture.size == size
        assert (np.asarray(picture) == pixels(FIGURE, 400, 300, ratio)).all()


@pytest.mark.parametrize("ratio", [0.0, -1.0, float("nan")])
def test_no_dots_are_a_value_error(ratio: float) -> None:
    with pytest.raises(ValueError):
        draw(FIGURE, 400, 300, "png", lang="en", ratio=ratio)


def test_an_svg_is_enlarged_by_its_own_box() -> None:
    root = ElementTree.fromstring(draw(FIGURE, 3840, 2160, "svg", lang="en"))
    assert (root.get("width"), root.get("height")) == ("3840", "2160")
    assert root.get("viewBox") == "0 0 960 540"
    base = ElementTree.fromstring(draw(FIGURE, *BASE, "svg", lang="en"))
    assert [element.attrib for element in root.iter()][1:] == [
        element.attrib for element in base.iter()
    ][1:]
