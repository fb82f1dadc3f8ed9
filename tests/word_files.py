"""Small Word files, made of the XML of their parts."""

import io
import zipfile

SCHEMAS = "http://schemas.openxmlformats.org"
NAMES = " ".join(
    f'xmlns:{short}="{SCHEMAS}/{rest}"'
    for short, rest in {
        "w": "wordprocessingml/2006/main",
        "r": "officeDocument/2006/relationships",
        "wp": "drawingml/2006/wordprocessingDrawing",
        "a": "drawingml/2006/main",
        "mc": "markup-compatibility/2006",
    }.items()
)
KINDS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "comments": "comments",
    "header1": "header",
}
ROOTS = {**KINDS, "header1": "hdr"}


def relations(*rows):
    """The XML of relations, each an id, a kind and a target."""
    kind = f"{SCHEMAS}/officeDocument/2006/relationships/"
    each = "".join(
        f'<Relationship Id="{key}" Type="{kind}{name}" Target="{target}"/>' for key, name, target in rows
    )
    return f'<Relationships xmlns="{SCHEMAS}/package/2006/relationships">{each}</Relationships>'


def zipped(files):
    """The bytes of an archive with these files, by their names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def word_file(body, media=None, **parts):
    """The bytes of a .docx with this XML in its body. `parts` holds the XML in the roots of other parts,
    `media` pictures by their names, which are their ids too."""
    media = media or {}
    rows = [(name, KINDS[name], f"{name}.xml") for name in parts]
    rows += [(name, "image", f"media/{name}") for name in media]
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(("1", "officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(*rows),
            **{
                f"word/{name}.xml": f"<w:{ROOTS[name]} {NAMES}>{xml}</w:{ROOTS[name]}>"
                for name, xml in parts.items()
            },
            **{f"word/media/{name}": data for name, data in media.items()},
        }
    )


def run(text, properties="", tag="t"):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def paragraph(*runs, style="", properties=""):
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    words = "".join(each if each[:1] == "<" else run(each) for each in runs)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{words}</w:p>"


def item(text, depth=0, list_id=1):
    numbering = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, properties=numbering)


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def field(instruction, words):
    """A field and the words that it shows."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    told = (
        f"{mark.format('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{mark.format('separate')}"
    )
    return f"{told}{run(words)}{mark.format('end')}"
