"""A server in a process of its own for as long as a measure takes."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import ask, get

ROOT = Path(__file__).parents[1]
_PATIENCE = 60.0
Command = Callable[[int], list[str]]


@dataclass(frozen=True)
class Server:
    """A server that answers: its port, and the process whose memory is told."""

    port: int
    pid: int
    ready: float
    """Seconds from the start of the process to its first answer."""

    def resident(self) -> float:
        """The memory that the process holds, in megabytes; 0 where the system does not tell."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return 0.0
        lines = status.read_text(encoding="ascii").splitlines()
        told = next((line for line in lines if line.startswith("VmRSS:")), "VmRSS: 0 kB")
        return int(told.split()[1]) / 1000


def free_port() -> int:
    """A port that nobody has at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as opened:
        port: int = opened.getsockname()[1]
        return port


def ours(port: int) -> list[str]:
    """The command of our server with one worker."""
    return [sys.executable, "-m", "app.serve", "--port", str(port)]


def gunicorn(application: str) -> Command:
    """The command of a WSGI application under gunicorn: one worker that keeps connections alive."""

    def command(port: int) -> list[str]:
        kept = ["--worker-class", "gthread", "--threads", "8", "--keep-alive", "60"]
        place = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--log-level", "error"]
        return [sys.executable, "-m", "gunicorn", *kept, *place, application]

    return command


def uvicorn(application: str) -> Command:
    """The command of an ASGI application under uvicorn, one worker."""

    def command(port: int) -> list[str]:
        quiet = ["--log-level", "warning", "--no-access-log"]
        return [sys.executable, "-m", "uvicorn", application, "--port", str(port), *quiet]

    return command


@contextmanager
def served(command: Command, path: str) -> Iterator[Server]:
    """Start a server, wait until it answers ``path``, and end it after the block."""
    port = free_port()
    began = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    # As readers have it: what is compiled is kept, and a start does not compile it again.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(command(port), cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        while True:
            try:
                ask(port, get(path))
                break
            except OSError:
                if process.poll() is not None or time.perf_counter() - began > _PATIENCE:
                    raise RuntimeError(f"{command(port)} does not answer") from None
                time.sleep(0.005)
        yield Server(port, _worker(process.pid), time.perf_counter() - began)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _worker(pid: int) -> int:
    """The process that answers: gunicorn's first child, else the one that was started."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    found: Sequence[str] = children.read_text(encoding="ascii").split() if children.exists() else ()
    return int(found[0]) if found else pid
