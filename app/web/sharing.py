"""What the share panel of a page knows: its figures, their forms, the public address."""

from functools import cache
from typing import Any

from app.catalogue.languages import LANGUAGES, messages, say
from app.forms.citation import LICENCE, YEAR
from app.forms.form import Form
from app.forms.registry import FORMS, forms_of
from app.lessons.lesson import Figure, Lesson
from app.lessons.palette import THEMES
from app.lessons.reading import read
from app.lessons.registry import FIGURES
from app.lessons.staged import staged
from app.web.asked import HEIGHTS, WIDTHS
from app.web.public import is_local

#: Sizes that slides and posts ask for, by their names; the first is offered.
SIZES = {
    "slide": (1920, 1080),
    "half": (960, 540),
    "small": (1280, 720),
    "4k": (3840, 2160),
    "square": (1080, 1080),
}
#: What embed code is written for.
KINDS = ("html", "reveal", "marp", "quarto", "latex", "jupyter")


def sharing(lesson: Lesson, lang: str, site: str) -> dict[str, Any]:
    """Everything that the panel of a lesson's page is filled with, as JSON can hold it.

    ``sizes`` are the least and the greatest sides of a file; ``look`` are the keys of the page on
    which no file hangs; ``citation`` is the line to cite a picture by, its title and its address
    still to be filled in.
    """
    return {
        "site": site,
        "local": is_local(site),
        "look": [*lesson.look, "theme"],
        "citation": say(
            lang, "form.citation", title="{title}", address="{address}", year=YEAR, licence=LICENCE
        ),
        "sizes": {"width": [WIDTHS[0], WIDTHS[-1]], "height": [HEIGHTS[0], HEIGHTS[-1]]},
        "figures": {figure.name: _figure(figure, lang) for figure in lesson.figures},
        "forms": {form.name: _form(form, lang) for form in FORMS.values()},
    }


def choices(lang: str) -> dict[str, list[tuple[str, str]]]:
    """The options of the panel's lists: each with its value and its name."""

    def named(key: str) -> str:
        return say(lang, f"page.share.{key}")

    sizes = [(f"{w}x{h}", f"{w}×{h} {named(f'size_{name}')}") for name, (w, h) in SIZES.items()]
    themes = [(theme, say(lang, f"page.theme_{theme}")) for theme in THEMES]
    return {
        "size": [*sizes, ("own", named("own"))],
        "theme": [("", named("as_shown")), *themes],
        "frame_theme": [("", say(lang, "page.theme_system")), *themes],
        "language": [(code, say(code, "page.language_name")) for code in _own_first(lang)],
        "kind": [(kind, named(f"kind_{kind}")) for kind in KINDS],
    }


def _own_first(lang: str) -> list[str]:
    return sorted(LANGUAGES, key=lambda code: code != lang)


def _figure(figure: Figure, lang: str) -> dict[str, Any]:
    controls, knob = _controls(figure.name, lang)
    return {
        "title": figure.title[lang],
        "aspect": figure.aspect,
        "clock": figure.clock,
        "loss": figure.loss is not None,
        "forms": [form.name for form in forms_of(figure)],
        "controls": controls,
        "knob": knob,
    }


def _form(form: Form, lang: str) -> dict[str, Any]:
    """A form in the reader's words; ``sized`` and ``themed`` say what can be chosen of it."""
    words = messages(lang)
    return {
        "label": words.get(f"share.form.{form.name}.label", form.name.upper()),
        "hint": words.get(f"share.form.{form.name}.hint", ""),
        "heavy": form.heavy,
        "missing": form.missing(lang) or "",
        "sized": form.sized,
        "themed": form.themed,
        "keys": [key.name for key in form.keys],
    }


@cache
def _controls(name: str, lang: str) -> tuple[list[tuple[str, str]], str | None]:
    """The controls that change a figure, each by key and label, and the key of the main one."""
    figure = FIGURES[name]
    experiment, _ = read(figure.experiment, [], lang)
    alone = staged(figure, experiment, [], [], lang)
    return [(control["key"], control["label"]) for control in alone["controls"]], alone["knob"]
