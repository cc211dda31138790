"""Sheets as the pages of a PDF: its words as text, and what each picture is inside the file."""

import io
from collections.abc import Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from matplotlib import rcParams
from matplotlib.backends.backend_pdf import Name, Op, PdfFile, RendererPdf, Verbatim
from matplotlib.font_manager import FontPath, get_font

from app.forms.still.about import About
from app.forms.still.faces import outlines, to_unicode
from app.forms.still.sheet import Sheet

# The PDF writer reads this from the global settings and nowhere else; it is set once, at import,
# so that threads never see it change. With it, a letter is a code of two bytes.
rcParams["pdf.fonttype"] = 42

_DOTS = 72
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:cc="http://creativecommons.org/ns#">
{entries}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


class Placed(NamedTuple):
    """A sheet on a page, its lower left corner so many points from the page's own.

    With a `description` it is a picture, for which those words stand; without, it is text.
    """

    sheet: Sheet
    x: float = 0.0
    y: float = 0.0
    description: str = ""


def _name(text: str) -> Any:
    return Name(text.encode("ascii", "replace"))  # type: ignore[no-untyped-call]


class _Glyphs:
    """The glyphs that a file uses, a code each, counted from one in each face."""

    def __init__(self) -> None:
        self.used: dict[FontPath, list[dict[int, int]]] = {}
        self.words: dict[FontPath, dict[int, str]] = {}
        self._codes: dict[tuple[FontPath, int, str], int] = {}

    def track_glyph(self, face: Any, text: str | int, glyph: int) -> tuple[int, int]:
        """Return the part of the face (always the first) and the code of a glyph in it."""
        path = FontPath(face.fname, face.face_index)
        text = text if isinstance(text, str) else chr(text)
        key = (path, glyph, text)
        if key not in self._codes:
            glyphs = self.used.setdefault(path, [{}])[0]
            self._codes[key] = len(glyphs) + 1
            glyphs[len(glyphs) + 1] = glyph
            self.words.setdefault(path, {})[len(glyphs)] = text
        return 0, self._codes[key]


