"""The spelling of a lecture: whatever is written comes back, and whatever comes is read."""

import math
import random
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from app.catalogue.languages import LANGUAGES
from app.lessons.lecture import OWN, Slide, address, clean, decode, encode, quoted
from app.lessons.lecture_editing import edited
from app.lessons.lecture_examples import EXAMPLES
from app.lessons.lecture_links import slides_of
from app.lessons.lecture_reading import LONGEST, LONGEST_NOTE, MOST_SLIDES, lecture, read_slide
from app.lessons.registry import FIGURES, LESSONS

SIGNS = (
    "abcdeutn 0.9-_~!$:;,&=+%#?/()*'\"\\<>{}[]|^`\n\t"
    "가나다힣학습률é√∇−’한자漢字😀👩‍🏫\u200b\u202e\ufeff"
)


def texts(seed: int, count: int) -> list[str]:
    draw = random.Random(seed)
    lengths = [draw.randrange(1, 40) for _ in range(count)]
    return ["".join(draw.choice(SIGNS) for _ in range(length)) for length in lengths]


@pytest.mark.parametrize("seed", range(20))
def test_any_text_comes_back_through_an_address(seed: int) -> None:
    draw = random.Random(seed)
    words = texts(seed, 400)
    slides = [
        Slide(
            draw.choice(("", "descent", draw.choice(words))),
            tuple((f"k{n}{draw.choice(words)}", draw.choice(words)) for n in range(n)),
            draw.choice(words),
            draw.choice(words),
            draw.choice((None, "none", draw.choice(words))),
            draw.random() < 0.3,
        )
        for n in (draw.randrange(4) for _ in range(30))
    ]
    assert decode(encode(slides)) == slides
    link = address("ko", slides, at=3)
    assert link.isascii()
    assert parse_qs(urlsplit(link).query) == {"s": [encode(slides)], "at": ["3"]}
    # Spelled as another program would: everything that may be escaped is.
    wide = "".join(f"%{byte:02X}" for byte in encode(slides).encode())
    assert parse_qs(f"s={wide}")["s"] == [encode(slides)]


def test_a_lecture_is_readable_and_short() -> None:
    slide = Slide("descent", (("f", "x**2/20 + y**2"), ("start", "-7,2")), note="Ask first!")
    words = Slide(title="A break")
    assert encode([slide, words]) == (
        "descent!f:x**2/20 + y**2!start:-7,2!note:Ask first$e~!title:A break"
    )
    assert address("en", [slide, words]) == (
        "/en/lecture?s=descent!f:x**2/20+%2B+y**2!start:-7,2!note:Ask+first$e~!title:A+break"
    )
    korean = "갱신할 때마다 y에 −0.8이 곱해집니다."
    assert len(quoted(encode([Slide(note=korean)]))) < 0.6 * len(korean.encode()) * 3


def test_no_program_that_makes_links_cuts_the_end_off() -> None:
    for last in ("!", ".", ")", "가", ":", "*", "$", "?", "~", ","):
        link = quoted(encode([Slide(note=f"so{last}")]))
        assert re.search(r"[\w%-]$", link, re.ASCII), link
        assert decode(parse_qs(f"s={link}")["s"][0])[0].note == f"so{last}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", []),
        ("~~~", []),
        ("!", [Slide()]),
        ("descent", [Slide("descent")]),
        ("descent!", [Slide("descent")]),
        ("descent!learning_rate", [Slide("descent", (("learning_rate", ""),))]),
        ("descent!f:a:b", [Slide("descent", (("f", "a:b"),))]),
        ("!note:$u.!title:$uA.", [Slide(note="$u.", title="$uA.")]),
        ("!note:$u2AA.", [Slide(note="$u2AA.")]),
        ("!note:$x$n$", [Slide(note="$x\n$")]),
        ("!note:$du1VnC.", [Slide(note="$u1VnC.")]),
        ("!title:a!title:b", [Slide(title="a")]),
        ("!note:a\x00b\ud800c\r\nd", [Slide(note="ab\ufffdc\nd")]),
    ],
)
def test_what_is_spelled_wrongly_is_taken_as_it_stands(text: str, meant: list[Slide]) -> None:
    assert decode(text) == meant
    assert decode(encode(meant)) == meant


