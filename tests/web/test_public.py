"""The public address: what links in files are made with, and who may say it."""

from typing import Any

import pytest
from starlette.requests import Request

from app.web.public import PUBLIC_URL, TRUSTED_PROXIES, is_local, read_url, site


def request(client: str = "10.0.0.1", **headers: str) -> Request:
    named = {"host": "slides.test:8000", **{k.replace("_", "-"): v for k, v in headers.items()}}
    scope: dict[str, Any] = {
        "type": "http",
        "scheme": "http",
        "path": "/en/descent",
        "root_path": "",
        "query_string": b"",
        "client": (client, 5000),
        "server": ("127.0.0.1", 8000),
        "headers": [(k.encode(), v.encode()) for k, v in named.items()],
    }
    return Request(scope)


FORWARDED = {"x_forwarded_host": "evil.example, course.example.org", "x_forwarded_proto": "https"}


def test_the_browser_says_it_where_nobody_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PUBLIC_URL, raising=False)
    assert site(request()) == "http://slides.test:8000"


def test_the_command_line_has_the_last_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PUBLIC_URL, "https://course.example.org/grad/")
    monkeypatch.setenv(TRUSTED_PROXIES, "*")
    assert site(request(x_forwarded_host="other.example")) == "https://course.example.org/grad"


@pytest.mark.parametrize("trusted", ["10.0.0.1", "192.0.2.1, 10.0.0.1", "*"])
def test_a_trusted_proxy_is_believed(monkeypatch: pytest.MonkeyPatch, trusted: str) -> None:
    monkeypatch.setenv(TRUSTED_PROXIES, trusted)
    assert site(request(**FORWARDED)) == "https://course.example.org"


@pytest.mark.parametrize("trusted", ["", "10.0.0.2", "10.0.0"])
def test_another_is_not(monkeypatch: pytest.MonkeyPatch, trusted: str) -> None:
    monkeypatch.setenv(TRUSTED_PROXIES, trusted)
    assert site(request(**FORWARDED)) == "http://slides.test:8000"


@pytest.mark.parametrize("said", ["a b", "x/../y?z", "host:port", "user@host", "호스트"])
def test_nonsense_of_a_proxy_is_passed_over(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv(TRUSTED_PROXIES, "*")
    assert site(request(x_forwarded_host=said.encode().decode("latin-1"))) == (
        "http://slides.test:8000"
    )


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://127.8.0.1", True),
        ("http://localhost:8000", True),
        ("http://[::1]:8000", True),
        ("http://course.localhost", True),
        ("https://example.org", False),
        ("http://192.168.0.5:8000", False),
        ("http://localhost.example.org", False),
    ],
)
def test_a_local_address_opens_here_alone(address: str, local: bool) -> None:
    assert is_local(address) is local


@pytest.mark.parametrize(
    "text", ["", "example.org", "ftp://a.b", "http://", "http://a:x", "http://a?b", "http://a#b"]
)
def test_what_is_no_address(text: str) -> None:
    assert read_url(text) is None
