"""Proves that what an edition shows beside its text is what its reviewer read."""

from collections.abc import Iterator

from articles.content import ContentError, decode_stored
from articles.models import Edition
from articles.publishing.gate import add_months
from articles.publishing.reviewed_page import ReadTerm, ReadWaiver, page_of_sign_off, terms_of
from articles.rendering import RenderedArticle


def page_faults(edition: Edition) -> Iterator[str]:
    """Sentences that name what was not read; none for sign-offs that are older than the record of it."""
    read = page_of_sign_off(edition.sign_off)
    if read is None:
        return
    if read.digest() != edition.sign_off.page_digest:
        yield "What the sign-off says was read isn't what its digest says."
    if _drawn_terms(edition) != read.terms:
        yield "The page explains other words, or explains them otherwise, than its reviewer read."
    for waiver in (decode_stored(ReadWaiver, each) for each in edition.waivers):
        if waiver not in read.waivers:
            yield f"Its reviewer did not read the waiver of {waiver.rule}."
    if edition.next_review_on != add_months(edition.reviewed_on, read.review_interval):
        yield "The next review is on another day than its reviewer read."


def _drawn_terms(edition: Edition) -> tuple[ReadTerm, ...] | None:
    try:
        return terms_of(RenderedArticle.from_dict(edition.rendered))
    except ContentError:
        return None
