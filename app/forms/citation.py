"""What a picture may be used for, and the line to cite it by."""

from app.catalogue.languages import say
from app.forms.form import Asked
from app.lessons.registry import FIGURES

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
YEAR = 2026


def citation(asked: Asked) -> str:
    """One line that names the work, its title, its address and its licence.

    The title is the work's own: on a lecture's slide the figure bears the lecturer's heading.
    """
    return say(
        asked.lang,
        "form.citation",
        title=FIGURES[asked.entry.name].title[asked.lang],
        year=YEAR,
        address=asked.page,
        licence=LICENCE,
    )
