"""What a request's headers ask for: a content coding, a language, a version already held."""

import re
from collections.abc import Sequence

CODINGS = ("br", "gzip")

_TAG = re.compile(r'(?:W/)?"([^"]*)"')
_SUFFIX = re.compile(rf"-(?:{'|'.join(CODINGS)})$")


def weights(header: str) -> dict[str, float]:
    """Return the names in an ``Accept-…`` header with their q-values, in lower case.

    A q-value that cannot be read counts as 0: what is not understood is not wanted.
    Source: RFC 9110, section 12.4.2.
    """
    found: dict[str, float] = {}
    for part in header.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if not name:
            continue
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                try:
                    quality = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    quality = 0.0
                if quality != quality:
                    quality = 0.0
        found[name.lower()] = quality
    return found


def content_coding(header: str | None) -> str:
    """Return ``br``, ``gzip`` or ``identity``: the best coding that the client accepts.

    The smaller coding wins among equals. Source: RFC 9110, section 12.5.3.
    """
    if not header:
        return "identity"
    asked = weights(header)
    anything = asked.get("*", 0.0)
    best, most = "identity", asked.get("identity", 0.0)
    for coding in reversed(CODINGS):
        quality = asked.get(coding, anything)
        if quality > 0 and quality >= most:
            best, most = coding, quality
    return best


def language(header: str | None, offered: Sequence[str], otherwise: str) -> str:
    """Return the offered language that ``Accept-Language`` ranks highest, else ``otherwise``.

    ``ko-KR`` asks for ``ko``. Source: RFC 9110, section 12.5.4.
    """
    best, most = otherwise, 0.0
    for name, quality in weights(header or "").items():
        primary = name.partition("-")[0]
        candidate = otherwise if name == "*" else primary
        if candidate in offered and quality > most:
            best, most = candidate, quality
    return best


def holds(if_none_match: str | None, tag: str) -> bool:
    """Return whether ``If-None-Match`` names this entity tag, in whatever coding it was sent.

    Weak comparison, lists and ``*`` as RFC 9110, section 13.1.2, has them.
    """
    if if_none_match is None:
        return False
    if if_none_match.strip() == "*":
        return True
    wanted = opaque(tag)
    return any(_SUFFIX.sub("", found) == wanted for found in _TAG.findall(if_none_match))


def opaque(tag: str) -> str:
    """Return what stands between the quotes of an entity tag, without the coding's suffix."""
    return _SUFFIX.sub("", tag.removeprefix("W/").strip('"'))


def tag_for(name: str, coding: str) -> str:
    """Return the strong entity tag of one body in one coding: each coding has its own."""
    return f'"{name}"' if coding == "identity" else f'"{name}-{coding}"'
