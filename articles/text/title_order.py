"""The place of a title in a list from A to Z: alike on every database, whatever its collation."""

import re
import unicodedata

# Sorts after every letter, so that "ñ" stands after all of "n", as Spanish has it.
AFTER_ALL = "\uffff"
BETWEEN_WORDS = re.compile(rf"[^\w{AFTER_ALL}]+")
NO_LETTER = "#"
BYTES_OF_NUMBER = 8
LAST = 256**BYTES_OF_NUMBER - 1


def sort_text(title: str) -> str:
    """What counts for the order of a title: words in lower case, without accents and marks."""
    lower = unicodedata.normalize("NFC", title).casefold().replace("ñ", f"n{AFTER_ALL}")
    plain = (sign for sign in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(sign))
    return BETWEEN_WORDS.sub(" ", "".join(plain)).strip()


def letter_of(title: str) -> str:
    """The letter that a title stands under: "A" for "“Äpfel”", "#" for one without letters and digits."""
    text = sort_text(title)
    if text.startswith(f"n{AFTER_ALL}"):
        return "Ñ"
    return text[:1].upper() or NO_LETTER


def keys_of(title: str) -> tuple[bytes, bytes]:
    """The first and the last key that a title has which reads like this one, whatever the article."""
    return title_key(title, 0), title_key(title, LAST)


def title_key(title: str, number: int) -> bytes:
    """Bytes that sort titles from A to Z; `number`, of the article, keeps apart those that are alike."""
    return sort_text(title).encode() + b"\0" + number.to_bytes(BYTES_OF_NUMBER, "big")
