"""What the templates of a lecture show of each slide, and the addresses that it stands for."""

from collections.abc import Iterable
from typing import Any

from app.catalogue.languages import messages
from app.lessons.board import spelled
from app.lessons.lecture import Slide, encode
from app.lessons.lecture_reading import NO_CONTROLS, Shown, keys_of
from app.lessons.lesson import Figure

#: The width for which stills are laid out, in vectors; their height is the figure's own.
WIDTH = 720


def seen(slides: Iterable[Shown], lang: str, theme: str) -> list[dict[str, Any]]:
    """Every slide as the templates show it."""
    return [_seen(number, each, lang, theme) for number, each in enumerate(slides, 1)]


def _seen(number: int, shown: Shown, lang: str, theme: str) -> dict[str, Any]:
    slide, figure = shown.slide, shown.figure
    told: dict[str, Any] = {
        "n": number,
        "id": f"slide-{number}",
        "title": shown.title(lang),
        "own": slide.title,
        "note": slide.note,
        "problems": shown.problems,
        "figure": figure.name if figure else "",
        "autoplay": slide.autoplay,
        "spelled": encode([Slide(slide.figure, slide.items)]),
    }
    if figure is None or shown.experiment is None:
        return told
    frame = [
        *slide.items,
        *((("controls", slide.controls),) if slide.controls else ()),
        *((("theme", theme),) if theme else ()),
    ]
    ticked = (slide.controls or "").split(",")
    return told | {
        "figure_title": figure.title[lang],
        "alt": figure.describe(shown.experiment, lang),
        "clock": figure.clock,
        "embed": _address(f"/{lang}/embed/{figure.name}", frame),
        "still": _address(f"/{lang}/figures/{figure.name}.svg", slide.items),
        "page": _address(
            f"/{lang}/{figure.lesson}", [*slide.items, *((("theme", theme),) if theme else ())]
        ),
        "width": WIDTH,
        "height": round(WIDTH / figure.aspect),
        "choices": [(key, label, key in ticked) for key, label in labelled(figure, lang)],
        "bare": slide.controls == NO_CONTROLS,
    }


def labelled(figure: Figure, lang: str) -> list[tuple[str, str]]:
    """The controls of a figure with their labels; a key without one has no control."""
    table = messages(lang)
    found = []
    for key in keys_of(figure):
        names = (f"{figure.lesson}.control.{key}", f"page.{figure.lesson}.{key}")
        label = next((table[name] for name in names if name in table), "")
        if label:
            found.append((key, label))
    return found


def _address(path: str, items: Iterable[tuple[str, str]]) -> str:
    query = spelled(list(items))
    return f"{path}?{query}" if query else path
