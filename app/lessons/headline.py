"""Sentences whose decisive words have a colour: ``[run]…[/run]`` in a message names its role."""

import re

ROLES = ("run", "edge", "best", "quiet")
_ROLE = re.compile(rf"\[({'|'.join(ROLES)})\](.*?)\[/\1\]")


def segments(text: str) -> list[dict[str, str]]:
    """Text with [run]…[/run] marks as a list of pieces with their roles."""
    pieces, end = [], 0
    for match in _ROLE.finditer(text):
        if match.start() > end:
            pieces.append({"text": text[end : match.start()]})
        pieces.append({"text": match.group(2), "role": match.group(1)})
        end = match.end()
    if end < len(text):
        pieces.append({"text": text[end:]})
    return pieces


def bare(text: str) -> str:
    """The text without its marks."""
    return _ROLE.sub(r"\2", text)
