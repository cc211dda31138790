"""The frames of a file: what is seen and said at each stop of its knob, in every theme."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from app.forms.encoding import encode
from app.forms.form import Asked
from app.forms.standalone.live import turned_keys
from app.forms.standalone.packing import Pool
from app.forms.standalone.stops import spaced, stops, turned
from app.lessons.palette import THEMES
from app.lessons.reading import read

#: Bytes of JSON for the frames of a figure that stands alone in its file.
BUDGET = 1_800_000
#: As many stops as a hand can tell apart, and so few that a slider is hardly worth having.
MOST, LEAST = 121, 2
#: Milliseconds that the frames may take, by the figure's own estimate.
_PATIENCE = 2500.0


class Frame(NamedTuple):
    """One stop: the knob's value as a link spells it, the words, a picture for each theme."""

    value: str
    view: dict[str, Any]
    figures: dict[str, dict[str, Any]]


class Payload(NamedTuple):
    """The frames of a figure: ``controls`` are those that its page shows.

    Where the file can compute, these are ``live``, and there is one frame alone. Else there is
    at most one, the knob, and ``values`` are its stops as links spell them. ``packed`` is what a
    file holds, ready for JSON: ``figure`` its name; ``key`` the knob's key or None; ``first`` the
    place of the frame that was asked for; ``step`` the step at which its clock stands (None: the
    last); ``frames``, each ``{value, view, light, dark, projector}``, and the ``pool`` of what
    they share, for ``createFrames`` of ``static/js/frames.js``.
    """

    controls: list[dict[str, Any]]
    values: list[str]
    packed: dict[str, Any]
    live: bool = False

    @property
    def key(self) -> str | None:
        """The key of the knob."""
        return self.controls[0]["key"] if self.controls else None


def payload(asked: Asked, budget: int = BUDGET, most: int = MOST) -> Payload:
    """Compute the frames of a figure: at most about ``most``, and ``budget`` bytes of JSON.

    There are fewer where computing them, by an estimate, or their bytes would go beyond what is
    allowed: the same question gives the same answer. ``asked.tell`` hears how far it has come.
    """
    live = turned_keys(asked)
    if live:
        return _alive(asked, live)
    knob, values = _chosen(asked, most)
    frames = _computed(asked, knob, values)
    packed = _packed(asked, frames, knob)
    while knob is not None and (len(frames) == 1 or len(encode(packed)) > budget):
        frames = _fewer(asked, knob, frames, budget, len(encode(packed)))
        if len(frames) == 1:
            knob, frames = None, [frames[0]._replace(value="")]
        packed = _packed(asked, frames, knob)
    spelled = [frame.value for frame in frames]
    controls = [_control(asked.staged, knob, spelled)] if knob else []
    return Payload(controls, spelled, packed)


def _alive(asked: Asked, keys: Sequence[str]) -> Payload:
    """The one frame of a file that computes all others itself when these keys are turned."""
    (frame,) = _computed(asked, None, [])
    controls = [
        {**control, "big": control["key"] == keys[0], "more": False}
        for control in sorted(
            (c for c in asked.staged["controls"] if c["key"] in keys),
            key=lambda control: keys.index(control["key"]),
        )
    ]
    view = {**frame.view, "controls": controls, "knob": keys[0]}
    pool = Pool()
    pool.add(
        {"value": "", "view": view}
        | {theme: _cut_figure(figure, set(keys)) for theme, figure in frame.figures.items()}
    )
    packed = pool.packed()
    told: dict[str, Any] = {
        "figure": asked.entry.name,
        "key": None,
        "live": True,
        "first": 0,
        "step": getattr(asked.experiment, "step", None),
        "frames": packed["roots"],
        "pool": packed["pool"],
    }
    return Payload(controls, [], told, live=True)


def _fewer(
    asked: Asked, knob: Mapping[str, Any], frames: list[Frame], budget: int, size: int
) -> list[Frame]:
    """Fewer of the frames, at least one less, the one that was asked for among them.

    As many as will fit if every frame takes as much beside what all share; of choices all or one.
    """
    here = _place(asked, knob, frames)
    alone = len(encode(_packed(asked, [frames[here]], knob)))
    each = max(1.0, (size - alone) / max(1, len(frames) - 1))
    room = int(min(0.97 * (budget - alone) / each, len(frames) - 2)) if knob["slider"] else 0
    kept = {here, *spaced(range(len(frames)), max(0, room))}
    return [frames[k] for k in sorted(kept)]


