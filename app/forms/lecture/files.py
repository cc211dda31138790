"""The files that a whole lecture can be had as."""

from collections.abc import Callable
from dataclasses import dataclass

from app.forms.lecture import html, pdf, pptx
from app.forms.lecture.talk import Talk


@dataclass(frozen=True)
class File:
    """A kind of file: its ending in the address, its media type, and what makes it.

    ``policy`` reads the Content-Security-Policy off a file that holds scripts of its own; ``heavy``
    files wait in a line of their own.
    """

    name: str
    media_type: str
    make: Callable[[Talk], bytes]
    policy: Callable[[bytes], str] | None = None
    heavy: bool = True


FILES: dict[str, File] = {
    file.name: file
    for file in (
        File(
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            pptx.make,
        ),
        File("html", "text/html; charset=utf-8", html.make, html.policy),
        File("pdf", "application/pdf", pdf.make),
    )
}
