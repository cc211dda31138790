"""The templates of the site, for pages and for files alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from app.catalogue.languages import messages

if TYPE_CHECKING:
    from jinja2 import Environment

#: Messages of which the scripts of a page speak have keys that begin so.
LIVE = "page.live."
TEMPLATES = Path(__file__).parents[2] / "templates"


def templates() -> Environment:
    """Make a template environment: escaping on, a missing name is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # with the first page

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def words(lang: str) -> dict[str, str]:
    """Give the messages that a page's scripts speak, their places {like_this} unfilled."""
    table = messages(lang)
    return {key.removeprefix(LIVE): text for key, text in table.items() if key.startswith(LIVE)}


def inert(json: bytes) -> Markup:
    """Give JSON that may stand inside a script element: nothing in it ends the element."""
    text = json.decode()
    for mark in "<>&":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(text)
