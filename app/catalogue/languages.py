"""The languages of the site and every sentence that it says in them.

A language is a folder of message tables; a key is the table's path in the file joined by dots,
after the lesson's name where the file is a lesson's own.
``{name}`` in a message is filled in. In Korean ``{name:을/를}`` adds the particle that fits the
sound in which the value ends, and ``{name:|을/를}`` gives the particle alone; in English
``{n:#step/steps}`` counts.
"""

import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "messages"
#: The words of a lesson stand beside its prose: one folder holds all that is to be translated.
_LESSONS = Path(__file__).parents[2] / "templates" / "lessons"
#: A language is there as soon as its folder of messages is.
LANGUAGES = tuple(sorted((path.name for path in _FOLDER.iterdir()), reverse=True))
DEFAULT = "en"
#: What our tables are written with: headings, comments, strings of one line and of several.
_ENTRY = re.compile(
    r'(?:#[^\n]*|\[([\w.-]+)\]|([\w.-]+) = (?:"""\n?((?:[^"\\]|"(?!""))*)"""'
    r'|"((?:[^"\\\n]|\\["\\])*)"))?(?:\n|$)'
)
_ESCAPED = re.compile(r'\\(["\\])')
#: How a digit is read in Korean: 0 no final consonant, 1 a final consonant, 2 a final ㄹ.
_DIGIT_FINALS = {"0": 1, "1": 2, "2": 0, "3": 1, "4": 0, "5": 0, "6": 1, "7": 2, "8": 2, "9": 0}
#: The same for a letter read by its own name, and for the last letter of a word.
_LETTER_FINALS = {"l": 2, "r": 2, "m": 1, "n": 1}
_WORD_FINALS = {**_LETTER_FINALS, "p": 1, "k": 1, "b": 1, "g": 1, "r": 0}


def final(text: str) -> int:
    """The sound in which a Korean reading of ``text`` ends: 0 vowel, 1 consonant, 2 ㄹ."""
    for index in range(len(text) - 1, -1, -1):
        character = text[index]
        if character in "⁰¹²³⁴⁵⁶⁷⁸⁹":
            return 1  # 제곱, or 승 after a power of ten
        if character in "%°":
            return 0  # 퍼센트, 도
        if "ㄱ" <= character <= "ㅎ":
            return 2 if character == "ㄹ" else 1
        if "가" <= character <= "힣":
            tail = (ord(character) - ord("가")) % 28
            return 0 if tail == 0 else (2 if tail == 8 else 1)
        if character in _DIGIT_FINALS:
            return _DIGIT_FINALS[character]
        if character.isalpha():
            word = index > 0 and text[index - 1].isalpha()
            return (_WORD_FINALS if word else _LETTER_FINALS).get(character.lower(), 0)
    return 0


class _Sentences(string.Formatter):
    """Fills in a message; a format of the form 을/를 adds the particle that fits."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if "/" not in format_spec:
            return str(super().format_field(value, format_spec))
        if format_spec.startswith("#"):
            one, many = format_spec[1:].split("/", 1)
            return f"{value} {one if value == 1 else many}"
        alone = format_spec.startswith("|")
        with_consonant, with_vowel = format_spec.removeprefix("|").split("/", 1)
        sound = final(str(value))
        # 으로/로 is the one pair that counts ㄹ as a vowel.
        vowel = sound == 0 or (sound == 2 and with_vowel == "로")
        particle = with_vowel if vowel else with_consonant
        return particle if alone else f"{value}{particle}"


_SENTENCES = _Sentences()


@cache
def messages(lang: str) -> dict[str, str]:
    """Every message of a language by its dotted key."""
    table: dict[str, str] = {}
    paths = [(path, "") for path in sorted((_FOLDER / lang).glob("*.toml"))]
    paths += [(path, f"{path.parent.name}.") for path in sorted(_LESSONS.glob(f"*/{lang}.toml"))]
    for path, prefix in paths:
        for key, text in entries(path.read_text(encoding="utf-8")):
            if prefix + key in table:
                raise ValueError(f"{lang}: {prefix}{key} is said twice")
            table[prefix + key] = text
    return table


def entries(toml: str) -> list[tuple[str, str]]:
    """The messages of a table by their dotted keys, in order.

    What our tables are written with is read here, ten times sooner than tomllib reads it, and
    every start waits for this; a table in which anything else stands is read by tomllib.
    """
    found: list[tuple[str, str]] = []
    heading, place = "", 0
    while place < len(toml):
        told = _ENTRY.match(toml, place)
        if told is None:
            return _any_entries(toml)
        head, key, several, one = told.groups()
        if key:
            text = several if one is None else one
            found.append((heading + key, _ESCAPED.sub(r"\1", text) if "\\" in text else text))
        elif head:
            heading = f"{head}."
        place = told.end()
    return found


def _any_entries(toml: str) -> list[tuple[str, str]]:
    import tomllib

    def enter(prefix: str, content: dict[str, Any]) -> Iterator[tuple[str, str]]:
        for key, value in content.items():
            if isinstance(value, dict):
                yield from enter(f"{prefix}{key}.", value)
            else:
                yield prefix + key, str(value)

    return list(enter("", tomllib.loads(toml)))


def say(lang: str, key: str, /, **values: object) -> str:
    """The sentence of ``key`` in ``lang`` with its values filled in; KeyError if there is none."""
    return _SENTENCES.vformat(messages(lang)[key], (), values)
