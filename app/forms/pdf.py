"""A still as PDF: vectors, with text as text and its typefaces inside."""

from app.forms.form import Form
from app.forms.png import still

FORM = Form("pdf", "application/pdf", still("pdf"), order=30, sized=True, themed=True)
