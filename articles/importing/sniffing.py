"""What a file is that no import reads, by its content whatever its name says. What one reads: formats.py.

Almost any bytes can be read as plain text: without this a Word file becomes an article of gibberish.
Signatures as in PRONOM, the registry of file formats of the UK National Archives.
"""

import csv
import re

# So much of a file is looked at.
HEAD = 1_000_000
Kind = tuple[str, str]

COPY = (
    "Copy its text and paste it into the form of an article (headings, lists and links come along), or save "
    "it as plain text (.txt) in UTF-8."
)
PICTURE = "A picture isn't an article: write what it shows into the form of an article."
UNPACK = "Unpack it and import the files in it."
PLAIN = "Import the plain text that it was made from."
SIGNATURES: tuple[tuple[re.Pattern, Kind], ...] = tuple(
    (re.compile(pattern, re.DOTALL), kind)
    for pattern, kind in (
        (rb"\s*\{\\rtf", ("a Rich Text file (RTF)", COPY)),
        (
            rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1.*"
            rb"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k",
            (
                "a Word file with a password",
                "Open it in Word, take its password off, and save it as .docx.",
            ),
        ),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ("an old Word, Excel or PowerPoint file", COPY)),
        (rb".{0,1024}%PDF-", ("a PDF", COPY)),
        (
            rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\x00|MM\x00\*|\x00{3}.ftyp(?:hei|mif|avif)"
            rb"|BM....\x00{4}|\x00\x00\x01\x00",
            ("a picture", PICTURE),
        ),
        (
            rb"\x1f\x8b",
            ("a gzip archive", UNPACK),
        ),
        (
            rb"BZh[1-9]1AY|\xfd7zXZ\x00|7z\xbc\xaf\x27\x1c|Rar!\x1a|\x28\xb5\x2f\xfd|[^\x00].{256}ustar",
            ("an archive", UNPACK),
        ),
        (
            rb"ID3[\x02-\x04]\x00|OggS\x00|fLaC\x00|\x00{3}.ftyp|\x1aE\xdf\xa3|RIFF....(?:WAVE|AVI )",
            ("a recording", "Write down what is said, and import that as plain text."),
        ),
        (
            rb"[A-Z][\w-]{1,40}: .{0,3000}?\n"
            rb"(?i:content-type: ?multipart/related|snapshot-content-location:)",
            ("a saved page with all its files (MHTML)", "Save the page again as “HTML only”."),
        ),
        (rb"[A-Z][\w-]{1,40}: .{0,5000}?\n(?i:mime-version: ?1|message-id: ?<)", ("an e-mail", COPY)),
        (
            rb"\s*BEGIN:V(?:CALENDAR|CARD)\b|\s*\[InternetShortcut\]",
            ("a calendar, a contact or a link", "It holds no text of an article."),
        ),
        (
            rb"#!\s*/|\s*<\?php|\s*--[^\n]{0,80}(?i:sql|dump)|\s*(?:CREATE|DROP) TABLE\b|\s*INSERT INTO\b",
            ("a program or a copy of a database", "Export the pages from the site itself, as HTML or CSV."),
        ),
        (
            rb"\s*(?:%[^\n]{0,300}\n\s*){0,50}\\(?:documentclass|begin\{document\}|section\*?\{)",
            ("LaTeX", "Make a Word file or a web page of it, and import that."),
        ),
        (
            rb"\s*(?:/\*.{0,2000}?\*/\s*)?(?:[\w.#@:*>,\[\]=\" -]{1,80}\{\s*[a-z-]+\s*:[^{}]{1,500}\}\s*){2}",
            ("a style sheet (CSS)", "It holds no text of an article."),
        ),
    )
)
# What a ZIP archive is by the names of the files in it, which stand in it as they are.
ZIPPED: tuple[tuple[bytes, Kind], ...] = (
    (b"xl/workbook", ("an Excel file (.xlsx)", COPY)),
    (b"ppt/presentation", ("a PowerPoint file (.pptx)", COPY)),
    (b"application/vnd.oasis.opendocument", ("an OpenDocument file", COPY)),
    (b"application/epub+zip", ("an e-book (EPUB)", COPY)),
)
# What is told by the beginning of a text, or by how often a mark stands in it.
NO_WORD = (
    "not a Word file, though it is called so",
    "Open it in the program that made it, and save it as .docx.",
)
BEFORE = r"\s*(?:<\?xml.{0,200}?\?>\s*|<!--.{0,2000}?-->\s*)*"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
HTML = re.compile(
    BEFORE
    + r"<(?:!doctype\s+html|(?:html|head|body|meta|title|link|nav|header|main|article|section|div|center"
    r"|table|h[1-6]|ul|ol|dl|p)\b)",
    re.IGNORECASE | re.DOTALL,
)
HTML_ENDS = re.compile(r"</(?:html|body|p|div|li|td|h[1-6])\s*>", re.IGNORECASE)
SVG = re.compile(BEFORE + r"(?:<!doctype svg.{0,300}?>\s*)?<svg\b", re.IGNORECASE | re.DOTALL)
WORDPRESS = re.compile("xmlns:wp=|wordpress.org/export", re.IGNORECASE)
XML = re.compile(
    BEFORE + r"<(?:!doctype\s|rss\b|feed\b|[a-z][\w.:-]*\s[^<>]{0,500}xmlns)|\s*<\?xml\b", re.I | re.S
)
REFERENCES = re.compile(r"\s*(?:TY  ?- |PMID- |@[a-z]+\s*\{\s*[^\s,]+,)", re.IGNORECASE)
FRONT_MATTER = re.compile(
    r"\s*(---|\+\+\+)[ \t]*\n(?:[^\n]*\n){0,100}?[\w-]+[ \t]*[:=].{0,5000}?\n\1[ \t]*(?:\n|$)", re.S
)
JSON_MATTER = re.compile(r"\s*\{\s*\n.{0,5000}?\n\}[ \t]*\n\s*[^\s{}\[\],]", re.S)
TITLE_BLOCK = re.compile(r"\s*%[ \t]+\S[^\n]*\n(?:%[^\n]*\n){0,2}[ \t]*\n")
HASH_HEADING = re.compile(r"\s*#{1,6} +\S")
MARKS_OF_MARKDOWN = re.compile(
    r"^#{1,6} +\S|^```|^\|? *:?-{3,}:? *\||\[[^\]\n]{1,200}\]\((?:https?:|/|\.|#)"
    r"|\*\*[^\s*][^*\n]*[^\s*]\*\*",
    re.MULTILINE,
)
UNDERLINED = re.compile(r"^(\S[^\n]*)\n(=+|-+)[ \t]*$", re.MULTILINE)


