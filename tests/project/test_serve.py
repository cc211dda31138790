"""The server's command line: ready means ready, and what goes wrong is said in a sentence."""

import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from app.serve import listen, main

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("arguments", [[], ["--workers", "2"]], ids=["one", "two workers"])
def test_it_says_when_it_is_ready_and_ends_cleanly(arguments: list[str]) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "app.serve", "--port", "0", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        word, _, address = server.stdout.readline().strip().partition(": ")
        assert word == "Gradscape is ready"
        with urllib.request.urlopen(f"{address}healthz") as answer:
            assert answer.status == 200
        server.send_signal(signal.SIGINT)
        rest, errors = server.communicate(timeout=30)
        assert (server.returncode, rest, errors) == (0, "", "")
    finally:
        server.kill()
        server.communicate()


def test_an_answer_never_waits_for_an_acknowledgement() -> None:
    with listen("127.0.0.1", 0) as opened, socket.create_connection(opened.getsockname()):
        accepted, _ = opened.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_port_in_use_is_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} is in use by another program"):
            listen("127.0.0.1", port)


def test_a_host_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(SystemExit, match="cannot find the host 'nowhere.invalid'"):
        listen("nowhere.invalid", 0)
    with pytest.raises(SystemExit, match=r"This computer has no address 192\.0\.2\.1"):
        listen("192.0.2.1", 0)


@pytest.mark.parametrize(
    "arguments", [["--port", "65536"], ["--port", "-1"], ["--port", "x"], ["--workers", "0"]]
)
def test_numbers_out_of_range_are_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "a whole number from" in capsys.readouterr().err
