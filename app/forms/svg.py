"""A still as SVG: vectors, with text as text."""

from app.forms.form import Form
from app.forms.png import still

FORM = Form("svg", "image/svg+xml", still("svg"), order=20, sized=True, themed=True)
