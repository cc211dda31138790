"""The keys that a frame has of its own: which controls of its figure it shows, and how it moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.catalogue.languages import say
from app.lessons.lesson import Figure, Items
from app.lessons.reading import shown

_SWITCH = {"": True, "1": True, "true": True, "0": False, "false": False}
#: What ``controls`` may name besides fields: the player without any, and not even that.
_PLAYER, _NOTHING = ("player",), ("none",)
#: Plays the clock from the start, and over again.
_SWITCHES = ("autoplay", "loop")


@dataclass(frozen=True)
class Frame:
    """What the keys of the frame itself say; those of the figure are in ``rest``.

    ``given`` are the keys that were taken out; ``controls`` are the keys to show (None: the one
    main knob), ``notices`` what was wrong.
    """

    rest: Items
    given: tuple[str, ...]
    controls: tuple[str, ...] | None
    autoplay: bool
    loop: bool
    notices: Sequence[str]

    @property
    def bare(self) -> bool:
        """Whether the picture stands alone, without the player too."""
        return self.controls == _NOTHING

    def chosen(self, view: Mapping[str, Any]) -> list[str]:
        """The controls to show, in the order asked for; those that the figure has."""
        if self.controls is None:
            return [view["knob"]] if view["knob"] else []
        known = {control["key"] for control in view["controls"]}
        return [key for key in self.controls if key in known]

    def strangers(self, view: Mapping[str, Any], lang: str) -> list[str]:
        """A notice for the controls that this figure has not."""
        allowed = [*(control["key"] for control in view["controls"]), *_PLAYER, *_NOTHING]
        unknown = [shown(key) for key in self.controls or () if key not in allowed]
        if not unknown:
            return []
        values = {"keys": ", ".join(unknown), "allowed": ", ".join(allowed)}
        return [say(lang, "embed.no_control", **values)]


def frame(figure: Figure, items: Items, lang: str) -> Frame:
    """Take the keys of the frame out of a query; what cannot be read falls back with a notice.

    A key that the figure's own experiment knows is the experiment's.
    """
    own = {"controls", *_SWITCHES} - set(figure.experiment.model_fields)
    rest: list[tuple[str, str]] = []
    given: dict[str, str] = {}
    notices: list[str] = []
    for key, text in items:
        if key not in own:
            rest.append((key, text))
        elif key in given:
            notices.append(say(lang, "query.repeated", key=key))
        else:
            given[key] = text.strip()
    switches = {key: _SWITCH.get(given.get(key, "0").lower()) for key in _SWITCHES}
    notices += [
        say(lang, "embed.switch", key=key) for key, value in switches.items() if value is None
    ]
    keys = None
    if "controls" in given:
        named = [key.strip() for key in given["controls"].split(",")]
        keys = tuple(dict.fromkeys(key for key in named if key)) or None
    return Frame(
        rest, tuple(given), keys, bool(switches["autoplay"]), bool(switches["loop"]), notices
    )
