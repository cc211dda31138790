"""A lecture as one value of a query: slides in a row, each a figure with its query and a note.

``descent!learning_rate:0.9!note:Ask+first~!title:A+break`` is a figure and then words alone.
``~`` stands between slides, ``!`` before each item, the first ``:`` ends an item's key; none of
these is touched by whatever carries an address. Inside a text ``$`` marks what is escaped, and
``$u…`` up to a full stop is a run of text beyond ASCII as base64 of its UTF-16: a third of what
an address makes of Korean otherwise.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from app.lessons.lesson import Items

#: The keys of a slide's own; no experiment has one of this name, and a test holds that.
TITLE, NOTE, CONTROLS, AUTOPLAY = "title", "note", "controls", "autoplay"
OWN = (TITLE, NOTE, CONTROLS, AUTOPLAY)

_ESCAPES = {"$": "$d", "~": "$t", "!": "$e", "\n": "$n"}
_IN_KEYS = {**_ESCAPES, ":": "$c"}
_MEANT = {escape[1]: sign for sign, escape in _IN_KEYS.items()}
#: Text beyond ASCII; a short piece of ASCII within it is cheaper inside than a new run.
_BEYOND = re.compile(r"[^\x00-\x7f]+(?:[\x00-\x7f]{1,2}[^\x00-\x7f]+)*")
_ESCAPED = re.compile(r"\$(?:u([A-Za-z0-9_-]+)\.|([a-z]))")
#: Signs that have no place in a text: controls but for tab and line feed, half of a pair, and
#: the two that are no characters. No file could hold them.
_UNTOLD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_HALF = re.compile(r"[\ud800-\udfff]")
#: What an address may hold as it is.
_SAFE = "!$:~,*/()"
#: A program that turns addresses into links takes these for the end of a sentence.
_LOOSE = frozenset(".,!:~*)$")


@dataclass(frozen=True)
class Slide:
    """A slide as it was spelled: ``figure`` is empty where it holds words alone.

    ``items`` is the figure's query; ``title`` is empty where the figure's own serves;
    ``controls`` names the keys whose controls are shown (None: the figure's one main knob).
    """

    figure: str = ""
    items: tuple[tuple[str, str], ...] = ()
    title: str = ""
    note: str = ""
    controls: str | None = None
    autoplay: bool = False


def encode(slides: Iterable[Slide]) -> str:
    """Spell slides as one text of ASCII; ``decode`` gives them back as they are."""
    return "~".join(map(_spelled, slides))


def decode(text: str) -> list[Slide]:
    """Read slides; what is spelled wrongly is taken as it stands, and never refused."""
    return [_slide(part) for part in text.split("~") if part]


def quoted(text: str) -> str:
    """A spelled lecture as it stands in an address, its last sign safe from being cut off."""
    found = quote_plus(text, safe=_SAFE)
    return found[:-1] + f"%{ord(found[-1]):02X}" if found[-1:] in _LOOSE else found


def address(lang: str, slides: Sequence[Slide] | str, form: str = "", **keys: object) -> str:
    """The address of a lecture's page, or of one of its files; keys that are empty stay out."""
    text = slides if isinstance(slides, str) else encode(slides)
    pairs = [("s", quoted(text))] if text else []
    pairs += [(key, quote(str(value))) for key, value in keys.items() if value]
    query = "&".join(f"{key}={value}" for key, value in pairs)
    path = f"/{lang}/lecture" + (f".{form}" if form else "")
    return f"{path}?{query}" if query else path


def clean(text: str) -> str:
    """A reader's text without signs that no file could hold; line ends become line feeds."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNTOLD.sub("", _HALF.sub("\ufffd", text))


def _spelled(slide: Slide) -> str:
    items: list[tuple[str, str]] = list(slide.items)
    own: Items = (
        (TITLE, slide.title),
        (NOTE, slide.note),
        (CONTROLS, slide.controls or ""),
        (AUTOPLAY, "true" if slide.autoplay else ""),
    )
    items += [pair for pair in own if pair[1]]
    if not slide.figure and not items:
        items = [(TITLE, "")]  # an empty text would be no slide at all
    parts = [_escaped(slide.figure, _IN_KEYS)]
    parts += [f"{_escaped(key, _IN_KEYS)}:{_escaped(value, _ESCAPES)}" for key, value in items]
    return "!".join(parts)


def _slide(text: str) -> Slide:
    figure, *rest = text.split("!")
    own: dict[str, str] = {}
    items: list[tuple[str, str]] = []
    for part in rest:
        key, _, value = part.partition(":")
        key, value = _meant(key), _meant(value)
        if key in OWN:
            own.setdefault(key, value)
        elif key:
            items.append((key, value))
    return Slide(
        _meant(figure),
        tuple(items),
        own.get(TITLE, ""),
        own.get(NOTE, ""),
        own.get(CONTROLS) or None,
        own.get(AUTOPLAY) == "true",
    )


def _escaped(text: str, escapes: dict[str, str]) -> str:
    text = "".join(escapes.get(sign, sign) for sign in clean(text))
    return _BEYOND.sub(lambda run: f"$u{_packed(run[0])}.", text)


def _packed(run: str) -> str:
    # What stands within a run has been escaped already, and is read so again.
    return urlsafe_b64encode(run.encode("utf-16-be")).decode().rstrip("=")


def _meant(text: str) -> str:
    return clean(_ESCAPED.sub(_one, _ESCAPED.sub(_run, text)))


def _run(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[0]
    try:
        padded = found[1] + "=" * (-len(found[1]) % 4)
        return urlsafe_b64decode(padded).decode("utf-16-be")
    except ValueError:
        return found[0]


def _one(found: re.Match[str]) -> str:
    return _MEANT.get(found[2] or "", found[0])
