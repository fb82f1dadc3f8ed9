"""What a file is by its content."""

import gzip
import io
import random
import zipfile

import pytest

from articles.importing.formats import JSON, PLAIN_TEXT, why_not


def zipped(*names):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "application/epub+zip" if name == "mimetype" else "text" * 100)
    return stream.getvalue()


BINARY = [
    (zipped("[Content_Types].xml", "word/document.xml"), "a Word file"),
    (zipped("xl/workbook.xml"), "an Excel file"),
    (zipped("a.png", "b.png"), "a ZIP archive"),
    (zipped(), "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "an old Word"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100) + "EncryptedPackage".encode("utf-16-le"),
        "a Word file with a password",
    ),
    (b"From: <Saved>\nContent-Type: multipart/related; x\n\n<html>", "a saved page with all its files"),
    (b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\n\nText.", "an e-mail"),
    (b"BEGIN:VCARD\nFN:Ann\nEND:VCARD", "a contact"),
    (b"[InternetShortcut]\nURL=https://a.example", "a link"),
    (b"#!/bin/sh\necho", "a program"),
    (b"-- MySQL dump 10\nCREATE TABLE a", "a copy of a database"),
    (b"% A leaflet\n\\documentclass{article}", "LaTeX"),
    (b"body { color: red; }\n.a > b { margin: 0 }", "a style sheet"),
    (rb"{\rtf1\ansi A leaflet}", "a Rich Text file"),
    (b"%PDF-1.4\n(A leaflet) Tj", "a PDF"),
    (b"\xef\xbb\xbf\n%PDF-1.4\n", "a PDF"),
    (b"\x89PNG\r\n\x1a\n" + bytes(9), "a picture"),
    (b"\xff\xd8\xff\xe0", "a picture"),
    (b"GIF89a", "a picture"),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a picture"),
    (gzip.compress(b"text"), "a gzip archive"),
    (b"a" + bytes(256) + b"ustar", "an archive"),
    (b"\x00\x00\x00\x18ftypmp42", "a recording"),
    ("Title\n\nText.".encode("utf-16"), "UTF-16"),
    ("Title\n\nText.".encode("utf-16-be"), "UTF-16"),
    ("Título\n\nTexto.".encode("utf-16-le"), "UTF-16"),
]
OTHER = [
    (b"Title\n\nText\x00 and more.", "NUL bytes"),
    (b"Title\x01\x02\x03\x04\x05", "control characters"),
    (bytes(random.Random(1).choices([*range(32, 127), *range(128, 256)], k=3000)), "another encoding"),
    ("Заголовок\n\nТекст страницы.".encode("cp1251"), "another encoding"),
    ("Título\n\nLa página más útil.".encode("latin-1"), "another encoding"),
    (b"<!DOCTYPE html>\n<html><body><p>Text.</p></body></html>", "a web page"),
    (b"\xef\xbb\xbf<!-- saved -->\n<HTML><p>Text.", "a web page"),
    (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">', "a web page"),
    ("<html><p>Página más útil".encode("latin-1"), "a web page"),
    (b"<div class=a><h1>Title</h1><p>Text.</p></div>", "a web page"),
    (b"Title<br>" + b"<li>One</li>" * 5, "a web page"),
    (b'<?xml version="1.0"?>\n<rss xmlns:wp="http://wordpress.org/export/1.2/"><item/></rss>', "WordPress"),
    (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "a picture (SVG)"),
    (b'<?xml version="1.0"?><book/>', "XML"),
    (b"---\ntitle: A\ntags: [a]\n---\n\nText.", "Markdown"),
    (b"# Title\n\nText.", "Markdown"),
    (b"Title\r\n=====\r\n\r\nPart\r\n----\r\n\r\nText.", "Markdown"),
    (b"Title\n\n## One\n\nText [there](https://example.org/).", "Markdown"),
    (b'{"title": "A", "sections": []}', "JSON"),
    (b'[\n {"title": "A"}]', "JSON"),
    (b"TY  - JOUR\nTI  - A title\nER  - ", "a list of references"),
    (b"@article{a, title = {A}}", "a list of references"),
    (b'id,title,body\n1,A,"One, two\n\nthree"\n', "a table (CSV)"),
]
TEXTS = [
    b"",
    b"\n",
    b"\xef\xbb\xbfTitle\n\nText.",
    b"Title\r\n\r\nText.\r\n",
    "★ ★ ★\n\nTítulo – “uno”\n\nTexto.".encode(),
    "Título\n\nLa página".encode() + b" \xe9 m\xe1s.",
    b"Title\n\nText with \xff one bad byte.",
    b"Title\n\n====================\n\nText.\n\n--------------------\n\nMore.",
    b"Surgery, radiation, and drugs\n\nCancer, brain, and you\n\nOne, two, three",
    b"Title\n\nIt is <b>bold</b>, <p>and so on</p> < 5 mg.",
    b"Title\n\nGroup Better Worse\nAll 60% 40%**\n\n** of those who answered**",
    b"#1 of the questions\n\n- - -\n\nText. [1] See (https://example.org/).",
    b"BMI and you\n\nID3 and PK are letters.",
]


@pytest.mark.parametrize(("data", "what"), BINARY + OTHER)
def test_what_is_not_text_is_named_with_what_to_do(data, what):
    sentence = why_not(PLAIN_TEXT, data)
    assert sentence.startswith("This is ")
    assert what in sentence
    assert sentence.count(".") >= 2


@pytest.mark.parametrize("data", TEXTS)
def test_text_is_taken(data):
    assert why_not(PLAIN_TEXT, data) == ""


@pytest.mark.parametrize(("data", "what"), BINARY)
def test_neither_is_it_json(data, what):
    assert what in why_not(JSON, data)


@pytest.mark.parametrize("data", [b'\xef\xbb\xbf{"title": "A"}', b"{broken", b"", b'{"a": "\x00"}'])
def test_bad_json_is_left_to_its_reader(data):
    assert why_not(JSON, data) == ""