class _File(PdfFile):
    """Matplotlib's PDF with our own fonts, language, metadata, and alternative text.

    Matplotlib embeds a CFF face (all of Noto's CJK) as what it is not, and reads the whole
    collection, a second's work, to make its subset.
    """

    def __init__(self, stream: io.BytesIO, about: About) -> None:
        self._about = about
        self._parts: list[list[Any]] = []
        entries = {
            "Title": about.title,
            "Subject": about.description,
            "Keywords": ", ".join(about.keywords),
            "Author": about.creator,
        }
        nothing = dict.fromkeys(("CreationDate", "Producer"))
        told = {key: value for key, value in entries.items() if value}
        super().__init__(stream, {"Creator": "Gradscape", **nothing, **told})  # type: ignore[no-untyped-call]
        self._character_tracker = _Glyphs()  # type: ignore[assignment]

    def writeObject(self, object: Any, contents: Any) -> None:
        """Write an object; the catalogue and the pages get what makes the file accessible."""
        if object is self.rootObject:
            self._metadata = self.reserveObject("metadata")  # type: ignore[no-untyped-call]
            contents["Lang"] = self._about.lang
            contents["Metadata"] = self._metadata
            self._tree = self.reserveObject("structure tree")  # type: ignore[no-untyped-call]
            contents["MarkInfo"] = {"Marked": True}
            contents["StructTreeRoot"] = self._tree
            if self._about.title:
                contents["ViewerPreferences"] = {"DisplayDocTitle": True}
        elif isinstance(contents, dict) and contents.get("Type") == _name("Page"):
            contents["StructParents"] = len(self._parts)
            contents["Tabs"] = _name("S")
            self._parts.append([])
        super().writeObject(object, contents)  # type: ignore[no-untyped-call]

    def place(self, placed: Placed) -> None:
        """Draw a sheet on the present page, as a picture with its words or as text."""
        sheet, x, y, description = placed
        part = self.reserveObject("structure element")  # type: ignore[no-untyped-call]
        kind = _name("Figure" if description else "P")
        number = len(self._parts[-1])
        self._parts[-1].append(
            (part, kind, number, self.pageList[-1], {"Alt": description} if description else {})
        )
        self.output(kind, {"MCID": number}, Verbatim(b"BDC"))  # type: ignore[no-untyped-call]
        self.output(Op.gsave, 1, 0, 0, 1, x, y, Op.concat_matrix)  # type: ignore[no-untyped-call]
        width, height = (length / _DOTS for length in sheet.paper)
        renderer = RendererPdf(self, _DOTS, height, width)  # type: ignore[no-untyped-call]
        sheet.figure.draw(renderer)
        renderer.finalize()  # type: ignore[no-untyped-call]
        self.output(Op.grestore)  # type: ignore[no-untyped-call]
        self.output(Verbatim(b"EMC"))  # type: ignore[no-untyped-call]

    def _write_structure(self) -> None:
        """Write which part of a page is a picture, and the words that stand for it."""
        numbers: list[Any] = []
        kids: list[Any] = []
        document = self.reserveObject("document element")  # type: ignore[no-untyped-call]
        for i, parts in enumerate(self._parts):
            for part, kind, number, page, words in parts:
                element = {"Type": _name("StructElem"), "S": kind, "P": document, "Pg": page}
                self.writeObject(part, element | {"K": number} | words)
                kids.append(part)
            numbers += [i, [part[0] for part in parts]]
        whole = {"Type": _name("StructElem"), "S": _name("Document"), "P": self._tree}
        self.writeObject(document, whole | {"K": kids})
        root = {"Type": _name("StructTreeRoot"), "K": document, "ParentTree": {"Nums": numbers}}
        self.writeObject(self._tree, root | {"ParentTreeNextKey": len(self._parts)})

    def finalize(self) -> None:
        """Write what was put off, the metadata too."""
        self.endStream()  # type: ignore[no-untyped-call]
        self._write_structure()
        kind = {"Type": _name("Metadata"), "Subtype": _name("XML")}
        self.outputStream(self._metadata, _xmp(self._about), extra=kind)  # type: ignore[no-untyped-call]
        super().finalize()  # type: ignore[no-untyped-call]

    def embedTTF(self, filename: FontPath, subset_index: int, charmap: dict[int, int]) -> Any:
        """Embed the used glyphs of a face as a CFF font of their outlines."""
        face = get_font(filename)
        codes = sorted(charmap)
        name = f"{self._get_subset_prefix(tuple(charmap.values()))}{face.postscript_name}"  # type: ignore[no-untyped-call]
        program, widths = outlines(face, name, [charmap[code] for code in codes])
        font, cid, descriptor, file, unicode = (
            self.reserveObject(what)  # type: ignore[no-untyped-call]
            for what in ("font", "CID font", "font descriptor", "font file", "ToUnicode map")
        )

        share = 1000 / face.units_per_EM
        ordering = {"Registry": b"Adobe", "Ordering": b"Identity", "Supplement": 0}
        objects: list[tuple[Any, dict[str, Any]]] = [
            (
                font,
                {
                    "Type": _name("Font"),
                    "Subtype": _name("Type0"),
                    "BaseFont": _name(name),
                    "Encoding": _name("Identity-H"),
                    "DescendantFonts": [cid],
                    "ToUnicode": unicode,
                },
            ),
            (
                cid,
                {
                    "Type": _name("Font"),
                    "Subtype": _name("CIDFontType0"),
                    "BaseFont": _name(name),
                    "CIDSystemInfo": ordering,
                    "FontDescriptor": descriptor,
                    "W": [codes[0], widths],
                },
            ),
            (
                descriptor,
                {
                    "Type": _name("FontDescriptor"),
                    "FontName": _name(name),
                    "Flags": 4,  # its letters are not those of a standard alphabet alone
                    "FontBBox": [round(edge * share) for edge in face.bbox],
                    "Ascent": round(face.ascender * share),
                    "Descent": round(face.descender * share),
                    "CapHeight": 700,
                    "ItalicAngle": 0,
                    "StemV": 80,
                    "FontFile3": file,
                },
            ),
        ]
        for reference, contents in objects:
            self.writeObject(reference, contents)
        self.outputStream(file, program, extra={"Subtype": _name("CIDFontType0C")})  # type: ignore[no-untyped-call]
        words = self._character_tracker.words[filename]  # type: ignore[attr-defined]
        self.outputStream(unicode, to_unicode(words))  # type: ignore[no-untyped-call]
        return font


def _xmp(about: About) -> bytes:
    """Return the metadata that catalogues read, the licence with them."""
    lang = quoteattr(about.lang)
    entries = []
    for key, value in (("title", about.title), ("description", about.description)):
        if value:
            item = f"<rdf:li xml:lang={lang}>{escape(value)}</rdf:li>"
            entries.append(f"<dc:{key}><rdf:Alt>{item}</rdf:Alt></dc:{key}>")
    entries.append(f"<dc:language><rdf:Bag><rdf:li>{about.lang}</rdf:li></rdf:Bag></dc:language>")
    if about.source:
        entries.append(f"<dc:source>{escape(about.source)}</dc:source>")
    if about.licence:
        item = f"<rdf:li xml:lang={lang}>{escape(about.licence)}</rdf:li>"
        entries.append(f"<dc:rights><rdf:Alt>{item}</rdf:Alt></dc:rights>")
    if about.licence_url:
        entries.append(f"<cc:license rdf:resource={quoteattr(about.licence_url)}/>")
        entries.append(
            f"<xmpRights:WebStatement>{escape(about.licence_url)}</xmpRights:WebStatement>"
        )
    return _XMP.format(entries="\n".join(entries)).encode()


def pdf(pages: Sequence[Sequence[Placed]], about: About) -> bytes:
    """Return a PDF; each page has the size of its first sheet, and the others laid on that."""
    stream = io.BytesIO()
    file = _File(stream, about)
    for sheets in pages:
        width, height = sheets[0].sheet.paper
        file.newPage(width / _DOTS, height / _DOTS)  # type: ignore[no-untyped-call]
        for placed in sheets:
            file.place(placed)
    file.finalize()
    file.close()  # type: ignore[no-untyped-call]
    return stream.getvalue()
