"""Articles in JSON files: as ArticleContent writes itself, and in a simpler shape for collections.

The simpler shape: id, title, category, tags, aliases, source_url, licence, and sections with heading, body
(plain text, see plain_body) and perhaps kind. A JSON file holds an article or a list of them, each line of
JSON Lines an article.
"""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from articles.content import ArticleContent, ContentError, SectionContent
from articles.content.identifiers import with_identifiers
from articles.content.letters import all_composed
from articles.text.cleaning import clean_html
from articles.text.struck import sentence, without_struck
from cancerinfo.web.addresses import is_web_address

from .kinds import UNKNOWN, guessed_kind
from .pages.guesses import CHECK_AUDIENCE, is_for_professionals
from .plain_body import plain_body_html
from .purposes import PURPOSES_OF_KINDS, purpose_of
from .records import Fields, RecordError, why_not_json
from .scraped_content import MAX_LABEL, names, slug_of
from .scraped_lines import CHARACTERS, collapse
from .sniffing import Kind, binary
from .texts import BadRecord, ImportedText, PageReport, title_identity

GZIP = b"\x1f\x8b"
UNPACKED_HEAD = 10_000
MAX_JSON_BYTES = 100_000_000
MAX_LINE_BYTES = 20_000_000
_BEGINNING = re.compile(rb"\s*(?:\[\s*)?\{\s*\"[^\"\n]*\"\s*:")
_SLUG = re.compile(r"[\w-]+")
_WHITE_SPACE_KEPT = {key: value for key, value in CHARACTERS.items() if key not in (0x0A, 0x0D)}


def is_json(head: bytes) -> bool:
    return bool(_BEGINNING.match(head))


def is_packed_json(head: bytes) -> bool:
    """Whether these are the first bytes of a gzip archive of JSON."""
    try:
        return is_json(zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, UNPACKED_HEAD))
    except zlib.error:
        return False


def other_than_packed(head: bytes) -> Kind | None:
    """What the bytes are if not a gzip archive, of whatever."""
    return None if head.startswith(GZIP) else binary(head)


def read_packed_json_lines(name: str, stream: BinaryIO) -> Iterator[ImportedText | BadRecord]:
    """The articles of JSON Lines in a gzip archive. A damaged one gives those before the damage."""
    with gzip.open(stream) as unpacked:
        yield from read_json_lines(name, unpacked)


def read_json_lines(name: str, stream: BinaryIO | gzip.GzipFile) -> Iterator[ImportedText | BadRecord]:
    """The articles of JSON Lines, one by one; a bad line is named, and the others go on."""
    number = 0
    try:
        for number, line in enumerate(_lines(stream), 1):
            if line is None:
                yield BadRecord(f"{name}, line {number}", f"has more than {MAX_LINE_BYTES:,} bytes")
            elif line.strip():
                yield read_record(f"{name}, line {number}", line)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield BadRecord(f"{name}, after line {number}", f"the file is damaged: {error}")


def _lines(stream: BinaryIO | gzip.GzipFile) -> Iterator[bytes | None]:
    """The lines of a stream; None for one that is too long to be read."""
    while line := stream.readline(MAX_LINE_BYTES + 1):
        if len(line) <= MAX_LINE_BYTES:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES)
        yield None


def read_document(name: str, stream: BinaryIO) -> Iterator[ImportedText | BadRecord]:
    """The article of a JSON file, or the articles of the list in it; a bad record is named."""
    read = stream.read(MAX_JSON_BYTES + 1)
    if len(read) > MAX_JSON_BYTES:
        reason = f"has more than {MAX_JSON_BYTES:,} bytes; write it as .jsonl, one article per line"
        yield BadRecord(name, reason)
        return
    try:
        data = _parse(read)
    except RecordError as error:
        yield BadRecord(name, str(error))
        return
    if not isinstance(data, list):
        yield _read_value(name, data)
        return
    for number, value in enumerate(data, 1):
        yield _read_value(f"{name}, record {number}", value)


def read_record(place: str, line: bytes) -> ImportedText | BadRecord:
    """The article of one line of JSON."""
    try:
        return _read_value(place, _parse(line))
    except RecordError as error:
        return BadRecord(place, str(error))


