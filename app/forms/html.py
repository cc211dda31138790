"""A figure as one HTML file that opens from disk: its knob, its clock, its themes, no network."""

from app.forms.form import Asked, Form


def make(asked: Asked) -> bytes:
    """The file; the knob's pictures and words are computed beforehand, one frame for each stop."""
    from app.forms.standalone.page import page

    return page(asked)


def policy(file: bytes) -> str:
    """What a browser may do with the file: run the scripts that it holds, and nothing else."""
    from app.forms.standalone.document import policy

    return policy(file)


FORM = Form(
    "html",
    "text/html; charset=utf-8",
    make,
    order=70,
    themed=True,
    linked=True,
    heavy=True,
    policy=policy,
)
