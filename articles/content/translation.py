"""What a record is called, and what is said of it, in another language than that of its own text."""

from dataclasses import dataclass

from .codec import later


@dataclass(frozen=True)
class TranslationText:
    """The name of a record, and its definition or description, in another language (a code such as "es").
    `synonyms` are other words for a term or a tag in that language."""

    language: str
    name: str
    text: str = ""
    synonyms: tuple[str, ...] = later(())


def is_translated(text, language: str) -> bool:
    """Whether the text of a record says its name in that language, other than its own."""
    return any(each.language == language for each in text.translations)


def translations_text(rows: dict[str, dict]) -> tuple[TranslationText, ...]:
    """What a row keeps by language, {"es": {"name": ..., "text": ..., "synonyms": [...]}}, in its order."""
    return tuple(
        TranslationText(language, said["name"], said.get("text", ""), tuple(said.get("synonyms", ())))
        for language, said in sorted(rows.items())
    )
