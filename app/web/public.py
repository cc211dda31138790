"""The public address of the site, which every link that leaves it is made with."""

from __future__ import annotations

import os
import re
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:  # the command line reads addresses too, and waits for no framework
    from starlette.requests import Request

#: What ``serve --public-url`` sets for the processes that answer.
PUBLIC_URL = "GRADSCAPE_PUBLIC_URL"
#: Addresses of the proxies whose X-Forwarded-Host is believed, with commas, or ``*``.
TRUSTED_PROXIES = "GRADSCAPE_TRUSTED_PROXIES"

#: What an answer that holds the address hangs on.
VARY = "Host, X-Forwarded-Host, X-Forwarded-Proto"


_ADDRESS = re.compile(
    r"https?://(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:/[\w.~-]+)*/?", re.A
)


def read_url(text: str) -> str | None:
    """Return a public address without its last slash; None where the text is none."""
    found = _ADDRESS.fullmatch(text.strip())
    return found[0].rstrip("/") if found else None


def site(request: Request) -> str:
    """Return the public address, without a slash at its end.

    It is the one that the server was started with; else what a trusted proxy says that the
    browser asked for; else what the browser itself says.
    """
    given = read_url(os.environ.get(PUBLIC_URL, ""))
    if given:
        return given
    own = read_url(str(request.base_url)) or "http://localhost"
    if not _from_proxy(request):
        return own
    scheme = _last(request, "x-forwarded-proto") or request.url.scheme
    host = _last(request, "x-forwarded-host") or request.url.netloc
    return read_url(f"{scheme}://{host}") or own


def is_local(address: str) -> bool:
    """Whether an address opens on this computer alone."""
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _from_proxy(request: Request) -> bool:
    trusted = {name.strip() for name in os.environ.get(TRUSTED_PROXIES, "").split(",")} - {""}
    return "*" in trusted or (request.client is not None and request.client.host in trusted)


def _last(request: Request, header: str) -> str:
    """The last of a header's values: the trusted proxy wrote it, those before it anybody."""
    return request.headers.get(header, "").rpartition(",")[2].strip()
