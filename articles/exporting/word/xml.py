"""The blocks of a Word file as the XML of its parts (ECMA-376, WordprocessingML)."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from articles.exporting.exported import Remark

from .blocks import Block, Cell, Paragraph, Picture, Row, Run, Table

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}" xmlns:a="{DRAWING}/main" '
    f'xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:pic="{DRAWING}/picture"'
)
# Characters that XML 1.0 can't hold.
NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MARKS = {
    "strong": "<w:b/>",
    "em": "<w:i/>",
    "sub": '<w:vertAlign w:val="subscript"/>',
    "sup": '<w:vertAlign w:val="superscript"/>',
}
# 914,400 to an inch, 96 pixels to an inch; no picture is wider than the text, or higher than half a page.
EMU_A_PIXEL, WIDEST, HIGHEST = 9525, 5_700_000, 5_000_000
BULLETS = 1


def plain(text: str) -> str:
    return escape(NO_CHARACTER.sub("", text))


def quoted(text: str) -> str:
    """A text as the value of an attribute, in its quotes."""
    return quoteattr(NO_CHARACTER.sub("", text))


class Writer:
    """Writes blocks. `links` holds the addresses that they lead to, `pictures` their pictures by name,
    `numbered` the series of numbered lists with their depth and start: what other parts of the file need."""

    def __init__(self, at: datetime):
        self.links: dict[str, str] = {}
        self.pictures: dict[str, Picture] = {}
        self.numbered: dict[int, tuple[int, int]] = {}
        self._ids = count(1)
        self._by = f'w:author="cancerinfo" w:date="{at:%Y-%m-%dT%H:%M:%SZ}"'

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "".join(
            self._table(each) if isinstance(each, Table) else self._paragraph(each) for each in blocks
        )

    def _paragraph(self, paragraph: Paragraph) -> str:
        inside = "".join(map(self._run, paragraph.runs))
        if paragraph.picture:
            inside += self._changed(f"<w:r>{self._picture(paragraph.picture)}</w:r>", paragraph.change)
        if paragraph.place:
            key = next(self._ids)
            inside = (
                f'<w:bookmarkStart w:id="{key}" w:name={quoted(paragraph.place)}/>{inside}'
                f'<w:bookmarkEnd w:id="{key}"/>'
            )
        for remark in paragraph.remarks:
            inside = (
                f'<w:commentRangeStart w:id="{remark}"/>{inside}<w:commentRangeEnd w:id="{remark}"/>'
                f'<w:r><w:commentReference w:id="{remark}"/></w:r>'
            )
        return f"<w:p>{self._properties(paragraph)}{inside}</w:p>"

    def _properties(self, paragraph: Paragraph) -> str:
        style = paragraph.style or ("ListParagraph" if paragraph.item else "")
        parts = [f'<w:pStyle w:val="{style}"/>'] if style else []
        if paragraph.item:
            if paragraph.item == "number":
                self.numbered[paragraph.series] = (paragraph.depth, paragraph.start)
            key = paragraph.series + BULLETS if paragraph.item == "number" else BULLETS
            parts.append(
                f'<w:numPr><w:ilvl w:val="{min(paragraph.depth, 8)}"/><w:numId w:val="{key}"/></w:numPr>'
            )
        if paragraph.change:
            parts.append(f"<w:rPr>{self._mark(paragraph.change)}</w:rPr>")
        return f"<w:pPr>{''.join(parts)}</w:pPr>" if parts else ""

    def _run(self, run: Run) -> str:
        style = '<w:rStyle w:val="Hyperlink"/>' if run.link else ""
        look = style + "".join(xml for name, xml in MARKS.items() if name in run.marks)
        tag = "delText" if run.change == "del" else "t"
        lines = (f'<w:{tag} xml:space="preserve">{plain(line)}</w:{tag}>' for line in run.text.split("\n"))
        written = self._changed(
            f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{'<w:br/>'.join(lines)}</w:r>", run.change
        )
        if run.link.startswith("#"):
            return f"<w:hyperlink w:anchor={quoted(run.link[1:])}>{written}</w:hyperlink>"
        if run.link:
            key = self.links.setdefault(run.link, f"link{len(self.links) + 1}")
            return f'<w:hyperlink r:id="{key}">{written}</w:hyperlink>'
        return written

    def _changed(self, xml: str, change: str) -> str:
        return f'<w:{change} w:id="{next(self._ids)}" {self._by}>{xml}</w:{change}>' if change else xml

    def _mark(self, change: str) -> str:
        return f'<w:{change} w:id="{next(self._ids)}" {self._by}/>'

    def _picture(self, picture: Picture) -> str:
        self.pictures[picture.name] = picture
        width, height = picture.width * EMU_A_PIXEL, picture.height * EMU_A_PIXEL
        scale = min(1, WIDEST / width, HIGHEST / height)
        size = f'cx="{round(width * scale)}" cy="{round(height * scale)}"'
        key, words = next(self._ids), quoted(picture.alternative)
        return (
            f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{key}" name="Picture {key}" descr={words}/>'
            f'<a:graphic><a:graphicData uri="{DRAWING}/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{key}" name="{picture.name}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{picture_key(picture.name)}"/>'
            f"<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            f"</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )

    def _table(self, table: Table) -> str:
        width = max(sum(cell.span for cell in row.cells) for row in table.rows)
        rows = "".join(map(self._row, table.rows))
        # A paragraph parts it from a table that follows.
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
            f"<w:tblGrid>{'<w:gridCol/>' * width}</w:tblGrid>{rows}</w:tbl><w:p/>"
        )

    def _row(self, row: Row) -> str:
        said = ("<w:tblHeader/>" if row.is_head else "") + (self._mark(row.change) if row.change else "")
        properties = f"<w:trPr>{said}</w:trPr>" if said else ""
        return f"<w:tr>{properties}{''.join(map(self._cell, row.cells))}</w:tr>"

    def _cell(self, cell: Cell) -> str:
        said = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        said += f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
        said += '<w:shd w:val="clear" w:color="auto" w:fill="EFF5F1"/>' if cell.is_head else ""
        return f"<w:tc><w:tcPr>{said}</w:tcPr>{self.blocks(cell.paragraphs)}</w:tc>"


def picture_key(name: str) -> str:
    """The id by which the text names a picture."""
    return f"picture-{name.partition('.')[0]}"


def comments_xml(remarks: Sequence[Remark]) -> str:
    """The comments, by their index."""
    return "".join(
        f'<w:comment w:id="{i}" w:author={quoted(each.who)} '
        f'w:date="{each.at:%Y-%m-%dT%H:%M:%SZ}" w:initials={quoted(each.who[:1])}>'
        + "".join(
            f'<w:p><w:r><w:t xml:space="preserve">{plain(line)}</w:t></w:r></w:p>'
            for line in each.text.splitlines() or [""]
        )
        + "</w:comment>"
        for i, each in enumerate(remarks)
    )
