"""A figure as a Jupyter notebook: its program, its picture drawn again, the live one."""

from app.forms.form import Asked, Form


def make(asked: Asked) -> bytes:
    """The notebook, its outputs in it, so that it shows before it is run."""
    from app.forms.data.notebook import notebook

    return notebook(asked)


FORM = Form("ipynb", "application/x-ipynb+json", make, order=80, linked=True, saved=True)
