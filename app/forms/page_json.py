"""What a lesson's page shows, as JSON for the page's own scripts.

A moving knob asks for this at every step, so the run travels as Plotly's typed arrays: base64 of
float64 is a third of the bytes of written digits, every bit kept, and a tenth of the work.
"""

from typing import Any

import numpy as np

from app.forms.encoding import encode
from app.lessons.typed import typed


def page_json(view: dict[str, Any]) -> bytes:
    """The view with every array packed; numbers beside them are written out."""
    return encode({key: _packed(value) for key, value in view.items()})


def _packed(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return typed(value)
    if isinstance(value, dict):
        return {key: _packed(part) for key, part in value.items()}
    return value
