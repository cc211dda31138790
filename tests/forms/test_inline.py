"""Figures as SVG in a page: whole, small, the same for every size, in both themes."""

import io
import re
import subprocess
import sys
from typing import Any
from urllib.parse import parse_qsl
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from app.forms.inline.lines import thinned
from app.forms.inline.picture import fits, picture
from app.forms.inline.traces import png
from app.lessons.lesson import Figure
from app.lessons.reading import read
from app.lessons.registry import FIGURES, LESSONS

FLAT = [figure for figure in FIGURES.values() if figure.name != "surface"]
#: More than any figure of the site takes; a page holds up to three.
LARGEST = 60_000


def drawn(figure: Figure, theme: str, query: str = "", lang: str = "ko") -> dict[str, Any]:
    experiment, _ = read(figure.experiment, parse_qsl(query, keep_blank_values=True), lang)
    return figure.draw(experiment, lang, theme)


def tree(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


@pytest.mark.parametrize("figure", FLAT, ids=lambda figure: figure.name)
def test_a_figure_is_whole_and_small_in_both_themes(figure: Figure) -> None:
    both = [drawn(figure, theme) for theme in ("light", "dark")]
    assert all(map(fits, both))
    text = picture(both, figure.aspect, 'a "picture" <of> it')
    root = tree(text)
    assert root.attrib["aria-label"] == 'a "picture" <of> it'
    assert len(text) < LARGEST
    assert "light-dark(" in text
    assert not re.search(r"nan|inf(?!in)|None", text.replace("inset", ""))
    # Every length follows the type, every place the plot: no pixel is fixed.
    assert "px" not in text
    words = "".join(root.itertext())
    for note in both[0]["layout"].get("annotations", []):
        plain = re.sub(r"<[^>]+>", "", note["text"])
        assert plain.replace("&lt;", "<") in words.replace("\n", "")


def test_samples_of_every_lesson_are_whole() -> None:
    for lesson in LESSONS.values():
        for query in lesson.samples:
            for figure in lesson.figures:
                one = drawn(figure, "projector", query, "en")
                if fits(one):
                    text = picture([one], figure.aspect, figure.name)
                    tree(text)
                    assert len(text) < 3 * LARGEST, (lesson.name, query, figure.name)


def test_a_surface_does_not_fit() -> None:
    assert not fits(drawn(FIGURES["surface"], "light"))


def test_the_run_is_a_group_of_its_own() -> None:
    figure = drawn(FIGURES["descent"], "light", "axes=none")
    ground = len(drawn(FIGURES["field"], "light", "axes=none")["data"])
    text = picture([figure], 1.6, "", run=ground)
    root = tree(text)
    run = root.find(".//g[@class='run']")
    assert run is not None and len(list(run.iter("path"))) >= 3
    inked = drawn(FIGURES["descent"], "light", "axes=none")["data"][-1]
    assert inked["type"] == "scatter"


def test_a_line_is_thinned_within_what_can_be_seen() -> None:
    t = np.linspace(0, 6, 2000)
    line = np.rint(np.column_stack([4000 * t / 6, 2000 + 1500 * np.sin(t)]))
    few = thinned(line)
    assert len(few) < len(line) / 8
    assert (few[0] == line[0]).all() and (few[-1] == line[-1]).all()
    again = np.interp(line[:, 0], few[:, 0], few[:, 1])
    assert np.abs(again - line[:, 1]).max() < 6  # of 4000 across the plot
    spike = np.array([[0.0, 0.0], [100.0, 0.0], [40.0, 0.0], [200.0, 0.0]])
    assert len(thinned(spike)) == 4  # a line that turns back keeps where it turned


def test_dots_are_a_png() -> None:
    dots = np.random.default_rng(0).integers(0, 256, (5, 7, 4)).astype(np.uint8)
    with Image.open(io.BytesIO(png(dots))) as image:
        assert (np.asarray(image) == dots).all()


def test_no_matplotlib_is_needed() -> None:
    code = (
        "import sys; from app.web.firsts import first_picture as p;"
        "assert 'path' in p('/en/figures/descent.json?f=beale', '');"
        "sys.exit('matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
