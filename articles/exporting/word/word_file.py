"""A Word file (.docx): an archive of parts, in which the same text gives the same bytes."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from articles.exporting.exported import ExportedText
from cancerinfo.web.languages import direction, labels_in

from .text import word_text
from .xml import BULLETS, NAMES, RELATIONS, WORD, Writer, comments_xml, picture_key, plain, quoted

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (Path(__file__).parent / "styles.xml").read_text("utf-8")
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# The parts beside the text, by the names of their files and of their kinds.
PARTS = ("styles", "numbering", "comments", "header")
ENDINGS = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml",
           "png": "image/png", "jpg": "image/jpeg"}  # fmt: skip
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DUBLIN_CORE = "http://purl.org/dc"
PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" '
    'w:gutter="0"/></w:sectPr>'
)
DEPTHS = 9


def word_file(text: ExportedText) -> bytes:
    """The text for people who review in Word: see `word_text`. What text it is stands above each page."""
    with labels_in(text.content.language):
        told = word_text(text)
    writer = Writer(text.at)
    body = writer.blocks(told.blocks)
    parts = {
        "document": f"<w:document {NAMES}><w:body>{body}{PAGE}</w:body></w:document>",
        "styles": _styles(text.content.language),
        "numbering": _numbering(writer.numbered),
        "comments": f"<w:comments {NAMES}>{comments_xml(told.remarks)}</w:comments>",
        "header": f'<w:hdr {NAMES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
        f"<w:r><w:t>{plain(text.said)}</w:t></w:r></w:p></w:hdr>",
    }
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            {
                "text": (f"{RELATIONS}/officeDocument", "word/document.xml"),
                "core": (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            }
        ),
        "docProps/core.xml": _core(text),
        "word/_rels/document.xml.rels": _relations(
            {
                **{name: (f"{RELATIONS}/{name}", f"{name}.xml") for name in PARTS},
                **{picture_key(name): (f"{RELATIONS}/image", f"media/{name}") for name in writer.pictures},
            },
            {key: address for address, key in writer.links.items()},
        ),
        **{f"word/{name}.xml": HEAD + xml for name, xml in parts.items()},
        **{f"word/media/{name}": picture.data for name, picture in writer.pictures.items()},
    }
    return _zipped(files)


def _zipped(files: Mapping[str, str | bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            # With no time of its own.
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _content_types() -> str:
    defaults = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in ENDINGS.items())
    named = {"/word/document.xml": f"{TYPE}.document.main+xml"}
    named |= {f"/word/{name}.xml": f"{TYPE}.{name}+xml" for name in PARTS}
    named["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in named.items())
    return f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{defaults}{overrides}</Types>'


def _relations(inside: Mapping[str, tuple[str, str]], links: Mapping[str, str] | None = None) -> str:
    rows = [f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, (kind, to) in inside.items()]
    rows += [
        f'<Relationship Id="{key}" Type="{RELATIONS}/hyperlink" Target={quoted(address)} '
        f'TargetMode="External"/>'
        for key, address in (links or {}).items()
    ]
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def _core(text: ExportedText) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="{DUBLIN_CORE}/elements/1.1/" '
        f'xmlns:dcterms="{DUBLIN_CORE}/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{plain(text.page.name)}</dc:title><dc:description>{plain(text.said)}</dc:description>"
        f"<dc:language>{plain(text.content.language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{text.at:%Y-%m-%dT%H:%M:%SZ}</dcterms:created>'
        f"</cp:coreProperties>"
    )


def _styles(language: str) -> str:
    is_leftwards = direction(language) == "rtl"
    return (
        STYLES.replace("LANGUAGE", plain(language).replace('"', ""))
        .replace("<!-- direction of paragraphs -->", "<w:bidi/>" if is_leftwards else "")
        .replace("<!-- direction of words -->", "<w:rtl/>" if is_leftwards else "")
    )


def _numbering(numbered: Mapping[int, tuple[int, int]]) -> str:
    """Bullets as list BULLETS, and each series of numbers as a list of its own."""
    shapes = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>'
        + "".join(_level(depth, kind) for depth in range(DEPTHS))
        + "</w:abstractNum>"
        for key, kind in enumerate(("bullet", "decimal"))
    )
    lists = f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>'
    for series, (depth, start) in numbered.items():
        lists += (
            f'<w:num w:numId="{series + BULLETS}"><w:abstractNumId w:val="1"/>'
            f'<w:lvlOverride w:ilvl="{min(depth, DEPTHS - 1)}"><w:startOverride w:val="{start}"/>'
            f"</w:lvlOverride></w:num>"
        )
    return f'<w:numbering xmlns:w="{WORD}">{shapes}{lists}</w:numbering>'


def _level(depth: int, kind: str) -> str:
    mark = "•" if kind == "bullet" else f"%{depth + 1}."
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{mark}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{(depth + 1) * 454}" w:hanging="340"/></w:pPr></w:lvl>'
    )
