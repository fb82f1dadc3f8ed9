"""A leaflet as a PDF whose structure can be read aloud: tagged, after PDF/UA-1 (ISO 14289-1), by typst.

The words go to it as JSON, never as its markup. It draws with the fonts that come with it.
"""

import json
import unicodedata
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock

import typst

TEMPLATE = Path(__file__).with_name("leaflet.typ").read_bytes()
PROBE = b'#set document(title: "t")\n#set text(font: "Libertinus Serif")\n#sys.inputs.text'
# Scripts that the fonts set as readers know them. They hold letters of others, for program code.
SCRIPTS = ("LATIN ", "GREEK ", "CYRILLIC ", "MODIFIER ", "FEMININE ", "MASCULINE ", "MICRO ")
# One at a time in a process: setting a leaflet takes a core and some memory.
setting_type = Lock()


def leaflet_pdf(printed: dict, made_at: datetime) -> bytes:
    """The PDF of what leaflet.typ asks for. The same words made at the same time give the same bytes.

    Raises typst.TypstError where `can_draw` says no to a text in it.
    """
    with setting_type:
        return typst.compile(
            TEMPLATE,
            sys_inputs={"leaflet": json.dumps(printed)},
            pdf_standards="ua-1",
            ignore_system_fonts=True,
            timestamp=int(made_at.timestamp()),
        )


def can_draw(text: str) -> bool:
    """Whether the fonts cover every letter of the text."""
    return in_scripts_of_fonts(text) and _have_glyphs("".join(sorted(filter(str.isprintable, set(text)))))


def in_scripts_of_fonts(text: str) -> bool:
    """Whether every letter of the text is of a script that the fonts set as readers know it."""
    return all(unicodedata.name(letter, "").startswith(SCRIPTS) for letter in set(text) if letter.isalpha())


@lru_cache(maxsize=256)
def _have_glyphs(letters: str) -> bool:
    """Whether the fonts draw these letters: typst makes no PDF/UA in which one is missing."""
    try:
        typst.compile(PROBE, sys_inputs={"text": letters}, pdf_standards="ua-1", ignore_system_fonts=True)
    except typst.TypstError:
        return False
    return True
