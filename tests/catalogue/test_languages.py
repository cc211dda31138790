"""Messages: every key in every language, the same fields in each, and Korean particles."""

import string

import pytest

from app.catalogue.languages import LANGUAGES, final, messages, say


def fields(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def test_no_key_is_missing_in_a_language() -> None:
    keys = {lang: set(messages(lang)) for lang in LANGUAGES}
    first = keys[LANGUAGES[0]]
    assert all(first == other for other in keys.values()), [
        sorted(first ^ other) for other in keys.values()
    ]


def test_messages_fill_in_the_same_values_in_every_language() -> None:
    for key, message in messages("en").items():
        korean = messages("ko")[key]
        # Korean may leave a value unsaid, but it cannot name one that is never given.
        assert fields(korean) <= fields(message), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_message_is_empty_or_still_in_english(lang: str) -> None:
    for key, message in messages(lang).items():
        assert message.strip(), key
        if lang == "ko" and len(message) > 25 and "{" not in message and "<" not in message:
            assert any("가" <= c <= "힣" for c in message), key


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("1.00", 1),
        ("0.9", 0),
        ("1.1", 2),
        ("7", 2),
        ("−0.80", 1),
        ("0.002", 0),
        ("값", 1),
        ("수", 0),
        ("글", 2),
        ("x", 0),
        ("", 0),
    ],
)
def test_the_sound_in_which_a_value_ends(text: str, sound: int) -> None:
    assert final(text) == sound


def test_particles_follow_the_sound() -> None:
    assert "1.00을" in say("ko", "verdict.edge.past", edge="1.00").replace("[/edge]", "")
    assert "0.002를" in say("ko", "verdict.edge.past", edge="0.002").replace("[/edge]", "")
    assert say("ko", "verdict.offer", rate="1").startswith("1로")
    assert say("ko", "verdict.offer", rate="10").startswith("10으로")


def test_english_counts() -> None:
    assert "1 step." in say("en", "verdict.arrival", arrival=1)
    assert "42 steps." in say("en", "verdict.arrival", arrival=42)


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("10⁻³", 1),
        ("50 %", 0),
        ("RMSProp", 1),
        ("Adam", 1),
        ("Nadam", 1),
        ("x", 0),
        ("l", 2),
        ("ㅌ", 1),
    ],
)
def test_the_sound_of_letters_words_and_signs(text: str, sound: int) -> None:
    assert final(text) == sound
