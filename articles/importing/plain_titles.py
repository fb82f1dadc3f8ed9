"""Titles and names without the markup that databases write into them."""

import html
import re
import unicodedata

# CSL's own, what PubMed and Crossref write, and the namespaces of JATS and MathML.
_RAISED = re.compile(r"<(?:jats:)?sup\b[^<>]*+>([^<>]*+)</(?:jats:)?sup>", re.IGNORECASE)
_LOWERED = re.compile(r"<(?:jats:)?sub\b[^<>]*+>([^<>]*+)</(?:jats:)?sub>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:(?:jats|mml):[a-z]+|i|b|u|em|strong|sub|sup|sc|scp|tt|span|br|p|title|italic|bold)"
    r"(?:\s[^<>]*+)?/?>",
    re.IGNORECASE,
)
RAISED = str.maketrans("0123456789+-−–()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-−–()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₍₎")


def without_markup(text: str) -> str:
    """On one line, composed (NFC), without tags of a rich text: "10<sup>-3</sup>" is "10⁻³", never "10-3"."""
    text = _RAISED.sub(lambda found: moved(found[1], RAISED), text)
    text = _LOWERED.sub(lambda found: moved(found[1], LOWERED), text)
    return " ".join(unicodedata.normalize("NFC", html.unescape(_TAG.sub("", text))).split())


def moved(text: str, to: dict[int, int]) -> str:
    """The text in raised or lowered characters, if there is one for each of its own."""
    return text.translate(to) if all(ord(character) in to for character in text) else text
