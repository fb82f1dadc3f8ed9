"""The words of a body, without what stands between them: one for search, comparison and counts."""

import html
import re

TAG = re.compile(r"<[^<>]*+>")
# Whole tokens and those that a writer left unfinished inside a bracket.
TOKEN = re.compile(r"\[(?:@|survey:|figure:)[^\[\]]*+\]")


def plain_text(body: str) -> str:
    """The text of a clean body with a space for every tag and token, and entities as their letters."""
    return html.unescape(TAG.sub(" ", TOKEN.sub(" ", body)))


def count_words(text: str) -> int:
    """Runs of non-space characters that have a letter or a digit."""
    return sum(any(map(str.isalnum, word)) for word in text.split())
