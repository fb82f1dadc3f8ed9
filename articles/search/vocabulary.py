"""The words that are right although no page may have them. A search never replaces one of these."""

from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language
from spellchecker import SpellChecker

from articles.models import LiveCount, LiveName, LiveRecord, Source, Tag
from articles.records.approved import approved
from resources.models import Organization, Synonym, Term

from .drugs import drug_names
from .word_counts import one_of_keys
from .word_groups import english_names
from .words import WORD, fold, split

# Names of countries, and words of medicine that dictionaries of everyday language lack.
FILES = [Path(__file__).with_name(name) for name in ("country_names.txt", "medical_words.txt")]
# Titles with the letters of a word somewhere, of which so many are looked through for the word itself.
MOST_TITLES = 500
# Languages of the interface whose everyday words are known.
WITH_DICTIONARY = {"de", "en", "es", "fr", "it", "nl", "pt"}


class Vocabulary:
    """What the site and everyday language know; asked once for each query that has an unknown word.

    `names` are the words of what readers can be led to, by their folded form: those of the glossary as they
    are written there, brands with a capital; all others in lower case, as in a sentence.
    """

    def knows(self, word: str) -> bool:
        """Whether a folded word is right, for all that we know."""
        forms = {word, word.removesuffix("s")}
        return (
            any(form in drug_names() or form in _listed_words() or form in self.names for form in forms)
            or word in self._other_names
            or _is_everyday(word, [settings.LANGUAGE_CODE, get_language() or settings.LANGUAGE_CODE])
            or _is_in_source(word)
        )

    def is_of_another_language(self, word: str) -> bool:
        """Whether a word that is unknown where it was asked is right in another language of the site."""
        return _is_everyday(word, [code for code, _name in settings.LANGUAGES])

    @cached_property
    def names(self) -> dict[str, str]:
        names = (
            *_names_of_lists(),
            *(organization.name for organization in approved("organization") if organization.is_listed),
        )
        return {word: word for word in split(" ".join(names))} | _written(
            *LiveName.objects.filter(live__in=LiveRecord.objects.defined()).values_list("text", flat=True)
        )

    @cached_property
    def _other_names(self) -> frozenset[str]:
        """Names that visitors may not see yet: never offered, but never replaced either."""
        names = (
            *Term.objects.values_list("name", flat=True),
            *Synonym.objects.values_list("text", flat=True),
            *Tag.objects.values_list("name", flat=True),
            *Organization.objects.values_list("name", flat=True),
        )
        return frozenset(split(" ".join(names)))


def _names_of_lists() -> Iterable[str]:
    """The names of tags and categories that live pages have, by the counts that lists keep."""
    for kind in (LiveCount.Kind.TAG, LiveCount.Kind.CATEGORY):
        counts = LiveCount.objects.filter(kind=kind, count__gt=0)
        keys = {int(key) for key in counts.values_list("key", flat=True)}
        records = LiveRecord.objects.of(kind.value).filter(record__in=one_of_keys(keys))
        yield from records.values_list("name", flat=True)


def _written(*names: str) -> dict[str, str]:
    return {fold(word): word for name in names for word in WORD.findall(name)}


@lru_cache(maxsize=1)
def _listed_words() -> frozenset[str]:
    lists = (file.read_text("utf-8") for file in FILES)
    return frozenset(split(" ".join([*lists, *english_names()])))


@lru_cache
def _dictionary(code: str) -> str:
    """The everyday words of a language, each between line ends.

    One text of 2 MB: a set of as many words would take ten times the memory in every process.
    """
    words = {fold(word) for word in SpellChecker(language=code).word_frequency.words()}
    return "\n".join(["", *sorted(words), ""])


def _is_everyday(word: str, languages: Iterable[str]) -> bool:
    codes = {language.split("-")[0] for language in languages} & WITH_DICTIONARY
    return any(f"\n{word}\n" in _dictionary(code) for code in sorted(codes))


def _is_in_source(word: str) -> bool:
    """Whether the title of a source has the word. Databases look for letters much faster than for words."""
    titles = Source.objects.filter(title__icontains=word).order_by().values_list("title", flat=True)
    return any(word in split(title) for title in titles[:MOST_TITLES])
