"""Files that pages need: our own from ``static/``, Plotly and the mathematics font from packages.

An address carries the version or the hash of what it gives, so a browser may keep it for good.
Package files are big: they are compressed once, kept in memory, and kept on disk for the next
start. ``python -m app.web.assets`` does it beforehand, as small as can be.
"""

import gzip
import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from app.core.memory import remembered

STATIC = Path(__file__).parents[2] / "static"
FOREVER = "public, max-age=31536000, immutable"

# A second of work in a thread is what a first reader may wait for; ten seconds are not.
_QUICK, _SMALLEST = 9, 11


class Asset:
    """A file of an installed package: where it lies, its public name, its kind."""

    def __init__(self, path: Path, name: str, kind: str) -> None:
        self.path = path
        self.name = name
        self.kind = kind
        self._packed: dict[str, bytes] = {}
        self._lock = Lock()

    @cached_property
    def body(self) -> bytes:
        """The file as it is."""
        return self.path.read_bytes()

    @cached_property
    def hash(self) -> str:
        """The hash of the file: its entity tag and the name of its compressed copies."""
        return _hash(self.body)

    def packed(self, coding: str, quality: int = _QUICK) -> bytes:
        """Return the file in ``br``, ``gzip`` or ``identity``; slow the very first time."""
        if coding == "identity":
            return self.body
        with self._lock:
            if coding not in self._packed:
                copy = _cache() / f"{self.name}-{self.hash}.{coding}"
                self._packed[coding] = _read(copy) or self._pack(coding, quality, copy)
            return self._packed[coding]

    def _pack(self, coding: str, quality: int, copy: Path) -> bytes:
        if coding == "br":
            import brotli

            packed = bytes(brotli.compress(self.body, quality=quality))
        else:
            packed = gzip.compress(self.body, compresslevel=9, mtime=0)
        _write(copy, packed)
        return packed

    def prepare(self) -> None:
        """Compress as small as can be, for every start to come."""
        for coding in ("br", "gzip"):
            self._pack(coding, _SMALLEST, _cache() / f"{self.name}-{self.hash}.{coding}")


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """Return the package assets by the names that templates use; imports no package."""
    plotly = _package("plotly") / "package_data" / "plotly.min.js"
    with plotly.open(encoding="utf-8") as text:
        found = re.search(r"plotly\.js v([0-9.]+)", text.read(400))
    version = found[1] if found else _hash(plotly.read_bytes())[:12]
    from app.web.typeface import Typeface  # which is made of what stands here

    font = _package("ziamath") / "fonts" / "STIXTwoMath-Regular.ttf"
    return {
        "plotly": Asset(plotly, f"plotly-{version}.min.js", "text/javascript; charset=utf-8"),
        "math-font": Typeface(font, "stix-two-math.ttf", "font/ttf"),
    }


def asset_url(name: str) -> str:
    """Return the address of a package asset: ``plotly`` or ``math-font``."""
    asset = assets()[name]
    version = "" if re.search(r"\d", asset.name) else f"?v={asset.hash[:12]}"
    return f"/assets/{asset.name}{version}"


@dataclass(frozen=True)
class StaticFile:
    """One of our own files: its bytes and their hash."""

    body: bytes
    version: str


def static_file(path: str) -> StaticFile | None:
    """Return the file at this path below ``static/``; None where there is none to be had."""
    if any(part.startswith(".") or "\0" in part for part in path.split("/")):
        return None
    place = STATIC / path
    try:
        told = place.stat()
        if not place.is_file() or not place.resolve().is_relative_to(STATIC.resolve()):
            return None
        return _static(place, told.st_mtime_ns, told.st_size)
    except (OSError, ValueError):  # Not there, or a name that no file can have.
        return None


def static_url(path: str) -> str:
    """Return the address of one of our own files, with the hash of what it holds now."""
    file = static_file(path)
    return f"/static/{path}?v={file.version}" if file else f"/static/{path}"


@remembered("files")
def _static(place: Path, changed: int, size: int) -> StaticFile:
    """Read a file once; ``changed`` and ``size`` make an edited file a new one."""
    body = place.read_bytes()
    return StaticFile(body, _hash(body)[:12])


def _hash(body: bytes) -> str:
    return blake2b(body, digest_size=16).hexdigest()


def _package(name: str) -> Path:
    """Return the folder of an installed package without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"The package {name} is not installed; the pages need its files.")
    return Path(next(iter(spec.submodule_search_locations)))


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "gradscape"


def kept(name: str, make: Callable[[], bytes]) -> bytes:
    """Return what is kept on disk under a name; made first where it is not there."""
    copy = _cache() / name
    found = _read(copy)
    if found is None:
        found = make()
        _write(copy, found)
    return found


def _read(copy: Path) -> bytes | None:
    try:
        return copy.read_bytes() or None
    except OSError:
        return None


def _write(copy: Path, packed: bytes) -> None:
    """Keep a compressed copy on disk, whole or not at all; a disk that refuses is no matter."""
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=copy.parent, delete=False) as draft:
            draft.write(packed)
        os.replace(draft.name, copy)
    except OSError:
        return


if __name__ == "__main__":
    from app.web.plotly import small

    for each in (*assets().values(), *(asset for asset, _ in small().values())):
        each.prepare()