def _parse(data: bytes) -> Any:
    try:
        return all_composed(json.loads(data.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        raise RecordError(why_not_json(error)) from error


def _read_value(place: str, value: Any) -> ImportedText | BadRecord:
    try:
        if isinstance(value, dict) and "slug" in value:
            return whole_article(place, value)
        fields = Fields(value)
        content = _simple_content(fields)
        content = replace(content, kind=guessed_kind(content) or UNKNOWN)
        is_guessed = content.audience == "professionals"
        page = PageReport(says=(CHECK_AUDIENCE,)) if is_guessed else None
        return ImportedText(place, _identity(fields, content), content, page=page)
    except (RecordError, ContentError) as error:
        return BadRecord(place, str(error))


def whole_article(place: str, value: dict) -> ImportedText:
    """An article as ArticleContent writes itself. Raises ContentError."""
    content = _whole_content(value)
    return ImportedText(place, f"slug:{content.slug}", _cleaned(content), _left_out(content))


def _whole_content(value: dict) -> ArticleContent:
    content = ArticleContent.from_dict(value)
    if not content.title.strip() or not _SLUG.fullmatch(content.slug):
        raise ContentError("title and slug: a title, and a slug of letters, digits and hyphens expected")
    for where, address in [("source_url", content.source_url)] + [
        (f"sources[{i}].url", source.url) for i, source in enumerate(content.sources)
    ]:
        if address and not is_web_address(address):
            raise ContentError(f"{where}: an http or https address expected")
    return content


def _cleaned(content: ArticleContent) -> ArticleContent:
    sections = tuple(replace(section, body=clean_html(section.body)) for section in content.sections)
    return replace(content, sections=sections, sources=tuple(map(with_identifiers, content.sources)))


def _left_out(content: ArticleContent) -> str:
    return sentence([place for section in content.sections for place in without_struck(section.body)[1]])


def _identity(fields: Fields, content: ArticleContent) -> str:
    identity = fields.printed("id") if "id" in fields else ""
    if identity:
        return f"id:{identity}"
    return f"url:{content.source_url}" if content.source_url else title_identity(content.title)


def _simple_content(fields: Fields) -> ArticleContent:
    title = _line(fields.text("title", required=True))
    sections = fields.objects("sections")
    for i, section in enumerate(sections):
        if "body" not in section:
            raise RecordError(f"sections[{i}].body: is missing")
    if not title or not sections:
        raise RecordError("an article has a title and sections")
    source_url = fields.text("source_url")
    category, tags = _line(fields.text("category")), _names(fields, "tags")
    return ArticleContent(
        title=title,
        slug=slug_of(title),
        audience="professionals" if is_for_professionals((title, category, *tags)) else "patients",
        category=category,
        tags=tags,
        aliases=_names(fields, "aliases"),
        sections=tuple(_section(section) for section in sections),
        source_url=source_url if is_web_address(source_url) else "",
        licence=_line(fields.text("licence")),
    )


def _names(fields: Fields, name: str) -> tuple[str, ...]:
    found = tuple(_line(text) for text in fields.texts(name))
    if too_long := next((text for text in found if len(text) > MAX_LABEL and name == "tags"), None):
        raise RecordError(f"{name}: at most {MAX_LABEL} characters, got {too_long[:40]!r}...")
    return names(tuple(filter(None, found)))


def _section(fields: Fields) -> SectionContent:
    heading = _line(fields.text("heading"))
    kind = fields.text("kind")
    return SectionContent(
        heading=heading,
        purpose=PURPOSES_OF_KINDS.get(kind.casefold()) or purpose_of(heading),
        body=plain_body_html(_with_usual_characters(fields.text("body"))),
    )


def _with_usual_characters(text: str) -> str:
    # The odd ones can't be printed, which is seen at once; most texts have none.
    return text if text.replace("\n", "").isprintable() else text.translate(_WHITE_SPACE_KEPT)


def _line(text: str) -> str:
    return collapse(text if text.isprintable() else text.translate(CHARACTERS))
