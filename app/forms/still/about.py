"""What a file says of itself beside its picture: title, words for it, language, licence."""

from typing import NamedTuple


class About(NamedTuple):
    """A file's own data, for those who search, cite, or do not see it; empty where unknown.

    `description` stands in for the picture, `source` is the address of the live page,
    `licence` its short name and `licence_url` its text.
    """

    title: str = ""
    description: str = ""
    lang: str = "en"
    keywords: tuple[str, ...] = ()
    creator: str = ""
    source: str = ""
    licence: str = ""
    licence_url: str = ""

    def printable(self) -> "About":
        """Return the same without what no file format takes: a reader's text may hold anything."""
        fields = {
            key: _printable(value) for key, value in self._asdict().items() if key != "keywords"
        }
        return About(**fields, keywords=tuple(_printable(word) for word in self.keywords))


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
