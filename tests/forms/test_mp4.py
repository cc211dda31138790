"""Figures in motion as video: made by a real ffmpeg, read again by it."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import numpy as np
import pytest

from app.forms.form import Cancelled, Unable, Unfit
from app.forms.registry import FORMS
from app.forms.still.drawing import pixels
from tests.forms.moving import Pixels, asked, collect, made

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()


@pytest.fixture
def ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An ffmpeg on the PATH, under the name that it has where it is installed."""
    place = tmp_path / "bin"
    place.mkdir()
    (place / "ffmpeg").symlink_to(FFMPEG)
    monkeypatch.setenv("PATH", str(place))
    yield place / "ffmpeg"


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every process that the making of a video starts."""
    started: list[subprocess.Popen[bytes]] = []

    class Popen(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **more: Any) -> None:
            super().__init__(*arguments, **more)
            started.append(self)

    monkeypatch.setattr("subprocess.Popen", Popen)
    return started


def pictures(file: bytes, width: int, height: int, folder: Path) -> list[Pixels]:
    """Every picture of a video (height, width, 3), as ffmpeg reads it."""
    path = folder / "video.mp4"
    path.write_bytes(file)
    command = [FFMPEG, "-v", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    return list(np.frombuffer(raw, np.uint8).reshape(-1, height, width, 3))


def told(file: bytes, folder: Path) -> str:
    """What ffmpeg tells of a video."""
    path = folder / "video.mp4"
    path.write_bytes(file)
    command = [FFMPEG, "-hide_banner", "-i", str(path)]
    return subprocess.run(command, capture_output=True, check=False).stderr.decode()


@pytest.mark.usefixtures("ffmpeg")
@pytest.mark.parametrize(
    ("name", "lang", "theme"), [("descent", "ko", "light"), ("surface", "en", "dark")]
)
def test_a_video_that_slides_play(name: str, lang: str, theme: str, tmp_path: Path) -> None:
    file = made("mp4", name, lang=lang, theme=theme, width=320, height=200)
    assert file[4:8] == b"ftyp"
    assert file.index(b"moov") < file.index(b"mdat"), "it plays while it loads"
    words = told(file, tmp_path)
    assert re.search(r"Video: h264 .*yuv420p\(tv, bt709.*320x200.* 30 fps", words), words
    assert "Duration: 00:00:06.0" in words
    _, what = asked("mp4", name, lang=lang, theme=theme)
    assert what.title in words and "CC BY 4.0" in words
    assert "creation_time" not in words
    found = pictures(file, 320, 200, tmp_path)
    assert len(found) == 180
    figure = what.entry.draw(what.experiment, lang, theme)
    still = pixels(figure, 320, 200).astype(int)
    assert np.abs(found[-1] - still).mean() < 4, "but for what 4:2:0 loses"
    assert np.abs(found[-45] - found[-1].astype(int)).mean() < 0.5, "the last picture is held"
    assert np.abs(found[0] - found[-1].astype(int)).max() > 50


@pytest.mark.usefixtures("ffmpeg")
def test_the_same_address_gives_the_same_bytes_and_even_sizes(tmp_path: Path) -> None:
    asking: dict[str, Any] = {"width": 201, "height": 161, "seconds": 3, "beside": "loss"}
    file = made("mp4", "descent", **asking)
    assert file == made("mp4", "descent", **asking)
    assert len(pictures(file, 200, 160, tmp_path)) == 90


@pytest.mark.usefixtures("ffmpeg")
def test_as_many_frames_as_are_asked_for(tmp_path: Path) -> None:
    found = pictures(made("mp4", "convergence", frames=4, seconds=3), 320, 200, tmp_path)
    changes = sum(
        bool((np.abs(one.astype(int) - two) > 60).any())
        for one, two in zip(found[1:], found[:-1], strict=True)
    )
    assert changes == 3


@pytest.mark.usefixtures("ffmpeg")
def test_a_longer_or_larger_video_than_this_server_can_make_is_refused() -> None:
    with pytest.raises(Unfit, match="at most"):
        made("mp4", "descent", width=3840, height=2160, seconds=20)
    with pytest.raises(Unfit):
        made("mp4", "descent", "steps=0")


@pytest.mark.usefixtures("ffmpeg")
def test_whoever_goes_away_ends_ffmpeg(processes: list[subprocess.Popen[bytes]]) -> None:
    kind, what = asked("mp4", "descent")
    folders: list[Path] = []

    def gone(done: int, of: int) -> None:
        if done == 2:
            folders.append(Path(processes[-1].args[-1]).parent)  # type: ignore[index, arg-type]
            assert folders[0].exists()
            raise Cancelled

    with pytest.raises(Cancelled):
        kind.make(replace(what, tell=gone))
    assert processes[-1].returncode is not None
    assert not folders[0].exists()


@pytest.mark.usefixtures("ffmpeg")
def test_progress_is_told(processes: list[subprocess.Popen[bytes]]) -> None:
    news, tell = collect()
    kind, what = asked("mp4", "convergence", seconds=2, width=160, height=120)
    kind.make(replace(what, tell=tell))
    assert news == [(done, 60) for done in range(61)]
    assert processes[-1].returncode == 0


def test_an_ffmpeg_that_dies_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: list[subprocess.Popen[bytes]]
) -> None:
    broken = tmp_path / "ffmpeg"
    broken.write_text("#!/bin/sh\ncase $* in *-encoders*) echo libx264;; *) exit 3;; esac\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(Unable) as unable:
        made("mp4", "convergence", lang="ko", frames=2, seconds=2, width=160, height=120)
    assert "GIF" in str(unable.value.args[0])
    assert processes[-1].returncode == 3


@pytest.mark.parametrize("kind", ["none", "no h264", "no program"])
def test_without_ffmpeg_it_says_what_there_is_instead(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "ffmpeg"
    if kind != "none":
        program.write_text("#!/bin/sh\necho vp9\n" if kind == "no h264" else "nothing")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    for lang in ("ko", "en"):
        sentence = FORMS["mp4"].missing(lang)
        assert sentence and "GIF" in sentence and sentence.endswith(".")
    with pytest.raises(Unable):
        made("mp4", "descent")
