"""What a site has beside its pages: the way in, and what search engines and robots read."""

from xml.sax.saxutils import escape

from fastapi import APIRouter, Request, Response
from starlette.responses import PlainTextResponse, RedirectResponse

from app.catalogue.functions import FUNCTIONS
from app.catalogue.languages import DEFAULT, LANGUAGES
from app.lessons.registry import LESSONS
from app.web import public
from app.web.negotiation import language

router = APIRouter(include_in_schema=False)

# The address of the site is in these answers, and it is the client who says it.
_ASK_AGAIN = {"Cache-Control": "no-cache", "Vary": public.VARY}

_CARD_READERS = ("Twitterbot", "facebookexternalhit", "LinkedInBot", "Slackbot-LinkExpanding")


@router.get("/")
async def door(request: Request) -> Response:
    """Send the browser to the contents in the language that it prefers."""
    lang = language(request.headers.get("accept-language"), LANGUAGES, DEFAULT)
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{lang}/{query}", 307, {"Vary": "Accept-Language"})


@router.get("/robots.txt")
async def robots(request: Request) -> Response:
    """Let robots read the pages, but not compute every figure there could be."""
    lines = (
        # Whoever shows a card of a shared link fetches its one picture.
        *(f"User-agent: {reader}" for reader in _CARD_READERS),
        "Allow: /",
        "",
        "User-agent: *",
        "Disallow: /api/",
        "Disallow: /*/figures/",
        "",
        f"Sitemap: {public.site(request)}/sitemap.xml",
        "",
    )
    return PlainTextResponse("\n".join(lines), headers=_ASK_AGAIN)


@router.get("/sitemap.xml")
async def sitemap(request: Request) -> Response:
    """List every page in every language, each with its twin in the others."""
    site = public.site(request)
    pages = ["", "functions", "lecture", *LESSONS, *(f"descent?f={name}" for name in FUNCTIONS)]
    entries = []
    for page in pages:
        twins = "".join(
            f'<xhtml:link rel="alternate" hreflang="{other}"'
            f' href="{escape(f"{site}/{other}/{page}", {chr(34): "&quot;"})}"/>'
            for other in LANGUAGES
        )
        entries += [
            f"<url><loc>{escape(f'{site}/{lang}/{page}')}</loc>{twins}</url>" for lang in LANGUAGES
        ]
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(entries) + "\n</urlset>\n"
    )
    return Response(text, media_type="application/xml", headers=_ASK_AGAIN)
