"""A figure in motion as a video: smoother than a GIF, and a slide can start and stop it."""

from app.catalogue.languages import say
from app.forms.citation import LICENCE, LICENCE_URL
from app.forms.form import Asked, Form, Unable, Unfit
from app.forms.moving.keys import BESIDE, FRAMES, SECONDS, SECONDS_RANGE

#: Pixels of all pictures together: about what two cores draw and encode in half a minute.
_PIXELS = 800_000_000


def make(asked: Asked) -> bytes:
    """Draw it step by step; raises ``Unfit`` where nothing moves or it would take too much.

    Raises ``Unable`` where ffmpeg fails.
    """
    from dataclasses import replace

    from app.forms.moving.film import Film
    from app.forms.moving.pace import at_rate, shots
    from app.forms.moving.video import Failed, Video, even, ffmpeg, rates

    asked = replace(asked, width=even(asked.width), height=even(asked.height))
    size = asked.width, asked.height
    film = Film(asked)
    plan = shots(film.steps, asked.own["frames"], asked.own["seconds"])
    length = sum(shot.hundredths for shot in plan) / 100
    fitting = rates(*size, length, _PIXELS)
    if not fitting:
        most = [s for s in SECONDS_RANGE if rates(*size, s, _PIXELS)]
        values = {"width": size[0], "height": size[1], "most": max(most)}
        raise Unfit(say(asked.lang, "motion.too_long", **values), "seconds")
    rate = fitting[0]
    # By default as many pictures as the video has: it glides.
    plan = shots(film.steps, asked.own["frames"], asked.own["seconds"], rate)
    plan = at_rate(plan, rate)
    path = ffmpeg()
    if path is None:
        raise Unable(say(asked.lang, "motion.no_ffmpeg"))
    told = {"title": asked.title, "comment": asked.description}
    told["copyright"] = f"Gradscape, {LICENCE}, {LICENCE_URL}"
    pictures = film.pictures(plan)
    next(pictures)
    asked.tell(0, len(plan))
    try:
        with Video(path, *size, rate, told) as video:
            for done, picture in enumerate(pictures, 1):
                video.add(picture)
                asked.tell(done, len(plan))
            return video.bytes()
    except (Failed, OSError):
        raise Unable(say(asked.lang, "motion.failed")) from None


def _missing(lang: str) -> str | None:
    """Return why there is no video here, and what there is instead; None where there is one."""
    from app.forms.moving.video import ffmpeg

    return None if ffmpeg() else say(lang, "motion.no_ffmpeg")


FORM = Form(
    "mp4",
    "video/mp4",
    make,
    order=60,
    sized=True,
    themed=True,
    clocked=True,
    heavy=True,
    keys=(BESIDE, FRAMES, SECONDS),
    missing=_missing,
)
