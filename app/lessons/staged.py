"""A figure away from its page: with its own knob, its clock and the words that go with it."""

from collections.abc import Sequence
from typing import Any

from app.lessons.lesson import Figure, Items
from app.lessons.reading import Problem, Query
from app.lessons.registry import LESSONS

#: A headline holds so many letters.
_LONGEST = 150


def staged(
    figure: Figure, experiment: Query, problems: Sequence[Problem], items: Items, lang: str
) -> dict[str, Any]:
    """The lesson's board, cut to one figure.

    Of its keys: ``figure`` the figure's name; ``knob`` the key of the one main control (None:
    there is none); ``controls`` those that change this figure; ``steps`` the last step of the
    clock, 0 where the figure does not follow it; ``title``, ``address`` (of its JSON) and
    ``description`` are its own. ``live`` is what its frame needs to compute by itself, with
    ``headline`` (whether the lesson's headline is the figure's) and ``clock``; None where it has
    to ask. ``items`` is the query as it was spelled.
    """
    board = LESSONS[figure.lesson].board(experiment, problems, items, lang)
    live = board.get("live")
    controls = [c for c in board["controls"] if figure.keys is None or c["key"] in figure.keys]
    kept = (
        "lang",
        "query",
        "experiment",
        "problems",
        "notices",
        "absent",
    )
    return {
        **{key: board[key] for key in kept},
        "verdict": board["verdict"] if _headed(figure, board) else _seen(figure, board),
        "live": live and {**live, "headline": _headed(figure, board), "clock": figure.clock},
        "lesson": figure.lesson,
        "figure": figure.name,
        "title": figure.title[lang],
        "description": board["descriptions"][figure.name],
        "address": board["figures"][figure.name],
        "aspect": figure.aspect,
        "controls": controls,
        "knob": _knob(controls),
        "steps": board["steps"] if figure.clock else 0,
    }


def _headed(figure: Figure, board: dict[str, Any]) -> bool:
    """Whether the lesson's headline speaks of this figure.

    That of three rates speaks of the one that is turned: under the picture of another it would be
    false.
    """
    big = [control["key"] for control in board["controls"] if control["big"]]
    return figure.keys is None or not big or any(key in figure.keys for key in big)


def _seen(figure: Figure, board: dict[str, Any]) -> dict[str, Any]:
    """What is seen in a figure, where the lesson's headline speaks of another."""
    seen: str = board["descriptions"][figure.name]
    text = seen if len(seen) <= _LONGEST else seen.partition(". ")[0] + "."
    return {
        "kind": "shown",
        "step": None,
        "sentence": text,
        "headline": [{"text": text}],
        "detail": [],
    }


def _knob(controls: Sequence[dict[str, Any]]) -> str | None:
    """The control that matters most: the big one, else the first that slides, else the first."""
    ranked = sorted(
        controls, key=lambda c: 0 if c["big"] else 1 if c["slider"] else 2 if c["options"] else 3
    )
    return ranked[0]["key"] if ranked else None
