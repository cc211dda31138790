"""The NumPy program that gives a figure's numbers; its last line prints the last point."""

from app.forms.form import Asked, Form


def make(asked: Asked) -> bytes:
    """The program with a heading, in UTF-8, which is what Python reads."""
    from app.forms.data.program import with_heading

    return with_heading(asked).encode("utf-8")


FORM = Form("py", "text/x-python; charset=utf-8", make, order=90, linked=True, saved=True)
