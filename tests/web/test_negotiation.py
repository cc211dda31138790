import pytest

from app.core.memory import Memory
from app.web.negotiation import content_coding, holds, language, tag_for, weights


@pytest.mark.parametrize(
    "header, coding",
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("GZIP;Q=1.0", "gzip"),
        ("*", "br"),
        ("*;q=0.5, br;q=0", "gzip"),
        ("identity, gzip;q=0.5", "identity"),
        ("deflate", "identity"),
        ("gzip;q=nonsense", "identity"),
        ("gzip;q=nan", "identity"),
        ("*;q=0", "identity"),
    ],
)
def test_the_best_coding_that_is_accepted(header: str | None, coding: str) -> None:
    assert content_coding(header) == coding


@pytest.mark.parametrize(
    "header, expected",
    [
        (None, "en"),
        ("ko", "ko"),
        ("ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "ko"),
        ("en;q=0.5, ko;q=0.4", "en"),
        ("fr, ko;q=0.1", "ko"),
        ("de", "en"),
        ("*", "en"),
        ("ko;q=0", "en"),
        (",;q=,=;", "en"),
    ],
)
def test_the_language_that_is_preferred(header: str | None, expected: str) -> None:
    assert language(header, ("ko", "en"), "en") == expected


@pytest.mark.parametrize(
    "header, found",
    [
        (None, False),
        ("*", True),
        ('"abc"', True),
        ('W/"abc"', True),
        ('"abc-gzip"', True),
        ('"x", W/"abc-br" , "y"', True),
        ('"abcd"', False),
        ("abc", False),
        ('""', False),
    ],
)
@pytest.mark.parametrize("coding", ["identity", "br", "gzip"])
def test_a_version_is_held_in_whatever_coding(header: str, found: bool, coding: str) -> None:
    assert holds(header, tag_for("abc", coding)) is found


def test_weights_are_read_leniently_and_kept_in_bounds() -> None:
    assert weights("a;q=2, b ; q=-1, c;x=1;q=0.25, ,") == {"a": 1.0, "b": 0.0, "c": 0.25}


def test_memory_lets_go_of_what_was_used_least_recently() -> None:
    memory: Memory[str] = Memory(800)
    for name in "abcdefgh":
        memory.put(name, name, 100)
    assert memory.get("a") == "a"
    memory.put("i", "i", 100)
    assert memory.get("b") is None
    assert memory.get("a") == "a"
    assert memory.weight == 800


def test_memory_refuses_what_would_drive_out_the_rest() -> None:
    memory: Memory[str] = Memory(800)
    memory.put("small", "small", 100)
    memory.put("large", "large", 101)
    assert memory.get("large") is None
    assert memory.get("small") == "small"
    memory.put("small", "again", 50)
    assert (memory.get("small"), memory.weight) == ("again", 50)
