"""First pictures: figures as SVG in the page itself, there before any script has run."""

from urllib.parse import parse_qsl

from markupsafe import Markup

from app.core.memory import remembered
from app.forms.inline.picture import fits, picture
from app.forms.moving.moment import moment
from app.lessons.palette import THEMES
from app.lessons.reading import read
from app.lessons.registry import FIGURES

#: What a figure may take to be computed, in milliseconds, to be in the page: longer than this the
#: page itself would come too late.
_PATIENCE = 60.0


@remembered("bodies")
def first_picture(
    address: str, theme: str, step: int | str | None = None, ground: str = ""
) -> Markup:
    """Return the picture of a figure, by its address: any form's, with its keys.

    Empty for what cannot stand in a page as SVG (a surface), and for what takes too long. Without
    a theme it has the colours of the light and of the dark one, and the page's style chooses.
    ``step`` is the clock's, a number or its text; anything else is its end. Where the traces
    begin with those of another figure, of the address ``ground``, all others are a group that
    the page may hide.
    """
    path, _, query = address.partition("?")
    _, lang, _, file = path.split("/")
    figure = FIGURES[file.partition(".")[0]]
    experiment, _ = read(figure.experiment, parse_qsl(query, keep_blank_values=True), lang)
    if figure.effort(experiment) > _PATIENCE:
        return Markup("")
    # Without a theme the page follows the system, which asks for light colours or for dark ones.
    drawn = [figure.draw(experiment, lang, name) for name in ([theme] if theme else THEMES[:2])]
    if not all(map(fits, drawn)):
        return Markup("")
    if figure.clock and str(step).isdecimal():
        drawn = [moment(each, int(str(step))) for each in drawn]
    run = _traces(ground) if ground else None
    aspect = figure.aspect
    return Markup(picture(drawn, aspect, figure.describe(experiment, lang), run))


def _traces(address: str) -> int:
    """Return how many traces a figure has."""
    path, _, query = address.partition("?")
    _, lang, _, file = path.split("/")
    figure = FIGURES[file.partition(".")[0]]
    experiment, _ = read(figure.experiment, parse_qsl(query, keep_blank_values=True), lang)
    return len(figure.draw(experiment, lang, THEMES[0])["data"])
