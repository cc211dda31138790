"""A turn that only one request on this machine can have at a time, whichever worker answers it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

try:
    import fcntl
except ImportError:  # no such locks on this system: one process at a time is what is left
    fcntl = None  # type: ignore[assignment]

_HERE = Lock()


class Taken(Exception):
    """Another request has the turn."""


def place(name: str) -> Path:
    """The lock file of a turn, one for each user of the machine: nobody can hold up another."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"gradscape-{user}-{name}.lock"


@contextmanager
def turn(name: str) -> Iterator[None]:
    """Have the turn within the block; raises ``Taken`` where another has it.

    The system lets go of the lock of a process that ends, so none is ever left behind.
    """
    if not _HERE.acquire(blocking=False):
        raise Taken(name)
    try:
        file = _locked(place(name))
        try:
            yield
        finally:
            if file is not None:
                os.close(file)
    finally:
        _HERE.release()


def _locked(path: Path) -> int | None:
    """The open lock file; None where the system offers none."""
    if fcntl is None:
        return None
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        raise Taken(path.name) from None
    except OSError:
        os.close(file)
        return None
    return file
