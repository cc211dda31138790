"""A page that is one file: styles, scripts and data stand in it, and nothing is ever fetched.

Its own policy, at its head, forbids every connection, and every script but those that it holds.
"""

import base64
import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from markupsafe import Markup

from app.catalogue.languages import say
from app.forms.citation import LICENCE, LICENCE_URL
from app.forms.encoding import encode
from app.forms.standalone.bundle import bundle, inline
from app.forms.standalone.live import NOTHING_LIVE
from app.forms.templating import inert, templates, words

STATIC = Path(__file__).parents[3] / "static"

_POLICY = (
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
)
_TOLD = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
#: Says that scripts work, before the first paint.
_ALIVE = 'document.documentElement.classList.add("js");'


def document(
    template: str,
    *,
    lang: str,
    scripts: tuple[str, ...],
    styles: tuple[str, ...],
    instead: Mapping[str, str] = NOTHING_LIVE,
    **context: object,
) -> bytes:
    """Render a template of ``templates/`` as a file that needs nothing else.

    ``scripts`` are modules of ``static/js`` (they run in this order, after Plotly), ``styles``
    sheets of ``static/css``; ``instead`` says what some modules are in a file, where nothing can
    be fetched. The template is given ``policy``, ``style``, ``alive`` for its head,
    ``plotly`` and ``script`` for its end, ``t`` for messages, ``data`` for JSON, the site's
    ``mark`` and ``licence``, and ``words``, what the scripts speak, to be put into ``#words``.
    """
    alive, plotly, script = _ALIVE, _plotly(), inline(bundle(*scripts, instead=instead))

    def t(key: str, **values: object) -> str:
        return say(lang, key, **values)

    return (
        templates()
        .get_template(template)
        .render(
            lang=lang,
            t=t,
            words=_words(lang),
            licence=LICENCE,
            licence_url=LICENCE_URL,
            mark=held_in("image/svg+xml", (STATIC / "mark.svg").read_bytes()),
            data=lambda value: inert(encode(value)),
            policy=Markup(_policy(alive, plotly, script)),
            style=Markup(sheets(*styles)),
            alive=Markup(alive),
            plotly=Markup(plotly),
            script=Markup(script),
            **context,
        )
        .encode()
    )


def weight(
    scripts: tuple[str, ...], styles: tuple[str, ...], instead: Mapping[str, str] = NOTHING_LIVE
) -> int:
    """Return the bytes of what a file of these scripts and sheets holds whatever it shows."""
    script = inline(bundle(*scripts, instead=instead))
    return sum(len(text.encode()) for text in (_plotly(), script, sheets(*styles)))


def policy(file: bytes) -> str:
    """Return the policy that a file made here states at its head, for the header of an answer."""
    found = _TOLD.search(file, 0, 4096)
    if found is None:
        raise ValueError("the file states no policy")
    return found[1].decode("ascii")


def held_in(kind: str, body: bytes) -> str:
    """Return bytes as an address that holds them."""
    return f"data:{kind};base64,{base64.b64encode(body).decode('ascii')}"


def _words(lang: str) -> dict[str, str]:
    told = words(lang)
    # No server is there to draw what this browser cannot.
    return {**told, "stage_no_webgl": told["file_no_webgl"]}


def sheets(*names: str) -> str:
    """Return style sheets as one, without their comments."""
    text = "\n".join((STATIC / "css" / f"{name}.css").read_text(encoding="utf-8") for name in names)
    return re.sub(r"/\*.*?\*/\n?", "", text, flags=re.S)


@lru_cache(maxsize=1)
def _plotly() -> str:
    """Plotly's own bundle, from the installed package, which is not imported for it."""
    spec = find_spec("plotly")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("The package plotly is not installed; a file needs its script.")
    place = Path(next(iter(spec.submodule_search_locations)))
    return inline((place / "package_data" / "plotly.min.js").read_text(encoding="utf-8"))


def _policy(*scripts: str) -> str:
    hashes = (base64.b64encode(sha256(script.encode()).digest()).decode() for script in scripts)
    allowed = " ".join(f"'sha256-{each}'" for each in hashes)
    return "; ".join((*_POLICY[:1], f"script-src {allowed}", *_POLICY[1:]))
