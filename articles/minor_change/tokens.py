"""Cuts a text into words, blanks and signs. Quotation marks and dashes of one meaning are one sign."""

import re
from dataclasses import dataclass

# Signs that look different and say the same. A dash beside a digit may be a minus or "to": it stays.
SAME = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-"})
DASH = re.compile(r"(?<=[^\W\d_] )[-–—](?= [^\W\d_])")
BLANKS = re.compile(r"[ \t\r\n\f\u00a0\u2009\u202f]+")
DIGIT = re.compile(r"\d")
TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|.", re.DOTALL)
AFTER_NUMBER = ".,;:!?)\"'"


@dataclass(frozen=True)
class Text:
    """`tokens` are words, single blanks and single signs; what holds a digit is one token."""

    tokens: list[str]
    starts_block: bool
    ends_block: bool

    def __getitem__(self, place: int) -> str:
        return self.tokens[place] if 0 <= place < len(self.tokens) else ""

    def is_space(self, place: int) -> bool:
        return self[place] == " "

    def is_word(self, place: int) -> bool:
        return self[place][:1].isalpha() and not DIGIT.search(self[place])

    def starts_sentence(self, place: int) -> bool:
        """Whether the word is the first of its block, or stands after the end of a sentence."""
        if place == 0:
            return self.starts_block
        return self.is_space(place - 1) and self[place - 2] in {".", "!", "?"} and self.is_word(place - 3)

    def is_end(self, place: int) -> bool:
        return place >= len(self.tokens)

    def shown(self, place: int, letters: int) -> str:
        """The text from two words before that place on, for a message."""
        start = max(0, place - 4)
        return "".join(self.tokens[start : place + letters])[:letters].strip()


def read_text(text: str, starts_block: bool, ends_block: bool) -> Text:
    text = BLANKS.sub(" ", text.translate(SAME)).replace("...", "…")
    return Text(list(_tokens(DASH.sub("–", text))), starts_block, ends_block)


def _tokens(text: str):
    for chunk in re.split("( )", text):
        if not DIGIT.search(chunk):
            yield from TOKEN.findall(chunk)
            continue
        number = chunk.rstrip(AFTER_NUMBER)
        yield number
        yield from chunk[len(number) :]
