"""What a picture may be used for, and the line to cite it by."""

from app.catalogue.languages import say
from app.forms.form import Asked

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
YEAR = 2026


def citation(asked: Asked) -> str:
    """One line that names the work, its title, its address and its licence."""
    return say(
        asked.lang,
        "form.citation",
        title=asked.title,
        year=YEAR,
        address=asked.page,
        licence=LICENCE,
    )
