import io
import re
import threading
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from pypdf import PageObject, PdfReader

from app.catalogue.languages import LANGUAGES
from app.forms.citation import LICENCE_URL
from app.forms.form import Asked
from app.forms.registry import FORMS
from app.forms.still.about import About
from app.forms.still.drawing import draw
from app.forms.still.pages import Page, pages
from app.lessons.reading import read
from app.lessons.registry import FIGURES

WORDS = "경사하강법 학습률 η = 0.9, ∂L/∂W ∝ 1/√B, −0.80 × 10⁻³, ∇f λ½"


def figure(**layout: Any) -> dict[str, Any]:
    line = {"x": [0, 1, 2], "y": [-1, 3, 2], "mode": "lines", "line": {"color": "#d1490b"}}
    return {"data": [line], "layout": {"showlegend": False, **layout}}


def noted(text: str) -> dict[str, Any]:
    note = {"text": text, "xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5, "showarrow": False}
    return figure(annotations=[note])


def reader(body: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(body), strict=True)


def pdf(drawn: dict[str, Any], width: int = 640, height: int = 400, **more: Any) -> PdfReader:
    return reader(draw(drawn, width, height, "pdf", lang="ko", **more))


def bare(text: str) -> str:
    """The text without spaces: a PDF has places instead of them."""
    return "".join(text.split())


def fonts(page: PageObject) -> list[Any]:
    found: Any = page["/Resources"]["/Font"]  # type: ignore[index]
    return [font.get_object() for font in found.get_object().values()]


def asked(name: str, lang: str, query: str = "", **more: Any) -> Asked:
    entry = FIGURES[name]
    items = tuple(tuple(pair.split("=", 1)) for pair in query.split("&") if pair)
    experiment, problems = read(entry.experiment, list(items), lang)  # type: ignore[arg-type]
    assert not problems
    return Asked(entry, experiment, items, lang, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("width, height", [(640, 400), (1200, 750), (3840, 2160), (161, 1999)])
def test_a_page_has_the_size_asked_for_at_96_px_an_inch(width: int, height: int) -> None:
    box = pdf(figure(), width, height).pages[0].mediabox
    assert (float(box.width), float(box.height)) == (width * 0.75, height * 0.75)


def test_words_are_text_that_can_be_copied_and_found() -> None:
    text = pdf(noted(WORDS)).pages[0].extract_text()
    assert WORDS in text
    assert "−1" in text  # a tick


@pytest.mark.parametrize("style", ["<b>{}</b>", "<i>{}</i>", "x<sub>{}</sub>", "x<sup>{}</sup>"])
def test_words_in_every_style_are_text(style: str) -> None:
    assert "학습률" in bare(pdf(noted(style.format("학습률"))).pages[0].extract_text())


def test_every_typeface_is_inside_as_the_few_glyphs_that_are_used() -> None:
    body = draw(noted(WORDS), 640, 400, "pdf", lang="ko")
    found = fonts(reader(body).pages[0])
    assert found
    for font in found:
        inner = font["/DescendantFonts"][0].get_object()
        assert re.fullmatch(r"/[A-Z]{6}\+\S+", font["/BaseFont"])
        assert inner["/Subtype"] == "/CIDFontType0"
        program = inner["/FontDescriptor"]["/FontFile3"].get_object()
        assert program["/Subtype"] == "/CIDFontType0C" and len(program.get_data()) < 20_000
        assert b"beginbfchar" in font["/ToUnicode"].get_object().get_data()
    assert len(body) < 40_000


def test_a_font_has_the_widths_of_its_face() -> None:
    from fontTools.ttLib import TTFont
    from matplotlib.font_manager import FontProperties, findfont

    path = findfont(FontProperties(family="DejaVu Sans"))
    face = TTFont(path)
    # A letter that no Korean typeface has, so that it comes from the one beside Matplotlib.
    ours = next(
        font for font in fonts(pdf(noted("ⱷ")).pages[0]) if "DejaVuSans" in font["/BaseFont"]
    )
    first, widths = ours["/DescendantFonts"][0].get_object()["/W"]
    wide, _ = face["hmtx"][face.getBestCmap()[ord("ⱷ")]]
    assert first == 1 and round(wide * 1000 / face["head"].unitsPerEm) in widths


def test_the_file_says_what_it_is() -> None:
    about = About(
        title="제목 <1>",
        description="설명 & 말",
        lang="ko",
        keywords=("경사하강법", "learning_rate=0.9"),
        creator="Gradscape",
        source="/ko/descent",
        licence="CC BY 4.0",
        licence_url=LICENCE_URL,
    )
    found = pdf(figure(), about=about)
    assert found.metadata is not None
    assert found.metadata == {
        "/Title": "제목 <1>",
        "/Subject": "설명 & 말",
        "/Keywords": "경사하강법, learning_rate=0.9",
        "/Author": "Gradscape",
        "/Creator": "Gradscape",
    }
    root: Any = found.trailer["/Root"]
    assert root["/Lang"] == "ko" and root["/ViewerPreferences"]["/DisplayDocTitle"]
    packet = root["/Metadata"].get_data().decode()
    for part in ("제목 &lt;1&gt;", "설명 &amp; 말", "CC BY 4.0", LICENCE_URL, "/ko/descent"):
        assert part in packet


@pytest.mark.parametrize("form", ["svg", "pdf"])
def test_text_that_no_file_takes_does_no_harm(form: Any) -> None:
    odd = "a\x00\x0b\ud800\n<&>\ue0000\ue001"
    about = About(odd, odd, "en", (odd,), odd, odd, odd, odd)
    body = draw(figure(), 200, 150, form, lang="en", about=about)
    if form == "svg":
        ElementTree.fromstring(body)
    else:
        assert reader(body).metadata


def test_the_picture_has_its_words_for_those_who_do_not_see_it() -> None:
    words = "A line that rises and falls."
    root: Any = pdf(figure(), title="A", description=words).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    document = root["/StructTreeRoot"]["/K"]
    (picture,) = document["/K"]
    element = picture.get_object()
    assert (element["/S"], element["/Alt"]) == ("/Figure", words)
    parents = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    assert parents[1][0].get_object() == element


def test_flat_pictures_are_vectors_and_a_surface_is_one_picture() -> None:
    z = np.add.outer(np.linspace(-1, 1, 9) ** 2, np.linspace(-1, 1, 9) ** 2)
    flat = {"type": "contour", "z": z, "showscale": False}
    cells = {"type": "heatmap", "z": z, "zsmooth": "best", "showscale": False}
    deep = {"type": "surface", "z": z, "showscale": False}
    images = []
    for trace in (flat, cells, deep):
        page = pdf({"data": [trace], "layout": {}}).pages[0]
        images.append(len(page.images))
    assert images == [0, 1, 1]


def test_the_same_figure_gives_the_same_bytes_from_any_thread() -> None:
    bodies: list[bytes] = []

    def work() -> None:
        bodies.append(draw(noted(WORDS), 300, 200, "pdf", lang="ko", title="같음"))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bodies) == 4 and len(set(bodies)) == 1
    assert b"Date" not in bodies[0] and b"Matplotlib" not in bodies[0]


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_keeps_its_words_as_text(name: str) -> None:
    lang = LANGUAGES[len(name) % 2]
    what = asked(name, lang, width=900, height=560)
    found = reader(FORMS["pdf"].make(what))
    assert found.metadata is not None
    assert (found.metadata.title, found.metadata.subject) == (what.title, what.description)
    text = bare(found.pages[0].extract_text())
    for note in what.figure["layout"].get("annotations", []):
        plain = bare(re.sub("<[^>]*>", " ", str(note["text"])))
        assert all(part in text for part in re.findall(r"\w+", plain))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_form_names_licence_lesson_and_experiment(lang: str) -> None:
    found = reader(FORMS["pdf"].make(asked("descent", lang, "learning_rate=0.5")))
    assert found.metadata is not None and found.metadata.keywords is not None
    assert "learning_rate=0.5" in found.metadata.keywords
    root: Any = found.trailer["/Root"]
    packet = root["/Metadata"].get_data().decode()
    assert LICENCE_URL in packet and f"/{lang}/descent?learning_rate=0.5" in packet


SHOWN = Page(figure(), "첫 그림", "메모 한 줄.", "Gradscape", "A line.")


def test_pages_have_the_size_of_a_slide_and_their_words_in_order() -> None:
    found = reader(pages([Page(None, "강의", "차례"), SHOWN], About("강의", lang="ko")))
    assert [tuple(page.mediabox[2:]) for page in found.pages] == [(960, 540)] * 2
    texts = [page.extract_text() for page in found.pages]
    assert texts[0].index("강의") < texts[0].index("차례")
    assert texts[1].index("첫 그림") < texts[1].index("메모 한 줄.") < texts[1].index("Gradscape")
    root: Any = found.trailer["/Root"]
    kinds = [kid.get_object()["/S"] for kid in root["/StructTreeRoot"]["/K"]["/K"]]
    assert kinds == ["/P", "/P", "/Figure"]


def test_notes_that_run_on_take_further_pages_and_lose_no_word() -> None:
    words = [f"낱말{i}" for i in range(900)]
    found = reader(pages([SHOWN._replace(notes=" ".join(words)), SHOWN], About(lang="ko")))
    assert len(found.pages) > 3
    text = " ".join(page.extract_text() for page in found.pages)
    assert set(re.findall(r"낱말\d+", text)) == set(words)
    assert all("첫 그림" in page.extract_text() for page in found.pages)


@pytest.mark.parametrize("title", ["", "가" * 300, "word " * 80, "\n\n", "<b>not a tag</b>"])
def test_any_title_makes_a_page(title: str) -> None:
    for shown in (None, figure()):
        body = pages([Page(shown, title, title, title)], About())
        assert reader(body).pages and body == pages([Page(shown, title, title, title)], About())


def test_no_page_at_all_is_a_value_error() -> None:
    with pytest.raises(ValueError):
        pages([], About())
