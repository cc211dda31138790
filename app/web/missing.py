"""The page for an address where nothing is, for people; scripts get a sentence in JSON."""

import re

from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.catalogue.languages import DEFAULT, LANGUAGES, say
from app.web.cors import PUBLIC
from app.web.negotiation import language, weights

_LANGUAGE = re.compile(rf"/({'|'.join(LANGUAGES)})(?:/|$)")


def wants_page(request: Request) -> bool:
    """Return whether whoever asks is a browser that asked for a page."""
    if PUBLIC.match(request.url.path):
        return False
    return "text/html" in weights(request.headers.get("accept", ""))


def page_language(request: Request) -> str:
    """Return the language of the address, else the one that the browser prefers."""
    found = _LANGUAGE.match(request.url.path)
    if found:
        return found[1]
    return language(request.headers.get("accept-language"), LANGUAGES, DEFAULT)


def missing_page(request: Request) -> HTMLResponse:
    """Return the 404 page in the reader's language."""
    lang = page_language(request)
    title, text, link = (say(lang, f"page.missing.{part}") for part in ("title", "text", "link"))
    page = (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{text}</p>\n"
        f'<p><a href="/{lang}/">{link}</a></p>\n</main>\n</body>\n</html>\n'
    )
    return HTMLResponse(page, 404, {"Vary": "Accept, Accept-Language"})
