"""The three pictures of the stage: one function, three rates, one clock."""

from collections.abc import Callable

from app.catalogue.languages import say
from app.lessons.headline import ROLES, bare
from app.lessons.learning_rate.experiment import RateExperiment, three_of
from app.lessons.learning_rate.regime import regime
from app.lessons.learning_rate.show import caption
from app.lessons.numbers import digits
from app.lessons.palette import PALETTES, Palette
from app.lessons.paths import coordinates, exit_mark, inks, path, start_ring, way_out
from app.lessons.scene import Scene
from app.lessons.style import Figure, frame, margin
from app.lessons.terrain import Window, axes, ground, window

#: Width over height of a map within its axes.
_RATIO = 1.6


def draw(key: str) -> Callable[[RateExperiment, str, str], Figure]:
    """The picture of the rate ``key``."""

    def drawn(experiment: RateExperiment, lang: str, theme: str) -> Figure:
        three, palette, ink = three_of(experiment), PALETTES[theme], inks(theme)[0]
        run, place = three.runs[key], three.scene
        seen = window(place, _RATIO)
        x, y = coordinates(place, run.trajectory.points, run.trajectory.values)
        data = ground(place, seen, palette, lang)
        name = say(lang, "learning-rate.trace", rate=digits(run.rate, 4))
        traces, moves = path(name, x, y, seen, ink, palette, len(data))
        data += traces
        data.append(
            start_ring(
                float(x[0]), float(y[0]), ink.colour, palette, say(lang, "learning-rate.start")
            )
        )
        out = way_out(x, y, seen)
        if out:
            data.append(
                exit_mark(
                    out[1], out[2], seen, palette, say(lang, "learning-rate.out", step=out[0])
                )
            )
        line = place.objective.dimension == 1
        return {
            "data": data,
            "layout": frame(
                palette,
                margin=margin(palette, 50 if line else 40, 46, 40, right=8),
                **axes(place, seen, palette),
                annotations=_captions(experiment, key, lang, palette),
                meta={
                    "moves": moves,
                    "pick": {"x": "start"} if line else {"xy": "start"},
                    "live": _live(key, place, seen, palette),
                },
            ),
        }

    return drawn


def _live(key: str, place: Scene, seen: Window, palette: Palette) -> dict[str, object]:
    """What another run of the same function is drawn with: the exit mark, the inks of the rates."""
    return {
        "figure": "rate-map",
        "run": key,
        "of": place.text,
        "window": seen,
        "out": exit_mark(seen[0], seen[2], seen, palette, ""),
        "inks": {role: getattr(palette, role) for role in ROLES},
    }


def _captions(
    experiment: RateExperiment, key: str, lang: str, palette: Palette
) -> list[dict[str, object]]:
    """The rate, and under it what it does."""
    three = three_of(experiment)
    found = regime(three, three.runs[key])
    place = {
        "x": 0,
        "xref": "x domain",
        "xanchor": "left",
        "xshift": -round(38 * palette.scale),
        "y": 1,
        "yref": "y domain",
    }
    return [
        {
            **place,
            "text": f"<b>η = {digits(three.rates[key], 4)}</b>",
            "yanchor": "bottom",
            "yshift": round(22 * palette.scale),
            "showarrow": False,
            "font": {"color": getattr(palette, found.role), "size": 14 * palette.scale},
        },
        {
            **place,
            "text": bare(caption(three, key, lang)),
            "yanchor": "bottom",
            "yshift": round(4 * palette.scale),
            "showarrow": False,
            "font": {"color": palette.ink, "size": 12.5 * palette.scale},
        },
    ]


def describe(key: str) -> Callable[[RateExperiment, str], str]:
    """The words that stand in for the picture of the rate ``key``."""

    def described(experiment: RateExperiment, lang: str) -> str:
        three = three_of(experiment)
        return say(
            lang,
            "learning-rate.alt.stage",
            f=three.scene.text,
            rate=digits(three.rates[key], 4),
            what=bare(caption(three, key, lang)),
        )

    return described