def other_than_text(head: bytes) -> Kind | None:
    """What the bytes are if not plain text; None also for no bytes at all."""
    text = head.decode("utf-8", "replace")
    return binary(head) or _not_written(head) or _structured(text) or _other_encoding(text)


def other_than_markup(head: bytes) -> Kind | None:
    """What the bytes are if neither HTML nor Markdown."""
    text = head.decode("utf-8", "replace")
    return binary(head) or _not_written(head) or _structured(text)


def is_html(head: bytes) -> bool:
    """By its beginning, or by the ends of many elements."""
    if binary(head) or _not_written(head):
        return False
    text = head.decode("utf-8", "replace")
    if _structured(text) or FRONT_MATTER.match(text) or is_wordpress(head) or is_table(head):
        return False
    return HTML.match(text) is not None or len(HTML_ENDS.findall(text)) >= 5


def is_wordpress(head: bytes) -> bool:
    text = head[:5000].decode("utf-8", "replace")
    return WORDPRESS.search(text) is not None and XML.match(text) is not None


def is_table(head: bytes) -> bool:
    """By a first line of short names, and a second row of as many cells."""
    if binary(head) or _not_written(head):
        return False
    return _is_table(head.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n"))


def is_word(head: bytes) -> bool:
    """An archive with the parts of a Word file; its last bytes name them, its first ones most of the time."""
    return head.startswith(b"PK\x03\x04") and b"word/" in head and b"xl/workbook" not in head


def other_than_word(head: bytes) -> Kind | None:
    """What a file is that is called .docx and isn't one. Raises nothing; an unknown file is named as such."""
    return binary(head) or _not_written(head) or _structured(head.decode("utf-8", "replace")) or NO_WORD


def is_markdown(head: bytes) -> bool:
    """By fields before the text, a heading of # at its beginning, or two and more marks of Markdown in it."""
    if binary(head) or _not_written(head):
        return False
    text = head.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return not (_structured(text) or is_table(head) or HTML.match(text)) and _is_markdown(text)


def head(data: bytes) -> bytes:
    """As much of a file as is looked at, without a byte order mark; of a web page or a table in UTF-16, which
    names its encoding by that mark, in UTF-8."""
    if data.startswith(UTF_16):
        text = data[:HEAD].decode("utf-16", "ignore")
        is_read = HTML.match(text) or _is_table(text.replace("\r\n", "\n").replace("\r", "\n"))
        return text.encode("utf-8", "ignore") if is_read else data[:HEAD]
    return data[:HEAD].removeprefix(b"\xef\xbb\xbf")


def sentence(kind: Kind | None) -> str:
    return f"This is {kind[0]}. {kind[1]}" if kind else ""


def binary(head: bytes) -> Kind | None:
    """What the bytes are by their signature. Text of a bad shape is left to the reader of its format."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return next((kind for name, kind in ZIPPED if name in head), ("a ZIP archive", UNPACK))
    if _is_utf_16(head):
        return "text in UTF-16, which Windows calls Unicode", "Save it as plain text in UTF-8."
    return next((kind for signature, kind in SIGNATURES if signature.match(head)), None)


def _is_utf_16(head: bytes) -> bool:
    """By its mark, or since every other byte of nearly all characters is zero."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    is_every_other = min(even, odd) == 0 and max(even, odd) > len(head) * 0.45
    return head.startswith(UTF_16) or (is_every_other and len(head) > 3)


def _not_written(head: bytes) -> Kind | None:
    """Bytes that nobody writes in a text."""
    if 0 in head:
        return "a file with NUL bytes, so it isn't text", PLAIN
    controls = sum(head.count(code) for code in (*range(1, 9), *range(14, 27), 127))
    if controls > 1 + len(head) / 100:
        return "a file with control characters, so it isn't text", PLAIN
    return None


def _other_encoding(text: str) -> Kind | None:
    """By U+FFFD in place of bad bytes. One among good ones is left to the reader of texts."""
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad if bad > 1 else 0
    if bad > 1 and (not good or bad > len(text) / 5):
        return "text in another encoding than UTF-8, or no text at all", "Save it as plain text in UTF-8."
    return None


def _structured(text: str) -> Kind | None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if SVG.match(text):
        return "a picture (SVG)", PICTURE
    if XML.match(text) and not HTML.match(text):
        return "XML", PLAIN
    if REFERENCES.match(text):
        return "a list of references", "Paste a record into “New source” in the form of an article."
    return None


def _is_markdown(text: str) -> bool:
    underlined = sum(abs(len(line) - len(stroke)) <= 2 for line, stroke in UNDERLINED.findall(text))
    marks = len(MARKS_OF_MARKDOWN.findall(text)) + underlined
    beginnings = (FRONT_MATTER, JSON_MATTER, TITLE_BLOCK, HASH_HEADING)
    return any(each.match(text) for each in beginnings) or marks >= 2


def _is_table(text: str) -> bool:
    """Whether the first line is of short names, three or more, and the second row has as many cells."""
    lines = text.lstrip().splitlines()[:200]
    for delimiter in ",;\t":
        # Behind the comma of a sentence there is a space.
        if not lines or f"{delimiter} " in lines[0]:
            continue
        try:
            names, *rows = list(csv.reader(lines, delimiter=delimiter))[:2]
        except csv.Error:
            continue
        if (
            len(names) >= 3
            and all(0 < len(name) <= 40 for name in names)
            and list(map(len, rows)) == [len(names)]
        ):
            return True
    return False
