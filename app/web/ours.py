"""Which addresses are this site's own: the one way in for an address that somebody sends."""

import re
from typing import NamedTuple
from urllib.parse import SplitResult, quote, unquote, urlsplit

from starlette.requests import Request

from app.web.public import site

#: What an address may hold: the signs of ASCII that every reader takes for the same.
_SIGNS = re.compile(r"[!#-;=?-\[\]-~]+")
_LONGEST = 8000
_PORTS = {"http": 80, "https": 443}


class Place(NamedTuple):
    """A place on this site: its path, without the site's own, and its query as it was spelled."""

    path: str
    query: str


def ours(request: Request, address: str) -> Place | None:
    """Return the place that an address names on this site; None where it is not of this site.

    The site's own addresses are the public one and the one under which it was asked just now.
    """
    address = plain(address)
    if len(address) > _LONGEST or not _SIGNS.fullmatch(address):
        return None
    found = _parts(address)
    if found is None:
        return None
    for own in dict.fromkeys((site(request), str(request.base_url))):
        home = _parts(own)
        if home is None or _place(home) != _place(found):
            continue
        root = home.path.rstrip("/")
        if found.path.startswith(f"{root}/"):
            return Place(unquote(found.path[len(root) :], errors="replace"), found.query)
    return None


def plain(address: str) -> str:
    """An address whose query may hold spaces, Korean or brackets as they are read: spelled out.

    Nothing before the query is touched: there such signs are no slip but a trick.
    """
    before, mark, query = address.partition("?")
    return before + mark + quote(query, safe="!#$%&'()*+,-./:;=?@[]~_", errors="replace")


def _parts(address: str) -> SplitResult | None:
    """An address taken apart; None where it is no plain one of the web."""
    try:
        parts = urlsplit(address)
        sound = parts.scheme in _PORTS and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        return None
    return parts if sound and "@" not in parts.netloc else None


def _place(parts: SplitResult) -> tuple[str, int | None]:
    """Host and port; the usual port of either scheme is none, for a proxy may change the scheme."""
    usual = _PORTS[parts.scheme]
    return (parts.hostname or "").rstrip("."), None if parts.port in (None, usual) else parts.port
