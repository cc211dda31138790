"""A lecture as one page that opens from disk: every figure with its knob, no network, no server."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.forms.form import Asked
from app.forms.lecture.talk import Leaf, Talk
from app.forms.png import FORM as PNG
from app.lessons.lecture_reading import NO_CONTROLS

#: Bytes for the frames of all slides together, and for a figure at least, so that each
#: keeps a knob worth having.
_BUDGET, _ENOUGH = 2_000_000, 260_000
#: Stops of all knobs together, each of which is a computation; and those that a knob has at least.
_STOPS, _LEAST = 200, 9
#: The width of a still: many slides get smaller ones.
_WIDE, _NARROW, _MANY = 800, 480, 12
_STYLES = ("tokens", "page", "stage", "lecture")


def make(talk: Talk) -> bytes:
    """Every slide with its figure; frames are fewer for each the more slides there are."""
    from app.forms.standalone.document import document
    from app.forms.standalone.live import carried

    shown = [leaf.asked for leaf in talk.leaves if leaf.asked is not None]
    figures = len(shown)
    return document(
        "lecture_file.html",
        lang=talk.lang,
        scripts=("lecture_file",),
        styles=_STYLES,
        instead=carried(shown),
        theme=talk.theme,
        title=talk.title,
        slides=[_slide(leaf, figures) for leaf in talk.told()],
        address=talk.address,
    )


def policy(file: bytes) -> str:
    """What a browser may do with the file: run the scripts that it holds, and nothing else."""
    from app.forms.standalone.document import policy

    return policy(file)


def _slide(leaf: Leaf, figures: int) -> dict[str, Any]:
    told: dict[str, Any] = {
        "title": leaf.title,
        "note": leaf.note,
        "autoplay": leaf.autoplay,
        "view": None,
    }
    return told if leaf.asked is None else told | _figure(leaf, leaf.asked, figures)


def _figure(leaf: Leaf, asked: Asked, figures: int) -> dict[str, Any]:
    from app.forms.standalone.document import held_in
    from app.forms.standalone.frames import payload

    budget = max(_ENOUGH, _BUDGET // figures)
    frames = payload(asked, budget, max(_LEAST, _STOPS // figures))
    bare = leaf.controls == NO_CONTROLS
    width = _WIDE if figures <= _MANY else _NARROW
    height = round(width / asked.entry.aspect)
    return {
        "view": {**asked.staged, "controls": frames.controls, "problems": [], "notices": []},
        "controls": _shown(leaf, frames.controls),
        "clock": not bare,
        "frames": frames.packed,
        "page": asked.page,
        "still": held_in("image/png", PNG.make(replace(asked, width=width, height=height))),
        "width": width,
        "height": height,
    }


def _shown(leaf: Leaf, controls: Sequence[Mapping[str, Any]]) -> list[str]:
    """The keys of the controls that a slide shows, of those that its file can turn."""
    keys = [control["key"] for control in controls]
    if leaf.controls is None:
        return keys[:1]
    asked = leaf.controls.split(",")
    return [key for key in keys if key in asked]