def _chosen(asked: Asked, most: int) -> tuple[dict[str, Any] | None, list[str]]:
    """The control to turn, and the values that it is worth and possible to turn it to."""
    view = asked.staged
    allowed = min(most, int(_PATIENCE / asked.entry.effort(asked.experiment)))
    control = next(iter(turned(view["controls"], view["absent"])), None)
    if control is None or allowed < LEAST:
        return None, []
    present = view["experiment"][control["key"]]
    values = stops(control, present, allowed)
    fits = control["slider"] or len(values) <= allowed
    return (control, values) if fits and present in values else (None, [])


def _computed(asked: Asked, knob: Mapping[str, Any] | None, values: Sequence[str]) -> list[Frame]:
    """A frame for each value that the figure can take, the one that was asked for among them."""
    present = asked.staged["experiment"][knob["key"]] if knob else ""
    frames = []
    asked.tell(0, len(values) + 1)
    for done, value in enumerate(values or [present], 1):
        there = asked if value == present or knob is None else _turned(asked, knob, value)
        if there is not None:
            figures = {
                theme: there.entry.draw(there.experiment, there.lang, theme) for theme in THEMES
            }
            frames.append(Frame(value, there.staged, figures))
        asked.tell(done, len(values) + 1)
    return frames


def _turned(asked: Asked, knob: Mapping[str, Any], value: str) -> Asked | None:
    """The same question with another value of the knob; None where the figure refuses it."""
    gone = {*knob["clears"], knob["key"], "step"}
    items = [*(pair for pair in asked.items if pair[0] not in gone), (knob["key"], value)]
    experiment, problems = read(asked.entry.experiment, items, asked.lang)
    return None if problems else replace(asked, experiment=experiment, items=tuple(items))


def _place(asked: Asked, knob: Mapping[str, Any] | None, frames: Sequence[Frame]) -> int:
    """Which of the frames was asked for."""
    present = asked.staged["experiment"][knob["key"]] if knob else ""
    return next(k for k, frame in enumerate(frames) if frame.value == present)


def _packed(
    asked: Asked, frames: Sequence[Frame], knob: Mapping[str, Any] | None
) -> dict[str, Any]:
    pool = Pool()
    values = [frame.value for frame in frames]
    turned = {knob["key"]} if knob else set()
    for frame in frames:
        pool.add(
            {"value": frame.value, "view": _cut(frame.view, knob, values)}
            | {theme: _cut_figure(figure, turned) for theme, figure in frame.figures.items()}
        )
    packed = pool.packed()
    return {
        "figure": asked.entry.name,
        "key": knob["key"] if knob else None,
        "first": _place(asked, knob, frames),
        "step": getattr(asked.experiment, "step", None),
        "frames": packed["roots"],
        "pool": packed["pool"],
    }


def _cut(
    view: dict[str, Any], knob: Mapping[str, Any] | None, values: Sequence[str]
) -> dict[str, Any]:
    """The view of a frame with the one control that can be turned."""
    if knob is None:
        return {**view, "controls": [], "knob": None}
    return {**view, "controls": [_control(view, knob, values)], "knob": knob["key"]}


def _control(
    view: Mapping[str, Any], knob: Mapping[str, Any], values: Sequence[str]
) -> dict[str, Any]:
    """The knob as the page shows it, with the stops and the options for which there are frames."""
    control: dict[str, Any] = next(c for c in view["controls"] if c["key"] == knob["key"])
    shown = {**control, "big": True, "more": False}
    if knob["slider"] is None:
        return shown | {"options": [o for o in control["options"] if o["value"] in values]}
    numbers = [float(value) for value in values]
    return shown | {
        "slider": {**knob["slider"], "values": numbers},
        "marks": [mark for mark in control["marks"] if float(mark["value"]) in numbers],
    }


def _cut_figure(figure: dict[str, Any], turned: set[str]) -> dict[str, Any]:
    """The figure without what lets a hand set other keys in it than those that are turned."""
    meta = figure["layout"].get("meta") or {}
    pick = meta.get("pick")
    keys = {pick[part] for part in ("x", "y", "xy", "bars") if pick.get(part)} if pick else set()
    if keys <= turned:
        return figure
    kept = {key: part for key, part in meta.items() if key != "pick"}
    return {**figure, "layout": {**figure["layout"], "meta": kept}}
