"""``/api/docs``: the description of the API for people, made from the OpenAPI document."""

from urllib.parse import urlencode

from fastapi import APIRouter, FastAPI, Request, Response
from markupsafe import Markup
from starlette.responses import HTMLResponse

from app.catalogue.languages import DEFAULT, LANGUAGES, messages, say
from app.lessons.palette import THEMES
from app.web.api.describing import FRESH
from app.web.api.reference import Endpoint, endpoints
from app.web.assets import static_url
from app.web.negotiation import language
from app.web.pages import environment

router = APIRouter(include_in_schema=False)

_CONVENTION = "docs.convention."


@router.get("/api/docs")
async def docs(request: Request) -> Response:
    """Show every endpoint with its keys, an example and the answer it really gives."""
    asked = request.query_params.get("lang", "")
    preferred = language(request.headers.get("accept-language"), LANGUAGES, DEFAULT)
    lang = asked if asked in LANGUAGES else preferred
    theme = request.query_params.get("theme", "")
    theme = theme if theme in THEMES else ""

    def here(key: str = "", value: str | None = None, language: str = lang) -> str:
        keys = {"lang": language, "theme": theme or None}
        if key:
            keys[key] = value
        return "/api/docs?" + urlencode({k: v for k, v in keys.items() if v})

    page = environment().get_template("docs.html").render(
        lang=lang,
        theme=theme,
        path="api",
        here=here,
        t=lambda key, **values: say(lang, key, **values),
        endpoints=await _endpoints(request.app, lang),
        conventions=[text for key, text in messages(lang).items() if key.startswith(_CONVENTION)],
        link=Markup('<a href="/openapi.json">/openapi.json</a>'),
        style=static_url("css/docs.css"),
    )  # fmt: skip
    return HTMLResponse(page, headers={"Cache-Control": FRESH, "Vary": "Accept-Language"})


async def _endpoints(app: FastAPI, lang: str) -> list[Endpoint]:
    """Return the endpoints in a language; their examples are carried out once an application."""
    made: dict[str, list[Endpoint]] = app.state.__dict__.setdefault("documented", {})
    if lang not in made:
        made[lang] = await endpoints(app, app.openapi(), lang)
    return made[lang]
