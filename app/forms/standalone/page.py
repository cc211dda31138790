"""The page of a file: one figure, its knob and its clock, and the words around them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.catalogue.languages import say
from app.forms.citation import citation
from app.forms.form import Asked
from app.forms.png import FORM as STILL
from app.forms.standalone.document import document, held_in, weight
from app.forms.standalone.frames import Payload, payload
from app.forms.standalone.live import carried
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
    instead = carried([asked])
    own = len(still) + weight(_SCRIPTS, _STYLES, instead)
    frames = payload(asked, LARGEST - _WORDS - own)
    return document(
        "standalone.html",
        lang=asked.lang,
        scripts=_SCRIPTS,
        styles=_STYLES,
        instead=instead,
        theme=asked.theme,
        themes=THEMES,
        aspect=asked.entry.aspect,
        view={**view, "controls": frames.controls, "problems": [], "notices": []},
        turned=[control["key"] for control in frames.controls],
        frames=frames.packed,
        settings=settings(view, [control["key"] for control in frames.controls]),
        held=_held(asked, frames),
        lesson=asked.lesson.title[asked.lang],
        live=f"{asked.site}/{asked.lang}/{asked.entry.lesson}",
        page=asked.page,
        citation=citation(asked),
        still=still,
    )


def settings(view: Mapping[str, Any], turned: Sequence[str]) -> list[tuple[str, str]]:
    """What the picture was made with besides what is turned: each setting's label and its value."""
    found = []
    for control in view["controls"]:
        value = view["experiment"].get(control["key"], "")
        if control["key"] in (*turned, *view["absent"]) or value == "":
            continue
        labels = {option["value"]: option["label"] for option in control["options"]}
        found.append((control["label"], labels.get(value) or minus(value.replace(",", ", "))))
    return found


def _held(asked: Asked, frames: Payload) -> str:
    """The sentence that says what the file holds, and what only the live page can do."""
    if not frames.controls:
        return say(asked.lang, "file.one")
    if frames.live:
        labels = ", ".join(control["label"] for control in frames.controls)
        return say(asked.lang, "file.computes", labels=labels)
    label, values = frames.controls[0]["label"], frames.values
    if frames.controls[0]["slider"] is None:
        return say(asked.lang, "file.choices", label=label, n=len(values))
    low, high = minus(values[0]), minus(values[-1])
    return say(asked.lang, "file.values", label=label, n=len(values), low=low, high=high)
