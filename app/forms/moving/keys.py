"""The keys that an animation has of its own, beside those of its figure."""

from collections.abc import Callable
from functools import partial
from typing import Any

from app.forms.form import Key, whole
from app.lessons.lesson import in_each

FRAMES_RANGE = range(2, 241)
SECONDS_RANGE = range(2, 21)


def _key(name: str, read: Callable[[str], Any], default: Any = None) -> Key:
    allowed, meaning = in_each(f"motion.allowed.{name}"), in_each(f"motion.meaning.{name}")
    return Key(name, read, allowed, meaning, default)


#: What stands beside the figure: ``loss``, its loss by step.
BESIDE = _key("beside", lambda text: text if text == "loss" else None)
FRAMES = _key("frames", partial(whole, allowed=FRAMES_RANGE))
SECONDS = _key("seconds", partial(whole, allowed=SECONDS_RANGE))
#: Whether a GIF starts anew at its end.
REPEAT = _key("repeat", lambda text: text if text in ("forever", "once") else None, "forever")
