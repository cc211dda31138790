"""What a lecturer reads below the slide: the outcome, the settings, the questions, the source."""

from typing import Any

from app.catalogue.languages import say
from app.forms.citation import citation
from app.forms.data.questions import questions
from app.forms.data.settings import settings
from app.forms.form import Asked
from app.forms.slides.lettering import write
from app.forms.slides.look import Look
from app.forms.slides.losses import Losses


def lines(asked: Asked, losses: Losses | None, own: str = "") -> list[str]:
    """The notes of a figure's slide, a line each; ``own`` stands first, an empty line parts."""
    lang = asked.lang
    told = [
        asked.staged["verdict"]["sentence"],
        "".join(piece["text"] for piece in asked.staged["verdict"]["headline"]),
        "".join(piece["text"] for piece in asked.staged["verdict"]["detail"]),
    ]
    asked_of = [
        line
        for index, (question, answer) in enumerate(questions(asked.lesson, lang), start=1)
        for line in (f"{index}. {question}", f"   {say(lang, 'page.lesson.answer')}: {answer}")
    ]
    blocks = [
        own.strip().splitlines(),
        # A headline may be the sentence itself.
        list(dict.fromkeys(line for line in told if line)),
        [say(lang, "slides.settings"), *(f"{name}: {value}" for name, value in settings(asked))],
        [say(lang, "page.lesson.questions"), *asked_of],
        _about(losses, lang) if losses else [],
        [say(lang, "slides.page", address=asked.page), citation(asked)],
    ]
    return [line for block in blocks if block for line in ("", *block)][1:]


def _about(losses: Losses, lang: str) -> list[str]:
    """What the chart can do, and what it leaves out."""
    found = [say(lang, "slides.edit")]
    shown = sum(len(each.x) for each in losses.series)
    every = sum(each.all for each in losses.series)
    missing = sum(each.missing for each in losses.series)
    if shown < every:
        found.append(say(lang, "slides.thinned", shown=shown, all=every))
    if missing:
        found.append(say(lang, "slides.missing", n=missing))
    return found


def put(slide: Any, told: list[str], look: Look) -> None:
    """Write the notes of a slide."""
    frame = slide.notes_slide.notes_text_frame
    for index, line in enumerate(told):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        if line:
            write(paragraph, line, look)
