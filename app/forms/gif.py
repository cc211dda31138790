"""A figure in motion as a GIF: every slide tool plays it, and it needs no player."""

from app.catalogue.languages import say
from app.forms.citation import LICENCE, LICENCE_URL
from app.forms.form import Asked, Form, Unfit
from app.forms.moving.keys import BESIDE, FRAMES, REPEAT, SECONDS

#: Pixels of all pictures together: about what a core draws and writes in ten seconds.
_PIXELS = 500_000_000


def make(asked: Asked) -> bytes:
    """Draw it step by step; raises ``Unfit`` where nothing moves or it would take too much."""
    from app.forms.moving.colours import Palette
    from app.forms.moving.film import Film
    from app.forms.moving.gif import Gif
    from app.forms.moving.pace import shots

    film = Film(asked)
    frames, seconds = asked.own["frames"], asked.own["seconds"]
    most = _PIXELS // (asked.width * asked.height)
    if frames and frames > most:
        values = {"width": asked.width, "height": asked.height, "most": most}
        raise Unfit(say(asked.lang, "motion.too_much", **values), "frames")
    plan = shots(film.steps, frames, seconds)
    if len(plan) > most:
        plan = shots(film.steps, most, seconds)
    pictures = film.pictures(plan)
    asked.tell(0, len(plan))
    palette = Palette([next(pictures)])
    note = f"{asked.title}. {asked.description} Gradscape, {LICENCE}, {LICENCE_URL}"
    gif = Gif(
        asked.width,
        asked.height,
        palette,
        loop=asked.own["repeat"] == "forever",
        note=note,
    )
    for done, (shot, picture) in enumerate(zip(plan, pictures, strict=True), 1):
        gif.add(picture, shot.hundredths)
        asked.tell(done, len(plan))
    return gif.bytes()


FORM = Form(
    "gif",
    "image/gif",
    make,
    order=50,
    sized=True,
    themed=True,
    clocked=True,
    heavy=True,
    keys=(BESIDE, FRAMES, SECONDS, REPEAT),
)
