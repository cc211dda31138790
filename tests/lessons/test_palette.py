"""The colours of figures are the page's own tokens: one house, one set of colours."""

import re
from pathlib import Path

import pytest

from app.lessons.palette import FONT, PALETTES, THEMES

TOKENS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
NAMES = ("ground", "ink", "quiet", "rule", "run", "best", "edge")


def tokens(theme: str) -> dict[str, str]:
    """The custom properties that hold in a theme, in the order of the cascade."""
    text = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(encoding="utf-8"), flags=re.S)
    found: dict[str, str] = {}
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        names = [part.strip() for part in selector.split(",")]
        if ":root" in names or f':root[data-theme="{theme}"]' in names:
            found.update(re.findall(r"--([\w-]+):\s*([^;]+);", body))
    return found


@pytest.mark.parametrize("theme", THEMES)
def test_the_page_and_its_figures_share_their_colours(theme: str) -> None:
    found = tokens(theme)
    for name in NAMES:
        assert found[name].strip() == getattr(PALETTES[theme], name), name


def test_dark_is_the_same_whether_asked_for_or_the_systems() -> None:
    text = TOKENS.read_text(encoding="utf-8")
    blocks = [
        re.findall(r"--([\w-]+):\s*([^;]+);", body)
        for body in re.findall(
            r":root(?:\[data-theme=\"dark\"\]|:not\(\[data-theme\]\))\s*\{([^}]*)\}", text
        )
    ]
    assert len(blocks) == 2 and blocks[0] == blocks[1]


def test_the_page_and_its_figures_share_their_type() -> None:
    names = [name.strip().strip('"') for name in tokens("light")["sans"].split(",")]
    assert names == [name.strip().strip('"') for name in FONT.split(",")]
