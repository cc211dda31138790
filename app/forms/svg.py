"""A still as SVG: vectors, with text as text."""

from app.forms.form import Form
from app.forms.png import still

FORM = Form("svg", "image/svg+xml", still("svg"))
