"""Figures in motion as GIF: read again by Pillow and held to their stills."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from app.forms.form import Cancelled, Unfit
from app.forms.moving.keys import BESIDE, FRAMES, REPEAT, SECONDS
from app.forms.moving.moment import moment
from app.forms.moving.pace import at_rate, shots
from app.forms.still.drawing import pixels
from app.lessons.palette import THEMES
from app.lessons.registry import FIGURES
from tests.forms.moving import asked, collect, made, read

CLOCKED = [figure.name for figure in FIGURES.values() if figure.clock]
OWN_LOSS = ["convergence", "rate-loss", "race-loss", "mini-batch-loss", "preprocessing-race"]


def apart(one: Any, other: Any) -> Any:
    """How far two pictures are from each other: the largest difference of each pixel."""
    return np.abs(one.astype(int) - other.astype(int)).max(axis=2)


@pytest.mark.parametrize("name", CLOCKED)
def test_the_animation_of_every_figure_begins_and_ends_as_its_stills(name: str) -> None:
    theme = THEMES[len(name) % 3]
    _, what = asked("gif", name, theme=theme, width=480, height=300)
    found = read(made("gif", name, theme=theme, width=480, height=300, frames=6))
    figure = what.entry.draw(what.experiment, "en", theme)
    # A palette of 255 colours: letters may be off by a shade, large areas not at all.
    for picture, step in ((found.pictures[0], 0), (found.pictures[-1], 10**9)):
        difference = apart(picture, pixels(moment(figure, step), 480, 300))
        assert np.median(difference) == 0
        # In space a marker half behind a hill is drawn whole.
        allowed = 0.004 if name == "surface" and step == 0 else 0.0015
        assert (difference > 48).mean() < allowed
    assert all(apart(one, other).any() for one, other in pairwise(found.pictures))


@pytest.mark.parametrize("name", CLOCKED)
def test_a_slide_gets_a_small_file_of_six_seconds(name: str) -> None:
    lang, theme = ("ko", "en")[len(name) % 2], THEMES[(len(name) + 1) % 3]
    # The files of these are the largest; the others are held to as much in half the size.
    width, height = (1280, 720) if name in ("surface", "mini-batch-paths") else (640, 360)
    file = made("gif", name, lang=lang, theme=theme, width=width, height=height)
    assert len(file) <= 600_000 * width / 1280
    found = read(file)
    assert found.pictures[0].shape == (height, width, 3)
    assert 4000 <= sum(found.lengths) <= 6500
    assert found.lengths[-1] >= 1500
    assert len(found.pictures) <= 90


def test_the_same_address_gives_the_same_bytes() -> None:
    first = made("gif", "race", beside="loss", frames=5)
    assert first == made("gif", "race", beside="loss", frames=5)
    assert first != made("gif", "race", frames=5)


def test_frames_seconds_and_repeat_do_what_they_say() -> None:
    found = read(made("gif", "descent", frames=12, seconds=9))
    assert len(found.pictures) == 12
    assert sum(found.lengths) == 9000
    assert found.info["loop"] == 0, "for ever"
    once = read(made("gif", "descent", frames=2, repeat="once"))
    assert len(once.pictures) == 2
    assert "loop" not in once.info
    many = read(made("gif", "convergence", "steps=5000", frames=240, width=160, height=120))
    assert 2 < len(many.pictures) <= 240
    assert 6000 <= sum(many.lengths) < 7000, "no picture is shorter than players allow"


def test_it_says_what_it_shows_and_how_it_may_be_used() -> None:
    note = read(made("gif", "descent", frames=2, lang="ko")).info["comment"].decode()
    assert "등고선 위의 경사하강법" in note
    assert "CC BY 4.0" in note and "학습률 0.9" in note


def test_the_loss_stands_beside_or_below() -> None:
    wide = read(made("gif", "descent", frames=2, beside="loss", width=640, height=360))
    tall = read(made("gif", "descent", frames=2, beside="loss", width=360, height=640))
    run = np.array([0xD1, 0x49, 0x0B])
    for found, half in ((wide, np.s_[:, 400:]), (tall, np.s_[400:, :])):
        inked = apart(found.pictures[-1][half], run) < 40
        assert inked.sum() > 300, "the curve"
        before = apart(found.pictures[0][half], run) < 40
        assert before.sum() < inked.sum() / 2, "at the start it is pale"


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("name", OWN_LOSS)
def test_a_loss_curve_has_none_beside_it(name: str, lang: str) -> None:
    with pytest.raises(Unfit) as refused:
        made("gif", name, beside="loss", lang=lang)
    assert FIGURES["descent"].title[lang] in str(refused.value.args[0])
    assert FIGURES[name].title[lang] not in str(refused.value.args[0])


@pytest.mark.parametrize("name", ["descent", "surface", "convergence", "race"])
def test_without_a_step_nothing_moves(name: str) -> None:
    with pytest.raises(Unfit):
        made("gif", name, "steps=0")


def test_a_run_that_starts_at_its_end_is_shown_for_a_moment() -> None:
    found = read(made("gif", "descent", "start=0,0"))
    assert len(found.pictures) <= 2
    assert 2000 < sum(found.lengths) < 4000


def test_a_run_that_leaves_the_map_is_over_soon() -> None:
    file = read(made("gif", "descent", "learning_rate=1.1"))
    assert sum(file.lengths) < 5000
    beside = read(made("gif", "descent", "learning_rate=1.1", beside="loss"))
    assert sum(beside.lengths) == 6000, "the loss goes on"


@pytest.mark.parametrize(
    "query", ["learning_rate=1e300", "f=1/x&start=0", "f=3&steps=2", "f=log(x)-y", "start=900,900"]
)
@pytest.mark.parametrize("name", ["descent", "surface", "convergence"])
def test_what_leaves_the_floats_or_never_moves_is_no_fault(name: str, query: str) -> None:
    try:
        read(made("gif", name, query, frames=4, width=160, height=120))
    except Unfit as unfit:
        assert str(unfit.args[0]).endswith(".")


def test_more_than_a_server_can_do_is_refused_and_the_default_fits() -> None:
    kind, what = asked("gif", "descent", width=3840, height=2160, frames=240)
    with pytest.raises(Unfit, match="60 frames"):
        kind.make(what)


def test_progress_is_told_and_whoever_went_away_ends_the_work() -> None:
    told, tell = collect()
    kind, what = asked("gif", "descent", frames=5)
    kind.make(replace(what, tell=tell))
    assert told == [(done, 5) for done in range(6)]

    def gone(done: int, of: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        kind.make(replace(what, tell=gone))


def test_the_step_of_an_address_changes_nothing() -> None:
    pictures = [read(made("gif", "descent", query, frames=3)).pictures for query in ("", "step=7")]
    assert all(not apart(*both).any() for both in zip(*pictures, strict=True))


@pytest.mark.parametrize("steps", [1, 2, 3, 10, 60, 1000, 20_000])
def test_the_pace(steps: int) -> None:
    plan = shots(steps)
    times = [shot.time for shot in plan]
    assert times[0] == 0 and times[-1] == steps
    assert times == sorted(set(times))
    whole = sum(shot.hundredths for shot in plan)
    assert 200 < whole <= 600
    assert whole == 600 or steps < 16
    assert plan[-1].hundredths >= 150
    assert min(shot.hundredths for shot in plan) >= 4
    assert len(plan) <= 90
    # The first steps are seen one by one.
    for step in range(min(steps, 6 if steps < 5000 else 3)):
        assert any(step - 0.5 < time < step + 0.5 for time in times)


@pytest.mark.parametrize("frames", [2, 3, 7, 240])
@pytest.mark.parametrize("seconds", [2, 6, 20])
def test_the_pace_that_is_asked_for(frames: int, seconds: int) -> None:
    plan = shots(60, frames, seconds)
    assert len(plan) == frames
    assert all(shot.hundredths >= 2 for shot in plan)
    if frames < 100 or seconds > 6:
        assert sum(shot.hundredths for shot in plan) == pytest.approx(100 * seconds, abs=100)
    even = at_rate(plan, 30)
    assert even[0].time == 0 and even[-1].time == 60
    assert len(even) == round(sum(shot.hundredths for shot in plan) * 0.3)


def test_the_keys_read_what_they_allow() -> None:
    assert [FRAMES.read(text) for text in ("2", "240", "1", "241", "x", "٣", "2.0", "")] == [
        *(2, 240),
        *[None] * 6,
    ]
    assert (SECONDS.read("20"), SECONDS.read("21"), SECONDS.read("1")) == (20, None, None)
    assert (BESIDE.read("loss"), BESIDE.read("Loss"), BESIDE.read("")) == ("loss", None, None)
    assert (REPEAT.read("once"), REPEAT.read("0"), REPEAT.default) == ("once", None, "forever")
    for key in (FRAMES, SECONDS, BESIDE, REPEAT):
        assert all(key.allowed[lang].endswith(".") for lang in ("ko", "en"))
        assert all(key.meaning[lang].endswith(".") for lang in ("ko", "en"))
