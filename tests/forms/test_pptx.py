"""PowerPoint: what a lecturer finds on the slides and below them, and what Office insists on."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn

from app.forms.form import Asked
from app.forms.pptx import FORM
from app.forms.slides import deck
from app.forms.slides.figure import append
from app.forms.slides.look import Look
from app.forms.slides.losses import losses, thinned
from app.forms.slides.page import page
from app.lessons.descent.experiment import RunQuery, run_of
from app.lessons.registry import FIGURES
from tests.forms.wanted import SITE, wanted

#: The order that the schema of DrawingML gives to the children of a run's properties.
RUN = ("ln", "noFill", "solidFill", "effectLst", "latin", "ea", "cs", "sym", "hlinkClick")
SCALING = ("logBase", "orientation", "max", "min")
SPACE = ("date1904", "roundedCorners", "chart", "spPr", "txPr", "externalData")


def made(asked: Asked) -> Any:
    return Presentation(io.BytesIO(FORM.make(asked)))


def still_only(asked: Asked) -> bytes:
    look = Look(asked.lang, asked.theme)
    slides = deck.new(look)
    append(slides, asked, look, animated=False)
    return deck.finished(slides, look, asked.title)


def shapes(slide: Any, kind: str) -> list[Any]:
    return [shape for shape in slide.shapes if shape._element.tag.endswith(f"}}{kind}")]


def notes(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


@pytest.fixture(scope="module")
def bowl() -> Any:
    return made(wanted("descent", "learning_rate=0.95&steps=30", "ko"))


def test_it_is_wide_and_has_two_slides(bowl: Any) -> None:
    assert (bowl.slide_width, bowl.slide_height) == (12192000, 6858000)
    assert len(bowl.slides) == 2
    assert bowl.core_properties.title == "등고선 위의 경사하강법"
    assert bowl.core_properties.language == "ko-KR"


def test_the_first_slide_has_title_headline_picture_and_chart(bowl: Any) -> None:
    asked = wanted("descent", "learning_rate=0.95&steps=30", "ko")
    slide = bowl.slides[0]
    assert slide.shapes.title.text_frame.text == asked.title
    (picture,) = shapes(slide, "pic")
    assert picture._element.nvPicPr.cNvPr.get("descr") == asked.description
    assert picture.width > 0.5 * bowl.slide_width
    texts = [shape.text_frame.text for shape in shapes(slide, "sp")]
    headline = "".join(piece["text"] for piece in asked.staged["verdict"]["headline"])
    assert any(text.startswith(headline) for text in texts)
    (frame,) = shapes(slide, "graphicFrame")
    assert frame.has_chart
    assert "경사하강법, 0.95" in frame._element.nvGraphicFramePr.cNvPr.get("descr")


def test_the_chart_holds_the_run_by_the_closed_form(bowl: Any) -> None:
    chart = shapes(bowl.slides[0], "graphicFrame")[0].chart
    (series,) = chart.plots[0].series
    k = np.arange(31)
    expected = (-7 * 0.905**k) ** 2 / 20 + (2 * (-0.9) ** k) ** 2
    assert np.allclose(list(series.values), expected, rtol=1e-12)
    assert [float(x) for x in series._element.xpath(".//c:xVal//c:v/text()")] == list(range(31))
    assert series.name == "경사하강법, 0.95"
    assert str(series.format.line.color.rgb) == "D1490B"
    assert chart.value_axis._element.find(f"{qn('c:scaling')}/{qn('c:logBase')}").get("val") == "10"
    assert chart.value_axis.has_title and chart.category_axis.has_title
    assert not chart.category_axis.has_major_gridlines


def test_its_numbers_can_be_edited(bowl: Any) -> None:
    chart = shapes(bowl.slides[0], "graphicFrame")[0].chart
    book = zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>6.45</v>" in sheet
    assert len(re.findall(r"<row ", sheet)) == 32


def test_the_way_back_leads_to_the_very_experiment(bowl: Any) -> None:
    links = [
        run.hyperlink.address
        for shape in shapes(bowl.slides[0], "sp")
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.hyperlink.address
    ]
    assert links == [
        f"{SITE}/ko/descent?learning_rate=0.95&steps=30",
        "https://creativecommons.org/licenses/by/4.0/",
    ]


def test_the_notes_have_settings_outcome_questions_and_source(bowl: Any) -> None:
    told = notes(bowl.slides[0])
    assert "학습률: 0.95" in told
    assert "반복 횟수: 30" in told
    assert "함수: 길쭉한 그릇, x**2/20 + y**2" in told
    assert "30번 갱신한 뒤" in told
    assert told.count("답: ") == 3
    assert f"{SITE}/ko/descent?learning_rate=0.95&steps=30" in told
    assert "CC BY 4.0" in told
    assert "$" not in told and "\\" not in told


def test_the_second_slide_is_the_animation(bowl: Any) -> None:
    slide = bowl.slides[1]
    (picture,) = shapes(slide, "pic")
    assert picture.image.content_type == "image/gif"
    assert getattr(Image.open(io.BytesIO(picture.image.blob)), "n_frames") > 10  # noqa: B009
    assert picture.width == bowl.slide_width or picture.height > 0.85 * bowl.slide_height
    assert picture._element.nvPicPr.cNvPr.get("descr")
    assert slide.shapes.title.text_frame.text != bowl.slides[0].shapes.title.text_frame.text
    assert "저절로 시작됩니다" in notes(slide)


@pytest.mark.parametrize(("lang", "locale"), [("ko", "ko-KR"), ("en", "en-US")])
@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_every_run_names_its_language_and_typefaces(lang: str, locale: str, theme: str) -> None:
    document = zipfile.ZipFile(io.BytesIO(still_only(wanted("race", "", lang, theme))))
    for name in document.namelist():
        if re.match(r"ppt/(slides|charts|notesSlides)/[^/]*\.xml", name):
            for run in etree.fromstring(document.read(name)).iter(qn("a:r")):
                properties = run.find(qn("a:rPr"))
                assert properties.get("lang") == locale
                assert properties.find(qn("a:ea")).get("typeface") == "맑은 고딕"
                assert properties.find(qn("a:latin")).get("typeface")


def in_order(element: Any, order: tuple[str, ...]) -> bool:
    places = [order.index(etree.QName(child).localname) for child in element]
    return places == sorted(places)


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_makes_slides_that_office_can_read(name: str) -> None:
    index = list(FIGURES).index(name)
    lang, theme = ("ko", "en")[index % 2], ("light", "dark", "projector")[index % 3]
    # A small picture is a quick one; nothing here hangs on its pixels.
    asked = wanted(name, "", lang, theme, width=320, height=200, sized={"width": 320})
    document = still_only(asked)
    packed = zipfile.ZipFile(io.BytesIO(document))
    types = packed.read("[Content_Types].xml").decode()
    for part in packed.namelist():
        assert f'PartName="/{part}"' in types or f'Extension="{part.rpartition(".")[2]}"' in types
        if not part.endswith(".xml"):
            continue
        root = etree.fromstring(packed.read(part))
        ids = [each.get("id") for each in root.iter(qn("p:cNvPr"))]
        assert len(ids) == len(set(ids))
        for tag in ("a:rPr", "a:defRPr"):
            assert all(in_order(each, RUN) for each in root.iter(qn(tag))), part
        for run in root.iter(qn("a:rPr")):
            assert 100 <= int(run.get("sz", "1000")) <= 400000
        assert all(in_order(each, SCALING) for each in root.iter(qn("c:scaling")))
        if root.tag == qn("c:chartSpace"):
            assert in_order(root, SPACE)
    slide = Presentation(io.BytesIO(document)).slides[0]
    assert slide.shapes.title.text_frame.text == FIGURES[name].title[lang]
    assert len(shapes(slide, "pic")) == 1
    assert len(shapes(slide, "graphicFrame")) == (FIGURES[name].loss is not None)
    for shape in slide.shapes:
        assert shape.left >= 0 and shape.left + shape.width <= 12192000 + 5
        assert shape.top >= 0 and shape.top + shape.height <= 6858000 + 5
    told = notes(slide)
    answers = told.count("답: " if lang == "ko" else "Answer: ")
    assert answers == 3 and "$" not in told.replace("($)", "") and "\\" not in told
    assert FIGURES[name].clock == (FIGURES[name].loss is not None)


def test_the_same_address_gives_the_same_bytes() -> None:
    first = FORM.make(wanted("rate-large", "steps=12", "en", "dark"))
    assert first == FORM.make(wanted("rate-large", "steps=12", "en", "dark"))


def dates_of(document: bytes) -> set[tuple[int, ...] | bytes]:
    found: set[tuple[int, ...] | bytes] = set()
    packed = zipfile.ZipFile(io.BytesIO(document))
    for entry in packed.infolist():
        found.add(entry.date_time)
        content = packed.read(entry)
        if entry.filename.endswith(".xlsx"):
            found |= dates_of(content)
        elif entry.filename == "docProps/core.xml":
            found |= set(re.findall(rb">(\d{4}-[^<]*)<", content))
    return found


def test_no_date_but_the_fixed_one_is_inside() -> None:
    dates = dates_of(still_only(wanted("convergence")))
    assert dates == {(1980, 1, 1, 0, 0, 0), b"2026-01-01T00:00:00Z"}


def test_a_run_that_overflows_keeps_what_a_chart_can_hold() -> None:
    asked = wanted("convergence", "f=x**4&start=1e9&learning_rate=1")
    values = run_of(cast(RunQuery, asked.experiment)).trajectory.values
    assert not np.isfinite(values).all()
    found = losses(asked)
    assert found is not None
    assert np.isfinite(found.series[0].y).all() and found.series[0].missing > 0
    slide = Presentation(io.BytesIO(still_only(asked))).slides[0]
    assert "not finite" in notes(slide)


def test_a_figure_without_a_step_yet_is_one_slide() -> None:
    opened = made(wanted("descent", "steps=0"))
    assert len(opened.slides) == 1
    (frame,) = shapes(opened.slides[0], "graphicFrame")
    assert list(frame.chart.plots[0].series[0].values) == [6.45]


def test_a_long_run_is_thinned_and_says_so() -> None:
    asked = wanted("convergence", "f=rosenbrock&learning_rate=0.002&steps=20000")
    found = losses(asked)
    assert found is not None
    (series,) = found.series
    assert series.all == 20001 and len(series.x) <= 1000
    assert series.x[0] == 0 and series.x[-1] == 20000
    everything = run_of(cast(RunQuery, asked.experiment)).trajectory.values
    assert set(series.y) <= set(everything)
    assert series.y.min() == everything.min() and series.y.max() == everything.max()


def test_thinning_keeps_both_ends_and_the_leaps() -> None:
    leaps = np.array([1.0, -1.0] * 5000)
    kept = thinned(leaps)
    assert len(kept) <= 1000 and kept[0] == 0 and kept[-1] == 9999
    assert (np.diff(kept) > 0).all()
    assert set(leaps[kept]) == {1.0, -1.0}
    # In every stretch of a fiftieth both are seen.
    assert all(
        len(set(leaps[kept[(kept >= a) & (kept < a + 200)]])) == 2 for a in range(0, 9800, 200)
    )
    assert thinned(np.zeros(3)).tolist() == [0, 1, 2]


def test_the_picture_has_the_pixels_that_are_asked_for() -> None:
    asked = wanted("losses-curve", width=640, height=400, sized={"width": 640, "height": 400})
    (picture,) = shapes(Presentation(io.BytesIO(still_only(asked))).slides[0], "pic")
    assert picture.image.size == (640, 400)
    assert picture.width / picture.height == pytest.approx(1.6, rel=1e-4)


def test_a_link_longer_than_office_takes_leads_to_the_page_alone() -> None:
    asked = wanted("descent", "f=bowl&domain=" + ",".join(["-10." + "0" * 500, "10", "-5", "5"]))
    asked = replace(asked, items=[*asked.items] * 4)
    assert len(asked.page) > 2000
    opened = Presentation(io.BytesIO(still_only(asked)))
    links = [rel.target_ref for rel in opened.slides[0].part.rels.values() if rel.is_external]
    assert all(len(link) < 2000 for link in links)
    assert asked.page in notes(opened.slides[0])


def test_a_lecture_adds_its_own_notes_and_pages_of_words() -> None:
    look = Look("en", "light")
    slides = deck.new(look)
    page(
        slides, "Why learning rates matter", ["One valley.", "Three rates."], look, own="Ask first."
    )
    for name in ("losses", "descent"):
        append(slides, wanted(name), look, own="Wait for\nanswers.", animated=False)
    opened = Presentation(io.BytesIO(deck.finished(slides, look, "A lecture")))
    assert [slide.shapes.title.text_frame.text for slide in opened.slides] == [
        "Why learning rates matter",
        FIGURES["losses"].title["en"],
        FIGURES["descent"].title["en"],
    ]
    assert notes(opened.slides[0]) == "Ask first."
    assert notes(opened.slides[2]).startswith("Wait for\nanswers.\n\n")