@pytest.mark.parametrize("seed", range(5))
def test_no_text_breaks_the_reading(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(200):
        text = "".join(draw.choice("~!:$u.Adescent가\ud800\x00") for _ in range(60))
        found = lecture(text, "ko")
        again = encode(shown.slide for shown in found.slides)
        assert not [n for n in lecture(again, "ko").notices if "그림이 없어" not in n]


def test_the_keys_of_a_slide_are_no_figures_keys() -> None:
    keys = {key for figure in FIGURES.values() for key in figure.experiment.model_fields}
    assert not keys & set(OWN)
    assert "lecture" not in LESSONS


def test_clean_keeps_what_files_can_hold() -> None:
    assert clean("a\tb\r\nc\rd\x0b\x7f\x85\ufffe") == "a\tb\nc\nd"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_wrong_slide_falls_back_and_is_named(lang: str) -> None:
    found = lecture(
        "descent!learning_rate:1.1~nothing!note:x~descent!learning_rate:abc!steps:30"
        "~!title:a!f:x~descent!controls:steps,foo!theme:dark~descent!steps:5!steps:6~race!qq:1",
        lang,
    )
    assert [bool(shown.problems) for shown in found.slides] == [
        *(False, True, True, True, True, True, True),
    ]
    assert [notice.split(":")[0].split()[-1] for notice in found.notices] == list("234567")
    assert found.slides[1].figure is None
    assert found.slides[2].slide.items == (("steps", "30"),)
    assert found.slides[4].slide == Slide("descent", controls="steps")
    assert found.slides[5].slide.items == (("steps", "5"),)
    assert found.slides[6].slide.items == ()


def test_the_limits_keep_the_first_slides() -> None:
    full = lecture("~".join(["descent"] * MOST_SLIDES), "en")
    assert len(full.slides) == MOST_SLIDES and not full.notices
    more = lecture("~".join(["descent"] * (MOST_SLIDES + 1)), "en")
    assert len(more.slides) == MOST_SLIDES and len(more.notices) == 1
    note = "a" * LONGEST_NOTE
    long = lecture("~".join([f"!note:{note}"] * 12), "en")
    assert len(long.slides) == 7 and len(long.notices) == 1
    assert len(encode(shown.slide for shown in long.slides)) <= LONGEST
    huge = lecture("!note:" + "a" * 2_000_000, "en")
    assert not huge.slides and len(huge.notices) == 1
    cut = lecture(f"!note:{note}b!title:{'t' * 300}", "en")
    assert cut.slides[0].slide == Slide(note=note, title="t" * 200)
    assert len(cut.notices) == 2


@pytest.mark.parametrize(
    ("link", "meant"),
    [
        ("/ko/descent?learning_rate=1.1&theme=dark", "descent!learning_rate:1.1"),
        ("https://any.host/en/descent?f=x**2%2By**2#notes", "descent!f:x**2+y**2"),
        ("http://localhost:1/en/learning-rate", "rate-right"),
        ("/en/embed/descent?steps=5&controls=steps,f&autoplay=1", "descent!steps:5"),
        ("/en/figures/softmax.png?width=200&shift=none", "softmax!shift:none"),
        ('<iframe src="https://h/ko/embed/race?fair=true&amp;f=ravine"></iframe>', "race!fair"),
        ("  /gradscape/en/descent/ ", "descent"),
        ("/en/descent?step=3&utm_source=mail&f=", "descent!step:3"),
        ("/en/lecture?s=descent~!title:x", "descent~!title:x"),
        ("javascript:alert(1)", ""),
        ("https://[", ""),
        ("/en/embed/nothing", ""),
        ("/fr/descent", ""),
        ("/en/functions", ""),
        ("x" * 100_000, ""),
    ],
)
def test_a_pasted_link_becomes_slides(link: str, meant: str) -> None:
    assert encode(slides_of(link)).startswith(meant)
    assert bool(meant) == bool(slides_of(link))


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_every_figure_is_a_slide(figure: object) -> None:
    name = next(name for name, each in FIGURES.items() if each is figure)
    for query in LESSONS[FIGURES[name].lesson].samples[:6]:
        [slide] = slides_of(f"/en/embed/{name}?{query}")
        assert read_slide(slide, "en").problems == (), query


def form(slides: list[Slide], *more: tuple[str, str]) -> list[tuple[str, str]]:
    fields = []
    for n, slide in enumerate(slides, 1):
        fields += [
            (f"slide.{n}", encode([Slide(slide.figure, slide.items)])),
            (f"title.{n}", slide.title),
            (f"note.{n}", slide.note),
        ]
    return [*fields, *more]


A, B, C = Slide("descent"), Slide("race", (("fair", "true"),), note="b"), Slide(title="c")


@pytest.mark.parametrize(
    ("action", "meant", "at"),
    [
        ("apply", [A, B, C], 0),
        ("up.2", [B, A, C], 1),
        ("up.1", [A, B, C], 1),
        ("down.2", [A, C, B], 3),
        ("down.3", [A, B, C], 3),
        ("move.1.3", [B, C, A], 3),
        ("move.3.1", [C, A, B], 1),
        ("move.3.99", [A, B, C], 3),
        ("remove.3", [A, B], 2),
        ("copy.2", [A, B, B, C], 3),
        ("add.softmax", [A, B, C, Slide("softmax")], 4),
        ("add.nothing", [A, B, C], 0),
        ("words", [A, B, C, Slide(title="A heading")], 4),
        ("up.9", [A, B, C], 0),
        ("up.x", [A, B, C], 0),
        ("move.-1.２", [A, B, C], 0),
        ("", [A, B, C], 0),
    ],
)
def test_a_button_changes_the_lecture(action: str, meant: list[Slide], at: int) -> None:
    change = edited(form([A, B, C], ("do", action)), "en")
    assert (change.slides, change.at, change.refused) == (meant, at, "")


def test_the_words_of_the_form_are_kept_whatever_is_pressed() -> None:
    fields = [
        ("slide.1", "descent!steps:5"),
        ("title.1", "  Gradient descent on the   contour map "),
        ("note.1", "one\r\ntwo\x00 "),
        ("controls.1", "steps"),
        ("controls.1", "f"),
        ("autoplay.1", "1"),
        ("do", "paste"),
    ]
    change = edited([*fields, ("link", "nonsense")], "en")
    assert change.refused == "link"
    assert change.slides == [
        Slide("descent", (("steps", "5"),), "", "one\ntwo", "steps,f", autoplay=True)
    ]
    change = edited([*fields, ("link", "/en/lecture?s=race~softmax")], "en")
    assert [slide.figure for slide in change.slides] == ["descent", "race", "softmax"]


def test_a_lecture_that_grows_too_long_is_refused_with_its_words() -> None:
    long = [Slide(note="a" * LONGEST_NOTE)] * 8
    change = edited(form(long, ("do", "apply")), "en")
    assert change.refused == "long" and change.slides == long
    full = [A] * MOST_SLIDES
    change = edited(form(full, ("do", "add.race")), "en")
    assert change.refused == "long" and change.slides == full


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_examples_are_whole(example: object, lang: str) -> None:
    chosen = next(each for each in EXAMPLES if each is example)
    slides = chosen.slides(lang)
    found = lecture(encode(slides), lang)
    assert found.notices == ()
    assert [shown.slide for shown in found.slides] == slides
    assert len(address(lang, slides)) < 4500
    assert all(slide.note and slide.title for slide in slides)


def arrival(rate: float) -> int:
    """The first step whose value on x²/20 + y² from (−7, 2) is within 1e-3, in closed form."""
    step = 0
    while (7 * (1 - 0.1 * rate) ** step) ** 2 / 20 + (2 * (1 - 2 * rate) ** step) ** 2 > 1e-3:
        step += 1
    return step


def logistic_loss(p: float) -> float:
    return -math.log(p)


QUOTED: dict[str, tuple[str, int, float]] = {
    # What stands in the note, the lecture and its slide, and the number by itself.
    "−0.8": ("rate", 2, 1 - 2 * 0.9),
    "0.91": ("rate", 2, 1 - 0.1 * 0.9),
    "42": ("rate", 2, arrival(0.9)),
    "−1.1": ("rate", 4, 1 - 2 * 1.05),
    "0.952": ("rate", 5, round(2 / 2.1, 3)),
    "99.995": ("step", 2, round(100 / (1 + math.exp(-10) + math.exp(-20)), 3)),
    "0.51": ("step", 3, round(logistic_loss(0.6), 2)),
    "0.0975": ("step", 3, (0.1**2 + 0.05**2 + 0.4**2 + 0.05**2 + 0.1**2 + 0.1**2) / 2),
    "0.25": ("step", 6, (0.01 * 100 + 1 - 0.01 * 25 - 0.5) / 5),
    "64": ("step", 7, round(math.degrees(math.atan2(4, 0.7) - math.atan2(2, 7)))),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", QUOTED)
def test_the_numbers_in_the_notes_of_the_examples(text: str, lang: str) -> None:
    name, number, value = QUOTED[text]
    [example] = [each for each in EXAMPLES if each.name == name]
    assert text in example.slides(lang)[number - 1].note
    assert float(text.replace("−", "-")) == pytest.approx(value)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_classifier_of_the_examples(lang: str) -> None:
    figure = FIGURES["why-loss-slope"]
    told = figure.describe(figure.experiment(), lang)
    slides = next(each for each in EXAMPLES if each.name == "step").slides(lang)
    assert "−0.217" in told and "−0.217" in slides[4].note
    told = FIGURES["why-loss-accuracy"].describe(figure.experiment(), lang)
    for part in ("1.3", "10", "12"):
        assert part in told and part in slides[3].note
