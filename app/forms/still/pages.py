"""Several figures as the pages of one PDF: a title above each, notes and a line below."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from app.forms.still import letters
from app.forms.still.about import About
from app.forms.still.arrays import mapping
from app.forms.still.colours import Rgba, over, rgba
from app.forms.still.drawing import paint
from app.forms.still.letters import Run
from app.forms.still.pdf import Placed, pdf
from app.forms.still.sheet import Sheet

_POINT = 0.75  # a px at 96 an inch, in points
_WIDTH, _HEIGHT = 1280.0, 720.0  # px: a slide of 13.333 × 7.5 in
_SIDE, _TOP, _BOTTOM = 56.0, 40.0, 32.0
_ENLARGED = 1.3  # the figure against its own px: a slide is seen from further off than a screen
_LINE = 1.45  # the height of a line, in type sizes
_TITLE, _NOTES, _FOOT, _FRONT, _LEAD = 30.0, 15.0, 12.0, 44.0, 20.0
_LEAST = 400.0  # px of height that a figure keeps; notes that need more go on to a further page


class Page(NamedTuple):
    """One page: a figure (None: words alone), its title, notes, and the line at the bottom.

    `description` stands in for the figure where it is not seen.
    """

    figure: Mapping[str, Any] | None
    title: str
    notes: str = ""
    foot: str = ""
    description: str = ""


class _Look(NamedTuple):
    ground: Rgba
    ink: Rgba
    quiet: Rgba


def pages(given: Sequence[Page], about: About) -> bytes:
    """Return a PDF with a page of 13.333 × 7.5 in for each, and more where notes run on.

    A page has the ground and the ink of its figure; one of words alone those of the first figure.
    The same pages give the same bytes. Raises ValueError where there is no page.
    """
    if not given:
        raise ValueError("a PDF needs at least one page")
    first = next((page.figure for page in given if page.figure is not None), {})
    made: list[list[Placed]] = []
    for page in given:
        look = _look(first if page.figure is None else page.figure)
        made += _front(page, look) if page.figure is None else _shown(page, page.figure, look)
    return pdf(made, about.printable())


def _look(figure: Mapping[str, Any]) -> _Look:
    layout = mapping(figure.get("layout"))
    ground = rgba(layout.get("paper_bgcolor"), "#fff")
    ink = rgba(mapping(layout.get("font")).get("color"), "#222")
    return _Look(ground, ink, over((*ink[:3], 0.72), ground))


def wrapped(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """Return a text in lines no wider than `room`, broken between words where it can be."""
    rows: list[str] = []
    space = letters.width(" ", size, bold)
    for paragraph in text.strip().splitlines():
        words: list[str] = []
        taken = 0.0
        for word in _cut(paragraph.split(), size, room, bold):
            wide = letters.width(word, size, bold)
            if words and taken + space + wide > room:
                rows.append(" ".join(words))
                words, taken = [], 0.0
            taken += wide + (space if words else 0.0)
            words.append(word)
        rows.append(" ".join(words))
    return rows


def _cut(words: Sequence[str], size: float, room: float, bold: bool) -> list[str]:
    """Return the words, those that no line holds in pieces that it does."""
    fitting: list[str] = []
    for word in words:
        if letters.width(word, size, bold) <= room:
            fitting.append(word)
            continue
        piece, taken = "", 0.0
        for letter in word:
            wide = letters.width(letter, size, bold)
            if piece and taken + wide > room:
                fitting.append(piece)
                piece, taken = "", 0.0
            piece, taken = piece + letter, taken + wide
        fitting.append(piece)
    return fitting


def _sheet(look: _Look) -> Sheet:
    return Sheet(_WIDTH, _HEIGHT, look.ground, unit=_POINT, vector=True)


def _write(
    sheet: Sheet, rows: Sequence[str], top: float, size: float, colour: Rgba, **style: Any
) -> float:
    """Write lines below each other from `top` on; return where they end."""
    align = style.get("align", "left")
    x = {"left": _SIDE, "center": _WIDTH / 2}[align]
    for i, row in enumerate(rows):
        run = Run(row, size, colour, style.get("bold", False))
        sheet.letters([run], x, top + (i * _LINE + 1.05) * size, align=align)
    return top + len(rows) * _LINE * size


def _foot(foot: str) -> tuple[list[str], float]:
    """Return the lines at the bottom and where they begin."""
    rows = wrapped(foot, _FOOT, _WIDTH - 2 * _SIDE)
    return rows, _HEIGHT - _BOTTOM - len(rows) * _LINE * _FOOT


def _front(page: Page, look: _Look) -> list[list[Placed]]:
    sheet = _sheet(look)
    room = _WIDTH - 4 * _SIDE
    title = wrapped(page.title, _FRONT, room, bold=True)
    notes = wrapped(page.notes, _LEAD, room)
    foot, floor = _foot(page.foot)
    height = len(title) * _LINE * _FRONT + len(notes) * _LINE * _LEAD
    top = max((floor - height) / 2 - 20, _TOP)
    top = _write(sheet, title, top, _FRONT, look.ink, align="center", bold=True)
    fits = max(int((floor - top) / (_LINE * _LEAD)), 0)
    _write(sheet, notes[:fits], top + 8, _LEAD, look.quiet, align="center")
    _write(sheet, foot, floor, _FOOT, look.quiet)
    return [[Placed(sheet)], *_continued(page, notes[fits:], look, _LEAD)]


def _shown(page: Page, figure: Mapping[str, Any], look: _Look) -> list[list[Placed]]:
    room = _WIDTH - 2 * _SIDE
    sheet = _sheet(look)
    top = _write(
        sheet, wrapped(page.title, _TITLE, room, bold=True), _TOP, _TITLE, look.ink, bold=True
    )
    foot, floor = _foot(page.foot)
    notes = wrapped(page.notes, _NOTES, room)
    fits = max(int((floor - 8 - top - 16 - _LEAST) / (_LINE * _NOTES)), 0)
    if len(notes) > fits:
        # A note that breaks off is no note: the rest is read on its own page, with the title.
        fits, rest = (0, notes) if len(notes) > 3 * max(fits, 1) else (fits, notes[fits:])
    else:
        fits, rest = len(notes), []
    start = floor - 8 - fits * _LINE * _NOTES
    _write(sheet, notes[:fits], start, _NOTES, look.quiet)
    _write(sheet, foot, floor, _FOOT, look.quiet)
    height = max(start - top - (16 if fits else 4), 1.0)
    picture = paint(figure, room, height, form="pdf", scale=_ENLARGED)
    low = (_HEIGHT - top - 8 - height) * _POINT
    shown = Placed(picture, _SIDE * _POINT, low, page.description or page.title)
    return [[Placed(sheet), shown], *_continued(page, rest, look, _NOTES)]


def _continued(page: Page, rows: Sequence[str], look: _Look, size: float) -> list[list[Placed]]:
    """Return the pages that the rest of the notes takes, each under the title."""
    made: list[list[Placed]] = []
    rows = list(rows)
    while rows:
        sheet = _sheet(look)
        room = _WIDTH - 2 * _SIDE
        top = _write(
            sheet, wrapped(page.title, _TITLE, room, bold=True), _TOP, _TITLE, look.ink, bold=True
        )
        foot, floor = _foot(page.foot)
        fits = max(int((floor - 8 - top - 16) / (_LINE * size)), 1)
        _write(sheet, rows[:fits], top + 16, size, look.ink)
        _write(sheet, foot, floor, _FOOT, look.quiet)
        rows = rows[fits:]
        made.append([Placed(sheet)])
    return made
