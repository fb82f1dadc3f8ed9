"""The texts of records: what readers see of a term, a tag, ..., each a value with a digest.

A record is a small content that several pages show. Approved texts are kept for good, so the rule of
`value.py` holds here, too: a field that is added is declared with `later(default)`, and none is renamed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace

from .codec import later
from .organizations import ContactsText, OrganizationText
from .translation import TranslationText

# Fields that hold no sentence.
NO_PROSE = {
    "slug", "key", "kind", "source_key", "source_address", "country", "orcid", "account", "checked_on",
    "international", "cost", "help", "language", "codes",
}  # fmt: skip
HTML = "holds HTML"


def rich(default: str = ""):
    """A field that holds HTML."""
    return field(default=default, metadata={HTML: True})


@dataclass(frozen=True)
class SynonymText:
    """Another word for a term; `kind` is a kind of `Synonym`."""

    text: str
    kind: str = "synonym"


@dataclass(frozen=True)
class TermText:
    """A glossary entry. `source_title` and `source_address` are those of the source with `source_key`;
    `codes` are those of what it names, as codes.py keeps them."""

    slug: str
    name: str
    kind: str = "general"
    definition: str = ""
    synonyms: tuple[SynonymText, ...] = ()
    source_key: str = ""
    source_title: str = ""
    source_address: str = ""
    is_listed: bool = False
    translations: tuple[TranslationText, ...] = later(())
    codes: tuple[str, ...] = later(())


@dataclass(frozen=True)
class ContributorText:
    """A person as readers see them. `account` is the name of the account that signs as this person; readers
    don't see it."""

    key: str
    name: str
    credentials: str = ""
    affiliation: str = ""
    orcid: str = ""
    is_demonstration: bool = False
    account: str = ""


@dataclass(frozen=True)
class WithdrawalText:
    """What else readers are told of a withdrawn page. `title` is that of the page."""

    title: str
    words: str


@dataclass(frozen=True)
class TagText:
    """What readers see of a tag on its own page. From `synonyms` the list from A to Z leads to it."""

    slug: str
    name: str
    description: str = ""
    translations: tuple[TranslationText, ...] = later(())
    synonyms: tuple[str, ...] = later(())


@dataclass(frozen=True)
class CategoryText:
    """What readers see of a category on its own page."""

    slug: str
    name: str
    description: str = ""
    translations: tuple[TranslationText, ...] = later(())


@dataclass(frozen=True)
class SurveyText:
    """What a survey table is called in other languages. `slug` is its key, `name` the title that was
    translated."""

    slug: str
    name: str
    translations: tuple[TranslationText, ...] = later(())


@dataclass(frozen=True)
class PageText:
    """A page of the site itself, in one language. `slug` is the name of its address."""

    slug: str
    language: str
    title: str
    description: str
    body: str = rich()


# By the name of their kind. A kind's name is stored, so it never changes.
TEXTS: dict[str, type] = {
    "term": TermText,
    "tag": TagText,
    "category": CategoryText,
    "organization": OrganizationText,
    "contacts": ContactsText,
    "contributor": ContributorText,
    "withdrawal": WithdrawalText,
    "survey": SurveyText,
    "page": PageText,
}


BRAND = "brand"


def in_language(text, language: str):
    """The text as it reads in a language; as it is, where it wasn't translated."""
    for each in text.translations:
        if each.language == language:
            return replace(text, name=each.name, **_said(text, each))
    return text


def _said(text, translation: TranslationText) -> dict:
    """What a translation says in place of fields of the text. A brand is called so in every language."""
    if isinstance(text, SurveyText):
        return {}
    if isinstance(text, TermText):
        brands = tuple(word for word in text.synonyms if word.kind == BRAND)
        own = tuple(SynonymText(word) for word in translation.synonyms)
        return {"definition": translation.text or text.definition, "synonyms": own + brands}
    if isinstance(text, OrganizationText) and translation.text:
        return {"description": translation.text, "services": ()}
    if isinstance(text, TagText):
        return {"description": translation.text or text.description, "synonyms": translation.synonyms}
    return {"description": translation.text or text.description}


@dataclass(frozen=True)
class Line:
    """A field of a text that says something. `place` is such as "synonym 2, text"; `is_prose` is false for
    addresses, kinds and flags."""

    place: str
    text: str
    is_prose: bool = True
    is_html: bool = False


def lines(text, place: str = "") -> Iterator[Line]:
    """What a text of a record says, field by field, empty ones left out."""
    for item in fields(text):
        name = item.name.removeprefix("is_").replace("_", " ")
        held, where = getattr(text, item.name), f"{place}, {name}" if place else name
        is_prose = item.name not in NO_PROSE
        if isinstance(held, tuple):
            for number, part in enumerate(held, 1):
                inner = f"{where.removesuffix('s')} {number}"
                yield from lines(part, inner) if is_dataclass(part) else [Line(inner, str(part), is_prose)]
        elif isinstance(held, bool):
            yield Line(where, "yes" if held else "no", is_prose=False)
        elif held not in ("", None):
            yield Line(where, str(held), is_prose, HTML in item.metadata)
