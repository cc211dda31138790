"""Office files packed anew so that the same content is the same bytes."""

import io
import re
import zipfile

#: The first moment that a zip file can name.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_FIRST = "[Content_Types].xml"


def packed(document: bytes, *, inner: bool = False) -> bytes:
    """An Office file with its parts in a fixed order and without the hour of its making.

    A workbook inside of it is packed likewise (``inner``), and its dates are set to a fixed one.
    """
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist(), key=lambda name: (name != _FIRST, name)):
            content = source.read(name)
            if name.endswith(".xlsx"):
                content = packed(content, inner=True)
            elif inner and name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>2026-01-01T00:00:00Z\g<2>", content)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o600 << 16
            # Pictures and workbooks are packed already.
            small = name.endswith((".png", ".gif", ".jpg", ".jpeg", ".xlsx"))
            entry.compress_type = zipfile.ZIP_STORED if small else zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return stream.getvalue()
