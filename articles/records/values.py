"""The texts that rows propose, one function a kind."""

from urllib.parse import quote

from articles.content.records import SynonymText, TermText, WithdrawalText
from articles.models import Source, WithdrawalWords
from resources.models import Term


def term_text(term: Term) -> TermText:
    source = Source.objects.filter(key=term.source_key).first() if term.source_key else None
    words = sorted((word.text, word.kind) for word in term.synonyms.all())
    return TermText(
        slug=term.slug,
        name=term.name,
        kind=term.kind,
        definition=term.definition,
        synonyms=tuple(SynonymText(text, kind) for text, kind in words),
        source_key=term.source_key,
        source_title=source.title if source else "",
        source_address=_address(source) if source else "",
        is_listed=term.is_listed,
    )


def withdrawal_text(words: WithdrawalWords) -> WithdrawalText:
    return WithdrawalText(words.withdrawal.edition.title, words.text)


def _address(source: Source) -> str:
    return f"https://doi.org/{quote(source.doi, safe='/:;().,-_')}" if source.doi else source.url
