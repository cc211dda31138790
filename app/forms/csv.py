"""The numbers of a figure as CSV, after RFC 4180."""

from app.forms.form import Asked, Form

#: Without it Excel takes Korean for gibberish; plain ASCII does without.
_MARK = "\ufeff"


def make(asked: Asked) -> bytes:
    """One head, then the rows, in UTF-8; it begins with a mark only where it is not all ASCII."""
    import csv
    import io

    from app.forms.data.table import table

    found = table(asked)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(found.head)
    writer.writerows(found.rows)
    text = stream.getvalue()
    return (text if text.isascii() else _MARK + text).encode("utf-8")


FORM = Form("csv", "text/csv; charset=utf-8", make, order=100, saved=True)
