"""Every form that a figure can take: each module of this folder that holds a ``FORM``."""

from importlib import import_module
from pkgutil import iter_modules

import app.forms
from app.forms.form import Form
from app.lessons.lesson import Figure


def _found() -> dict[str, Form]:
    names = [module.name for module in iter_modules(app.forms.__path__) if not module.ispkg]
    modules = (import_module(f"app.forms.{name}") for name in names if name != "registry")
    forms = [module.FORM for module in modules if hasattr(module, "FORM")]
    return {form.name: form for form in sorted(forms, key=lambda form: (form.order, form.name))}


FORMS: dict[str, Form] = _found()


def forms_of(figure: Figure) -> list[Form]:
    """The forms that a figure can take."""
    return [form for form in FORMS.values() if form.fits(figure)]
