"""The page of a file: one figure, its knob and its clock, and the words around them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.catalogue.languages import say
from app.forms.citation import citation
from app.forms.form import Asked
from app.forms.png import FORM as STILL
from app.forms.standalone.document import document, held_in, weight
from app.forms.standalone.frames import Payload, payload
from app.lessons.numbers import minus
from app.lessons.palette import THEMES

_WIDTH = 1200
_SCRIPTS, _STYLES = ("alone",), ("tokens", "stage", "alone")
#: Bytes that a file may have, and those kept for its words.
LARGEST, _WORDS = 7_000_000, 60_000


def page(asked: Asked) -> bytes:
    """The figure as a file that opens from disk: nothing is fetched, ever."""
    view = asked.staged
    height = round(_WIDTH / asked.entry.aspect)
    still = held_in("image/png", STILL.make(replace(asked, width=_WIDTH, height=height)))
    frames = payload(asked, LARGEST - _WORDS - len(still) - weight(_SCRIPTS, _STYLES))
    return document(
        "standalone.html",
        lang=asked.lang,
        scripts=_SCRIPTS,
        styles=_STYLES,
        theme=asked.theme,
        themes=THEMES,
        aspect=asked.entry.aspect,
        view={**view, "controls": frames.controls, "problems": [], "notices": []},
        knob=frames.key,
        frames=frames.packed,
        settings=settings(view, frames.key),
        held=_held(asked, frames),
        lesson=asked.lesson.title[asked.lang],
        live=f"{asked.site}/{asked.lang}/{asked.entry.lesson}",
        page=asked.page,
        citation=citation(asked),
        still=still,
    )


def settings(view: Mapping[str, Any], knob: str | None) -> list[tuple[str, str]]:
    """What the picture was made with besides its knob: each setting's label and its value."""
    found = []
    for control in view["controls"]:
        value = view["experiment"].get(control["key"], "")
        if control["key"] in (knob, *view["absent"]) or value == "":
            continue
        labels = {option["value"]: option["label"] for option in control["options"]}
        found.append((control["label"], labels.get(value) or minus(value.replace(",", ", "))))
    return found


def _held(asked: Asked, frames: Payload) -> str:
    """The sentence that says what the file holds, and what only the live page can do."""
    if frames.control is None:
        return say(asked.lang, "file.one")
    label, values = frames.control["label"], frames.values
    if frames.control["slider"] is None:
        return say(asked.lang, "file.choices", label=label, n=len(values))
    low, high = minus(values[0]), minus(values[-1])
    return say(asked.lang, "file.values", label=label, n=len(values), low=low, high=high)
