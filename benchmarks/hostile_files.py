"""Files of each format that an import reads, made of one text: for benchmarks/hostile_texts.py."""

import json
from collections.abc import Callable
from html import escape
from io import BytesIO

from articles.importing.bibliography import read_bibliography
from articles.importing.formats import FORMATS, read_texts
from articles.importing.pages.reference_text import read_reference
from articles.importing.table_files import read_tables
from tests.word_files import paragraph, word_file

# What XML 1.0 can't hold.
NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000)])


def xml(text: str) -> str:
    return escape(text.translate(NOT_IN_XML))


def read(name: str, data: str | bytes, **mapping: str) -> list:
    """What an import reads in a file of this name."""
    file = data if isinstance(data, bytes) else data.encode(errors="replace")
    return list(read_texts(name, BytesIO(file), mapping or None))


def word(text: str) -> bytes:
    lines = xml(text).split("\n")
    return word_file("".join(map(paragraph, lines)) + paragraph(*lines, style="Heading1"), styles="")


def wordpress(text: str) -> str:
    names = " ".join(
        f'xmlns:{name}="http://{address}/"'
        for name, address in {
            "wp": "wordpress.org/export/1.2",
            "content": "purl.org/rss/1.0/modules/content",
        }.items()
    )
    page = "<wp:post_type>page</wp:post_type><wp:status>publish</wp:status>"
    body = f"<title>A {xml(text[:30])}</title><content:encoded>{xml(text)}</content:encoded>"
    return f'<?xml version="1.0"?><rss {names}><channel><item>{body}{page}</item></channel></rss>'


def csv(text: str) -> str:
    quoted = text.replace('"', '""')
    return f'title,body\n"{quoted[:300]}","{quoted}"\n'


def crossref(text: str) -> str:
    row = {"title": [text], "author": [{"family": text}], "DOI": text, "page": text}
    return json.dumps({"message": {"items": [row]}})


def pubmed(text: str) -> str:
    title = f"<Article><ArticleTitle>{xml(text)}</ArticleTitle></Article>"
    cited = f"<MedlineCitation><PMID>1</PMID>{title}</MedlineCitation>"
    return f"<PubmedArticleSet><PubmedArticle>{cited}</PubmedArticle></PubmedArticleSet>"


FILES: dict[str, Callable[[str], object]] = {
    "read web page": lambda text: read("a.html", f"<title>A</title><h1>A</h1><h2>B</h2><p>{text}"),
    "read web page of text": lambda text: read("a.html", f"<h1>A</h1><p>{escape(text)}</p>"),
    "read Markdown": lambda text: read("a.md", f"# A\n\n{text}"),
    "read Word": lambda text: read("a.docx", word(text)),
    "read WordPress": lambda text: read("a.xml", wordpress(text)),
    "read table": lambda text: read("a.csv", csv(text), title="title", body="body"),
    "recognise a file": lambda text: [each.recognises(text.encode(errors="replace")) for each in FORMATS],
    "refuse a file": lambda text: [each.refuses(text.encode(errors="replace")) for each in FORMATS],
    "read reference": read_reference,
    "read Crossref": lambda text: read_bibliography(crossref(text)),
    "read PubMed": lambda text: read_bibliography(pubmed(text)),
    "read tables as CSV": lambda text: read_tables("A", f"a,b\n{text}\n1,2\n".encode(errors="replace")),
    "read tables as HTML": lambda text: read_tables(
        "A", f"<table><tr><td>a<td>b<tr><td>{text}</table>".encode(errors="replace")
    ),
}
