"""Pictures through ffmpeg into an MP4: H.264, which every slide tool plays."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Timer
from types import TracebackType

import numpy as np

from app.forms.moving.pixels import Pixels

#: The longest that ffmpeg may take for a file, in seconds.
_PATIENCE = 300


class Failed(Exception):
    """ffmpeg ended with an error, or not at all."""


def ffmpeg() -> str | None:
    """Return the path of an ffmpeg that writes H.264, None where there is none on the PATH."""
    found = shutil.which("ffmpeg")
    return found if found and _has_h264(found) else None


@lru_cache(maxsize=8)
def _has_h264(path: str) -> bool:
    command = [path, "-hide_banner", "-loglevel", "error", "-encoders"]
    try:
        told = subprocess.run(command, capture_output=True, check=True, timeout=10).stdout
    except (OSError, subprocess.SubprocessError):
        return False
    return b"libx264" in told


class Video:
    """An MP4 of ``width`` × ``height`` pixels, both even, in the making.

    Within a ``with`` block; however that ends, ffmpeg has ended after it.
    """

    def __init__(self, path: str, width: int, height: int, rate: int, told: dict[str, str]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="gradscape-")
        # A moov box that stands before the pictures needs a file that can be gone back in.
        self._file = Path(self._folder.name) / "video.mp4"
        command = [
            *(path, "-hide_banner", "-loglevel", "error", "-nostdin", "-y"),
            *("-f", "rawvideo", "-pix_fmt", "rgba", "-s", f"{width}x{height}", "-r", str(rate)),
            *("-i", "pipe:0", "-an"),
            # The colours as screens read them; without it players guess, and guess differently.
            *("-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"),
            *("-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-tune", "animation"),
            *("-pix_fmt", "yuv420p", "-threads", "2", "-g", str(10 * rate)),
            *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"),
            *("-movflags", "+faststart", "-map_metadata", "-1"),
            *("-fflags", "+bitexact", "-flags:v", "+bitexact"),
            *(part for key, text in told.items() for part in ("-metadata", f"{key}={text}")),
            str(self._file),
        ]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        # One that hangs would hold up the writing into it for ever.
        self._watch = Timer(_PATIENCE, self._process.kill)
        self._watch.daemon = True
        self._watch.start()

    def __enter__(self) -> "Video":
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End ffmpeg, if it runs still, and remove what it wrote."""
        process = self._process
        self._watch.cancel()
        if process.poll() is None:
            process.kill()
        if process.stdin:
            # What was still to be written has no reader any more.
            with suppress(OSError):
                process.stdin.close()
        process.wait()
        self._folder.cleanup()

    def add(self, picture: Pixels) -> None:
        """Add a picture (height, width, 4)."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(np.ascontiguousarray(picture).data)
        except OSError:
            raise Failed from None

    def bytes(self) -> bytes:
        """Return the whole file."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.close()
            if self._process.wait():
                raise Failed
            return self._file.read_bytes()
        except OSError:
            raise Failed from None


def even(pixels: int) -> int:
    """Return the nearest even number that is not larger, which H.264 asks for."""
    return pixels - pixels % 2


def rates(width: int, height: int, seconds: float, most: int) -> Sequence[int]:
    """Return the pictures a second at which a video has at most ``most`` pixels in all."""
    return [rate for rate in (30, 25, 20, 15, 10) if width * height * rate * seconds <= most]
